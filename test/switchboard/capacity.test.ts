// Past what we carry callers are refused: at the owner's limit, and when everything is late; told once a minute.
import t from 'tap'
import { openCapacity, type Refusing } from '../../src/switchboard/capacity.ts'

function capacityOf(limit: number) {
  const told: Refusing[] = []
  const time = { now: 0 }
  return {
    time,
    told,
    ...openCapacity(
      () => limit,
      () => time.now,
      news => told.push(news),
    ),
  }
}

t.test('at the limit callers are refused, below it they are not', async t => {
  const { refusal } = capacityOf(3)
  t.equal(refusal(2), undefined)
  t.equal(refusal(3), 'too-many-calls')
  t.equal(refusal(2), undefined)
})

t.test('one slow answer means nothing, many in a row do, until answers are quick again', async t => {
  const { refusal, answered } = capacityOf(100)
  answered(5_000)
  t.equal(refusal(1), undefined)
  for (let n = 0; n < 30; n++) answered(2_000)
  t.equal(refusal(1), 'too-many-calls')
  for (let n = 0; n < 30; n++) answered(2)
  t.equal(refusal(1), undefined)
})

t.test('so do timers of ours that ring late', async t => {
  const { refusal, late } = capacityOf(100)
  for (let n = 0; n < 30; n++) late(900)
  t.equal(refusal(1), 'too-many-calls')
})

t.test('it is told at once and then once a minute, with how many', async t => {
  const { refusal, time, told, lately } = capacityOf(0)
  refusal(0)
  for (time.now = 1_000; time.now <= 60_000; time.now += 1_000) refusal(0)
  t.same(
    told.map(({ code, refused }) => [code, refused]),
    [
      ['limit', 1],
      ['limit', 60],
    ],
  )
  t.equal(lately()?.refused, 61)
  time.now += 61_000
  t.equal(lately(), undefined, 'nobody was refused lately')
})
