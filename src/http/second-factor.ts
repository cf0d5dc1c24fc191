// A second factor for one's own log-in: begun with the password, confirmed with a first code, switched off with a code.
// An admin may take away somebody else's, whose telephone is gone.
import { Type } from 'typebox'
import { audit } from '../postgres/audit.ts'
import { isPassword } from '../postgres/passwords.ts'
import { findAccount } from '../postgres/people.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  readSecondFactor,
  removeSecondFactor,
} from '../postgres/second-factors.ts'
import { closeSessionsOf } from '../postgres/sessions.ts'
import { authenticatorAddress, base32 } from '../secrets/one-time-codes.ts'
import { type CurrentPerson, currentPerson } from './current-person.ts'
import { noSuchPerson } from './own-password.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { isCode, isRequired, wrongCode } from './second-factor-rules.ts'
import { given, IdParams, iso, Time } from './views.ts'
import { withoutGuessing } from './wrong-passwords.ts'

export const SecondFactorView = Type.Object({
  on: Type.Boolean(),
  required: Type.Boolean({ description: 'by config/server.yaml, for his role' }),
  since: Type.Optional(Time),
  recoveryLeft: Type.Integer({ description: 'recovery codes that were not used yet' }),
})
export const SecondFactorBegun = Type.Object({
  secret: Type.String({ description: 'to be typed into an authenticator app; shown this once' }),
  address: Type.String({ description: 'the same as an otpauth: address, for a QR code' }),
})
const RecoveryCodes = Type.Object({
  recoveryCodes: Type.Array(Type.String(), { description: 'each is taken once; shown this once' }),
})
const Password = Type.Object({ current: Type.String({ maxLength: 256 }) }, { additionalProperties: false })
const Code = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 40 }) },
  { additionalProperties: false },
)

export function secondFactorRoutes(app: App, parts: HttpParts): void {
  const { db, sealKey } = parts
  const own = { may: 'second-factor.own' } as const

  app.get(
    '/second-factor',
    { config: own, schema: { response: { 200: SecondFactorView } } },
    async request => {
      const { id, role } = currentPerson(request)
      return viewOf(await readSecondFactor(db, id), isRequired(parts, role))
    },
  )

  app.post(
    '/second-factor',
    { config: own, schema: { body: Password, response: { 200: SecondFactorBegun } } },
    async request => {
      const { id } = currentPerson(request)
      const right = await withoutGuessing(parts, { name: id, address: request.ip }, async () => {
        const account = await findAccount(db, id)
        return account && (await isPassword(request.body.current, account.password_hash))
          ? account
          : undefined
      })
      if (!right) throw new Problem(403, 'wrong-password', 'Your present password is another one.')
      const secret = await beginSecondFactor(db, sealKey, id)
      if (!secret)
        throw new Problem(409, 'second-factor-on', 'Your second factor is on already. Switch it off first.')
      return { secret: base32(secret), address: authenticatorAddress(secret, id) }
    },
  )

  app.put(
    '/second-factor',
    { config: own, schema: { body: Code, response: { 200: RecoveryCodes } } },
    async request => {
      const person = currentPerson(request)
      const factor = await readSecondFactor(db, person.id)
      if (!factor) throw NOT_BEGUN()
      await refuseWrong(person, request.body.code, request.ip)
      const recoveryCodes = await confirmSecondFactor(db, person.id)
      if (factor.confirmed_at === null) await endOthers(person.id, person.session?.id)
      const action = factor.confirmed_at === null ? 'people.second-factor' : 'people.recovery-codes'
      await audit(db, { who: person.id, action, object: person.id })
      return { recoveryCodes }
    },
  )

  app.post('/second-factor/off', { config: own, schema: { body: Code } }, async (request, reply) => {
    const person = currentPerson(request)
    if (isRequired(parts, person.role))
      throw new Problem(409, 'second-factor-required', 'Your role needs a second factor; it stays on.')
    if (!(await readSecondFactor(db, person.id))) throw NOT_BEGUN()
    await refuseWrong(person, request.body.code, request.ip)
    await removeSecondFactor(db, person.id)
    await audit(db, { who: person.id, action: 'people.no-second-factor', object: person.id })
    return reply.status(204).send()
  })

  app.get(
    '/people/:id/second-factor',
    { config: { may: 'people.change' }, schema: { params: IdParams, response: { 200: SecondFactorView } } },
    async request => viewOf(await readSecondFactor(db, request.params.id), false),
  )

  app.delete(
    '/people/:id/second-factor',
    { config: { may: 'people.change' }, schema: { params: IdParams } },
    async (request, reply) => {
      const who = currentPerson(request).id
      const { id } = request.params
      if (who === id)
        throw new Problem(409, 'own-second-factor', 'Switch off your own with a code, in your account.')
      if (!(await removeSecondFactor(db, id))) throw noSuchPerson(id)
      await endOthers(id)
      await audit(db, { who, action: 'people.no-second-factor', object: id })
      return reply.status(204).send()
    },
  )

  async function refuseWrong({ id }: CurrentPerson, code: string, address: string): Promise<void> {
    if (!(await isCode(parts, { person: id, code, address }))) throw wrongCode(403)
  }

  async function endOthers(person: string, except?: string): Promise<void> {
    await closeSessionsOf(db, person, except)
    parts.ends.say({ person, ...(except !== undefined && { except }) })
  }
}

function viewOf(factor: Awaited<ReturnType<typeof readSecondFactor>>, required: boolean) {
  const since = factor?.confirmed_at
  return {
    ...{ on: since != null, required, recoveryLeft: factor?.recovery_left ?? 0 },
    ...given({ since: since && iso(since.getTime()) }),
  }
}

const NOT_BEGUN = () =>
  new Problem(409, 'no-second-factor', 'You have no second factor yet. Begin with your password.')
