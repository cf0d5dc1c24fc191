// Flows that nobody would write, and events in any order: what the interpreter must survive.
import type { Flow, Flows, Heard, World } from '../../src/flows/flow.ts'
import type { Step, VerbName } from '../../src/flows/verbs/verbs.ts'
import { verbs } from '../../src/flows/verbs/verbs.ts'

/** A small generator of numbers in [0, 1): the same walks at every run. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const NAMES = ['start', 'a', 'b', 'c', 'd']
const DIGITS = ['1', '2', '3', '#', '*']
const LONG = 'x'.repeat(700)

/** Each verb as somebody may write it. */
type Writer = (to: () => string, chance: () => boolean) => Record<string, unknown>

const WRITERS: Readonly<Record<VerbName, Writer>> = {
  say: () => ({ say: ['welcome', { digits: 'input.n' }, { text: 'Hi {lookup.x}' }] }),
  menu: (to, chance) => ({
    menu: 'main',
    tries: chance() ? 1 : 3,
    keys: { '1': to(), '#': to() },
    ...(chance() ? { 'no-input': to() } : {}),
    ...(chance() ? { invalid: to() } : {}),
  }),
  collect: (to, chance) => ({
    collect: 'n',
    digits: chance() ? 1 : 3,
    confirm: chance(),
    ...(chance() ? { pattern: '[12]+' } : {}),
    ...(chance() ? { failed: to() } : {}),
  }),
  secret: (to, chance) => ({ secret: 'pin', ...(chance() ? { failed: to() } : {}) }),
  hours: (to, chance) => ({ hours: 'office', closed: to(), ...(chance() ? { holiday: to() } : {}) }),
  notice: (_to, chance) => ({ notice: 'sale', weekdays: [chance() ? 'mon' : 'tue'] }),
  language: () => ({ language: 'en' }),
  set: () => ({ set: { a: 'input.n', b: 7, c: LONG.slice(0, 500) } }),
  when: (to, chance) => ({
    when: [
      { 'vars.a': ['1', '2'], go: to() },
      { 'lookup.x': { from: 1 }, go: to() },
    ],
    ...(chance() ? { else: to() } : {}),
  }),
  split: to => ({ split: { [to()]: 100 } }),
  callback: (to, chance) => ({ callback: 'sales', ...(chance() ? { refused: to() } : {}) }),
  customer: (to, chance) => ({ customer: 'caller', ...(chance() ? { found: to() } : { unknown: to() }) }),
  lookup: (to, chance) => ({
    lookup: 'balance',
    with: { n: 'input.n', pin: 'secret.pin', phone: 'call.number' },
    ...(chance() ? { meanwhile: 'checking' } : {}),
    ...(chance() ? { found: to() } : {}),
    ...(chance() ? { failed: to() } : {}),
  }),
  queue: (to, chance) => ({
    queue: 'sales',
    keys: { '1': to() },
    after: { '10s': to() },
    ...(chance() ? { 'max-wait': '30s', 'too-long': to() } : {}),
  }),
  'queue-state': (to, chance) => ({
    'queue-state': 'sales',
    when: [
      { waiting: { from: 3 }, 'longest-wait': { from: '1m' }, go: to() },
      { free: 0, go: to() },
    ],
    ...(chance() ? { else: to() } : {}),
  }),
  voicemail: (_to, chance) => ({ voicemail: 'sales', review: chance() }),
  record: () => ({ record: 'complaint' }),
  dial: to => ({ dial: 'enter', digits: 1, 'no-answer': to() }),
  transfer: (to, chance) =>
    chance()
      ? { transfer: { agent: 'ann' }, ring: '10s', 'no-answer': to() }
      : { transfer: chance() ? { queue: 'sales' } : { flow: 'other' } },
  wait: () => ({ wait: '1s' }),
  go: (to, chance) => ({ go: chance() ? to() : { flow: 'other' } }),
  call: (to, chance) => ({ call: chance() ? to() : { flow: 'other' } }),
  return: () => ({ return: null }),
  send: () => ({ send: 'event', with: { n: 'input.n' } }),
  note: () => ({ note: { n: 'input.n' } }),
  hangup: () => ({ hangup: null }),
}

const oneOf = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)]!

/** Two flows that may call each other, and a world for them. */
export function randomFlow(random: () => number): { flows: Flows; world: World } {
  const names = Object.keys(WRITERS) as VerbName[]
  const anyStep = (): Step => {
    const name = oneOf(random, names)
    const written = WRITERS[name](
      () => oneOf(random, NAMES),
      () => random() < 0.5,
    )
    return verbs[name].read(written)
  }
  const flow = (name: string): Flow => ({
    name,
    title: '',
    sections: Object.fromEntries(
      NAMES.map(section => [section, Array.from({ length: Math.floor(random() * 4) }, anyStep)]),
    ),
  })
  const flows = new Map([flow('main'), flow('other')].map(one => [one.name, one]))
  const [isOpen, chance] = [random() < 0.5, random()]
  const world: World = {
    isOpen: () => isOpen,
    localTime: '2026-03-02T09:00',
    chance: () => chance,
    known: () => 'vi',
    agentAt: extension => (extension === '1' ? 'ann' : undefined),
    closedBecause: () => 'holiday',
    queueState: () => ({ waiting: 2, longestWaitMs: 90_000, free: isOpen ? 1 : 0, here: 1 }),
  }
  return { flows: name => flows.get(name), world }
}

/** Anything that a flow may hear, in any order. */
export function anyHeard(random: () => number): Heard {
  const recording = 'conversation-rec-12'
  return oneOf<() => Heard>(random, [
    () => ({ type: 'played' }),
    () => ({ type: 'played' }),
    () => ({ type: 'play-failed' }),
    () => ({ type: 'time-up' }),
    () => ({ type: 'resumed' }),
    () => ({ type: 'returned' }),
    () => ({ type: 'key', digit: oneOf(random, DIGITS) }),
    () => ({ type: 'key', digit: oneOf(random, DIGITS) }),
    () => ({
      type: 'looked-up',
      outcome: oneOf(random, ['found', 'not-found', 'failed'] as const),
      values: Object.fromEntries([oneOf(random, ['x', 'y', 'z'])].map(name => [name, LONG])),
    }),
    () => ({
      type: 'recorded',
      recording,
      durationMs: random() * 3_000,
      outcome: random() < 0.8 ? 'done' : 'failed',
    }),
    () => ({ type: 'secret', handle: 'handle', length: Math.floor(random() * 8), outcome: 'done' }),
  ])()
}
