// The world as a flow sees it at one moment: hours, the wall clock, the call that it serves, who has which extension.
import type { Call } from '../calls/call.ts'
import type { Config } from '../config/config-types.ts'
import { chanceOf } from '../flows/chance.ts'
import type { World } from '../flows/flow.ts'
import type { Value } from '../flows/value.ts'
import { dateOf } from '../trunks/days.ts'
import type { Switches } from '../trunks/switches.ts'
import { wallTime } from '../trunks/wall-clock.ts'
import type { Team } from './books.ts'
import { closedBecauseFor, isOpenFor } from './opening.ts'

export type House = { config: Config; team(): Team; switches(): Switches }

/** @param wall epoch ms */
export function worldAt(wall: number, call: Call, { config, team, switches }: House): World {
  const { timezone } = config.server
  return {
    isOpen: name => isOpenFor(config, switches(), { name, hotline: call.hotline }, wall),
    closedBecause: name => closedBecauseFor(config, switches(), { name, hotline: call.hotline }, wall),
    // Few flows ask, and the time of a zone is not cheap.
    get localTime() {
      return localTimeAt(wall, timezone)
    },
    chance: salt => chanceOf(`${call.id} ${salt}`),
    known: name => knownOf(call, name),
    agentAt: extension => team().agents.find(({ phone }) => phone === extension)?.id,
  }
}

/** @returns `2026-03-02T09:00` */
function localTimeAt(wall: number, timezone: string): string {
  const { day, minute } = wallTime(wall, timezone)
  const date = dateOf(day)
  const two = (number: number) => String(number).padStart(2, '0')
  const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
  return `${date.year}-${two(date.month)}-${two(date.day)}T${time}`
}

function knownOf({ hotline, language, numberKind }: Call, name: string): Value | undefined {
  switch (name) {
    case 'call.hotline':
      return hotline
    case 'call.language':
      return language
    case 'call.number-kind':
      return numberKind
    default:
      // The number itself is known to the wings only (Input.caller).
      return undefined
  }
}
