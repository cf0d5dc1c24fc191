// The peer: Asterisk's own app_queue, on the same configuration as ours, with the modules that it needs added
// and its own few lines of dialplan. Nothing of ours runs.
import { join } from 'node:path'
import { waitUntil } from '../../src/runtime/wait-until.ts'
import { appQueueFiles } from './app-queue-files.ts'
import { startBenchAsterisk } from './bench-asterisk.ts'
import { bytesIn } from './bytes.ts'
import type { Contestant, Ground, Running } from './contestant.ts'

export const appQueue: Contestant = { name: 'app_queue', start }

const READY_MS = 20_000
const NUMBER = '19001234'

async function start(ground: Ground): Promise<Running> {
  const recordings = join(ground.folder, 'asterisk', 'spool', 'monitor')
  const accounts = ground.agents.map(user => ({ user, password: `bench-${user}` }))
  const asterisk = await startBenchAsterisk(ground, setup =>
    appQueueFiles(setup, accounts, ground.isRecorded),
  )

  async function agentsReady(): Promise<void> {
    const wanted = accounts.length
    const free = async () => (await asterisk.console('queue show floor')).match(/Not in use/g)?.length ?? 0
    if (await waitUntil(async () => (await free()) === wanted, READY_MS, 100)) return
    throw new Error(
      `only ${await free()} of ${wanted} agents are free:\n${await asterisk.console('queue show')}`,
    )
  }

  return {
    sip: asterisk.sip,
    number: NUMBER,
    accounts,
    processes: { asterisk: asterisk.pid },
    agentsReady,
    settled: async () => {},
    recordedBytes: () => bytesIn(recordings),
    stop: asterisk.stop,
  }
}
