// A leg that leaves a talk is nowhere for a moment. What is asked of it then, Asterisk takes and forgets: a prompt that
// began in that moment was never heard, and its end never told (22.10.1). So it waits until the leg has left.
import type { LegCommand } from '../calls/commands.ts'

export function openDepartures() {
  /** Legs and talks that are parting, until Asterisk says that they have. */
  const parting = new Map<string, Promise<unknown>>()

  return {
    leaves(leg: string, talk: string, done: Promise<unknown>): void {
      for (const name of [leg, talk]) parting.set(name, done)
      const forget = () => {
        for (const name of [leg, talk]) if (parting.get(name) === done) parting.delete(name)
      }
      done.then(forget, forget)
    },

    /** Goes on at once, or when the leg or talk that the command is for has parted. */
    whenParted(command: LegCommand, go: () => void): void {
      const name = 'leg' in command ? command.leg : 'talk' in command ? command.talk : undefined
      const done = name === undefined ? undefined : parting.get(name)
      if (done) done.then(go, go)
      else go()
    },
  }
}
