// Values that have words of their own in each language; spell.ts says which.

export type Said =
  | { readonly number: number }
  | { readonly digits: string }
  /** In units of the currency (VND, USD, EUR); decimals are its cents. */
  | { readonly money: number; readonly currency: string }
  /** `2026-03-02`. */
  | { readonly date: string }
  /** `09:05`. */
  | { readonly time: string }
