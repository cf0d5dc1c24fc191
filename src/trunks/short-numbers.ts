// Numbers that only exist inside one country: emergency and service numbers, and the 1800/1900 ranges, which
// have no international form that a foreign network would connect.

type ShortRules = { readonly exact: ReadonlySet<string>; readonly ranges: readonly RegExp[] }

const RULES: Readonly<Record<string, ShortRules>> = Object.freeze({
  VN: {
    // Child help, search and rescue, police, fire, ambulance, faults, directory, time.
    exact: new Set(['111', '112', '113', '114', '115', '116', '117', '119', '1080']),
    // Free (1800) and shared-cost (1900) numbers, with four or six digits behind.
    ranges: [/^1[89]00\d{4}$/, /^1[89]00\d{6}$/],
  },
})

/** Numbers of any country whose rules we don't know: what is short enough to be nothing else. */
const UNKNOWN_COUNTRY: ShortRules = { exact: new Set(['112', '911', '999']), ranges: [] }

/** @param digits only 0-9. @param country ISO code in capitals. */
export function isShortNumber(digits: string, country: string): boolean {
  const rules = Object.hasOwn(RULES, country) ? RULES[country]! : UNKNOWN_COUNTRY
  return rules.exact.has(digits) || rules.ranges.some(range => range.test(digits))
}
