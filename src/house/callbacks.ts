// What the switchboard answers a flow that asks whether somebody can be called back (the verb callback).
import { CALLBACK_ASK } from '../flows/verbs/callback.ts'
import type { Found } from '../lookups/ask-http.ts'
import type { OwnLookup } from '../lookups/lookups.ts'
import type { Contacts } from '../switchboard/contacts.ts'
import type { DialDesk } from '../switchboard/dial-desk.ts'
import { dialForm } from '../trunks/dial-form.ts'
import { normalForm } from '../trunks/number.ts'

type Parts = { contacts: Contacts; dialDesk(): DialDesk }

export function callbackLookups({ contacts, dialDesk }: Parts): Readonly<Record<string, OwnLookup>> {
  const look: OwnLookup = async ({ open }, config): Promise<Found> => {
    const answer = dialDesk().mayCallBack(String(open.number ?? ''), String(open.queue ?? ''), '')
    if ('denied' in answer) return { outcome: 'not-found', values: {} }
    const normal = normalForm(answer.number)
    const contact = contacts.refOf(normal)
    // Nobody is promised anything yet: the number stays in memory until he says yes (switchboard/promises.ts).
    contacts.keep(contact, normal)
    const number = dialForm(normal, 'national', config.server.country) ?? normal
    return { outcome: 'found', values: { number, contact, kind: answer.number.kind } }
  }
  return { [CALLBACK_ASK]: look }
}
