// Asks other systems on behalf of a flow (config/lookups.yaml), and always answers: within the lookup's time-out,
// whatever the other side does. What was sent and what came back stands in no log; that it was asked does.
import type { LookUpCommand } from '../calls/commands.ts'
import type { Config } from '../config/config-types.ts'
import type { LookUpOutcome } from '../flows/flow.ts'
import type { Resolve } from '../outside/request.ts'
import type { Lookups } from '../switchboard/switchboard.ts'
import { askHttp, type Found } from './ask-http.ts'
import { openDatabases } from './databases.ts'
import { type Given, givenOf, type Redeemers } from './given.ts'
import { LookupFailed } from './lookup-failed.ts'

export type LookupsParts = Redeemers & {
  /** A secret that the owner has set. @throws when there is none */
  secret(name: string): Promise<string>
  /** Told after each; `why` says what failed. */
  asked(news: { lookup: string; ask: string; outcome: LookUpOutcome; why?: string; tookMs: number }): void
  /** Questions that the house answers itself, for flows of its own. */
  own?: Readonly<Record<string, OwnLookup>>
  /** How names become addresses; the machine's own way unless given. */
  resolve?: Resolve
}

/** What it throws is told to the flow as `failed`. */
export type OwnLookup = ((given: Given, config: Config, contact: string) => Promise<Found>) & {
  limitMs?: number
}

/** The house may have to fetch and convert a sound. */
const OWN_MS = 12_000

export function openLookups(parts: LookupsParts): Lookups & { close(): Promise<void> } {
  const databases = openDatabases()
  return {
    async ask(command, config) {
      const { ask, lookup } = command
      const startedAt = performance.now()
      const own = parts.own?.[lookup]
      const limitMs = own ? (own.limitMs ?? OWN_MS) : config.lookups.lookups[lookup]?.timeoutMs
      const found = await within(limitMs, signal => look(command, config, signal)).catch(
        (error: unknown) => ({ outcome: 'failed' as const, values: {}, why: reasonOf(error) }),
      )
      const { outcome, values } = found
      const why = 'why' in found ? { why: found.why } : {}
      parts.asked({ lookup, ask, outcome, ...why, tookMs: performance.now() - startedAt })
      return { type: 'LookedUp', ask, lookup, outcome, values }
    },
    close: databases.close,
  }

  async function look(command: LookUpCommand, config: Config, signal: AbortSignal): Promise<Found> {
    const own = parts.own?.[command.lookup]
    if (own) return own(givenOf(command.with, command.contact, parts), config, command.contact)
    const { lookups, databases: known } = config.lookups
    const lookup = lookups[command.lookup]
    if (!lookup) throw new LookupFailed('unknown')
    const given = givenOf(command.with, command.contact, parts)
    if (lookup.kind === 'database') {
      const url = await parts.secret(known[lookup.database]?.secret ?? '')
      return databases.ask({ lookup, url, given, signal })
    }
    const authorization = lookup.secret === undefined ? undefined : await parts.secret(lookup.secret)
    return askHttp({ lookup, given, authorization, id: command.ask, signal, resolve: parts.resolve })
  }
}

/** The work's answer, or that it took too long: never later than that. */
async function within(
  limitMs: number | undefined,
  work: (signal: AbortSignal) => Promise<Found>,
): Promise<Found> {
  const late = Promise.withResolvers<never>()
  const stopping = new AbortController()
  const timer = setTimeout(() => {
    stopping.abort()
    late.reject(new LookupFailed('timed-out'))
  }, limitMs ?? 1_000)
  try {
    const answer = work(stopping.signal)
    // When it is late, nobody waits for how it ended.
    answer.catch(() => {})
    return await Promise.race([answer, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof LookupFailed) return error.code
  // A secret that nobody has set, or a mistake of ours: its kind only, for its words may say too much.
  const { code, name } = error as { code?: unknown; name?: string }
  return typeof code === 'string' ? code : (name ?? 'unknown')
}
