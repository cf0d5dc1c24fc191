// Plays one call shape in a lane: each step of the table is a few words, and each kind of words has its deed here.
import { setTimeout as pause } from 'node:timers/promises'
import { agentIs, deskOf } from '../desks.ts'
import { callIs, liveCallFrom } from '../live-calls.ts'
import type { Call } from '../phones/call.ts'
import type { IncomingCall } from '../phones/incoming-call.ts'
import { until } from '../until.ts'
import { HEARD, type Lane, type Lanes, outsideOf, queueOf } from './lanes.ts'
import type { Shape } from './shapes.ts'

const SOON_MS = 10_000

export type Played = {
  /** Whose record it is. */
  number: string
  /** How long its steps took beside those that only let time pass: so much longer may its stretches be. */
  stepsMs: number
  /** After the caller's goodbye: until the last phone of ours was silent, and until no agent was held any more. */
  silentMs?: number
  freeMs?: number
}

type Scene = {
  lanes: Lanes
  lane: Lane
  number: string
  /** Whoever began the call. */
  call?: Call
  /** Lines of those who were rung. */
  lines: Map<string, IncomingCall>
  silentMs?: number
  freeMs?: number
}

let numbers = 0

export async function play(lanes: Lanes, lane: Lane, { row, steps }: Shape): Promise<Played> {
  const n = ++numbers
  const number = steps[0]?.includes('dials outside')
    ? `+84${outsideOf(lane.number, n).slice(1)}`
    : `+84${919_000_000 + n}`
  const scene: Scene = { lanes, lane, number, lines: new Map() }
  lane.rings.clear()
  if (!steps[0]?.includes('dials outside'))
    scene.call = await lanes.trunk.dial(lane.hotline, { from: number })
  let stepsMs = 0
  for (const step of steps) {
    const begunAt = performance.now()
    await act(scene, step).catch(error => {
      throw new Error(`row ${row}, "${step}" of ${steps.join('; ')}: ${error.message}`)
    })
    if (/^(presses|hears|does not)|[\d.]+ s$/.test(step)) continue
    stepsMs += performance.now() - begunAt
  }
  await everybodyLeaves(scene)
  const { silentMs, freeMs } = scene
  return {
    number,
    stepsMs,
    ...(silentMs !== undefined && { silentMs }),
    ...(freeMs !== undefined && { freeMs }),
  }
}

type Deed = (scene: Scene, ...words: string[]) => Promise<unknown>

const DEEDS: readonly (readonly [RegExp, Deed])[] = [
  [
    /^presses (\d)$/,
    async ({ call }, key = '') => {
      await call?.hears(HEARD.menu!, SOON_MS)
      await call?.press(key)
    },
  ],
  [
    /^presses (\d) and hangs up meanwhile$/,
    async (scene, key = '') => {
      void scene.call?.press(key)
      await pause(40)
      await goodbye(scene)
    },
  ],
  [/^adds (.)$/, ({ call }, key = '') => call!.press(key)],
  [/^waits ([\d.]+) s$/, (_, seconds) => pause(Number(seconds) * 1_000)],
  [/^they talk ([\d.]+) s$/, (_, seconds) => pause(Number(seconds) * 1_000)],
  [
    /^hears music$/,
    ({ lanes, number }) => callIs(lanes.house, number, 'waiting', ({ wait }) => wait.music === 'on'),
  ],
  [/^hears ([\w-]+)$/, ({ call }, what = '') => call!.hears(HEARD[what]!, SOON_MS)],
  [
    /^(Ann|Binh) hears (\w+)$/,
    ({ lines }, who = '', what = '') => lines.get(who)!.hears(HEARD[what]!, SOON_MS),
  ],
  [/^is recorded$/, isRecorded],
  [
    /^speaks ([\d.]+) s$/,
    async ({ call }, seconds) => {
      call?.say(700)
      await pause(Number(seconds) * 1_000)
    },
  ],
  [/^(Ann|Binh|callee) is rung$/, async (scene, who = '') => (await lineOf(scene, who)).ring()],
  [/^(Ann|Binh|callee) answers$/, answers],
  [
    /^(Ann|Binh|callee) refuses with (\d+)$/,
    async (scene, who = '', status) => (await lineOf(scene, who)).reject(Number(status)),
  ],
  [
    /^(Ann|Binh) does not answer$/,
    async (scene, who = '') => {
      const line = await lineOf(scene, who)
      line.ring()
      await line.ended(SOON_MS)
    },
  ],
  [
    /^Ann answers as the caller hangs up$/,
    async scene => {
      const line = await lineOf(scene, 'Ann')
      line.answer()
      await goodbye(scene)
    },
  ],
  [/^caller hangs up$/, goodbye],
  [
    /^caller and Ann hang up at once$/,
    ({ call, lines }) => Promise.all([call!.hangUp(), lines.get('Ann')!.hangUp()]),
  ],
  [/^(Ann|Binh|callee) hangs up$/, ({ call, lines }, who = '') => (lines.get(who) ?? call)!.hangUp()],
  [/^the call ends$/, ({ call }) => call!.ended(SOON_MS)],
  [/^(hold|resume|merge|complete|cancel)$/, (scene, what = '') => move(scene, what)],
  [
    /^(consult|transfer to) (\w+)$/,
    (scene, what = '', whom = '') => move(scene, what.split(' ')[0]!, { to: target(scene, whom) }),
  ],
  [/^the supervisor hangs up$/, scene => move(scene, 'hang-up')],
  [
    /^the supervisor sends him to (\w+)$/,
    (scene, queue = '') => move(scene, 'requeue', { queue: queueOf(queue, scene.lane.number) }),
  ],
  [
    /^Ann dials outside$/,
    async scene => {
      scene.call = await scene.lane.phones.Ann!.dial(`0${scene.number.slice(3)}`)
    },
  ],
]

async function act(scene: Scene, step: string): Promise<void> {
  for (const [words, deed] of DEEDS) {
    const match = words.exec(step)
    if (match) return void (await deed(scene, ...match.slice(1)))
  }
  throw new Error('nobody knows how to do that')
}

/** The line of who is rung: the one that he has, or the next that rings. */
async function lineOf({ lane, lines }: Scene, who: string): Promise<IncomingCall> {
  const has = lines.get(who)
  if (has) return has
  const rings = () => lane.rings.get(who) ?? []
  await lane.rung.until(`${who} is rung`, () => rings().length > 0, SOON_MS)
  const [line, ...rest] = rings()
  lane.rings.set(who, rest)
  lines.set(who, line!)
  return line!
}

async function answers(scene: Scene, who = ''): Promise<void> {
  const line = await lineOf(scene, who)
  line.answer()
  await line.answered(SOON_MS)
}

async function isRecorded({ lanes: { house }, number }: Scene): Promise<void> {
  await until(
    async () => {
      const phase = (await liveCallFrom(house, number))?.phase
      return phase?.name === 'ivr' && phase.recording !== undefined
    },
    SOON_MS,
    'he is recorded',
  )
}

function target({ lane }: Scene, whom: string): object {
  const agent = lane.agents[whom]
  if (agent) return { agent }
  return whom === 'afterwards' ? { flow: whom } : { queue: queueOf(whom, lane.number) }
}

/** As soon as it can be done: the phones are a moment ahead of the switchboard. */
async function move({ lanes: { house }, number }: Scene, what: string, body?: object): Promise<void> {
  const { id } = await until(() => liveCallFrom(house, number), SOON_MS, 'there is a call')
  let said: unknown
  await until(
    async () => {
      const { status, body: answer } = await house.api('POST', `/api/v1/calls/${id}/${what}`, body)
      said = answer
      return status === 200
    },
    3_000,
    `${what} is done`,
  ).catch(error => {
    throw new Error(`${error.message}: ${JSON.stringify(said)}`)
  })
}

/** The caller hangs up; how soon is everybody else free? */
async function goodbye(scene: Scene): Promise<void> {
  const { call, lane, lanes, lines } = scene
  const from = performance.now()
  const silent = Promise.all([...lines.values()].map(line => line.ended(SOON_MS))).then(() => {
    scene.silentMs = performance.now() - from
  })
  const isHeld = async (agent: string) => /offered|busy/.test((await deskOf(lanes.house, agent)).state.name)
  const free = until(
    async () => !(await Promise.all(Object.values(lane.agents).map(isHeld))).some(Boolean),
    SOON_MS,
    'no agent is held',
  ).then(() => {
    scene.freeMs = performance.now() - from
  })
  void call?.hangUp()
  await Promise.all([silent, free])
}

/** The next shape finds both agents ready. */
async function everybodyLeaves({ lanes: { house }, lane, call, lines }: Scene): Promise<void> {
  await call?.ended(SOON_MS)
  for (const line of lines.values()) await line.ended(SOON_MS)
  for (const agent of Object.values(lane.agents)) {
    // His time for notes is measured, so nobody cuts it short; a rest after a refusal is.
    const isOver = async () => !/offered|busy|wrap-up/.test((await deskOf(house, agent)).state.name)
    await until(isOver, SOON_MS, `${agent} has written his notes`)
    await house.api('POST', `/api/v1/agents/${agent}/ready`)
    await agentIs(house, agent, 'ready', SOON_MS)
  }
}
