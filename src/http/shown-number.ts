// A number as people of this country read it: `0901 234 567` at home, `+44 20 7946 0018` from abroad.
import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** @param number E.164, or a raw form, which is shown as it is */
export function shownNumber(number: string, country: string): string {
  const read = number.startsWith('+') ? parsePhoneNumberFromString(number) : undefined
  if (!read) return number
  const isHome = isSupportedCountry(country) && getCountryCallingCode(country) === read.countryCallingCode
  return isHome ? read.formatNational() : read.formatInternational()
}
