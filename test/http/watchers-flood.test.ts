// T05 without softphones: a crowd of screens at once, some that never read, and some that say far too much. These are
// let go, and the others see what happens as soon as before.
import t from 'tap'
import { WebSocket } from 'ws'
import { quantile } from '../bench/routing.ts'
import { officeFor } from '../support/office.ts'
import { penFor } from '../support/pen.ts'
import { proves, times } from '../support/proves.ts'
import { isDropped } from '../support/sockets.ts'
import { eventually } from '../support/stores.ts'

const SCREENS = times(60, 500)
const LAZY = SCREENS / 10
const STORM = times(200, 1_000)
const EVENTS = times(60, 200)
const DROPPED_MS = 10_000
const SEEN_MS = 250

t.setTimeout(180_000)
const house = await officeFor(t, 'flood')
const { redis, keys, ca, origin } = house
const pen = await penFor(t, house)
const pulse = { state: 'active', at: Date.now(), house: 50_000 }
await redis.set(keys.pulse, JSON.stringify(pulse))
const [agent] = house.config.team.agents.map(({ id }) => id)
const watcher = await house.logIn('hoa', 'supervisor')

type Screen = { socket: WebSocket; port: number; closed?: number; since: string[] }

function open(): Promise<Screen> {
  const socket = new WebSocket(`${origin.replace('https', 'wss')}/api/v1/live`, {
    ca,
    headers: { cookie: watcher.cookie, origin },
  })
  t.teardown(() => socket.terminate())
  const screen: Screen = { socket, port: 0, since: [] }
  socket.on('close', code => {
    screen.closed = code
  })
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.once('upgrade', ({ socket: { localPort = 0 } }) => {
      screen.port = localPort
    })
    socket.once('open', () => {
      socket.off('error', reject).on('error', () => {})
      resolve(screen)
    })
  })
}

/** Writes one change after another. @returns how late each of these screens saw it, ms, sorted */
async function seenAfter(screens: readonly Screen[], changes: number): Promise<number[]> {
  const tookMs: number[] = []
  for (let n = 0; n < changes; n++) {
    const name = n % 2 === 0 ? 'ready' : 'wrap-up'
    const seen = screens.map(
      ({ socket }) =>
        new Promise<void>(resolve => {
          const look = (data: unknown) => {
            if (!String(data).includes(`"state":"${name}"`)) return
            socket.off('message', look)
            resolve()
          }
          socket.on('message', look)
        }),
    )
    const desk = { v: 1, id: agent, phone: agent, reachable: true, state: { name, since: 45_000 + n } }
    const at = performance.now()
    await pen.writeFloor([], new Map([[`agent:${agent}`, JSON.stringify(desk)]]))
    for (const one of seen) void one.then(() => tookMs.push(performance.now() - at))
    await Promise.all(seen)
  }
  return tookMs.sort((a, b) => a - b)
}

const told: string[] = []

t.test(`${SCREENS} screens, of which ${LAZY} never read: those are dropped, the others see all`, async t => {
  const screens = await Promise.all(Array.from({ length: SCREENS }, open))
  const lazy = screens.slice(0, LAZY)
  const good = screens.slice(LAZY)
  const since = performance.now()
  for (const { socket } of lazy) socket.pause()
  const tookMs = await seenAfter(good, EVENTS)
  const p99 = Math.round(quantile(tookMs, 0.99))
  t.ok(p99 <= SEEN_MS, `seen after ${p99} ms (p99 of ${tookMs.length})`)
  const isGone = async () => (await Promise.all(lazy.map(({ port }) => isDropped(port)))).every(Boolean)
  await eventually(
    t,
    'who does not read is dropped',
    isGone,
    DROPPED_MS - (performance.now() - since) + 1_000,
  )
  const droppedS = ((performance.now() - since) / 1_000).toFixed(1)
  t.same(
    good.filter(({ closed }) => closed !== undefined),
    [],
    'and nobody else',
  )
  told.push(
    `${SCREENS} screens: events after ${p99} ms (p99), ${LAZY} that never read dropped within ${droppedS} s`,
  )
  for (const { socket } of good) socket.close()
})

t.test('who says too much, or too much at once, is let go; the others notice nothing', async t => {
  const good = await open()
  const [talker, shouter] = [await open(), await open()]
  const resume = JSON.stringify({ type: 'resume', seq: 0 })
  const chatter = setInterval(() => {
    for (let n = 0; n < 1_000 && talker.socket.readyState === talker.socket.OPEN; n++)
      talker.socket.send(resume)
  }, 10)
  shouter.socket.send(Buffer.alloc(1024 * 1024, 'a'))
  const tookMs = await seenAfter([good], 10)
  await eventually(t, 'who says too much', () => talker.closed !== undefined, 5_000)
  clearInterval(chatter)
  await eventually(t, 'who says too much at once', () => shouter.closed === 1009, 5_000)
  const slowest = Math.round(tookMs.at(-1) ?? 0)
  t.ok(slowest <= 1_000, `an event was seen after at most ${slowest} ms meanwhile`)
  t.equal(good.closed, undefined)
  good.socket.close()
})

t.test(
  `${STORM} connections in a breath: each is taken or refused, and events are seen meanwhile`,
  async t => {
    const good = await open()
    const since = performance.now()
    const storm = Promise.all(
      Array.from({ length: STORM }, () =>
        open().then(
          ({ socket }) => socket.close(),
          () => {},
        ),
      ),
    )
    const during = await seenAfter([good], 10)
    await storm
    const perS = Math.round(STORM / ((performance.now() - since) / 1_000))
    t.ok(during.length === 10)
    const afterMs = Math.round((await seenAfter([good], 10)).at(-1) ?? 0)
    t.ok(afterMs <= SEEN_MS, `afterwards an event is seen after ${afterMs} ms`)
    told.push(`${perS} connects/s taken`)
    proves(t, 'T05', `${told.join('; ')} (no softphones yet)`)
    good.socket.close()
  },
)
