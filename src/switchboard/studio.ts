// The studio: one of our own people dials a code from his phone, says who he is by a PIN, and speaks prompts. A flow
// like any other, which asks the house itself instead of another system.
//
//   may he? ──▶ PIN ──▶ number of the prompt ──▶ speak, hear, again ──▶ saved ──▶ the next number
//      │         ▲ └─ wrong: again, until it is locked    ▲   └── not saved: back to the number
//      └─▶ refused                                        └── no prompt has this number
import { STUDIO_BOX } from '../cdrs/messages.ts'
import type { Config } from '../config/config-types.ts'
import type { Flow } from '../flows/flow.ts'
import type { Keying } from '../flows/keying.ts'
import { studioCodes } from '../trunks/star-codes.ts'

/** No name that an owner writes has a star. */
export const STUDIO_FLOW = '*studio'

/** What the flow asks of the house (house/studio.ts). */
export const STUDIO_ASKS = {
  /** `phone`: is it the phone of somebody who may? */
  may: '*studio-may',
  /** `phone`, `pin`: is it his PIN? */
  pin: '*studio-pin',
  /** `number`: which prompt has it? Answers `key`. */
  number: '*studio-number',
  /** `phone`, `language`, `key`, `recording`: keep it. */
  save: '*studio-save',
} as const

const keying: Keying = { min: 1, max: 6, end: '#', firstMs: 10_000, betweenMs: 4_000, tries: 3 }
const PHONE = 'call.number'

export const studio: Flow = {
  name: STUDIO_FLOW,
  title: 'Recording prompts by telephone',
  sections: {
    start: [
      {
        ...{ verb: 'lookup', lookup: STUDIO_ASKS.may, with: { phone: PHONE } },
        ...{ found: 'pin', notFound: 'refused', failed: 'broken' },
      },
    ],
    pin: [
      { verb: 'secret', name: 'pin', say: ['studio-enter-pin'], keying: { ...keying, min: 4, max: 8 } },
      {
        ...{ verb: 'lookup', lookup: STUDIO_ASKS.pin, with: { phone: PHONE, pin: 'secret.pin' } },
        ...{ found: 'number', notFound: 'wrong', failed: 'broken' },
      },
    ],
    wrong: [
      { verb: 'say', say: ['wrong-pin'] },
      {
        ...{ verb: 'lookup', lookup: STUDIO_ASKS.may, with: { phone: PHONE } },
        ...{ found: 'pin', notFound: 'locked', failed: 'broken' },
      },
    ],
    number: [
      { verb: 'collect', name: 'number', say: ['studio-enter-number'], keying, confirm: false },
      {
        ...{ verb: 'lookup', lookup: STUDIO_ASKS.number, with: { number: 'input.number' } },
        ...{ found: 'take', notFound: 'unknown', failed: 'broken' },
      },
    ],
    unknown: [
      { verb: 'say', say: ['studio-unknown-number'] },
      { verb: 'go', section: 'number' },
    ],
    take: [
      {
        ...{ verb: 'record', name: 'take' },
        rule: {
          ...{ greeting: ['studio-record'], box: STUDIO_BOX, review: true, studio: true },
          ...{ maxMs: 120_000, silenceMs: 5_000 },
        },
      },
      {
        ...{ verb: 'lookup', lookup: STUDIO_ASKS.save },
        with: { phone: PHONE, language: 'call.language', key: 'lookup.key', recording: 'input.take' },
        ...{ found: 'saved', notFound: 'number', failed: 'lost' },
      },
    ],
    saved: [
      { verb: 'say', say: ['studio-saved'] },
      { verb: 'go', section: 'number' },
    ],
    lost: [{ verb: 'say', say: ['studio-not-saved', 'goodbye'] }, { verb: 'hangup' }],
    locked: [{ verb: 'say', say: ['too-many-tries', 'goodbye'] }, { verb: 'hangup' }],
    refused: [{ verb: 'say', say: ['not-allowed'] }, { verb: 'hangup' }],
    broken: [{ verb: 'say', say: ['technical-problem', 'goodbye'] }, { verb: 'hangup' }],
  },
}

/** @returns the language that this code records in; undefined: it is no code of the studio */
export function studioLanguage(dialled: string, { server, prompts }: Config): string | undefined {
  const languages = [...Object.keys(prompts.sentences), ...Object.keys(prompts.recordings)]
  const codes = studioCodes(server.studioCode, [server.language, ...languages], server.language)
  return Object.keys(codes).find(language => codes[language] === dialled)
}
