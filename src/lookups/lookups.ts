// Asks other systems on behalf of a flow (config/lookups.yaml), and always answers.
import type { LookUpCommand } from '../calls/commands.ts'
import type { Lookups } from '../switchboard/switchboard.ts'

export function openLookups(): Lookups {
  return {
    ask: async ({ ask }: LookUpCommand) => ({ type: 'LookedUp', ask, outcome: 'failed', values: {} }),
  }
}
