// The world as a flow sees it at one moment: hours, the wall clock, the call that it serves, who has which extension.
import type { Call } from '../calls/call.ts'
import type { Config } from '../config/config-types.ts'
import { chanceOf } from '../flows/chance.ts'
import type { QueueState, World } from '../flows/flow.ts'
import type { Value } from '../flows/value.ts'
import { closedBecauseFor, isOpenFor } from '../trunks/opening.ts'
import type { Switches } from '../trunks/switches.ts'
import { localTime } from '../trunks/wall-clock.ts'
import type { Team } from './books.ts'

export type House = {
  config: Config
  team(): Team
  switches(): Switches
  /** How a queue stands now; missing where nobody waits for anybody. */
  queueState?(queue: string): QueueState | undefined
}

/** @param wall epoch ms */
export function worldAt(wall: number, call: Call, { config, team, switches, queueState }: House): World {
  const { timezone } = config.server
  return {
    isOpen: name => isOpenFor(config, switches(), { name, hotline: call.hotline }, wall),
    closedBecause: name => closedBecauseFor(config, switches(), { name, hotline: call.hotline }, wall),
    // Few flows ask, and the time of a zone is not cheap.
    get localTime() {
      return localTime(wall, timezone)
    },
    chance: salt => chanceOf(`${call.id} ${salt}`),
    known: name => knownOf(call, name),
    ...(queueState ? { queueState } : {}),
    agentAt: extension => team().agents.find(({ phone }) => phone === extension)?.id,
  }
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
