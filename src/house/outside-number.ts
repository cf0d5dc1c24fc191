// A contact's number, and ours, as a trunk wants them: the last step before the telephone network.
import type { Outside } from '../asterisk/doers/dial-out.ts'
import type { Config } from '../config.ts'
import { dialForm } from '../trunks/dial-form.ts'

/**
 * @param normal E.164 or a short number; empty when nobody remembers it
 * @param callerId number of ours, in its normal form
 * @returns undefined where this may not be dialled
 */
export function outsideOf(
  normal: string,
  trunk: string,
  callerId: string,
  { outbound, trunks, server }: Config,
): Outside | undefined {
  const rules = Object.hasOwn(outbound.trunks, trunk) ? outbound.trunks[trunk] : undefined
  if (!rules) return undefined
  const country = trunks.find(({ name }) => name === trunk)?.country ?? server.country
  const number = dialForm(normal, rules.form, country)
  const ours = dialForm(callerId, rules.form, country)
  if (number === undefined || ours === undefined) return undefined
  return { number, callerId: ours, maxCallS: Math.round(server.maxCallMs / 1000) }
}
