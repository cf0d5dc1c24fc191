// A number outside is to be called into a live call: decided by the desk for dialling out, kept sealed beside the call's
// state, and named from then on by its contact alone.
import type { AskToDial } from '../calls/commands.ts'
import type { CallInput } from '../calls/events.ts'
import type { Outward } from '../calls/outside.ts'
import { normalForm } from '../trunks/number.ts'
import type { Denied } from '../trunks/outbound.ts'
import type { CallsDesk } from './calls-desk.ts'
import type { Contacts } from './contacts.ts'
import type { DialDesk } from './dial-desk.ts'

export type OutwardParts = {
  dialDesk: Pick<DialDesk, 'askForCall'>
  contacts: Pick<Contacts, 'refOf' | 'keep'>
  calls(): Pick<CallsDesk, 'keepOutside' | 'happened'>
}

export function openOutward({ dialDesk, contacts, calls }: OutwardParts) {
  return {
    ask,

    /** A flow asks; it hears the answer as any other. */
    answer(conversation: string, { ask: question, number, queue }: AskToDial): void {
      const said = ask(conversation, 'flow', number, queue)
      const answer = 'to' in said ? { to: said.to } : { denied: said.denied }
      const input: CallInput = { type: 'DialDecided', ask: question, ...answer }
      queueMicrotask(() => calls().happened(conversation, input))
    },
  }

  /**
   * @param phone whose permission is asked; `flow`: that of flows
   * @param queue whose call it is
   */
  function ask(
    conversation: string,
    phone: string | 'flow',
    dialled: string,
    queue: string | undefined,
  ): { to: Outward } | Denied {
    const answer = dialDesk.askForCall(phone, dialled, queue)
    if (!('plan' in answer)) return answer
    const normal = normalForm(answer.number)
    const contact = contacts.refOf(normal)
    calls().keepOutside(conversation, contact, contacts.keep(contact, normal))
    return { to: { contact, plan: answer.plan } }
  }
}
