// A number that callers dial, and the flow that meets them.
import { normalForm, normalise } from './number.ts'

export type Hotline = {
  readonly name: string
  /** As the owner wrote it; shown to people. */
  readonly number: string
  /** The normal form that dialled numbers are compared with: E.164, or the digits of a short number. */
  readonly normal: string
  readonly title: string
  readonly flow: string
  readonly language: string
  /** What `hours: hotline` in a flow means here. */
  readonly hours?: string
  /** Where the dialplan sends callers by itself when our server is away: the phone of this agent. */
  readonly emergency?: { readonly phone: string }
}

/** In a flow these hours mean those of the hotline that was dialled. */
export const HOTLINE_HOURS = 'hotline'

/**
 * The hotline that a dialled number belongs to.
 * @param dialled as it came in the request: any text a stranger may send.
 * @param country ISO code that national numbers are read in: the trunk's, or the server's for our phones.
 */
export function findHotline(
  dialled: string,
  hotlines: readonly Hotline[],
  country: string,
): Hotline | undefined {
  const number = normalise(dialled, country)
  if (number.raw === '') return undefined
  const normal = normalForm(number)
  return hotlines.find(hotline => hotline.normal === normal)
}
