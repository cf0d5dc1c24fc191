// A test of a flow as a real call: its caller does what he does in the rehearsal, in time with the prompts that
// Asterisk really plays, and what he meets is read from Asterisk's events and the journal.
import { setTimeout as pause } from 'node:timers/promises'
import type { Pool } from 'pg'
import type { CallEvent } from '../../src/calls/events.ts'
import { soundsOf } from '../../src/calls/phases/sounds.ts'
import { textOf } from '../../src/flows/rehearsal/expectation.ts'
import type { Met } from '../../src/flows/rehearsal/met.ts'
import type { Deed, Moment, Rehearsal } from '../../src/flows/rehearsal/rehearse.ts'
import type { TestHouse } from './house.ts'
import { liveCalls } from './live-calls.ts'
import type { Call } from './phones/call.ts'
import type { Phone } from './phones/phone.ts'
import { metForReal, type Recorded } from './real-met.ts'
import { type Play, playsAll, type Stage } from './stage.ts'
import { until } from './until.ts'

/** Longer than any prompt, question or pause of a flow. */
const NEXT_WITHIN_MS = 60_000
/** Nobody has to speak longer for his message to count. */
const LONGEST_SPEECH_MS = 2_500

export type RealTest = {
  readonly house: TestHouse
  readonly stage: Stage
  /** The house's, for several at a time. */
  readonly db: Pool
  readonly phone: Phone
  /** By whom it is dialled. */
  readonly from: string
  /** Name and number, of this test alone. */
  readonly hotline: { readonly name: string; readonly number: string }
  readonly rehearsal: Rehearsal
  /** Which lookup asked this question. */
  lookupOf(ask: string): string | undefined
}

/** What the caller met, in words; `difference`: where that is not what he meets in the rehearsal. */
export type Really = { readonly met: readonly string[]; readonly difference?: string }

export async function runForReal(real: RealTest): Promise<Really> {
  const call = await real.phone.dial(real.hotline.number, { from: real.from })
  try {
    return await live(real, call)
  } finally {
    // A test that did not get on leaves nobody behind.
    await call.hangUp().catch(() => {})
  }
}

async function live(real: RealTest, call: Call): Promise<Really> {
  const { house, stage, rehearsal } = real
  const { moments, deeds, rests } = rehearsal
  const conversation = await until(
    () => stage.conversationAt(real.hotline.number),
    NEXT_WITHIN_MS,
    'the call has arrived',
  )
  for (const deed of deeds) {
    await comeTo(real, conversation, moments.slice(0, deed.after), deed)
    await perform(call, deed.act)
  }
  const isOver = 'ended' in rests
  if (isOver) await call.ended(NEXT_WITHIN_MS)
  else {
    await comeTo(real, conversation, moments, { isPlaying: false })
    await call.hangUp()
  }
  const journal = await journalOf(real.db, conversation)
  const heard = {
    journal,
    plays: stage.playsOf(conversation),
    cause: (await call.ended()).cause,
    sealKey: house.secrets.sealKey,
    lookupOf: real.lookupOf,
  }
  const all = metForReal(heard, rehearsal)
  // Who is left in a queue hangs up only because the test is over.
  const met = isOver ? all : all.filter(one => !('hangup' in one))
  const words = met.filter(one => !('section' in one)).map(textOf)
  const difference = differenceOf(rehearsal.met, met)
  return { met: words, ...(difference === undefined ? {} : { difference }) }
}

/** Waits until the caller has met all of these, and what comes next is his. */
async function comeTo(
  { house, stage }: RealTest,
  conversation: string,
  moments: readonly Moment[],
  { act, isPlaying }: Partial<Deed>,
): Promise<void> {
  const said = moments.filter(({ say }) => say !== undefined)
  const last = said.at(-1)
  if (last) {
    // He answers once the last of what he is told has begun.
    const sounds = soundsOf(last.say ?? [], last.language)
    const isSaid = (play: Play | undefined): boolean =>
      play !== undefined && (playsAll(play, sounds) || play.isOver) && (isPlaying || play.isOver)
    await until(
      () => isSaid(stage.playsOf(conversation)[said.length - 1]),
      NEXT_WITHIN_MS,
      `prompt ${said.length}, ${textOf(last.met)}, is played`,
    )
  }
  const count = (kind: string): number => moments.filter(({ met }) => kind in met).length
  if (act && 'speakMs' in act) {
    const due = count('voicemail') + count('record')
    await until(() => stage.recordingsOf(conversation) >= due, NEXT_WITHIN_MS, `recording ${due} has begun`)
  } else if (!isPlaying && count('queue') > count('leave-queue')) {
    await until(
      async () =>
        (await liveCalls(house)).some(({ id, phase }) => id === conversation && IN_LINE.has(phase.name)),
      NEXT_WITHIN_MS,
      'he stands in line',
    )
  }
}

const IN_LINE: ReadonlySet<string> = new Set(['waiting', 'ringing'])

async function perform(call: Call, act: Deed['act']): Promise<void> {
  if ('hangUp' in act) await call.hangUp()
  else if ('press' in act) {
    if (act.press !== '') await call.press(act.press)
  } else {
    // He really speaks, though not as long.
    call.say(440)
    await pause(Math.min(act.speakMs, LONGEST_SPEECH_MS))
    call.say(undefined)
    await call.press('#')
  }
}

type Row = { id: string; at: Date; data: CallEvent; sealed: string | null }

/** All that was written of the call, once it is over. */
async function journalOf(db: Pool, conversation: string): Promise<Recorded[]> {
  return until(
    async () => {
      const { rows } = await db.query<Row>(
        `select journal.id, journal.at, data, sealed
         from journal left join conversation_notes note on note.id = journal.id
         where journal.conversation = $1`,
        [conversation],
      )
      const records = rows
        .filter(({ id }) => id.startsWith(`${conversation}:`))
        .map(({ id, at, data, sealed }): Recorded => {
          const seq = Number(id.slice(conversation.length + 1))
          return { seq, at: at.getTime(), event: data, ...(sealed === null ? {} : { sealed }) }
        })
      const isWhole = records.some(({ event }) => event.type === 'CallEnded')
      return isWhole && records.sort((a, b) => a.seq - b.seq)
    },
    NEXT_WITHIN_MS,
    'the journal of the call is whole',
  )
}

function differenceOf(rehearsed: readonly Met[], really: readonly Met[]): string | undefined {
  const [simulated, real] = [rehearsed.map(textOf), really.map(textOf)]
  const at = simulated.findIndex((words, index) => words !== real[index])
  if (at < 0 && real.length === simulated.length) return undefined
  const where = at < 0 ? simulated.length : at
  const before = where === 0 ? 'at once' : `after ${simulated[where - 1]}`
  return `${before} the rehearsed caller meets ${simulated[where] ?? 'nothing more'}, the real one ${real[where] ?? 'nothing more'}`
}
