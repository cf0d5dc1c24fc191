// A lookup by HTTP: the values go into a JSON body, or into the address; values come out of the JSON of the answer.
//
//   ask ──▶ 2xx ──▶ found, or not found when nothing of it is there
//    ▲       404 ──▶ not found
//    └─ 5xx, 429, no answer: again after a moment, while there is time
import { setTimeout as pause } from 'node:timers/promises'
import type { HttpLookup } from '../config/files/lookups.ts'
import type { LookUpOutcome } from '../flows/flow.ts'
import type { Values } from '../flows/value.ts'
import { ask, OutsideProblem, type Resolve } from '../outside/request.ts'
import type { Given } from './given.ts'
import { LookupFailed } from './lookup-failed.ts'
import { at, isEmpty, taken } from './taken.ts'

export type Found = { outcome: Exclude<LookUpOutcome, 'failed'>; values: Values }

export type HttpQuestion = {
  lookup: HttpLookup
  given: Given
  /** The Authorization header. */
  authorization?: string | undefined
  /** The same for every try, so that the other side may know a repeated one. */
  id: string
  signal: AbortSignal
  resolve?: Resolve | undefined
}

/** More than any caller can be told. */
const MAX_BYTES = 64 * 1024
const FIRST_PAUSE_MS = 100

/** @throws LookupFailed, at the signal at the latest */
export async function askHttp(question: HttpQuestion): Promise<Found> {
  const { lookup, signal } = question
  for (let tried = 0; ; tried++) {
    const answer = await tryOnce(question).catch((error: unknown) => {
      if (error instanceof OutsideProblem) return error
      throw error
    })
    const why = answer instanceof OutsideProblem ? answer.code : statusOf(answer.status)
    if (!(answer instanceof OutsideProblem) && why === undefined) return read(lookup, answer)
    if (why === 'not-found') return { outcome: 'not-found', values: {} }
    if (why === undefined || tried >= lookup.retries || !MAY_PASS.test(why))
      throw new LookupFailed(why ?? 'no-answer')
    await pause(FIRST_PAUSE_MS * 2 ** tried, undefined, { signal }).catch(() => {
      throw new LookupFailed(why)
    })
  }
}

/** The other side's fault, and perhaps gone in a moment. */
const MAY_PASS = /^(unreachable|broken-off|status-5\d\d|status-429)$/

function tryOnce({ lookup, given, authorization, id, signal, resolve }: HttpQuestion) {
  const { url, rest } = addressOf(lookup.url, given.open)
  const headers: Record<string, string> = { accept: 'application/json', 'idempotency-key': id }
  for (const [name, value] of Object.entries(lookup.headers)) headers[name.toLowerCase()] = value
  if (authorization !== undefined) headers.authorization = authorization
  const common = { allowPrivate: lookup.allowPrivate, maxBytes: MAX_BYTES, signal, resolve }
  if (lookup.method === 'POST') {
    headers['content-type'] = 'application/json'
    const body = JSON.stringify({ ...given.open, ...given.secret })
    return ask({ url, method: 'POST', headers, body, ...common })
  }
  // Addresses stand in the logs of every machine on the way.
  if (Object.keys(given.secret).length > 0) throw new LookupFailed('secret-in-address')
  const whole = new URL(url)
  for (const [name, value] of Object.entries(rest)) whole.searchParams.append(name, String(value))
  return ask({ url: whole.href, method: 'GET', headers, ...common })
}

/** Fills `{name}`. @returns the values that are not used for it as `rest` */
function addressOf(written: string, values: Values): { url: string; rest: Values } {
  const rest = { ...values }
  const url = written.replace(/\{([a-z][a-z0-9-]*)\}/g, (_, name: string) => {
    const value = values[name]
    // An address with a hole in it is another address.
    if (value === undefined || value === '' || /^\.+$/.test(String(value)))
      throw new LookupFailed('value-missing')
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { url, rest }
}

/** @returns undefined for success */
function statusOf(status: number): string | undefined {
  if (status === 404) return 'not-found'
  return status >= 200 && status < 300 ? undefined : `status-${status}`
}

function read({ takes, found }: HttpLookup, { status, body }: { status: number; body: string }): Found {
  const nobody: Found = { outcome: 'not-found', values: {} }
  if (status === 204 || body.trim() === '') return nobody
  let answer: unknown
  try {
    answer = JSON.parse(body)
  } catch {
    throw new LookupFailed('no-json')
  }
  if (found !== undefined && isEmpty(at(answer, found))) return nobody
  const values = taken(answer, takes)
  const isNothing = Object.keys(takes).length > 0 && Object.keys(values).length === 0
  return isNothing ? nobody : { outcome: 'found', values }
}
