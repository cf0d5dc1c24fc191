// Offers, and waits without one, with the floor's reasons in the reader's words (queues/why-words.ts).
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import type { CdrOffer } from '../cdrs/offers.ts'
import type { CdrWait } from '../cdrs/waits.ts'
import { type Naming, offerInWords, ownNumberOf, readWhy, waitInWords } from '../queues/why-words.ts'
import type { Language } from '../told/told.ts'
import { whysIn } from '../told/whys.ts'
import type { HttpParts } from './parts.ts'
import { languageOf } from './told.ts'
import { given, iso, Time } from './views.ts'

const Words = Type.Array(Type.String(), { description: 'why, a sentence each, in the reader’s language' })

export const OfferView = Type.Object({
  offer: Type.String(),
  agent: Type.String(),
  at: Time,
  until: Type.Optional(Time),
  cause: Type.Optional(Type.String()),
  words: Words,
  why: Type.Optional(Type.Unknown({ description: 'the floor’s reasons for this agent' })),
})

export const WaitView = Type.Object(
  {
    at: Time,
    until: Type.Optional(Time),
    queue: Type.String(),
    reason: Type.String({
      description: 'no-agent-free, no-agent-here, enough-talks, last-agent; full, empty: he could not join',
    }),
    words: Words,
    why: Type.Optional(Type.Unknown({ description: 'who was there, and which rule excluded whom' })),
  },
  { description: 'when nobody could be rung' },
)

export const WhyNowView = Type.Object(
  {
    queue: Type.String(),
    offered: Type.Array(Type.String(), { description: 'agents whose phones ring' }),
    reason: Type.Optional(Type.String()),
    words: Words,
  },
  { description: 'of this very moment; missing when he does not wait' },
)

/** Whom it is told to, and how everybody is called. */
export type Telling = { language: Language; naming: Naming }

export async function tellingFor(
  { team, title }: Pick<HttpParts, 'team' | 'title'>,
  request: FastifyRequest,
): Promise<Telling> {
  const language = languageOf(request)
  const names = new Map((await team()).agents.map(({ id, name }) => [id, name]))
  const agent = (id: string) => names.get(id) ?? id
  // An agent's own queue is named after him, and stands in no configuration.
  const queue = (name: string) =>
    name.startsWith('agent:')
      ? ownNumberOf(agent(name.slice('agent:'.length)))
      : (title('queue', name, language) ?? name)
  return { language, naming: { agent, queue } }
}

export function offerViews(offers: readonly CdrOffer[], { language, naming }: Telling) {
  return offers.map(({ at, until, ...offer }): Static<typeof OfferView> => {
    const why = readWhy(offer.why)
    const rung = offers.filter(other => other.offer === offer.offer).map(({ agent }) => agent)
    const words = why ? whysIn(language, offerInWords(why, rung, naming)) : []
    return { ...offer, words, at: iso(at), ...given({ until: until === undefined ? undefined : iso(until) }) }
  })
}

export function waitViews(waits: readonly CdrWait[], { language, naming }: Telling) {
  return waits.map(({ at, until, ...wait }): Static<typeof WaitView> => {
    const words = whysIn(language, waitInWords(wait.reason, readWhy(wait.why), naming))
    return { ...wait, words, at: iso(at), ...given({ until: until === undefined ? undefined : iso(until) }) }
  })
}
