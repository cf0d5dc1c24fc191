// Moves of a live call: hold, transfer, asking somebody, three together. An agent moves his own calls, a supervisor
// those that he looks after.
import { type Static, Type } from 'typebox'
import type { MoveOrder } from '../redis/orders.ts'
import { refuseStrange } from './calls.ts'
import { currentPerson } from './current-person.ts'
import { noteDeed } from './note-deed.ts'
import { carryOut } from './order.ts'
import type { App, HttpParts } from './parts.ts'
import { Done, Id, IdParams } from './views.ts'

const only = { additionalProperties: false }
const ToQueue = Type.Object({ queue: Id }, only)
const ToAgent = Type.Object({ agent: Id }, only)
const ToFlow = Type.Object({ flow: Id, section: Type.Optional(Id) }, only)
const Transfer = Type.Object({ to: Type.Union([ToQueue, ToAgent, ToFlow]) }, only)
const Consult = Type.Object({ to: Type.Union([ToQueue, ToAgent]) }, only)

const MOVES = ['hold', 'resume', 'merge', 'complete', 'cancel'] as const

/** What was asked, without who asks. */
type Wish = MoveOrder extends infer O ? (O extends MoveOrder ? Omit<O, 'by' | 'agent'> : never) : never

export function callMoveRoutes(app: App, parts: HttpParts): void {
  for (const move of MOVES)
    app.post(
      `/calls/:id/${move}`,
      { config: { may: 'calls.move' }, schema: { params: IdParams, response: { 200: Done } } },
      request => ask(parts, request, { type: 'move', conversation: request.params.id, move }),
    )

  app.post(
    '/calls/:id/transfer',
    { config: { may: 'calls.move' }, schema: { params: IdParams, body: Transfer, response: { 200: Done } } },
    request => {
      const { to } = request.body
      return ask(parts, request, { type: 'transfer', conversation: request.params.id, to: targetOf(to) })
    },
  )

  app.post(
    '/calls/:id/consult',
    { config: { may: 'calls.move' }, schema: { params: IdParams, body: Consult, response: { 200: Done } } },
    request => ask(parts, request, { type: 'consult', conversation: request.params.id, to: request.body.to }),
  )
}

function targetOf(to: Static<typeof Transfer>['to']) {
  if (!('flow' in to)) return to
  return { flow: to.flow, ...(to.section === undefined ? {} : { section: to.section }) }
}

/** @throws Problem no-such-call also for another's call; what can't be done, as the switchboard says */
async function ask(
  parts: HttpParts,
  request: Parameters<typeof currentPerson>[0],
  wish: Wish,
): Promise<Static<typeof Done>> {
  const person = currentPerson(request)
  const { id: by, role, agent = '' } = person
  const { conversation } = wish
  if (role === 'agent') return carryOut(parts, { ...wish, by, agent })
  const queue = 'to' in wish && 'queue' in wish.to ? wish.to.queue : undefined
  await refuseStrange(parts, person, conversation, queue)
  const done = await carryOut(parts, { ...wish, by })
  const details = 'to' in wish ? wish.to : { move: wish.move }
  await noteDeed(parts, { who: by, action: `calls.${wish.type}`, object: conversation, details })
  return done
}
