// What a language must be able to say of a value.

export type Tongue = {
  /** @param digits a whole number without sign, e.g. `1005`; of any length. */
  whole(digits: string): string[]
  /** What follows the decimal point. @param digits at least one, the last one not 0. */
  fraction(digits: string): readonly string[]
  /** @param month 1 to 12 */
  date(year: number, month: number, day: number): readonly string[]
  /** @param hour 0 to 23 */
  time(hour: number, minute: number): readonly string[]
  /** What stands between dollars and cents. */
  readonly beforeCents: readonly string[]
}
