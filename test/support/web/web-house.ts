// A house for tests of the web app: SIPp's callers and agents, one browser for all, and people who log in to it.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import type { Test } from 'tap'
import { toneSecond } from '../audio/tone.ts'
import { missingBrowser, openBrowser } from '../browser.ts'
import { openHouse, type TestHouse } from '../house.ts'
import { type Agents, startAgents } from '../phones/agents.ts'
import { type Callers, startCallers } from '../phones/callers.ts'
import { freeUdpPort } from '../phones/free-port.ts'
import { openMediaHub } from '../phones/media-hub.ts'
import { until } from '../until.ts'

/** What each party says, in Hz. */
export const TONES = { caller: 700, agent: 1100 } as const
/** Each language has a hotline and agents of its own, so that both can be tried side by side. */
export const LINES = {
  vi: { hotline: '02871099999', queue: 'sales', from: 84_901_111_111, shown: '0901 111 111' },
  en: { hotline: '02871098888', queue: 'support', from: 84_902_222_222, shown: '0902 222 222' },
} as const

const flow = (name: string, language: string, queue: string) => `flow: ${name}
title: Hotline
language: ${language}
start:
  - menu: main-menu
    keys: { "1": ${queue} }
${queue}:
  - queue: ${queue}
    max-wait: 20m
    too-long: bye
bye:
  - hangup
`
const queue = (name: string, vi: string, en: string) =>
  `- { name: ${name}, title: { vi: ${vi}, en: ${en} }, ring: 20s, wrap-up: 3s, announce: { position: false } }\n`

const FILES = {
  'config/queues.yaml':
    queue('sales', 'Kinh doanh', 'Sales') + queue('support', 'Hỗ trợ kỹ thuật', 'Support'),
  'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
  'ivr-flows/main.yaml': flow('main', 'vi', 'sales'),
  'ivr-flows/english.yaml': flow('english', 'en', 'support'),
}

export type Account = { id: string; name: string; password: string }

export type WebHouse = TestHouse & {
  browser: Browser
  address: string
  admin: Account
  /** Makes somebody who can log in. */
  person(id: string, name: string, role: 'admin' | 'manager' | 'supervisor'): Promise<Account>
  /** Gives an agent of config/team.yaml a password for the browser. */
  agentAccount(id: string, name: string): Promise<Account>
  /** Registered phones that answer after `ringMs` and hang up `talkMs` after that; all say the agents' tone. */
  phones(ids: readonly string[], times: { ringMs: number; talkMs?: number }): Promise<Agents>
  /** Somebody calls, presses 1 where he is asked, says the callers' tone, and leaves after `stayMs`. */
  call(hotline: string, from: number, times?: { stayMs?: number }): Promise<Callers>
}

/** @param files beside those of a house with a trunk and a menu of one key */
export async function openWebHouse(t: Test, files: Record<string, string> = {}): Promise<WebHouse> {
  const missing = await missingBrowser()
  if (missing) {
    console.error(`The browser's tests are skipped: ${missing}`)
    t.plan(0, missing)
    process.exit(0)
  }
  const [house, browser] = await Promise.all([openHouse({ files: { ...FILES, ...files } }), openBrowser()])
  const running: { stop(): Promise<void> }[] = []
  let runs = 0
  const nameOf = (what: string) => `${what}-${++runs}`
  const media = join(house.folder, 'media')
  await mkdir(media)
  const toneFile = join(media, 'agent.ulaw')
  await writeFile(toneFile, toneSecond(TONES.agent))
  const hub = await openMediaHub('127.0.0.2', stream => {
    stream.say(TONES.caller)
    void stream.press('1')
  })
  t.teardown(async () => {
    await browser.close()
    await Promise.all(running.map(one => one.stop()))
    hub.close()
    await house.stop()
  })
  const [, , password = ''] = /Administrator\s+(\S+)\s+(\S+)/.exec(house.said()) ?? []
  const listen = async (address: string) => ({ address, port: await freeUdpPort(address) })
  const made = async (path: string, body: object) => {
    const answer = await house.api('POST', path, body)
    if (answer.status !== 200) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
    return (answer.body as { password: string }).password
  }
  return {
    ...house,
    browser,
    address: `https://localhost:${house.ports.https}`,
    admin: { id: 'admin', name: 'Admin', password },
    person: async (id, name, role) => ({
      ...{ id, name },
      password: await made('/api/v1/people', { id, name, role }),
    }),
    agentAccount: async (id, name) => ({
      ...{ id, name },
      password: await made(`/api/v1/people/${id}/password`, {}),
    }),
    async phones(ids, { ringMs, talkMs }) {
      const agents = await startAgents(house.runtime, {
        folder: join(house.folder, nameOf('agents')),
        ...{ server: house.sip, listen: await listen('127.0.0.3'), accounts: ids.map(house.account) },
        ...{ ringMs, sound: { toneFile }, ...(talkMs !== undefined && { talkMs }) },
      })
      running.push(agents)
      await until(async () => {
        const { body } = await house.api('GET', '/api/v1/agents')
        return (body as { id: string; reachable: boolean }[]).every(
          ({ id, reachable }) => reachable || !ids.includes(id),
        )
      })
      return agents
    },
    async call(hotline, from, { stayMs } = {}) {
      const callers = await startCallers(house.runtime, {
        folder: join(house.folder, nameOf('callers')),
        ...{ server: house.sip, listen: await listen('127.0.0.2'), numbers: [hotline], from, ratePerS: 1 },
        ...{ sound: { hub: hub.address }, ...(stayMs !== undefined && { stayMs }) },
      })
      running.push(callers)
      return callers
    },
  }
}
