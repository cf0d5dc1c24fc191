// Where a strategy of the owner's own runs: a context without process, modules, clock and chance, with a time limit for
// each decision. Only texts go in and out, so that nothing of his is ever run outside the limit.
import { type Context, createContext, Script } from 'node:vm'
import type { Candidate, Stopped } from '../queues/strategies/strategy.ts'
import { nativeError } from './native-error.ts'

/** Nobody else is served meanwhile. */
export const DECISION_LIMIT_MS = 50

export type Head = { readonly name: string; readonly byLevel?: false; readonly rings?: 'all' }

export type Sandbox = {
  /** @returns a finite number for each, or why there is none */
  measure(candidates: readonly Candidate[]): readonly number[] | Stopped
  head(): Head | Stopped
}

// Runs before the owner's script, and keeps what it needs, whatever that changes afterwards.
const BEFORE = new Script(`'use strict'
let tongdaiOwn
for (const name of [
  ...['Date', 'Intl', 'Promise', 'AsyncDisposableStack', 'Atomics', 'SharedArrayBuffer', 'WebAssembly', 'WeakRef'],
  ...['FinalizationRegistry', 'console'],
])
  delete globalThis[name]
delete Math.random
delete Array.fromAsync
const { tongdaiAnswer, tongdaiTold } = (() => {
  const { parse, stringify } = JSON
  const say = error => {
    try { return '!' + (error !== null && typeof error === 'object' ? error.message : error) } catch { return '!' }
  }
  const answer = text => {
    try {
      const list = parse(text)
      let out = '='
      for (let i = 0; i < list.length; i++) {
        const name = list[i].agent
        const measure = tongdaiOwn.measure(list[i])
        if (typeof measure !== 'number' || measure - measure !== 0) return '?' + name
        out += (i > 0 ? ',' : '') + measure
      }
      return out
    } catch (error) {
      return say(error)
    }
  }
  const told = () => {
    try {
      if (tongdaiOwn === null || typeof tongdaiOwn !== 'object' || typeof tongdaiOwn.measure !== 'function') return '?'
      const name = typeof tongdaiOwn.name === 'string' ? tongdaiOwn.name : ''
      return '=' + stringify({ name, byLevel: tongdaiOwn.byLevel === false, all: tongdaiOwn.rings === 'all' })
    } catch (error) {
      return say(error)
    }
  }
  return { tongdaiAnswer: answer, tongdaiTold: told }
})()
`)

/** @param script as {@link scriptOf} makes it */
export function openSandbox(script: string): Sandbox | Stopped {
  const context = createContext(Object.create(null), {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: 'afterEvaluate',
  })
  BEFORE.runInContext(context)
  const begun = run(context, script)
  if (typeof begun !== 'string' && begun !== undefined) return begun
  return {
    measure(candidates) {
      const said = run(context, `tongdaiAnswer(${JSON.stringify(JSON.stringify(candidates))})`)
      if (typeof said === 'object') return said
      return typeof said === 'string' ? measuresIn(said, candidates.length) : NOTHING
    },
    head() {
      const said = run(context, 'tongdaiTold()')
      if (typeof said === 'object') return said
      if (!said?.startsWith('=')) return stoppedIn(said ?? '')
      const { name, byLevel, all } = JSON.parse(said.slice(1)) as {
        name: string
        byLevel: boolean
        all: boolean
      }
      return { name, ...(byLevel && { byLevel: false }), ...(all && { rings: 'all' }) }
    },
  }
}

/** @returns what it came to, if that is a text */
function run(context: Context, script: string): string | undefined | Stopped {
  try {
    const said: unknown = new Script(script, { filename: 'own-strategy.ts' }).runInContext(context, {
      timeout: DECISION_LIMIT_MS,
    })
    return typeof said === 'string' ? said : undefined
  } catch (error) {
    const { code, message } = nativeError(error)
    return code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
      ? { code: 'too-slow', message: '' }
      : { code: 'threw', message }
  }
}

const NOTHING: Stopped = { code: 'no-number', message: '' }

function measuresIn(said: string, count: number): readonly number[] | Stopped {
  if (!said.startsWith('=')) return stoppedIn(said)
  const found = said.length === 1 ? [] : said.slice(1).split(',').map(Number)
  return found.length === count && found.every(Number.isFinite) ? found : NOTHING
}

const stoppedIn = (said: string): Stopped => ({
  code: said.startsWith('!') ? 'threw' : 'no-number',
  message: said.slice(1, 201),
})
