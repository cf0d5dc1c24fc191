// A second machine for a test house: its own state folder and keeper; Redis, PostgreSQL and Asterisk are the house's.
import { cp, mkdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../../src/runtime/ports.ts'
import type { AriProxy } from './chaos/ari-proxy.ts'
import type { TestHouse } from './house.ts'
import { type KeeperRun, sharedHome, startKeeper } from './house-folder.ts'
import { until } from './until.ts'

export type SecondMachine = {
  keeper: KeeperRun['process']
  said(): string
  log(name: 'switchboard' | 'office' | 'keeper'): Promise<string>
  /** Of the one that runs now. */
  pid(name: 'switchboard' | 'office'): Promise<number>
  stop(): Promise<void>
}

/** Resolves when it stands by. */
export async function openSecondMachine(house: TestHouse, proxy: AriProxy): Promise<SecondMachine> {
  const home = join(house.folder, 'second')
  await mkdir(home, { mode: 0o755 })
  await cp(join(house.home, 'secrets'), join(home, 'secrets'), { recursive: true })
  await symlink(join(sharedHome, 'test', 'prompts'), join(home, 'prompts'))
  const { postgresPassword, redisPassword } = house.secrets
  const { ports } = house
  const run = startKeeper({
    environment: {
      ...house.environment,
      TONGDAI_HOME: home,
      TONGDAI_HTTPS_PORT: String(await freePort()),
      DATABASE_URL: `postgres://tongdai:${postgresPassword}@127.0.0.1:${ports.postgres}/tongdai`,
      REDIS_URL: `redis://:${redisPassword}@127.0.0.1:${ports.redis}/0`,
      ASTERISK_URL: `http://127.0.0.1:${ports.ari}`,
      ASTERISK_ETC: join(home, 'etc'),
      TONGDAI_TEST_THROUGH: `switchboard:${ports.ari}:${await proxy.through(ports.ari)}`,
    },
  })
  const log: SecondMachine['log'] = name => readFile(join(home, 'log', `${name}.log`), 'utf8').catch(() => '')
  await until(
    () => {
      if (run.process.exitCode !== null) throw new Error(`The second machine did not start:\n${run.said()}`)
      return run.said().includes('Tongdai stands by')
    },
    60_000,
    'the second machine stands by',
  )
  return {
    keeper: run.process,
    said: run.said,
    log,
    async pid(name) {
      const lines = (await log('keeper')).trim().split('\n')
      const told = lines.map(line => JSON.parse(line) as { name: string; what: string; pid: number })
      return told.findLast(one => one.name === name && one.what === 'started')?.pid ?? 0
    },
    async stop() {
      run.process.kill('SIGINT')
      await run.ended
    },
  }
}
