// Passwords of phones: made by us, shown once.
import { Type } from 'typebox'
import { audit } from '../postgres/audit.ts'
import { renewPhonePassword } from '../postgres/team.ts'
import { currentPerson } from './current-person.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { told } from './told.ts'
import { IdParams } from './views.ts'

const Renewed = Type.Object({ phone: Type.String(), password: Type.String() })

export function phoneRoutes(app: App, parts: HttpParts): void {
  app.post(
    '/phones/:id/password',
    { config: { may: 'phones.renew' }, schema: { params: IdParams, response: { 200: Renewed } } },
    async request => {
      const phone = request.params.id
      const password = await renewPhonePassword(parts.db, phone)
      if (password === undefined) throw new Problem(404, 'no-such-phone', told`There is no phone "${phone}".`)
      await audit(parts.db, { who: currentPerson(request).id, action: 'phones.password', object: phone })
      await parts.teamChanged()
      return { phone, password }
    },
  )
}
