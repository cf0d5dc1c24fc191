// The demo's agents: registered phones that ring, mostly answer, talk for a while and take breaks.
import type { Office } from '../../src/cli/office-client.ts'
import type { IncomingCall } from '../support/phones/incoming-call.ts'
import { openPhone, type Phone } from '../support/phones/phone.ts'
import type { DemoHouse } from './demo-house.ts'
import { babble, callerKey, type Traffic } from './traffic.ts'

export type DemoAgents = { names: readonly string[]; stop(): Promise<void> }

type Options = { house: DemoHouse; office: Office; traffic: Traffic; passwords: Record<string, string> }

const REASONS = ['lunch', 'meeting', 'coffee', 'training'] as const

export async function startDemoAgents({ house, office, traffic, passwords }: Options): Promise<DemoAgents> {
  const server = { address: '127.0.0.1', port: house.ports.sip }
  const phones: Phone[] = []
  for (const user of house.agents) {
    const phone = await openPhone({ server, account: { user, password: passwords[user] ?? '' } })
    phone.onInvite(call => void attend(call, traffic).catch(() => {}))
    phones.push(phone)
    void takeBreaks(user, office, traffic)
  }
  return {
    names: house.agents,
    stop: async () => void (await Promise.allSettled(phones.map(phone => phone.close()))),
  }
}

/** Whatever the other side does meanwhile, a call that is over stays over. */
async function attend(call: IncomingCall, traffic: Traffic): Promise<void> {
  call.ring()
  if (traffic.chance(4)) return call.reject(486)
  // Away from the desk: the queue looks for somebody else.
  if (traffic.chance(6)) return
  await Promise.race([traffic.pause(traffic.between(1_000, 5_000)), call.ended(15_000).catch(() => {})])
  call.answer()
  await call.answered()
  const key = callerKey(call.number)
  traffic.talking.add(key)
  const hush = babble(call.say, traffic.between(180, 320), traffic)
  const talkMs = traffic.between(5_000, 40_000)
  await Promise.race([traffic.pause(talkMs), call.ended(talkMs + 5_000).catch(() => {})])
  hush()
  traffic.talking.delete(key)
  await call.hangUp()
}

async function takeBreaks(agent: string, office: Office, traffic: Traffic): Promise<void> {
  while (await traffic.pause(traffic.between(30_000, 150_000))) {
    try {
      await office.post(`agents/${agent}/pause`, { reason: traffic.oneOf(REASONS) })
      await traffic.pause(traffic.between(8_000, 30_000))
      await office.post(`agents/${agent}/ready`)
    } catch {
      // The office restarts or the demo ends: no break this time.
    }
  }
}
