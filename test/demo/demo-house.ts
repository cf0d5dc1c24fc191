// The folder of the demo's house: today's shipped configuration with a larger team, quick notes and a carrier
// on this machine; new at each start, on ports of its own.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runningKeeper } from '../../src/runtime/keeper-claim.ts'
import { freePort, portHolder } from '../../src/runtime/ports.ts'
import { commandLine, isRunning, signal } from '../../src/runtime/process-table.ts'
import { RuntimeProblem } from '../../src/runtime/runtime-problem.ts'
import { waitUntil } from '../../src/runtime/wait-until.ts'
import { sharedHome } from '../support/house-folder.ts'
import { freeSipPort } from '../support/phones/free-port.ts'
import { askingNeighbours, exampleHotlines } from './examples.ts'

const checkout = join(import.meta.dirname, '..', '..')

/** Addresses that the house knows as its carrier; phones of the demo speak from there. */
export const CARRIER = '127.0.0.2'

/** Wanted, so that a bookmark works the next time as well. */
const HTTPS_PORT = 9443

const TEAM = [
  ['ann', 'Nguyễn Thị An', 'sales'],
  ['binh', 'Trần Văn Bình', 'sales'],
  ['chi', 'Lê Thị Kim Chi', 'sales, support'],
  ['dung', 'Phạm Tiến Dũng', 'sales, support'],
  ['giang', 'Hoàng Hương Giang', 'support'],
  ['hai', 'Võ Minh Hải', 'support'],
  ['khanh', 'Đặng Quốc Khánh', 'sales'],
  ['lan', 'Bùi Ngọc Lan', 'support'],
] as const

export type DemoHouse = {
  home: string
  ports: { https: number; sip: number }
  environment: NodeJS.ProcessEnv
  agents: readonly string[]
}

/** @param neighbours port of those whom the example flows ask. @param folder made anew @throws RuntimeProblem when a demo runs there already */
export async function layOutDemo(neighbours: number, folder = join(sharedHome, 'demo')): Promise<DemoHouse> {
  const home = join(folder, 'home')
  const other = await runningKeeper(home)
  if (other) {
    const hint = 'Open that one, or end it first.'
    throw new RuntimeProblem('already-running', `A demo runs already (process ${other.pid}).`, hint)
  }
  await endLeftServers(home)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const name of ['config', 'ivr-flows', 'sounds'])
    await cp(join(checkout, name), join(folder, name), { recursive: true })
  const write = (name: string, text: string) => writeFile(join(folder, 'config', name), text)
  const change = async (name: string, how: (text: string) => string) =>
    write(name, how(await readFile(join(folder, 'config', name), 'utf8')))
  await write('trunks.yaml', `- { name: carrier, match: ["${CARRIER}"] }\n`)
  await write(
    'team.yaml',
    `agents:\n${TEAM.map(([id, name, queues]) => `  - { id: ${id}, name: ${name}, queues: [${queues}] }\n`).join('')}`,
  )
  await change('hotlines.yaml', text => text + exampleHotlines)
  await change('lookups.yaml', askingNeighbours(neighbours))
  await change('sends.yaml', askingNeighbours(neighbours))
  await change('server.yaml', text => text.replace('drain: 30s', 'drain: 1s'))
  await change('queues.yaml', text =>
    text.replace('wrap-up: 10s', 'wrap-up: 6s').replace('ring: 20s', 'ring: 12s'),
  )
  const isTaken = await portHolder(HTTPS_PORT)
  const ports = { https: isTaken ? await freePort() : HTTPS_PORT, sip: await freeSipPort() }
  const environment = {
    ...process.env,
    DATABASE_URL: '',
    REDIS_URL: '',
    ASTERISK_URL: '',
    TONGDAI_HOME: home,
    TONGDAI_RUNTIME: sharedHome,
    TONGDAI_CONFIG: folder,
    TONGDAI_HTTPS_PORT: String(ports.https),
    TONGDAI_SIP_PORT: String(ports.sip),
    TONGDAI_ARI_PORT: String(await freePort()),
    TONGDAI_POSTGRES_PORT: String(await freePort()),
    TONGDAI_REDIS_PORT: String(await freePort()),
    // Above those of a house with the usual settings, under those that the kernel gives out.
    TONGDAI_RTP_FIRST: '14000',
    TONGDAI_RTP_LAST: '14999',
  }
  return { home, ports, environment, agents: TEAM.map(([id]) => id) }
}

/** A demo that was killed leaves its servers; they are known by the path of this very home. */
async function endLeftServers(home: string): Promise<void> {
  for (const name of ['asterisk/asterisk', 'redis/redis', 'postgres/postgresql']) {
    const pid = Number(await readFile(join(home, `${name}.pid`), 'utf8').catch(() => ''))
    if (!pid || !(await commandLine(pid))?.some(word => word.startsWith(home))) continue
    signal(pid, name.startsWith('postgres') ? 'SIGINT' : 'SIGTERM')
    await waitUntil(async () => !(await isRunning(pid)), 10_000)
  }
}
