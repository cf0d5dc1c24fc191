// The router alone, without a telephone: how many decisions it takes a second, how long one lasts, and how both grow
// with the number of agents and of callers who wait.
//
//   npm run bench -- --section router     or     npx node test/bench/router.ts
import type { FloorInput } from '../../src/queues/events.ts'
import { emptyFloor, type Floor } from '../../src/queues/floor.ts'
import type { QueueRules, Roster } from '../../src/queues/roster.ts'
import { stepFloor } from '../../src/queues/step.ts'
import { quantile } from './routing.ts'
import type { Verdict } from './targets.ts'

export type RouterRow = {
  agents: number
  queues: number
  waiting: number
  skills: boolean
  /** Offers made. */
  decisions: number
  perSecond: number
  decisionUs: { p50: number; p99: number; worst: number }
}

type Size = Pick<RouterRow, 'agents' | 'queues' | 'waiting' | 'skills'>

const MEASURED_MS = 3_000

const SIZES: readonly Size[] = [
  { agents: 100, queues: 1, waiting: 1_000, skills: false },
  { agents: 100, queues: 10, waiting: 1_000, skills: true },
  { agents: 1_000, queues: 10, waiting: 500, skills: true },
  { agents: 1_000, queues: 100, waiting: 5_000, skills: true },
  { agents: 2_500, queues: 100, waiting: 5_000, skills: true },
  { agents: 5_000, queues: 100, waiting: 5_000, skills: true },
  { agents: 10_000, queues: 100, waiting: 5_000, skills: true },
]

export function measureRouter(): RouterRow[] {
  return SIZES.map(measured)
}

/** Everybody talks and a crowd waits. One call after the other ends, its agent is given the next, and another comes. */
function measured(size: Size): RouterRow {
  const roster = rosterOf(size)
  let floor: Floor = emptyFloor
  let now = 1_000
  let offered: { offer: string; conversation: string; agents: string[] } | undefined
  const busy: { conversation: string; agent: string }[] = []
  const tell = (input: FloorInput) => {
    const step = stepFloor(floor, input, now, roster)
    floor = step.floor
    for (const fact of step.facts) if (fact.type === 'CallOffered') offered = fact
    return step
  }
  let joined = 0
  const joins = () => {
    const n = ++joined
    const skills = size.skills && n % 3 === 0 ? { skills: [`skill${n % 10}:2`] } : {}
    const where = { queue: `q${n % size.queues}`, priority: n % 4, since: now }
    tell({ type: 'CallerJoined', conversation: `c${n}`, ...where, ...skills })
  }
  const accepts = () => {
    if (!offered) return
    const { offer, conversation, agents } = offered
    offered = undefined
    const agent = agents[0] as string
    tell({ type: 'OfferAccepted', offer, conversation, agent })
    busy.push({ conversation, agent })
  }
  tell({ type: 'TeamChanged', hash: 'bench' })
  for (const { phone } of Object.values(roster.agents)) tell({ type: 'PhoneSeen', phone, reachable: true })
  while (floor.waiting.size < size.waiting) {
    now += 1
    joins()
    accepts()
  }
  const times: number[] = []
  const endsAt = performance.now() + MEASURED_MS
  let decisions = 0
  let spentMs = 0
  for (let n = 0; performance.now() < endsAt; n++) {
    const call = busy.splice((n * 7919) % busy.length, 1)[0]
    if (!call) break
    now += 10
    const begun = performance.now()
    tell({ type: 'TalkFinished', ...call, wrapUpMs: 0 })
    const tookMs = performance.now() - begun
    times.push(tookMs)
    spentMs += tookMs
    if (offered) decisions++
    accepts()
    joins()
    accepts()
  }
  times.sort((a, b) => a - b)
  const us = (share: number) => quantile(times, share) * 1_000
  return {
    ...size,
    decisions,
    perSecond: (decisions / spentMs) * 1_000,
    decisionUs: { p50: us(0.5), p99: us(0.99), worst: us(1) },
  }
}

function rosterOf({ agents, queues, skills }: Size): Roster {
  const rules: QueueRules = { strategy: 'longest-idle', ringMs: 15_000, wrapUpMs: 0, restMs: 5_000 }
  const seats = (n: number) => [...new Set([n % queues, (n * 7) % queues, (n * 13) % queues])]
  const known = (n: number) => ({ [`skill${n % 10}`]: 1 + (n % 5), [`skill${(n * 3) % 10}`]: 3 })
  return {
    agents: Object.fromEntries(
      Array.from({ length: agents }, (_, n) => [
        `agent${n}`,
        {
          phone: `phone${n}`,
          queues: seats(n).map(queue => ({ queue: `q${queue}`, rank: n % 50 })),
          ...(skills ? { skills: known(n) } : {}),
        },
      ]),
    ),
    queues: Object.fromEntries(Array.from({ length: queues }, (_, n) => [`q${n}`, rules])),
  }
}

export function judgeRouter(rows: readonly RouterRow[]): Verdict[] {
  const [small] = rows
  const large = rows.at(-1)
  if (!small || !large) return []
  return [
    {
      sentence: 'decisions a second with 100 agents and 1,000 waiting (at least 50,000)',
      measured: small.perSecond,
      isMet: small.perSecond >= 50_000,
    },
    {
      sentence: 'p99 of a decision with 10,000 agents, 100 queues, 5,000 waiting and skills, ms (at most 5)',
      measured: large.decisionUs.p99 / 1_000,
      isMet: large.decisionUs.p99 <= 5_000,
    },
  ]
}

export function routerTable(rows: readonly RouterRow[]): string {
  const figure = (value: number) => Math.round(value).toLocaleString('en')
  return [
    '## The router alone',
    '',
    '| agents | queues | waiting | skills | decisions a second | p50 µs | p99 µs | worst µs |',
    '|---|---|---|---|---|---|---|---|',
    ...rows.map(
      ({ agents, queues, waiting, skills, perSecond, decisionUs: { p50, p99, worst } }) =>
        `| ${[agents, queues, waiting].map(figure).join(' | ')} | ${skills ? 'yes' : 'no'} | ` +
        `${[perSecond, p50, p99, worst].map(figure).join(' | ')} |`,
    ),
    '',
  ].join('\n')
}

if (import.meta.main) {
  const rows = measureRouter()
  process.stdout.write(routerTable(rows))
  for (const { sentence, measured, isMet } of judgeRouter(rows))
    process.stdout.write(`${isMet ? 'met' : 'NOT MET'}: ${sentence}: ${measured.toFixed(1)}\n`)
}
