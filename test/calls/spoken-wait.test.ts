// How long a caller still waits, as he hears it.
import t from 'tap'
import { minutesOf, waitSaid } from '../../src/calls/phases/spoken-wait.ts'
import { step } from '../../src/calls/step.ts'
import type { Book } from '../../src/calls/turn.ts'
import { book as plain } from '../core/world/setting.ts'
import { played, timeUp, waiting } from './story.ts'

const lasting = (minutes: number) => {
  const pointMs = minutes * 60_000
  return { fromMs: pointMs / 2, pointMs, toMs: pointMs * 2 }
}

t.test('minutes as people say them', async t => {
  const said = [0.2, 0.8, 1.4, 3, 9.6, 10.6, 12, 17, 43].map(minutes => minutesOf(lasting(minutes)))
  t.same(said, [0, 1, 1, 3, 10, 15, 15, 20, 45])
  t.equal(minutesOf(lasting(8), 5), 5, 'never more than before')
  t.equal(minutesOf(lasting(0.1), 5), 0)
  t.same(waitSaid(0), ['expected-wait-short'])
  t.same(waitSaid(1), ['expected-wait-minute'])
  t.same(waitSaid(4), ['expected-wait', { number: 4 }, 'minutes'])
})

/** What he hears when the floor says so, one time after the other. */
function heard(change: object, places: readonly { position: number; minutes?: number }[]): string[] {
  const book: Book = {
    ...plain,
    queue: name => {
      const rule = plain.queue(name)
      return rule && { ...rule, ...change }
    },
  }
  let { call, now } = waiting()
  return places.map(({ position, minutes }) => {
    const wait = minutes === undefined ? {} : { wait: lasting(minutes) }
    const told = step(call, { type: 'Placed', position, ...wait }, now, book)
    const play = told.commands.find(command => command.type === 'Play')
    now = { wall: now.wall + 60_000, house: now.house + 60_000 }
    call = play ? step(told.call, played(play.play), now, book).call : told.call
    call = step(call, timeUp, now, book).call
    return play ? play.say.map(sound => (typeof sound === 'string' ? sound : '?')).join(' ') : ''
  })
}

t.test('position and wait are told together, and neither ever grows', async t => {
  const said = heard({ announceWait: true }, [
    { position: 3, minutes: 4 },
    { position: 4, minutes: 6 },
    { position: 2, minutes: 1 },
    { position: 1, minutes: 0.3 },
  ])
  const four = said[0]?.replace('position-3 expected-wait ', '').replace(' minutes please-wait', '')
  t.match(four, /^\S+$/, 'the number as the language says it')
  t.same(said, [
    `position-3 expected-wait ${four} minutes please-wait`,
    `position-3 expected-wait ${four} minutes please-wait`,
    'position-2 expected-wait-minute please-wait',
    'position-1 expected-wait-short please-wait',
  ])
})

t.test('where the floor is not sure, or the queue does not want it, only the position is told', async t => {
  t.same(heard({ announceWait: true }, [{ position: 2 }]), ['position-2 please-wait'])
  t.same(heard({}, [{ position: 2, minutes: 3 }]), ['position-2 please-wait'])
  t.same(heard({ announcePosition: false, announceWait: true }, [{ position: 2, minutes: 1 }]), [
    'expected-wait-minute please-wait',
  ])
  t.same(heard({ announcePosition: false, announceWait: true }, [{ position: 2 }]), [''])
})

t.test('a queue that says nothing plans no next time', async t => {
  const placedIn = (change: object) => {
    const book: Book = {
      ...plain,
      queue: name => {
        const rule = plain.queue(name)
        return rule && { ...rule, announcePosition: false, announceWait: false, ...change }
      },
    }
    const { call, now } = waiting()
    const { phase } = step(call, { type: 'Placed', position: 2 }, now, book).call
    return phase.name === 'waiting' ? phase.wait.announceAt : 'no wait'
  }
  t.equal(placedIn({}), undefined)
  t.type(placedIn({ announceWait: true }), 'number')
  t.type(placedIn({ comfort: ['comfort-1'] }), 'number')
})
