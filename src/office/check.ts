// One finding of the doctor, and whom he examines.
import type { Logger } from 'pino'
import type { RecordingSource } from '../asterisk/recording-files.ts'
import type { Config } from '../config.ts'
import type { Keys } from '../redis/keys.ts'
import type { Told } from '../told/told.ts'

export type Verdict = 'good' | 'warning' | 'bad'
export type Check = { name: string; verdict: Verdict; sentence: Told; hint?: Told }

export type Patient = {
  home: string
  databaseUrl: string
  redisUrl: string
  keys: Keys
  asterisk: RecordingSource
  httpsPort: number
  /** As published. */
  config: Config
  /** The owner's certificate, absolute paths. */
  tls?: { cert: string; key: string } | undefined
  log: Logger
}

export const good = (name: string, sentence: Told): Check => ({ name, verdict: 'good', sentence })
export const warning = (name: string, sentence: Told, hint: Told): Check => ({
  name,
  verdict: 'warning',
  sentence,
  hint,
})
export const bad = (name: string, sentence: Told, hint: Told): Check => ({
  name,
  verdict: 'bad',
  sentence,
  hint,
})
