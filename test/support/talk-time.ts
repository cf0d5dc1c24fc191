// As much talk in the records as there was on the phones?
import type { AgentRecord } from './phones/agents.ts'
import type { CdrRow } from './records.ts'

/** `apart`: a share of what the phones had. */
export type TalkTimes = { apart: number; told: string }

export function compareTalk(cdrs: readonly CdrRow[], rings: readonly AgentRecord[]): TalkTimes {
  const talkMs = cdrs.reduce((sum, cdr) => sum + (cdr.talk_ms ?? 0), 0)
  const talks = rings.flatMap(({ answeredAt, endedAt }) =>
    answeredAt && endedAt ? [endedAt - answeredAt] : [],
  )
  const phonesMs = talks.reduce((sum, ms) => sum + ms, 0)
  const offMs = Math.abs(talkMs - phonesMs)
  const apart = offMs / phonesMs
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`
  const told =
    `${seconds(talkMs)} of talk on record, ${seconds(phonesMs)} on the phones: ` +
    `${(apart * 100).toFixed(2)} % apart, ${(offMs / talks.length).toFixed(0)} ms a call`
  return { apart, told }
}
