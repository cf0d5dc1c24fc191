// Who was held at the door while we were away stands in line as of when he came.
import t from 'tap'
import { arrive } from '../../src/calls/step.ts'
import { book } from '../core/world/setting.ts'
import { arrival, Story } from './story.ts'

const NOW = { wall: 1_000_000, house: 400_000 }
const heldFor = (ms: number) => arrive('c', { ...arrival, arrivedAt: NOW.wall - ms }, NOW, book).call.heldMs

t.test('a moment on the way is no wait, and a day was no wait either: a clock was moved', async t => {
  t.equal(heldFor(200), undefined)
  t.equal(heldFor(-3_600_000), undefined)
  t.equal(heldFor(3_600_000), undefined)
  t.equal(heldFor(30_000), 30_000)
})

t.test('in line he is placed as if he had been let in at once', async t => {
  const story = new Story({ arrivedAt: 1_000_000 + 1_000 - 20_000, flow: 'main' })
  t.equal(story.call.heldMs, 20_000)
})
