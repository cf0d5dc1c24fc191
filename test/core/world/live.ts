// One life of the small world, from its first event to its rest.
import { comeToRest } from './drain.ts'
import { somethingHappens } from './mischief.ts'
import { nobodyServesTwo } from './rules.ts'
import { World } from './world.ts'

/** @param diary is filled with what happens, line by line. @throws when a promise was broken. */
export function live(seed: number, diary?: string[]): World {
  // Every second world is rough: see World.
  const rough = seed % 2 === 1
  const world = new World(seed, rough, diary)
  const events = 40 + world.random.below(160)
  for (let n = 0; n < events; n++) {
    somethingHappens(world, rough)
    if (!rough) nobodyServesTwo(world.calls.values(), world.asterisk.legs.values())
  }
  comeToRest(world)
  return world
}
