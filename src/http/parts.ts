// What the HTTP wing is given: it opens nothing itself.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { CdrOffer } from '../cdrs/offers.ts'
import type { CdrWait } from '../cdrs/waits.ts'
import type { Config } from '../config/config-types.ts'
import type { BoxConfig } from '../config/files/boxes.ts'
import type { Check } from '../office/check.ts'
import type { Configuration } from '../office/configuration.ts'
import type { Eraser } from '../office/eraser.ts'
import type { RefusedFiles } from '../office/file-following.ts'
import type { LiveFloor } from '../office/live-floor.ts'
import type { Outbox } from '../office/outbox.ts'
import type { PromptLibrary } from '../office/prompt-library.ts'
import type { Simulations } from '../office/simulations.ts'
import type { SipBansView } from '../office/sip-bans/sip-bans.ts'
import type { Sounds } from '../office/sounds.ts'
import type { TrunkState } from '../office/trunk-states.ts'
import type { Workshop } from '../office/workshop.ts'
import type { Database } from '../postgres/database.ts'
import type { TeamSnapshot } from '../postgres/team.ts'
import type { Roster } from '../queues/roster.ts'
import type { Keys } from '../redis/keys.ts'
import type { SessionEnds } from './session-ends.ts'

export type HttpParts = {
  /** Both give up within a second or two: a person waits. */
  db: Database
  /** Has patience, and few connections: reports may not keep the others waiting. */
  reportDb: Database
  redis: Redis
  keys: Keys
  sealKey: Buffer
  apiToken: string
  /** Reference of a number as a person types it. */
  contactOf(number: string): string
  /** What people write → its normal form; undefined: no telephone number. */
  numberOf(text: string): string | undefined
  /** A number as people read it here. */
  shown(number: string): string
  /** The house's own, where nobody names another. */
  readonly timezone: string
  /** Of a queue or a hotline, in a language; undefined for one that the configuration no longer has. */
  title(kind: 'queue' | 'hotline', name: string, language: 'vi' | 'en'): string | undefined
  /** As the published files have them. */
  hotlines(): readonly { name: string; number: string; title: string }[]
  /** What phones are told: the port that they register at, the number at which one hears himself. */
  dialling: { sipPort: number; echoNumber: string }
  /** From PostgreSQL, or its last copy. */
  team(): Promise<TeamSnapshot>
  /** To be called after people, phones or memberships changed. */
  teamChanged(): Promise<void>
  /** What the owner writes, in its published version. */
  configuration: Configuration
  /** Why the files on the disk are not in force, if they are not. */
  refusedFiles(): RefusedFiles | undefined
  /** Flows that are being written. */
  workshop: Workshop
  /** Days simulated and replayed. */
  simulations: Pick<Simulations, 'ask'>
  /** Who serves which queue by which rules now, as plain data. */
  roster(): Promise<Roster>
  /** After a new configuration, however it came. */
  configurationChanged(): Promise<void>
  trunks(): Promise<TrunkState[]>
  /** To be called after the block list changed. @throws RedisAway */
  blockedChanged(): Promise<void>
  /** Addresses that guessed at accounts. */
  bans: Pick<SipBansView, 'list' | 'lift'>
  /** Where callers leave messages, as published. */
  boxes(): readonly BoxConfig[]
  /** What flows sent is on its way there. */
  outbox: Pick<Outbox, 'look'>
  /** Names of the queues in the files as they are now; undefined when they can't be read. */
  queues(): Promise<readonly string[] | undefined>
  /** Whom a conversation was offered to, and when nobody could be rung; as far as it is on record. */
  whys(conversation: string): Promise<{ offers: CdrOffer[]; waits: CdrWait[] }>
  /** The published opening hours, hotlines, and who may dial out. */
  calendar(): Pick<Config, 'hours' | 'hotlines' | 'server' | 'outbound'>
  /** Live sockets listen here. */
  ends: SessionEnds
  examine(): Promise<Check[]>
  /** What is wrong now; none on a good day. */
  troubles(): Promise<Check[]>
  /** The house's numbers in Prometheus' text format. */
  metrics(): Promise<string>
  /** The floor as it is, and what changes on it. */
  live: LiveFloor
  /** Folder of the built web app (runtime/pages.ts); without it there is only the API. */
  pages?: string | undefined
  /** Folder of the recordings. */
  recordings: string
  sounds: Sounds
  eraser: Pick<Eraser, 'preview' | 'erase'>
  prompts: PromptLibrary
  linkKey: Buffer
  log: Logger
}

/** Fastify with types that come from the schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>
