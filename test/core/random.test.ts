// Thousands of random orders of events over the calls and the floor together: whatever happens, in whatever order,
// nobody is forgotten, nobody is rung twice, and nothing is left behind.
//
//   node test/core/random.test.ts            all of them
//   node test/core/random.test.ts 4711       that one, told line by line
import t from 'tap'
import { live, type Mood, moodOf } from './world/live.ts'

const ORDERS = 16_000
const BUDGET_MS = 120_000
const [, , wanted] = process.argv

const seeds = wanted ? [Number(wanted)] : Array.from({ length: ORDERS }, (_, n) => n + 1)

/** @returns what went wrong with this seed; undefined: every promise was kept. */
function complaint(seed: number, seen: Map<string, number>, diary?: string[]): string | undefined {
  try {
    for (const { result } of live(seed, diary).rules.ended.values())
      seen.set(result, (seen.get(result) ?? 0) + 1)
    return undefined
  } catch (error) {
    return `seed ${seed}: ${error instanceof Error ? error.message : String(error)}`
  }
}

function proves(mood: Mood, sentence: string): void {
  const mine = seeds.filter(seed => moodOf(seed) === mood)
  t.test(
    `${mine.length} random orders: ${sentence}`,
    { timeout: BUDGET_MS, skip: mine.length === 0 },
    async t => {
      const seen = new Map<string, number>()
      for (const seed of mine) {
        const found = complaint(seed, seen)
        if (!found && !wanted) continue
        const diary: string[] = []
        complaint(seed, new Map(), diary)
        for (const line of diary) t.comment(line)
        if (found) return t.fail(found)
      }
      for (const [result, count] of seen) t.pass(`${count} calls were ${result}`)
      if (!wanted)
        t.ok(
          ['answered', 'abandoned', 'left'].every(result => seen.has(result)),
          'all of life was there',
        )
    },
  )
}

proves('calm', 'events cross each other, nothing is lost, and nobody has to repair anything')
proves('restarts', 'we are killed at any moment and come back, or the line to Asterisk breaks')
proves('rough', 'Asterisk loses, repeats and reorders, comes and goes, and time jumps')
