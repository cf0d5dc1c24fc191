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
  /** The agents, by the names that their phones register with. */
  agents: readonly string[]
}

/** The processes that carry the calls; each is measured with its children. */
export const PARTS = {
  asterisk: ['asterisk'],
  node: ['keeper', 'switchboard', 'office'],
  stores: ['postgres', 'redis'],
} as const
export type PartName = (typeof PARTS)[keyof typeof PARTS][number]

export type Running = {
  sip: Address
  /** The number that callers dial; it leads straight into the queue. */
  number: string
  /** The agents' phones register with these. */
  accounts: readonly Account[]
  /** Process ids. */
  processes: Readonly<Partial<Record<PartName, number>>>
  /** Resolves when every agent may be rung; called after their phones have registered. */
  agentsReady(): Promise<void>
  /** Resolves when every call is over and its record is written. */
  settled(): Promise<void>
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
