// One finding of the doctor, and whom he examines.
import type { Logger } from 'pino'
import type { RecordingSource } from '../asterisk/recording-files.ts'
import type { Keys } from '../redis/keys.ts'

export type Verdict = 'good' | 'warning' | 'bad'
export type Check = { name: string; verdict: Verdict; sentence: string; hint?: string }

export type Patient = {
  home: string
  databaseUrl: string
  redisUrl: string
  keys: Keys
  asterisk: RecordingSource
  httpsPort: number
  /** The owner's certificate, absolute paths. */
  tls?: { cert: string; key: string } | undefined
  log: Logger
}

export const good = (name: string, sentence: string): Check => ({ name, verdict: 'good', sentence })
export const warning = (name: string, sentence: string, hint: string): Check => ({
  name,
  verdict: 'warning',
  sentence,
  hint,
})
export const bad = (name: string, sentence: string, hint: string): Check => ({
  name,
  verdict: 'bad',
  sentence,
  hint,
})
