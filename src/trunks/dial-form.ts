// The form in which a provider wants a number: what is finally dialled, and shown as our own.
import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min'

/** `e164`: +84901234567. `plain`: 84901234567. `national`: 0901234567, and 00 before what is abroad. */
export type DialForm = 'e164' | 'plain' | 'national'

/** Nothing else may ever become part of a request to a trunk (S06). */
const DIALABLE = /^\+?[0-9]{3,18}$/

/**
 * @param normal E.164, or the digits of a short number
 * @param country ISO code in capitals: the trunk's
 * @returns undefined for anything that is no number
 */
export function dialForm(normal: string, form: DialForm, country: string): string | undefined {
  const text = normal.startsWith('+') ? formed(normal, form, country) : normal
  return DIALABLE.test(text) ? text : undefined
}

function formed(e164: string, form: DialForm, country: string): string {
  if (form === 'e164') return e164
  const plain = e164.slice(1)
  if (form === 'plain') return plain
  const number = parsePhoneNumberFromString(e164)
  const home = isSupportedCountry(country) ? getCountryCallingCode(country as CountryCode) : ''
  return number?.countryCallingCode === home ? number.formatNational().replace(/[^0-9]/g, '') : `00${plain}`
}
