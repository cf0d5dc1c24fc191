// Calling somebody from the screen: the agent's own phone rings, and then the number is dialled. Whether he may is
// decided by the switchboard (trunks/outbound.ts); the number travels sealed and stands in no log.
import { Type } from 'typebox'
import { seal } from '../secrets/sealing.ts'
import { mayDialOut } from '../trunks/dial-permission.ts'
import { type CurrentPerson, currentPerson } from './current-person.ts'
import { noteDeed } from './note-deed.ts'
import { carryOutFor } from './order.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { Id } from './views.ts'

/** What the seal of a number to be dialled is bound to. */
export const DIAL_SEAL = 'dial'

export const TypedNumber = Type.String({
  pattern: '^\\+?[0-9 ().\\-]{2,30}$',
  description: 'a number as people write it, such as 0901 234 567 or +84901234567',
})

const Wish = Type.Object(
  {
    to: TypedNumber,
    agent: Type.Optional({
      ...Id,
      description: 'whose phone rings; his own unless an admin or a program asks',
    }),
  },
  { additionalProperties: false },
)

export const DiallingView = Type.Object({
  mayDial: Type.Boolean({ description: 'what he may dial is decided then' }),
})

export function diallingRoutes(app: App, parts: HttpParts): void {
  app.get(
    '/dialling',
    { config: { may: 'calls.dial' }, schema: { response: { 200: DiallingView } } },
    async request => {
      const own = currentPerson(request).agent
      const desk = own === undefined ? undefined : (await parts.team()).agents.find(({ id }) => id === own)
      return { mayDial: desk !== undefined && mayDialOut(desk.phone, parts.calendar().outbound) }
    },
  )

  app.post(
    '/calls',
    {
      config: { may: 'calls.dial' },
      schema: { body: Wish, response: { 200: Type.Object({ conversation: Type.String() }) } },
    },
    async request => {
      const person = currentPerson(request)
      const { id: by } = person
      const agent = deskOf(person, request.body.agent)
      if (agent === undefined) throw new Problem(409, 'no-desk', 'You have no phone that could ring.')
      const sealed = seal(parts.sealKey, request.body.to, DIAL_SEAL)
      try {
        const { conversation } = await carryOutFor(parts, { type: 'dial', agent, sealed, by })
        await noteDeed(parts, { who: by, action: 'calls.dial', object: String(conversation) })
        return { conversation: String(conversation) }
      } catch (error) {
        if (error instanceof Problem && (error.status === 403 || error.status === 429))
          await noteRefusal(parts, by, agent, error.code)
        throw error
      }
    },
  )
}

/** Somebody wished to dial what he may not. */
export const noteRefusal = (parts: HttpParts, who: string, desk: string, code: string): Promise<void> =>
  noteDeed(parts, { who, action: 'agents.dial-refused', object: desk, details: { code } })

/** @param wanted another desk, where an admin or a program says so. @throws Problem not-your-desk */
export function deskOf({ agent: own, role }: CurrentPerson, wanted: string | undefined): string | undefined {
  if (wanted === undefined || wanted === own) return own
  if (role === 'admin') return wanted
  throw new Problem(403, 'not-your-desk', 'Only your own phone can be made to dial.')
}
