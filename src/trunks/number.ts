// Telephone numbers, normalised once, where they come in. Nothing behind this file parses a number again.
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'
import { isShortNumber } from './short-numbers.ts'

export type PhoneNumber = {
  /** `+842871099999`; only for numbers that have an international form. */
  readonly e164?: string
  /** What came, cleaned: at most 32 of [+*#0-9a-z]. */
  readonly raw: string
  readonly kind: 'national' | 'international' | 'short' | 'internal' | 'anonymous'
}

const RAW_MAX = 32
/** Nothing longer is looked at: a number has 15 digits, an account's name is short, the rest is an attack. */
const LOOKED_AT = 64
const ANONYMOUS = new Set(['', 'anonymous', 'restricted', 'private', 'unavailable', 'unknown', 'withheld'])
/** What people and networks write inside a number. */
const DECORATED_NUMBER = /^\+?[\d\s().\-/]+$/

/**
 * @param text any text: a caller's number or a dialled one, from a trunk, a phone or a file. Never throws.
 * @param country ISO code in capitals, for numbers in national form.
 */
export function normalise(text: string, country: string): PhoneNumber {
  const looked = text.slice(0, LOOKED_AT + 1).trim()
  const raw = cleaned(looked)
  if (ANONYMOUS.has(raw)) return { raw: '', kind: 'anonymous' }
  if (looked.length > LOOKED_AT || !DECORATED_NUMBER.test(looked)) return { raw, kind: 'internal' }

  const digits = raw.replace('+', '')
  if (!raw.startsWith('+') && isShortNumber(digits, country)) return { raw, kind: 'short' }
  const home = isSupportedCountry(country) ? (country as CountryCode) : undefined
  const read = parsePhoneNumberFromString(raw, home ? { defaultCountry: home } : {})
  // Networks also send the international form without its plus sign.
  const number = read?.isPossible() ? read : validOnly(parsePhoneNumberFromString(`+${digits}`))
  if (!number) return { raw, kind: 'internal' }
  const atHome = home !== undefined && number.countryCallingCode === getCountryCallingCode(home)
  return { e164: number.number, raw, kind: atHome ? 'national' : 'international' }
}

/** The form in which two numbers are the same number. */
export function normalForm(number: PhoneNumber): string {
  return number.e164 ?? number.raw
}

function validOnly<N extends { isValid(): boolean }>(number: N | undefined): N | undefined {
  return number?.isValid() ? number : undefined
}

function cleaned(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^+*#0-9a-z]/g, '')
    .slice(0, RAW_MAX)
}
