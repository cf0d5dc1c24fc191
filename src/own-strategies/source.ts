// A strategy of the owner's own as he writes it: a TypeScript file whose default export it is, made plain JavaScript.
// Lines stay where they are, so that a mistake is told at its place.
import { stripTypeScriptTypes } from 'node:module'
import { Script } from 'node:vm'
import { nativeError } from './native-error.ts'

/** What is wrong with the text itself. `line`: from 1. */
export type SourceFlaw = {
  readonly code: 'no-export' | 'no-script' | 'no-waiting'
  readonly message: string
  readonly line: number
}

/** Nothing of it may go on after the answer; and the engine does not bear well being stopped in the midst of a promise. */
const WAITING = /\b(import|async)\b/

const EXPORT = /^export[ \t]+default\b/gm
const FILE = 'own-strategy.ts'

/** @returns JavaScript that leaves the strategy in the variable `tongdaiOwn`; or what keeps it from being one */
export function scriptOf(text: string): { script: string } | { flaw: SourceFlaw } {
  try {
    const plain = stripTypeScriptTypes(text, { mode: 'strip', sourceUrl: FILE })
    if (plain.match(EXPORT)?.length !== 1) return { flaw: { code: 'no-export', message: '', line: 1 } }
    const waiting = plain.split('\n').findIndex(line => WAITING.test(line))
    if (waiting >= 0) return { flaw: { code: 'no-waiting', message: '', line: waiting + 1 } }
    const script = `'use strict'; ${plain.replace(EXPORT, 'tongdaiOwn =')}`
    // Only read here, not run.
    new Script(script, { filename: FILE })
    return { script }
  } catch (error) {
    const { message, stack } = nativeError(error)
    const line = Number(/own-strategy\.ts:(\d+)/.exec(stack)?.[1] ?? 1)
    return { flaw: { code: 'no-script', message: message.split('\n')[0] ?? '', line } }
  }
}
