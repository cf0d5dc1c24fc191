// The demo's callers: they dial a hotline, listen, press a key or don't, wait, lose patience, talk, hang up.
import type { Call } from '../support/phones/call.ts'
import { openPhone } from '../support/phones/phone.ts'
import { CARRIER, type DemoHouse } from './demo-house.ts'
import { EXAMPLE_CALLS } from './examples.ts'
import { babble, callerKey, type Traffic } from './traffic.ts'

export type DemoCallers = { stop(): Promise<void> }

/** Somewhat more than eight agents can take now and then, so that queues form and dissolve. */
const AT_ONCE = 14
const EVERY_MS = [1_200, 5_500] as const

const HOTLINES = ['02871099999', '02871099999', '02871099999', '02871098888'] as const

/** What they press in the menu; nothing: they say nothing, and the menu decides. */
const KEYS = ['1', '1', '1', '1', '1', '2', '2', '2', '#', '7', ''] as const

export async function startDemoCallers({
  house,
  traffic,
}: {
  house: DemoHouse
  traffic: Traffic
}): Promise<DemoCallers> {
  const server = { address: '127.0.0.1', port: house.ports.sip }
  const phone = await openPhone({ server, listen: { address: CARRIER } })
  // Some people call again.
  const people = Array.from({ length: 60 }, () => `09${Math.floor(traffic.between(10_000_000, 99_999_999))}`)
  const onTheLine = new Set<string>()
  const done = arrive()
  return {
    async stop() {
      await done
      await phone.close().catch(() => {})
    },
  }

  async function arrive(): Promise<void> {
    while (await traffic.pause(traffic.between(...EVERY_MS))) {
      const from = traffic.oneOf(people)
      if (onTheLine.size >= AT_ONCE || onTheLine.has(from)) continue
      onTheLine.add(from)
      // How a call ends is not the caller's failure: the next one comes anyway.
      void phoneUp(from)
        .catch(() => {})
        .finally(() => onTheLine.delete(from))
    }
  }

  async function phoneUp(from: string): Promise<void> {
    const [number, ...keys] = traffic.chance(30)
      ? traffic.oneOf(EXAMPLE_CALLS)
      : [traffic.oneOf(HOTLINES), traffic.oneOf(KEYS)]
    const call = await phone.dial(number, { from })
    await call.answered(20_000)
    for (const key of keys) {
      await traffic.pause(traffic.between(1_500, 7_000))
      if (key !== '') await call.press(key)
    }
    await stay(call, callerKey(from))
  }

  /** Until he is served, or his patience ends; then until the other side or he has said all. */
  async function stay(call: Call, key: string): Promise<void> {
    const patienceUntil = performance.now() + (traffic.chance(25) ? 12_000 : traffic.between(40_000, 120_000))
    const over = call.ended(600_000).then(
      () => true,
      () => true,
    )
    let isOver = false
    void over.then(() => {
      isOver = true
    })
    while (!traffic.talking.has(key)) {
      if (isOver) return
      if (performance.now() > patienceUntil) return void (await call.hangUp())
      if (!(await traffic.pause(300))) return void (await call.hangUp())
    }
    const hush = babble(call.say, traffic.between(150, 280), traffic)
    await Promise.race([over, traffic.pause(traffic.between(10_000, 60_000))])
    hush()
    if (!isOver) await call.hangUp()
  }
}
