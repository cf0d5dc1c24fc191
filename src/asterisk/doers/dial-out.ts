// The only lines of the house that reach the telephone network: a number that the decision of trunks/outbound.ts let
// pass, over a trunk of the configuration. Nothing that a stranger sent can come here (S06): the number is looked up by
// its contact, in the form of the trunk, and is digits or nothing.
import type { LegCommand } from '../../calls/commands.ts'
import { LEG_VARIABLES } from '../configuration/dialplan.ts'
import { APPLICATION } from '../configuration/setup.ts'
import { TRUNK_PREFIX } from '../configuration/trunk-sections.ts'
import type { Deed } from './doers.ts'

/** Digits, as this trunk wants them. */
export type Outside = { readonly number: string; readonly callerId: string; readonly maxCallS: number }

/** Asterisk has this id already: an earlier request of ours arrived. */
const LEG_EXISTS = 409

const DIGITS = /^\+?[0-9]{3,18}$/

/** @returns undefined where this may not be dialled: no such trunk, or no number */
export function dialOut(
  { leg, trunk, ringMs }: Extract<LegCommand, { type: 'DialOut' }>,
  outside: Outside | undefined,
): Deed | undefined {
  if (!outside || !DIGITS.test(outside.number) || !DIGITS.test(outside.callerId)) return undefined
  if (!/^[a-z][a-z0-9-]{0,63}$/.test(trunk)) return undefined
  return {
    request: {
      method: 'POST',
      uri: `channels/${leg}`,
      body: {
        endpoint: `PJSIP/${outside.number}@${TRUNK_PREFIX}${trunk}`,
        app: APPLICATION,
        appArgs: 'leg',
        callerId: outside.callerId,
        timeout: Math.ceil(ringMs / 1000),
        // Somebody pays for each minute of it: it ends by itself, whatever happens to us.
        variables: {
          ...LEG_VARIABLES,
          'TIMEOUT(absolute)': String(outside.maxCallS),
        },
      },
    },
    tolerate: [LEG_EXISTS],
    failed: status => ({ type: 'CommandFailed', command: 'dial-out', subject: leg, status }),
  }
}
