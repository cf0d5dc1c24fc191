// Our commands as Asterisk's requests: one small function each, a table over all. Nothing else may drive legs.
// A doer says which answers are normal (the races of facts/asterisk-ari.md: gone, twice, not yet) and what any
// other answer means to the call.
import type { LegCommand } from '../../calls/commands.ts'
import type { CallInput } from '../../calls/events.ts'
import type { AriRequest } from '../ari.ts'
import { LEG_VARIABLES } from '../configuration/dialplan.ts'
import { APPLICATION } from '../configuration/setup.ts'
import type { Outside } from './dial-out.ts'

/** What the doers need to know besides the command. */
export type DoerContext = {
  /** Prompt key → path that Asterisk can play, without extension; undefined: nobody recorded or rendered it. */
  prompt(language: string, key: string): string | undefined
  /** The same for a text that the voice has read already. */
  text(language: string, text: string): string | undefined
  /** What an agent's phone shows for this contact. */
  callerId(contact: string): string
  /** The number of this contact and ours as this trunk wants them; undefined: it may not be dialled. */
  outside(contact: string, trunk: string, callerId: string): Outside | undefined
}

export type Deed = {
  request: AriRequest
  /** Statuses that are no failure here, besides 2xx. */
  tolerate: readonly number[]
  /** What the call hears when it failed; undefined: nothing that it must know. */
  failed?(status: number): CallInput
}

/** Secret digits are collected here, in the wing; Asterisk is asked for nothing. */
export type AskedOfAsterisk = Exclude<LegCommand, { type: 'CollectSecret' | 'StopSecret' | 'DialOut' }>

type Doers = {
  [T in AskedOfAsterisk['type']]: (
    command: Extract<AskedOfAsterisk, { type: T }>,
    context: DoerContext,
  ) => Deed
}

const GONE = 404
const NOT_IN_STASIS = 409

const path = encodeURIComponent

const doers: Doers = {
  Answer: ({ leg }) => ({
    request: { method: 'POST', uri: `channels/${path(leg)}/answer` },
    tolerate: [GONE, NOT_IN_STASIS],
  }),

  Play: ({ leg, play, say, language }, { prompt, text }) => {
    const media = say.flatMap(sound => {
      if (typeof sound !== 'string' && 'recording' in sound) return [`recording:${sound.recording}`]
      if (typeof sound !== 'string' && 'tone' in sound) return [`tone:${sound.tone}`]
      const file = typeof sound === 'string' ? prompt(language, sound) : text(language, sound.text)
      return file === undefined ? [] : [`sound:${file}`]
    })
    const query = `media=${media.map(path).join(',')}`
    return {
      request: { method: 'POST', uri: `channels/${path(leg)}/play/${play}?${query}` },
      tolerate: [],
      failed: () => ({ type: 'PlayEnded', play, outcome: 'failed' }),
    }
  },

  StopPlay: ({ play }) => ({
    request: { method: 'DELETE', uri: `playbacks/${play}` },
    tolerate: [GONE, NOT_IN_STASIS],
  }),

  StartMusic: ({ leg, music }) => ({
    request: { method: 'POST', uri: `channels/${path(leg)}/moh?mohClass=${path(music)}` },
    tolerate: [GONE, NOT_IN_STASIS],
  }),

  StopMusic: ({ leg }) => ({
    request: { method: 'DELETE', uri: `channels/${path(leg)}/moh` },
    tolerate: [GONE, NOT_IN_STASIS],
  }),

  OpenTalk: ({ talk, taped }) => ({
    request: { method: 'POST', uri: `bridges/${talk}?type=${taped ? 'mixing,proxy_media' : 'mixing'}` },
    // An id that exists already: we asked twice.
    tolerate: [409],
  }),

  JoinTalk: ({ talk, leg }) => ({
    request: { method: 'POST', uri: `bridges/${talk}/addChannel?channel=${path(leg)}` },
    // The leg is gone (400), or has hung up and is on its way out (422): its end is on the way to us.
    tolerate: [400, 422],
    failed: status => ({ type: 'CommandFailed', command: 'join-talk', subject: leg, status }),
  }),

  // 400, 409, 422: the leg is not in it, or gone.
  LeaveTalk: ({ talk, leg }) => ({
    request: { method: 'POST', uri: `bridges/${talk}/removeChannel?channel=${path(leg)}` },
    tolerate: [400, GONE, NOT_IN_STASIS, 422],
  }),

  CloseTalk: ({ talk }) => ({ request: { method: 'DELETE', uri: `bridges/${talk}` }, tolerate: [GONE] }),

  Ring: ({ leg, phone, ringMs, contact }, { callerId }) => ({
    request: {
      method: 'POST',
      uri: `channels/${leg}`,
      body: {
        endpoint: `PJSIP/${phone}`,
        app: APPLICATION,
        appArgs: 'leg',
        callerId: callerId(contact),
        timeout: Math.ceil(ringMs / 1000),
        variables: LEG_VARIABLES,
      },
    },
    tolerate: [NOT_IN_STASIS],
    failed: status => ({ type: 'CommandFailed', command: 'ring', subject: leg, status }),
  }),

  // A phone that was not picked up yet is told that it rings; one that was hears the tone.
  StartRingback: ({ leg }) => ({
    request: { method: 'POST', uri: `channels/${path(leg)}/ring` },
    tolerate: [GONE, NOT_IN_STASIS],
  }),

  StopRingback: ({ leg }) => ({
    request: { method: 'DELETE', uri: `channels/${path(leg)}/ring` },
    tolerate: [GONE, NOT_IN_STASIS],
  }),

  // The ear hears one party; its recording starts when it has entered the application (translate.ts).
  Record: ({ leg, ear, recording }) => ({
    request: {
      method: 'POST',
      uri: `channels/${path(leg)}/snoop/${ear}?spy=in&app=${APPLICATION}&appArgs=${path(`ear,${recording}`)}`,
    },
    tolerate: [NOT_IN_STASIS],
    failed: () => ({ type: 'RecordingEnded', recording, durationMs: 0, outcome: 'failed' }),
  }),

  // Any key ends it: who is done presses one, and # is what people press.
  RecordMessage: ({ leg, recording, maxMs, silenceMs, beep }) => {
    const seconds = (ms: number) => Math.ceil(ms / 1000)
    const query =
      `name=${path(recording)}&format=wav&ifExists=overwrite&beep=${beep}&terminateOn=any` +
      `&maxDurationSeconds=${seconds(maxMs)}&maxSilenceSeconds=${seconds(silenceMs)}`
    return {
      request: { method: 'POST', uri: `channels/${path(leg)}/record?${query}` },
      tolerate: [],
      failed: () => ({ type: 'RecordingEnded', recording, durationMs: 0, outcome: 'failed' }),
    }
  },

  StopMessage: ({ recording }) => ({
    request: { method: 'POST', uri: `recordings/live/${path(recording)}/stop` },
    tolerate: [GONE, NOT_IN_STASIS],
  }),

  Release: ({ leg, cause }) => ({
    request: { method: 'DELETE', uri: `channels/${path(leg)}?reason_code=${CAUSES[cause]}` },
    tolerate: [GONE],
  }),
}

/** Q.850: normal clearing, unallocated number, no circuit available, user busy, no answer. */
const CAUSES = {
  normal: 16,
  'no-such-number': 1,
  congestion: 34,
  busy: 17,
  'no-answer': 19,
  elsewhere: 26,
} as const

export function deedFor(command: AskedOfAsterisk, context: DoerContext): Deed {
  const doer = doers[command.type] as (command: AskedOfAsterisk, context: DoerContext) => Deed
  return doer(command, context)
}

/** Starts the tape of an ear. */
export function startTape(ear: string, recording: string): Deed {
  const query = `name=${path(recording)}&format=wav&ifExists=overwrite&beep=false`
  return {
    request: { method: 'POST', uri: `channels/${ear}/record?${query}` },
    tolerate: [],
    failed: () => ({ type: 'RecordingEnded', recording, durationMs: 0, outcome: 'failed' }),
  }
}
