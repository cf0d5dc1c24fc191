// How our registrations with trunks stand, as Asterisk's console says, and why one failed, as its log says: ARI tells
// neither.
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { registrationName } from './configuration/registration.ts'
import { askConsole } from './console.ts'

export type RegistrationState = {
  state: 'registered' | 'rejected' | 'waiting' | 'stopped'
  /** Seconds until it would run out, were it not renewed. */
  expiresS?: number
  /** Why it is not registered, where that is known. */
  failure?: RegistrationFailure
}

export type RegistrationFailure =
  | { code: 'no-answer' }
  | { code: 'wrong-password' | 'forbidden' | 'unknown-user' | 'refused'; status: number }

/** @returns registration → how it stands. @throws NoConsole when Asterisk is away */
export async function readRegistrations(folder: string): Promise<Map<string, RegistrationState>> {
  const listed = registrationsIn(await askConsole(folder, 'pjsip show registrations'))
  if (![...listed.values()].some(({ state }) => state !== 'registered')) return listed
  const log = await endOfLog(join(folder, 'log', 'messages'))
  for (const one of listed.values()) {
    const failure = one.state === 'registered' ? undefined : failureIn(log, one.server)
    if (failure) one.failure = failure
  }
  return listed
}

type Listed = RegistrationState & { server: string }

/** The console's table: ` trunk-itsp-registration/sip:203.0.113.10:5060   trunk-itsp-auth   Registered  (exp. 55s)` */
export function registrationsIn(table: string): Map<string, Listed> {
  const found = new Map<string, Listed>()
  const suffix = registrationName('')
  for (const line of table.split('\n')) {
    const [, name = '', server = '', word = ''] =
      /^\s*([a-z0-9-]+)\/(sips?:\S+)\s+\S+\s+(Registered|Rejected|Unregistered|Stopped)\b/.exec(line) ?? []
    if (!name.endsWith(suffix)) continue
    const expires = /\(exp\. (\d+)s/.exec(line)?.[1]
    const state = STATES[word as keyof typeof STATES]
    found.set(name, { state, server, ...(expires === undefined ? {} : { expiresS: Number(expires) }) })
  }
  return found
}

const STATES = {
  Registered: 'registered',
  Rejected: 'rejected',
  Unregistered: 'waiting',
  Stopped: 'stopped',
} as const

/** The last word of the log about this server. */
export function failureIn(log: string, server: string): RegistrationFailure | undefined {
  const line = log
    .split('\n')
    .findLast(one => one.includes(`'${server}`) && /registration attempt|authenticated REGISTER/.test(one))
  if (line === undefined) return undefined
  if (line.includes('No response received')) return { code: 'no-answer' }
  const status = Number(/(?:response '|\b)(\d{3})(?:'| Forbidden)/.exec(line)?.[1] ?? 0)
  if (status === 401 || status === 407 || line.includes('authenticated REGISTER'))
    return { code: 'wrong-password', status: status || 401 }
  if (status === 403) return { code: 'forbidden', status }
  if (status === 404) return { code: 'unknown-user', status }
  return { code: 'refused', status }
}

const LOOKED_AT_BYTES = 256 * 1024

/** @returns empty text where there is no log that we may read. */
async function endOfLog(file: string): Promise<string> {
  const handle = await open(file).catch(() => undefined)
  if (!handle) return ''
  try {
    const { size } = await handle.stat()
    const bytes = Math.min(size, LOOKED_AT_BYTES)
    const { buffer } = await handle.read(Buffer.alloc(bytes), 0, bytes, size - bytes)
    return buffer.toString('utf8')
  } finally {
    await handle.close()
  }
}
