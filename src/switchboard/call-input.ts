// What the floor tells a call, as the call's events.
import type { CallInput } from '../calls/events.ts'
import type { FloorCommand } from '../queues/turn.ts'

export function callInput(command: FloorCommand): CallInput {
  switch (command.type) {
    case 'Offer': {
      const { type: _, conversation: __, ...offer } = command
      return { type: 'Offered', ...offer }
    }
    case 'RevokeOffer':
      return { type: 'OfferRevoked', offer: command.offer }
    case 'TellPosition': {
      const { type: _, conversation: __, ...place } = command
      return { type: 'Placed', ...place }
    }
    case 'RefuseJoin':
      return { type: 'JoinRefused', queue: command.queue, reason: command.reason }
    default:
      return command satisfies never
  }
}
