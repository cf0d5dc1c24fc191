// Why we drive Asterisk with a client of our own: requests a second of ours and of ari-client, on one Asterisk,
// in turn, each as fast as it can with the same number under way at once.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import ariClient from 'ari-client'
import { Ari } from '../../src/asterisk/ari.ts'
import { asteriskConfiguration } from '../../src/asterisk/configuration/bundle.ts'
import { APPLICATION, type AsteriskSetup } from '../../src/asterisk/configuration/setup.ts'
import type { Runtime } from '../../src/runtime/runtime.ts'
import { startBenchAsterisk } from './bench-asterisk.ts'
import { LOADS } from './scenarios.ts'

export type AriComparison = { oursPerS: number; ariClientPerS: number }

const REQUESTS = 2_000
const UNDER_WAY = 50

export async function compareAriClients(runtime: Runtime, parent: string): Promise<AriComparison> {
  const folder = await mkdtemp(join(parent, 'ari-'))
  let ari: AsteriskSetup['ari'] | undefined
  const load = LOADS[0] as (typeof LOADS)[number]
  const asterisk = await startBenchAsterisk(
    { runtime, folder, load, isRecorded: false, agents: [] },
    setup => {
      ari = setup.ari
      return asteriskConfiguration(setup)
    },
  )
  try {
    const { port, user, password } = ari as AsteriskSetup['ari']
    const url = `http://127.0.0.1:${port}`
    const ours = new Ari({ url, user, password, application: APPLICATION })
    const opened = new Promise<void>(resolve => ours.once('open', () => resolve()))
    ours.connect()
    await opened
    const oursPerS = await perSecond(() => ours.request({ method: 'GET', uri: 'channels' }))
    ours.close()
    const theirs = await ariClient.connect(url, user, password)
    return { oursPerS, ariClientPerS: await perSecond(() => theirs.channels.list()) }
  } finally {
    await asterisk.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function perSecond(ask: () => Promise<unknown>): Promise<number> {
  let left = REQUESTS
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: UNDER_WAY }, async () => {
      while (left-- > 0) await ask()
    }),
  )
  return (REQUESTS / (performance.now() - startedAt)) * 1000
}

export function ariTable({ oursPerS, ariClientPerS }: AriComparison): string {
  const ratio = (oursPerS / ariClientPerS).toFixed(1)
  return [
    'ARI requests a second',
    `  ours, over the event socket  ${Math.round(oursPerS)}`,
    `  ari-client                   ${Math.round(ariClientPerS)}  (ours is ${ratio} times as fast)`,
  ].join('\n')
}
