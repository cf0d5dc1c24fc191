// What a call tells the floor, as the floor's events.
import type { FloorCommand } from '../calls/commands.ts'
import type { FloorInput } from '../queues/events.ts'

export function floorInput(conversation: string, command: FloorCommand): FloorInput {
  switch (command.type) {
    case 'JoinQueue': {
      const { type: _, ...joins } = command
      return { type: 'CallerJoined', conversation, ...joins }
    }
    case 'LeaveQueue':
      return { type: 'CallerLeft', conversation, ...(command.gaveUp ? { gaveUp: true } : {}) }
    case 'AskPosition':
      return { type: 'PositionAsked', conversation }
    case 'EndOffer': {
      const { offer, agent, cause } = command
      return { type: 'OfferEnded', offer, conversation, agent, cause }
    }
    case 'AcceptOffer':
      return { type: 'OfferAccepted', offer: command.offer, conversation, agent: command.agent }
    case 'FinishTalk': {
      const { type: _, ...finished } = command
      return { type: 'TalkFinished', conversation, ...finished }
    }
    default:
      return command satisfies never
  }
}
