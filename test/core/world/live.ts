// One life of the small world, from its first event to its rest.
import { comeToRest } from './drain.ts'
import { somethingHappens } from './mischief.ts'
import { nobodyIsUncounted, nobodyServesTwo } from './rules.ts'
import { type Mood, World } from './world.ts'

const moods: readonly Mood[] = ['calm', 'restarts', 'rough']

export type { Mood } from './world.ts'

/** Every third seed is of one mood, so that a failing seed says which. */
export function moodOf(seed: number): Mood {
  return moods[seed % moods.length] ?? 'calm'
}

/** @param diary is filled with what happens, line by line. @throws when a promise was broken. */
export function live(seed: number, diary?: string[]): World {
  const world = new World(seed, moodOf(seed), diary)
  const events = 40 + world.random.below(160)
  for (let n = 0; n < events; n++) {
    somethingHappens(world)
    nobodyIsUncounted(world)
    if (world.mood === 'calm') nobodyServesTwo(world.calls.values(), world.asterisk.legs.values())
  }
  comeToRest(world)
  return world
}
