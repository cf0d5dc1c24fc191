// One request to somebody else's system: over a connection of its own, to an address that was looked at before it is
// used, without following anybody elsewhere, and never more of the answer than was asked for.
import { type LookupAddress, lookup } from 'node:dns'
import { request as plainly, type RequestOptions } from 'node:http'
import { request as securely } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isInside } from './addresses.ts'

/** Name → all its addresses. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>

export type OutsideRequest = {
  url: string
  method: 'GET' | 'POST'
  headers: Readonly<Record<string, string>>
  body?: string
  /** Private and loopback addresses as well. */
  allowPrivate: boolean
  maxBytes: number
  /** Ends it, whatever it waits for. */
  signal: AbortSignal
  resolve?: Resolve | undefined
}

export type OutsideAnswer = { status: number; body: string }

export type OutsideCode =
  | 'bad-address'
  | 'private-address'
  | 'unreachable'
  | 'broken-off'
  | 'too-big'
  | 'timed-out'

/** It did not work out. Says nothing of what was sent. */
export class OutsideProblem extends Error {
  readonly code: OutsideCode
  constructor(code: OutsideCode, sentence: string) {
    super(sentence)
    this.code = code
  }
}

/** @returns the answer, whatever its status. @throws OutsideProblem and nothing else, at the signal at the latest */
export async function ask(wish: OutsideRequest): Promise<OutsideAnswer> {
  const url = URL.parse(wish.url)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new OutsideProblem('bad-address', 'This is no web address.')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!wish.allowPrivate && isIP(host) !== 0 && isInside(host)) throw isPrivate(host)
  if (wish.signal.aborted) throw timedOut()
  return new Promise((resolve, reject) => {
    const lost = (error: unknown) =>
      reject(error instanceof OutsideProblem ? error : wish.signal.aborted ? timedOut() : unreachable(error))
    const options: RequestOptions = {
      method: wish.method,
      // A connection of its own each: none that was opened under another rule is used again.
      agent: false,
      signal: wish.signal,
      lookup: guarded(wish.allowPrivate, wish.resolve ?? resolveHere),
      headers: {
        ...wish.headers,
        'accept-encoding': 'identity',
        ...(wish.body === undefined ? {} : { 'content-length': Buffer.byteLength(wish.body) }),
      },
    }
    const asked = (url.protocol === 'https:' ? securely : plainly)(url, options, answer => {
      const parts: Buffer[] = []
      let bytes = 0
      answer.on('data', (part: Buffer) => {
        bytes += part.length
        parts.push(part)
        if (bytes <= wish.maxBytes) return
        lost(new OutsideProblem('too-big', `The answer is longer than ${wish.maxBytes} bytes.`))
        asked.destroy()
      })
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
      )
      answer.once('error', () =>
        lost(wish.signal.aborted ? timedOut() : new OutsideProblem('broken-off', 'The answer broke off.')),
      )
    })
    asked.once('error', lost)
    asked.end(wish.body)
  })
}

/**
 * Resolves a name and hands on only addresses that may be used: these, and no later answer of the same name server,
 * are what the connection is made to.
 */
function guarded(allowPrivate: boolean, resolve: Resolve): LookupFunction {
  return (host, options, done) => {
    resolve(host).then(
      addresses => {
        const inside = allowPrivate ? undefined : addresses.find(({ address }) => isInside(address))
        const [first] = addresses
        if (inside) done(isPrivate(host), '')
        else if (!first) done(new OutsideProblem('unreachable', `${host} has no address.`), '')
        else if (options.all) done(null, [...addresses])
        else done(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => done(error, ''),
    )
  }
}

/**
 * The machine's own way, which knows its hosts file too. A name that is being resolved is asked for once: a name
 * server that hangs would hold a thread of this process for each question, and there are few.
 */
const resolveHere: Resolve = host => {
  const known = underWay.get(host)
  if (known) return known
  const answer = new Promise<LookupAddress[]>((resolve, reject) => {
    lookup(host, { all: true }, (error, addresses) => {
      underWay.delete(host)
      if (error) reject(error)
      else resolve(addresses)
    })
  })
  underWay.set(host, answer)
  return answer
}

const underWay = new Map<string, Promise<LookupAddress[]>>()

function isPrivate(host: string): OutsideProblem {
  return new OutsideProblem(
    'private-address',
    `${host} is an address of this machine or of a private network. Write allow-private: true if it is meant.`,
  )
}

function timedOut(): OutsideProblem {
  return new OutsideProblem('timed-out', 'There was no whole answer in time.')
}

/** Only the kind of fault: messages may quote what was sent. */
function unreachable(error: unknown): OutsideProblem {
  const { code = 'no reason' } = error as NodeJS.ErrnoException
  return new OutsideProblem('unreachable', `It could not be reached (${code}).`)
}
