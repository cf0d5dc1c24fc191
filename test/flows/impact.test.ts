// Yesterday's callers in tomorrow's menu: who goes another way, and where.
import t from 'tap'
import { parse } from 'yaml'
import type { Flow, World } from '../../src/flows/flow.ts'
import { readFlow } from '../../src/flows/read-flow.ts'
import { impactOf, type PastCall } from '../../src/flows/rehearsal/impact.ts'
import { type PastEvent, pastCaller } from '../../src/flows/rehearsal/past.ts'

const before = read(`
flow: main
title: Main
start:
  - say: welcome
  - menu: main-menu
    tries: 2
    keys: { "1": sales, "2": account }
    no-input: operator
account:
  - collect: account
    digits: 8
    pattern: "9.*"
    failed: operator
  - lookup: balance
    with: { account: input.account }
    failed: operator
  - go: sales
sales:
  - queue: sales
operator:
  - queue: support
`)

const after = read(`
flow: main
title: Main
start:
  - say: welcome
  - menu: main-menu
    tries: 2
    keys: { "1": account, "2": account }
    no-input: sales
account:
  - collect: account
    digits: 8
    pattern: "9.*"
    failed: operator
  - lookup: balance
    with: { account: input.account }
    failed: operator
  - go: sales
sales:
  - queue: sales
operator:
  - queue: support
`)

const world: World = {
  isOpen: () => true,
  localTime: '2026-03-02T10:00',
  chance: () => 0,
  known: () => undefined,
  agentAt: () => undefined,
}

const played: PastEvent = { type: 'PlayEnded', outcome: 'done' }
const key = (digit: string): PastEvent => ({ type: 'KeyPressed', digit })
const timeUp: PastEvent = { type: 'TimeUp' }
const joined: PastEvent = { type: 'QueueJoined' }

const pressesOne = [played, key('1'), joined]
const pressesNothing = [played, played, timeUp, played, timeUp, joined]
const hasAnAccount = [
  ...[played, key('2'), played, key('x'), key('x')],
  { type: 'InputTaken', outcome: 'ok', length: 8 },
  { type: 'LookedUp', outcome: 'found' },
  joined,
]
const pressesWrongFirst = [played, key('7'), played, key('1'), joined]

t.test('a call of yesterday becomes a caller: his keys, question by question', async t => {
  t.match(callerOf(pressesOne), { script: [{ press: '1' }] })
  t.match(callerOf(pressesNothing), { script: [{ press: '' }, { press: '' }] })
  t.match(callerOf(pressesWrongFirst), { script: [{ press: '7' }, { press: '1' }] })
  t.match(callerOf(hasAnAccount), { script: [{ press: '2' }, { press: '11111111#' }], answers: ['found'] })
})

t.test('a key typed ahead belongs to the question that took it', async t => {
  t.match(callerOf([key('1'), played, joined]), { script: [{ press: '1' }] })
  const tooEarly = [key('7'), played, played, key('1'), joined]
  t.match(callerOf(tooEarly), { script: [{ press: '7' }, { press: '1' }] })
  const bothAtOnce = [key('2'), played, played, key('x'), key('x')]
  t.match(callerOf([...bothAtOnce, ...hasAnAccount.slice(5)]), {
    script: [{ press: '2' }, { press: '11111111#' }],
    answers: ['found'],
  })
  const calls = [[key('1'), played, joined], pressesOne].map(callOf)
  t.match(impactOf(calls, flowsOf(before), flowsOf(after)), { calls: 2, changed: 2 })
})

t.test('who would go another way is counted, with the place where the ways part', async t => {
  const calls = [pressesOne, pressesOne, pressesNothing, hasAnAccount, pressesWrongFirst].map(callOf)
  const impact = impactOf(calls, flowsOf(before), flowsOf(after))
  t.match(impact, { calls: 5, changed: 4 })
  t.match(impact.partings[0], {
    section: 'start',
    before: 'sales',
    after: 'account',
    calls: 3,
    examples: ['call-0', 'call-1', 'call-4'],
  })
  t.match(impact.partings[1], { before: 'operator', after: 'sales', calls: 1, examples: ['call-2'] })
})

t.test('the same version changes nothing for anybody', async t => {
  const calls = [pressesOne, pressesNothing, hasAnAccount, pressesWrongFirst].map(callOf)
  t.match(impactOf(calls, flowsOf(before), flowsOf(before)), { calls: 4, changed: 0, partings: [] })
})

function read(text: string): Flow {
  const { flow, problems } = readFlow('main', parse(text), () => [])
  if (!flow || problems.length > 0) throw new Error(JSON.stringify(problems))
  return flow
}

function flowsOf(flow: Flow) {
  return (name: string) => (name === 'main' ? flow : undefined)
}

function callerOf(events: readonly PastEvent[]) {
  const caller = pastCaller(flowsOf(before), 'main', events, world)
  if (!caller) throw new Error('The call can not be told.')
  return caller
}

function callOf(events: readonly PastEvent[], index: number): PastCall {
  return {
    ...callerOf(events),
    conversation: `call-${index}`,
    flow: 'main',
    language: 'vi',
    world: () => world,
  }
}
