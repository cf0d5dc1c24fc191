// An Asterisk for one turn: our own configuration on free ports in a folder of its own, changed as the
// contestant wishes.
import { randomBytes, randomInt } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AsteriskSetup, PRIVATE_NETWORKS } from '../../src/asterisk/configuration/setup.ts'
import { startAsterisk } from '../../src/runtime/asterisk-server.ts'
import { freePort } from '../../src/runtime/ports.ts'
import { lastWords, runCommand } from '../../src/runtime/run-command.ts'
import type { Address } from '../support/phones/media.ts'
import { type Ground, TRUNK_ADDRESS } from './contestant.ts'

export type BenchAsterisk = {
  readonly pid: number
  readonly sip: Address
  console(command: string): Promise<string>
  stop(): Promise<void>
}

/** Ten thousand ports of sound, apart from those of another Asterisk that may be running. */
const RTP_PORTS = 10_000

export async function startBenchAsterisk(
  { runtime, folder }: Ground,
  filesFor: (setup: AsteriskSetup) => Readonly<Record<string, string>>,
): Promise<BenchAsterisk> {
  const state = join(folder, 'asterisk')
  const etcFolder = join(state, 'etc')
  for (const name of ['etc', 'lib', 'spool', 'spool/monitor', 'run', 'log', 'cache'])
    await mkdir(join(state, name), { recursive: true })
  const sip = { address: '127.0.0.1', port: await freePort('udp') }
  const firstRtp = 20_000 + 2 * randomInt(0, 500)
  const files = filesFor({
    systemName: 'bench',
    folders: { etc: etcFolder, modules: runtime.asteriskModules, data: runtime.asteriskData, state },
    sip: { bind: sip.address, port: sip.port, localNets: [], allow: PRIVATE_NETWORKS },
    rtp: { first: firstRtp, last: firstRtp + RTP_PORTS - 1 },
    ari: { port: await freePort(), user: 'bench', password: randomBytes(16).toString('hex') },
    trunks: [{ name: 'bench', match: [TRUNK_ADDRESS], codecs: ['alaw', 'ulaw'], dtmfMode: 'rfc4733' }],
    emergency: [],
    maxCallS: 600,
    maxCalls: 10_000,
  })
  for (const [name, text] of Object.entries(files)) await writeFile(join(etcFolder, name), text)
  const server = await startAsterisk({ runtime, etcFolder, folder: state })
  const program = runtime.program('asterisk')

  async function console(command: string): Promise<string> {
    const args = [...program.args, '-C', join(etcFolder, 'asterisk.conf'), '-rx', command]
    const result = await runCommand(program.command, args)
    if (result.code !== 0) throw new Error(`Asterisk's console refused "${command}": ${lastWords(result)}`)
    return result.stdout
  }

  return { pid: server.pid, sip, console, stop: server.stop }
}
