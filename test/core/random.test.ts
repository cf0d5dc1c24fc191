// Thousands of random orders of events over the calls and the floor together: whatever happens, in whatever order,
// nobody is forgotten, nobody is rung twice, and nothing is left behind.
//
//   node test/core/random.test.ts            all of them
//   node test/core/random.test.ts 4711       that one, told line by line
import t from 'tap'
import { live } from './world/live.ts'

const ORDERS = 20_000
const [, , wanted] = process.argv

/** @returns what went wrong with this seed, and the last lines of its diary. */
function complaint(seed: number): string | undefined {
  try {
    live(seed)
    return undefined
  } catch (error) {
    const diary: string[] = []
    try {
      live(seed, diary)
    } catch {
      // The same complaint again; now it comes with a diary.
    }
    const last = diary.slice(wanted ? 0 : -12).join('\n')
    return `seed ${seed}: ${error instanceof Error ? error.message : error}\n${last}`
  }
}

const seeds = wanted ? [Number(wanted)] : Array.from({ length: ORDERS }, (_, n) => n + 1)

t.test(`${seeds.length} random orders of events keep every promise`, async t => {
  const complaints: string[] = []
  for (const seed of seeds) {
    const found = complaint(seed)
    if (found) complaints.push(found)
    if (complaints.length >= 3) break
  }
  for (const found of complaints) t.fail(found)
  t.same(complaints.length, 0, 'no seed complains')
})
