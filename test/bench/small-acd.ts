// A further peer: the small ACD that one writes in an afternoon, on ari-client, in a process of its own.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { asteriskConfiguration } from '../../src/asterisk/configuration/bundle.ts'
import type { AsteriskSetup } from '../../src/asterisk/configuration/setup.ts'
import { startBenchAsterisk } from './bench-asterisk.ts'
import { bytesIn } from './bytes.ts'
import type { Contestant, Ground, Running } from './contestant.ts'
import { allRegistered, endpoints } from './endpoints.ts'
import { type AcdSettings, SMALL_ACD } from './small-acd-process.ts'

export const smallAcd: Contestant = { name: 'ari-client', start }

async function start(ground: Ground): Promise<Running> {
  const accounts = ground.agents.map(user => ({ user, password: `bench-${user}` }))
  let ari: AsteriskSetup['ari'] | undefined
  const asterisk = await startBenchAsterisk(ground, setup => {
    ari = setup.ari
    const files = asteriskConfiguration(setup)
    return {
      ...files,
      'pjsip.conf': files['pjsip.conf'] + endpoints(accounts),
      'extensions.conf': `[from-trunk]\nexten => _[+0-9]!,1,Stasis(${SMALL_ACD},caller)\n same => n,Hangup()\n[from-phone]\n`,
    }
  })
  const { port, user, password } = ari as AsteriskSetup['ari']
  const acd = fork(join(import.meta.dirname, 'small-acd-process.ts'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const settings: AcdSettings = {
    ...{ url: `http://127.0.0.1:${port}`, user, password },
    ...{ agents: ground.agents, isRecorded: ground.isRecorded },
  }
  acd.send(settings)
  const [said] = (await Promise.race([once(acd, 'message'), once(acd, 'exit')])) as unknown[]
  if (said !== 'ready' || acd.pid === undefined) throw new Error('The small ACD did not start.')
  return {
    sip: asterisk.sip,
    number: '19001234',
    accounts,
    processes: { asterisk: asterisk.pid, switchboard: acd.pid },
    agentsReady: () => allRegistered(asterisk, accounts),
    settled: async () => {},
    recordedBytes: () => bytesIn(join(ground.folder, 'asterisk', 'spool', 'recording')),
    async stop() {
      acd.kill()
      await asterisk.stop()
    },
  }
}
