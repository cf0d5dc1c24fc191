// The floor of all costs: Asterisk alone, a dialplan and Dial(). What a queue of any kind adds is seen against it.
import { join } from 'node:path'
import { startBenchAsterisk } from './bench-asterisk.ts'
import { bytesIn } from './bytes.ts'
import type { Contestant, Ground, Running } from './contestant.ts'
import { dialFiles } from './dial-files.ts'
import { allRegistered } from './endpoints.ts'

export const plainDial: Contestant = { name: 'Dial()', start }

async function start(ground: Ground): Promise<Running> {
  const accounts = ground.agents.map(user => ({ user, password: `bench-${user}` }))
  const asterisk = await startBenchAsterisk(ground, setup => dialFiles(setup, accounts, ground.isRecorded))
  return {
    sip: asterisk.sip,
    number: '19001234',
    accounts,
    processes: { asterisk: asterisk.pid },
    agentsReady: () => allRegistered(asterisk, accounts),
    settled: async () => {},
    recordedBytes: () => bytesIn(join(ground.folder, 'asterisk', 'spool', 'monitor')),
    stop: asterisk.stop,
  }
}
