// Tongdai as its owner starts it: the keeper with Asterisk, PostgreSQL, Redis, switchboard and office.
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { openHouse, type TestHouse } from '../support/house.ts'
import { until } from '../support/until.ts'
import { bytesIn } from './bytes.ts'
import type { Contestant, Ground, Running } from './contestant.ts'
import { HOTLINE, tongdaiFiles } from './tongdai-files.ts'

export const tongdai: Contestant = { name: 'tongdai', start }

/** As many as the peer has. */
const RTP_PORTS = 10_000
const READY_MS = 20_000
const SETTLED_MS = 30_000

async function start(ground: Ground): Promise<Running> {
  const house = await openHouse({ files: tongdaiFiles(ground), rtpPorts: RTP_PORTS })
  const { home } = house
  const accounts = ground.agents.map(house.account)

  async function agentsReady(): Promise<void> {
    const free = async () => {
      const agents = (await house.api('GET', '/api/v1/agents')).body as {
        state: string
        reachable: boolean
      }[]
      return agents.filter(agent => agent.state === 'ready' && agent.reachable).length
    }
    await until(async () => (await free()) === accounts.length, READY_MS, 'every agent is ready')
    await settled()
  }

  /** No call lives and the scribe has written all of them. The archiver goes on at its own pace. */
  async function settled(): Promise<void> {
    const { redis, keys } = house
    const left = async () => (await redis.hlen(keys.calls)) + (await redis.xlen(keys.journal))
    await until(async () => (await left()) === 0, SETTLED_MS, 'every call is over and written down')
  }

  return {
    sip: { address: '127.0.0.1', port: house.sip.port },
    number: HOTLINE,
    accounts,
    processes: await processesOf(house),
    agentsReady,
    settled,
    recordedBytes: async () =>
      (await bytesIn(join(home, 'recordings'))) +
      (await bytesIn(join(home, 'asterisk', 'spool', 'recording'))),
    async stop() {
      // Whoever wonders about a number finds here what the processes said.
      await cp(join(home, 'log'), join(ground.folder, 'log'), { recursive: true })
      await house.stop()
    },
  }
}

async function processesOf({ keeper, pid }: TestHouse): Promise<Running['processes']> {
  if (keeper.pid === undefined) throw new Error('The keeper has no process id.')
  return {
    asterisk: await pid('Asterisk'),
    keeper: keeper.pid,
    switchboard: await pid('switchboard'),
    office: await pid('office'),
    postgres: await pid('PostgreSQL'),
    redis: await pid('Redis'),
  }
}
