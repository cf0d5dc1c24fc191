// What this version says by itself, in the languages that it ships. A folder of an owner's may be older than the version
// that reads it: an update brings new sentences, and callers must hear them before anybody has written them there.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { BUILT_IN_PROMPTS, SYSTEM_PROMPTS } from './files/prompts.ts'

const SOUNDS = join(import.meta.dirname, '../../sounds')
const OWN: ReadonlySet<string> = new Set([...BUILT_IN_PROMPTS, ...SYSTEM_PROMPTS])

/**
 * Read anew each time: where the owner's folder is our own, it is his file, and what he takes out of it is missing at once.
 * @returns key → sentence; empty for a language that we don't ship.
 */
export function shippedSentences(language: string): Readonly<Record<string, string>> {
  if (!/^[a-z]{2}$/.test(language)) return {}
  try {
    const all = parse(readFileSync(join(SOUNDS, language, 'prompts.yaml'), 'utf8')) as Record<string, string>
    return Object.fromEntries(Object.entries(all).filter(([key]) => OWN.has(key)))
  } catch {
    // Not there, or being written: where it is the owner's, its mistakes are told where it is checked.
    return {}
  }
}
