// Numbers that carry their own check: a mistyped digit is found without asking anybody.

export const CHECKS = ['luhn', 'mod97', 'mod11', 'vn-tax-code', 'cccd'] as const
export type Check = (typeof CHECKS)[number]

/** Does this number (digits only) pass its check? */
export function passes(check: Check, digits: string): boolean {
  return digits.length > 1 && checks[check]([...digits].map(Number))
}

type Digits = readonly number[]

const checks: Readonly<Record<Check, (digits: Digits) => boolean>> = {
  // Bank cards, SIM cards, many customer numbers: every second digit from the right counts twice.
  luhn: digits =>
    digits.toReversed().reduce((sum, digit, at) => sum + (at % 2 === 0 ? digit : doubled(digit)), 0) % 10 ===
    0,
  // ISO 7064 MOD 97-10: the two last digits are the check.
  mod97: digits => digits.reduce((rest, digit) => (rest * 10 + digit) % 97, 0) === 1,
  // Weights 2 to 7 from the right; a check of 10 is never given out.
  mod11: digits => {
    const [check, ...body] = digits.toReversed()
    return (11 - (body.reduce((sum, digit, at) => sum + digit * (2 + (at % 6)), 0) % 11)) % 11 === check
  },
  // Vietnamese tax code: ten digits, or thirteen with the branch behind.
  'vn-tax-code': digits => {
    if (digits.length !== 10 && digits.length !== 13) return false
    return 10 - (weighed(digits, [31, 29, 23, 19, 17, 13, 7, 5, 3]) % 11) === digits[9]
  },
  // Vietnamese citizen number: province 001 to 096, century and sex, year of birth, six digits. It has no check
  // digit; a wrong province is all that can be found.
  cccd: digits => {
    const province = Number(digits.slice(0, 3).join(''))
    return digits.length === 12 && province >= 1 && province <= 96
  },
}

const doubled = (digit: number): number => (digit > 4 ? digit * 2 - 9 : digit * 2)

const weighed = (digits: Digits, weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0)
