// What the benchmark asks of those who compete: start for a load, tell where and who you are, stop.
import type { Runtime } from '../../src/runtime/runtime.ts'
import type { Account } from '../support/phones/digest.ts'
import type { Address } from '../support/phones/media.ts'
import type { Load } from './scenarios.ts'

export type Ground = {
  runtime: Runtime
  /** For this turn alone. */
  folder: string
  load: Load
  isRecorded: boolean
  /** The agents: their phones register with these. */
  accounts: readonly Account[]
}

export type Running = {
  sip: Address
  /** The number that callers dial; it leads straight into the queue. */
  number: string
  /** Root processes, each with all its children. */
  processes: { asterisk: readonly number[]; node: readonly number[]; stores: readonly number[] }
  /** Resolves when every agent may be rung; called after their phones have registered. */
  agentsReady(): Promise<void>
  /** Bytes of sound that lie on disk now. */
  recordedBytes(): Promise<number>
  stop(): Promise<void>
}

export type Contestant = {
  name: string
  /** A fresh Asterisk on free ports; resolves when calls can come. */
  start(ground: Ground): Promise<Running>
}

/** The address that both contestants know as their trunk. */
export const TRUNK_ADDRESS = '127.0.0.2'
/** Where the agents' phones are. */
export const AGENTS_ADDRESS = '127.0.0.3'
