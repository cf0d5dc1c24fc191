// What "tongdai simulate" and "tongdai replay" print.
import t from 'tap'
import { showReplay, showSimulation } from '../../src/cli/simulate-commands.ts'

const sure = (mean: number, by = 1) => ({ mean, low: mean - by, high: mean + by })
const compared = {
  real: { offered: 200, serviceLevel: 53.5, averageWaitMs: 23_400, abandonRate: 19.3, occupancy: null },
  base: { offered: sure(200, 0), serviceLevel: sure(58.1), averageWaitMs: sure(20_000, 500) },
  changed: { offered: sure(200, 0), serviceLevel: sure(81.7), averageWaitMs: sure(10_000, 500) },
  difference: { offered: sure(0, 0), serviceLevel: sure(23.6), averageWaitMs: sure(-10_000, 600) },
}
const answer = {
  ...{ day: '2026-03-02', timezone: 'Asia/Ho_Chi_Minh', calls: 200, runs: 30, tookMs: 900 },
  serviceLevel: { title: { en: 'Service level (answered within 20 s ÷ offered)' } },
  total: compared,
  queues: [{ queue: 'sales', ...compared }],
}

t.test('the day beside itself, simulated, and changed; how sure each is stands in parentheses', async t => {
  const lines = showSimulation(answer, 120).split('\n')
  t.match(lines[0], /^2026-03-02 \(Asia\/Ho_Chi_Minh\): 200 calls, 30 runs\. Service level: /)
  t.match(lines[3], /^QUEUE +NUMBER +REAL +SIMULATED +CHANGED +DIFFERENCE$/)
  t.match(
    lines[4],
    /^sales +service level % +53\.5 +58\.1 \(57\.1 to 59\.1\) +81\.7 \(80\.7 to 82\.7\) +\+23\.6 \(22\.6 to 24\.6\)$/,
  )
  t.match(
    lines[5],
    /average wait s +23\.4 +20\.0 \(19\.5 to 20\.5\) +10\.0 \(9\.5 to 10\.5\) +-10\.0 \(-10\.6 to -9\.4\)/,
  )
  t.match(lines[6], /abandoned % +19\.3 +– +– +–/)
  t.match(lines[7], /calls +200\.0 +200\.0 +200\.0 +0\.0/)
  t.equal(lines.length, 8, 'of occupancy nothing is known')
})

t.test('several queues stand below their sum; an imagined day was never real', async t => {
  const { day: _, ...imagined } = answer
  const { real: __, ...simulated } = compared
  const queues = ['sales', 'support'].map(queue => ({ queue, ...simulated }))
  const shown = showSimulation({ ...imagined, total: simulated, queues }, 120)
  t.match(shown, /^An imagined day: 200 calls/)
  t.notMatch(shown, /REAL/)
  t.same(
    [
      ...new Set(
        shown
          .split('\n')
          .slice(4)
          .map(line => line.split(' ')[0]),
      ),
    ],
    ['all', 'sales', 'support'],
  )
  t.equal(showSimulation({ ...answer, calls: 0, queues: [] }, 80), 'On 2026-03-02 nobody called a queue.')
})

t.test('a replay says that all is the same, or what is not', async t => {
  const same = {
    day: '2026-03-02',
    inputs: 900,
    offers: 200,
    differing: 0,
    differences: [],
    gaps: [],
    unplayable: 0,
  }
  t.equal(
    showReplay(same, 80),
    '2026-03-02: 900 events and 200 offers were decided once more, all of them the same.',
  )
  const other = showReplay(
    {
      ...{ ...same, differing: 1, unplayable: 3, gaps: [{ after: 10, before: 13 }] },
      differences: [{ seq: 40, input: 'CallerJoined', recorded: [{ type: 'CallOffered' }], decided: [] }],
    },
    80,
  )
  t.match(other, /1 of them otherwise\./)
  t.match(other, /3 records stand before the first note/)
  t.match(other, /lacks the records floor:11 to floor:12\./)
  t.match(other, /floor:40 +CallerJoined +CallOffered +nothing/)
})
