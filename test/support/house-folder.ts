// The folder of a house for a test: its own copy of the configuration, its own home and its own ports.
import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { freePort } from '../../src/runtime/ports.ts'
import { freeSipPort } from './phones/free-port.ts'

const ours = join(import.meta.dirname, '..', '..')
export const sharedHome = join(ours, '.tongdai')

/** Flows that only show how it is done: a test whose files say otherwise than the shipped ones needs none of them. */
const isNoExample = (path: string): boolean =>
  !/ivr-flows\/(bank|shop|clinic|service|customer-number)\.yaml$/.test(path)

/** The shipped boxes belong to the shipped queues: beside other queues they belong to none. */
function boxesFor(files: HouseOptions['files'] = {}): Record<string, string> {
  if (!('config/queues.yaml' in files)) return {}
  return { 'config/boxes.yaml': 'sales: {}\nsupport: {}\n' }
}

export type HouseOptions = {
  /** The version of Tongdai that runs; ours unless named. */
  checkout?: string
  /** Files that replace those of the checkout, e.g. `config/trunks.yaml` → text, or a sound. */
  files?: Readonly<Record<string, string | Uint8Array>>
  rtpPorts?: number
  /** Our switchboard is led to Asterisk through the port that this returns (chaos/ari-proxy.ts). */
  ariThrough?(ariPort: number): Promise<number>
  /** The same for switchboard and office and their PostgreSQL, their Redis (chaos/tcp-proxy.ts). */
  databaseThrough?(port: number): Promise<number>
  redisThrough?(port: number): Promise<number>
  /** What else stands in the environment of our processes. */
  environment?: NodeJS.ProcessEnv
  /** What is done to its empty state folder before it starts. */
  beforeStart?(home: string): Promise<void>
}

export type HouseFolder = {
  folder: string
  home: string
  ports: { https: number; ari: number; postgres: number; redis: number; sip: number }
  environment: NodeJS.ProcessEnv
  write(files: NonNullable<HouseOptions['files']>): Promise<void>
  remove(): Promise<void>
}

export async function layOutHouse(options: HouseOptions = {}): Promise<HouseFolder> {
  const { checkout = ours } = options
  await mkdir(join(sharedHome, 'test'), { recursive: true })
  const folder = await mkdtemp(join(sharedHome, 'test', 'house-'))
  const home = join(folder, 'home')
  for (const name of ['config', 'ivr-flows', 'sounds']) {
    await cp(join(checkout, name), join(folder, name), { recursive: true, filter: isNoExample })
  }
  // All test houses speak with one voice: a prompt is rendered once on this machine, not once a test.
  const prompts = join(sharedHome, 'test', 'prompts')
  await mkdir(prompts, { recursive: true })
  await mkdir(home, { mode: 0o755 })
  await symlink(prompts, join(home, 'prompts'))
  const server = join(folder, 'config/server.yaml')
  const shipped = await readFile(server, 'utf8')
  // No test may touch the firewall of the machine that it runs on.
  const tested = shipped
    .replace('drain: 30s', 'drain: 3s')
    .replace(/^sip: \{ port: 5060 \}/m, 'sip: { port: 5060, bans: { firewall: false } }')
  await writeFile(server, tested)
  const write: HouseFolder['write'] = async files => {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  }
  await write({ ...boxesFor(options.files), ...options.files })
  const ports = {
    https: await freePort(),
    ari: await freePort(),
    postgres: await freePort(),
    redis: await freePort(),
    sip: await freeSipPort(),
  }
  const { rtpPorts = 4_000 } = options
  // Under the ports that the kernel gives out, among which the others were found.
  const rtpFirst = 20_000 + 2 * Math.floor((Math.random() * (12_000 - rtpPorts)) / 2)
  const environment = {
    ...process.env,
    TONGDAI_HOME: home,
    TONGDAI_RUNTIME: sharedHome,
    TONGDAI_CONFIG: folder,
    TONGDAI_HTTPS_PORT: String(ports.https),
    TONGDAI_ARI_PORT: String(ports.ari),
    TONGDAI_POSTGRES_PORT: String(ports.postgres),
    TONGDAI_REDIS_PORT: String(ports.redis),
    TONGDAI_SIP_PORT: String(ports.sip),
    TONGDAI_RTP_FIRST: String(rtpFirst),
    TONGDAI_RTP_LAST: String(rtpFirst + rtpPorts),
    ...(await redirections(ports, options)),
    ...options.environment,
  }
  await options.beforeStart?.(home)
  const remove = () => rm(folder, { recursive: true, force: true })
  return { folder, home, ports, environment, write, remove }
}

async function redirections(
  ports: HouseFolder['ports'],
  { ariThrough, databaseThrough, redisThrough }: HouseOptions,
): Promise<NodeJS.ProcessEnv> {
  const rules = await Promise.all([
    ariThrough && `switchboard:${ports.ari}:${await ariThrough(ports.ari)}`,
    databaseThrough && `*:${ports.postgres}:${await databaseThrough(ports.postgres)}`,
    redisThrough && `*:${ports.redis}:${await redisThrough(ports.redis)}`,
  ])
  const through = rules.filter(Boolean).join(',')
  if (through === '') return {}
  const preload = pathToFileURL(join(import.meta.dirname, 'chaos', 'through-proxy.ts'))
  return {
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import ${preload.href}`.trim(),
    TONGDAI_TEST_THROUGH: through,
  }
}

export type KeeperRun = {
  process: ChildProcess
  /** All that it has printed so far. */
  said(): string
  /** Its exit code; null where a signal ended it. */
  ended: Promise<number | null>
}

/** Starts the house as `npm start` does, with the environment of its folder and what the test adds to it. */
export function startKeeper(
  { environment }: Pick<HouseFolder, 'environment'>,
  more: NodeJS.ProcessEnv = {},
  checkout = ours,
): KeeperRun {
  // With a test that is killed its house must end as well, in an orderly way.
  const command = [process.execPath, join(checkout, 'src/main.ts'), 'keeper']
  const keeper = spawn('setpriv', ['--pdeathsig', 'INT', ...command], {
    env: { ...environment, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [keeper.stdout, keeper.stderr]) {
    stream.on('data', text => {
      said += text
    })
  }
  const ended = new Promise<number | null>(resolve => keeper.once('exit', code => resolve(code)))
  return { process: keeper, said: () => said, ended }
}
