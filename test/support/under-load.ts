// Calls that come and go all the time, by SIPp, and a history of all of it: for tests that break something meanwhile.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type AriProxy, openAriProxy } from './chaos/ari-proxy.ts'
import { type Recorder, recordHistory } from './history/recorder.ts'
import { openHouse, type TestHouse } from './house.ts'
import { type AgentRecord, startAgents } from './phones/agents.ts'
import { type CallerRecord, startCallers } from './phones/callers.ts'
import { freeUdpPort } from './phones/free-port.ts'
import { until } from './until.ts'

export type LoadOptions = {
  agents: number
  ringMs: number
  talkMs: number
  ratePerS: number
  recorded?: boolean
  /** For how long calls come. */
  forS: number
  /** No caller waits longer; he hangs up then. */
  stayS: number
}

export type Load = {
  house: TestHouse
  proxy: AriProxy
  recorder: Recorder
  seats: readonly string[]
  /** From now on calls come. */
  begin(): Promise<void>
  /** Resolves when the last call is over. */
  done(): Promise<{ calls: CallerRecord[]; rings: AgentRecord[] }>
  close(): Promise<void>
}

const HOTLINE = '02871099999'
const FIRST_NUMBER = 84_901_000_000

/** A house with one hotline that leads straight into a queue, its phones registered. Calls come after `begin`. */
export async function openLoad(options: LoadOptions): Promise<Load> {
  const { ringMs, talkMs, ratePerS, forS, stayS, recorded = false } = options
  const seats = Array.from({ length: options.agents }, (_, n) => `agent-${String(n + 1).padStart(2, '0')}`)
  const proxy = openAriProxy()
  const house = await openHouse({
    rtpPorts: 8_000,
    ariThrough: proxy.through,
    files: {
      'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
      'config/hotlines.yaml': `- { name: main, number: "${HOTLINE}", title: Main, flow: main }\n`,
      'config/recording.yaml': `default: ${recorded ? 'on' : 'off'}\n`,
      'config/queues.yaml': '- { name: sales, ring: 20s, wrap-up: 0s, announce: { position: false } }\n',
      'config/team.yaml': `agents:\n${seats.map(id => `  - { id: ${id}, name: ${id}, queues: [sales] }\n`).join('')}`,
      'ivr-flows/english.yaml': 'flow: english\ntitle: Unused\nlanguage: en\nstart:\n  - hangup\n',
      'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - queue: sales\n',
    },
  })
  const limitS = forS + stayS + 60
  for (const seat of seats) await letStay(house, seat, limitS)
  const agents = await startAgents(house.runtime, {
    folder: await folderIn(house, 'agents'),
    server: house.sip,
    listen: { address: '127.0.0.3', port: await freeUdpPort('127.0.0.3') },
    accounts: seats.map(house.account),
    ...{ ringMs, talkMs, limitS },
  })
  await until(async () => {
    const { body } = await house.api('GET', '/api/v1/agents')
    return (body as { reachable: boolean }[]).every(agent => agent.reachable)
  }, 20_000)
  const recorder = await recordHistory(house, proxy)
  let callers: Awaited<ReturnType<typeof startCallers>> | undefined
  return {
    ...{ house, proxy, recorder, seats },
    async begin() {
      callers = await startCallers(house.runtime, {
        folder: await folderIn(house, 'callers'),
        server: house.sip,
        listen: { address: '127.0.0.2', port: await freeUdpPort('127.0.0.2') },
        numbers: Array.from({ length: Math.round(forS * ratePerS) }, () => HOTLINE),
        from: FIRST_NUMBER,
        ratePerS,
        stayMs: stayS * 1_000,
        limitS,
      })
    },
    async done() {
      const calls = (await callers?.done) ?? []
      recorder.callers(calls, FIRST_NUMBER)
      return { calls, rings: await agents.records() }
    },
    async close() {
      await agents.stop()
      await callers?.stop()
      await house.stop()
      proxy.close()
    },
  }
}

/** SIPp registers once, and our phones' registrations end after ten minutes: this one's lasts. */
async function letStay(house: TestHouse, phone: string, forS: number): Promise<void> {
  const uri = `asterisk/config/dynamic/res_pjsip/aor/${phone}`
  const { body } = await house.askAri('GET', uri)
  const fields = (body as { attribute: string; value: string }[])
    .filter(({ value }) => value !== '')
    .map(one => (one.attribute === 'maximum_expiration' ? { ...one, value: String(forS + 600) } : one))
  const { status } = await house.askAri('PUT', uri, { fields })
  if (status !== 200) throw new Error(`Asterisk keeps ${phone} for ten minutes only: ${status}`)
}

async function folderIn(house: TestHouse, name: string): Promise<string> {
  const folder = join(house.folder, name)
  await mkdir(folder, { recursive: true })
  return folder
}
