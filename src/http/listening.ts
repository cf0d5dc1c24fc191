// Each listening stands in the audit log before a sound of it leaves the house.
import { audit } from '../postgres/audit.ts'
import type { HttpParts } from './parts.ts'

// A player asks for a recording piece by piece, and again when its slider is moved: one listening.
const ONE_LISTENING_MS = 5 * 60_000
const REMEMBERED = 10_000

export type Listening = { who: string; action: string; object: string; details?: Record<string, unknown> }

/** @returns what notes a listening, once; it throws DatabaseAway, and then nothing may be heard */
export function listeningBook({ db }: Pick<HttpParts, 'db'>): (listening: Listening) => Promise<void> {
  const noted = new Map<string, number>()
  return async listening => {
    const key = JSON.stringify([listening.who, listening.action, listening.object])
    const now = Date.now()
    if ((noted.get(key) ?? 0) > now - ONE_LISTENING_MS) return
    await audit(db, listening)
    noted.delete(key)
    noted.set(key, now)
    for (const oldest of noted.keys()) if (noted.size > REMEMBERED) noted.delete(oldest)
  }
}
