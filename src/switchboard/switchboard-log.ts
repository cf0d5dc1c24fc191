// What the switchboard tells to whoever logs and measures.
import type { Ending } from '../calls/ending.ts'
import type { FloorFact } from '../queues/events.ts'
import type { DialRefusal } from './dial-desk.ts'

export type SwitchboardLog = {
  moved(conversation: string, from: string, by: string, to: string): void
  agentMoved(agent: string, from: string, to: string): void
  repaired(what: string, details: Record<string, unknown>): void
  /** `conversation`: whose step it was; none for the floor's. */
  failed(error: unknown, conversation?: string): void
  /** For whoever measures: from what made it possible (an agent free, a caller there) to the command to ring. */
  routed?(conversation: string, tookMs: number): void
  ended?(conversation: string, ending: Ending): void
  dialRefused?(news: DialRefusal): void
  /** How true the expected wait was. */
  waitProved?(wait: WaitProved): void
  /** A strategy of the owner's own failed: somebody should look into it. */
  strategyStopped?(news: StrategyStopped): void
}

export type StrategyStopped = Extract<FloorFact, { type: 'StrategyStopped' }>
export type WaitProved = Extract<FloorFact, { type: 'WaitProved' }>
