// The table of verbs: one line each. A new verb is a file in this folder and two lines here.
import type { Heard } from '../flow.ts'
import type { Mention, Standing, Turn, Verb, Ways } from '../verb.ts'
import { type CallStep, call } from './call.ts'
import { type CallbackStep, callback } from './callback.ts'
import { type CollectStep, collect } from './collect.ts'
import { type CustomerStep, customer } from './customer.ts'
import { type DialStep, dial } from './dial.ts'
import { type GoStep, go } from './go.ts'
import { type HangupStep, hangup } from './hangup.ts'
import { type HoursStep, hours } from './hours.ts'
import { type LanguageStep, language } from './language.ts'
import { type LookupStep, lookup } from './lookup.ts'
import { type MenuStep, menu } from './menu.ts'
import { type NoteStep, note } from './note.ts'
import { type NoticeStep, notice } from './notice.ts'
import { type QueueStep, queue } from './queue.ts'
import { type QueueStateStep, queueState } from './queue-state.ts'
import { type RecordStep, record } from './record.ts'
import { back, type ReturnStep } from './return.ts'
import { type SayStep, say } from './say.ts'
import { type SecretStep, secret } from './secret.ts'
import { type SendStep, send } from './send.ts'
import { type SetStep, set } from './set.ts'
import { type SplitStep, split } from './split.ts'
import { type TransferStep, transfer } from './transfer.ts'
import { type VoicemailStep, voicemail } from './voicemail.ts'
import { type WaitStep, wait } from './wait.ts'
import { type WhenStep, when } from './when.ts'

type Steps = {
  say: SayStep
  menu: MenuStep
  collect: CollectStep
  secret: SecretStep
  hours: HoursStep
  notice: NoticeStep
  language: LanguageStep
  set: SetStep
  when: WhenStep
  split: SplitStep
  customer: CustomerStep
  lookup: LookupStep
  queue: QueueStep
  'queue-state': QueueStateStep
  callback: CallbackStep
  voicemail: VoicemailStep
  record: RecordStep
  dial: DialStep
  transfer: TransferStep
  wait: WaitStep
  go: GoStep
  call: CallStep
  return: ReturnStep
  send: SendStep
  note: NoteStep
  hangup: HangupStep
}

export type VerbName = keyof Steps
export type Step = Steps[VerbName]

export const verbs: { readonly [K in VerbName]: Verb<Steps[K]> } = {
  say,
  menu,
  collect,
  secret,
  hours,
  notice,
  language,
  set,
  when,
  split,
  customer,
  lookup,
  queue,
  'queue-state': queueState,
  callback,
  voicemail,
  record,
  dial,
  transfer,
  wait,
  go,
  call,
  return: back,
  send,
  note,
  hangup,
}

export const verbNames = Object.keys(verbs) as readonly VerbName[]

/** What this step does with what it hears. */
export function takeTurn(step: Step, heard: Heard, standing: Standing): Turn {
  return turnOf(step.verb, step, heard, standing)
}

/** What this step names and expects to exist. */
export function mentionsOf(step: Step): readonly Mention[] {
  return mentionsBy(step.verb, step)
}

/** Are the caller's keys none of the journal's business while this step asks? */
export const isDiscreet = (step: Step): boolean => verbs[step.verb].discreet ?? false

/** Where this step can lead. */
export function waysOf(step: Step): Ways {
  return waysBy(step.verb, step)
}

// A verb and its step belong together; the type parameter is how TypeScript sees that.
function turnOf<K extends VerbName>(name: K, step: Steps[K], heard: Heard, standing: Standing) {
  return verbs[name].step(step, heard, standing)
}
function mentionsBy<K extends VerbName>(name: K, step: Steps[K]) {
  return verbs[name].mentions(step)
}
function waysBy<K extends VerbName>(name: K, step: Steps[K]) {
  return verbs[name].ways(step)
}
