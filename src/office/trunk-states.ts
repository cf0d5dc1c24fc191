// The lines to the telephone network, as Asterisk sees them, and when somebody last came through.
import { join } from 'node:path'
import { TRUNK_PREFIX } from '../asterisk/configuration/trunk-sections.ts'
import { askAsterisk } from '../asterisk/look-from-outside.ts'
import type { RecordingSource } from '../asterisk/recording-files.ts'
import { checkTree, readTree } from '../config.ts'
import type { Database } from '../postgres/database.ts'
import { lastCallsThrough } from '../postgres/trunks.ts'
import { readTrunkRegistrations, type TrunkRegistered } from './trunk-registrations.ts'

export type TrunkState = {
  name: string
  match: readonly string[]
  codecs: readonly string[]
  country: string
  /**
   * `ready`: Asterisk knows it; `missing`: it does not (yet); `unknown`: Asterisk does not answer. A carrier that
   * is known by its address never says whether it is there: its last call does.
   */
  state: 'ready' | 'missing' | 'unknown'
  /** Epoch ms, within the last 30 days. */
  lastCallAt?: number
  /** Of those that we register with. */
  registration?: TrunkRegistered
}

export async function readTrunkStates({
  db,
  source,
  root,
  home,
}: {
  db: Database
  source: RecordingSource
  root: string
  home: string
}): Promise<TrunkState[]> {
  const { config } = checkTree(await readTree(root))
  const trunks = config?.trunks ?? []
  const names = trunks.map(({ name }) => name)
  const [endpoints, calls, registrations] = await Promise.all([
    askAsterisk(source).then(
      facts => facts.endpoints,
      () => undefined,
    ),
    // Slow or away: the state is told without it.
    lastCallsThrough(db, names).catch(() => new Map<string, number>()),
    readTrunkRegistrations(home, join(home, 'asterisk'), trunks),
  ])
  return trunks.map(({ name, match, codecs, country }) => {
    const isKnown = endpoints?.has(`${TRUNK_PREFIX}${name}`)
    const lastCallAt = calls.get(name)
    const registration = registrations.get(name)
    return {
      ...{ name, match, codecs, country },
      state: endpoints === undefined ? 'unknown' : isKnown ? 'ready' : 'missing',
      ...(lastCallAt !== undefined && { lastCallAt }),
      ...(registration && { registration }),
    }
  })
}
