// The numbers that callers dial, and what a first call needs besides: where phones register, which may call in.
import { Type } from 'typebox'
import { readPhones } from '../postgres/people.ts'
import type { App, HttpParts } from './parts.ts'

export const HotlineView = Type.Object({
  name: Type.String(),
  number: Type.String({ description: 'as the owner writes it' }),
  title: Type.String(),
})
export const WaysIn = Type.Object({
  sipPort: Type.Integer({ description: 'where phones register' }),
  hotlines: Type.Array(HotlineView),
  echoNumber: Type.String({ description: 'whoever dials it hears himself' }),
  callers: Type.Array(Type.String(), { description: 'accounts of phones that may only call in' }),
})

export function hotlineRoutes(app: App, parts: HttpParts): void {
  app.get(
    '/hotlines',
    { config: { may: 'hotlines.see' }, schema: { response: { 200: Type.Array(HotlineView) } } },
    async () => [...parts.hotlines()],
  )

  app.get(
    '/ways-in',
    { config: { may: 'phones.renew' }, schema: { response: { 200: WaysIn } } },
    async () => {
      const phones = await readPhones(parts.db)
      const callers = phones.filter(({ kind }) => kind === 'caller').map(({ id }) => id)
      return { ...parts.dialling, hotlines: [...parts.hotlines()], callers: callers.sort() }
    },
  )
}
