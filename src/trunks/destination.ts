// Where a number leads that somebody dials: what kind of number it is, and in which country. What it costs follows
// from that, so this is what routes are chosen and refused by.
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { PhoneNumber } from './number.ts'

export const DESTINATION_KINDS = [
  'mobile',
  'fixed',
  'free',
  'service',
  'premium',
  'emergency',
  'international',
  'other',
] as const

export type DestinationKind = (typeof DESTINATION_KINDS)[number]

/** `country`: ISO code of a number abroad; missing for satellites and the like, which belong to none. */
export type Destination = { readonly kind: DestinationKind; readonly country?: string }

/** Search and rescue, police, fire, ambulance; elsewhere what phones know by themselves. */
const EMERGENCY: Readonly<Record<string, ReadonlySet<string>>> = {
  VN: new Set(['112', '113', '114', '115']),
}
const EMERGENCY_ELSEWHERE: ReadonlySet<string> = new Set(['112', '911', '999'])

/** Whoever calls these pays the one who is called. */
const COSTLY: ReadonlySet<string> = new Set(['PREMIUM_RATE', 'SHARED_COST'])

/**
 * @param country ISO code in capitals: where we stand
 * @returns undefined for what is no number of the telephone network
 */
export function destinationOf(number: PhoneNumber, country: string): Destination | undefined {
  if (number.kind === 'short') return { kind: shortKind(number.raw, country) }
  if (number.e164 === undefined) return undefined
  const read = parsePhoneNumberFromString(number.e164)
  const type = read?.getType()
  if (type !== undefined && COSTLY.has(type)) return { kind: 'premium', ...countryOf(number, read?.country) }
  if (number.kind === 'international') return { kind: 'international', ...countryOf(number, read?.country) }
  switch (type) {
    case 'MOBILE':
      return { kind: 'mobile' }
    case 'FIXED_LINE':
    case 'FIXED_LINE_OR_MOBILE':
      return { kind: 'fixed' }
    case 'TOLL_FREE':
      return { kind: 'free' }
    default:
      return { kind: 'other' }
  }
}

function shortKind(digits: string, country: string): DestinationKind {
  const emergency = Object.hasOwn(EMERGENCY, country) ? EMERGENCY[country]! : EMERGENCY_ELSEWHERE
  if (emergency.has(digits)) return 'emergency'
  if (digits.startsWith('1800')) return 'free'
  return digits.startsWith('1900') ? 'premium' : 'service'
}

const countryOf = ({ kind }: PhoneNumber, country: string | undefined) =>
  kind === 'international' && country !== undefined ? { country } : {}
