// What a lookup is given, as the other system gets it: the caller's number and secrets in clear, in memory only.
import type { Inputs } from '../flows/flow.ts'
import type { Value } from '../flows/value.ts'
import { LookupFailed } from './lookup-failed.ts'

export type Given = {
  readonly open: Readonly<Record<string, Value>>
  /** Never in an address, never in a log. */
  readonly secret: Readonly<Record<string, string>>
}

export type Redeemers = {
  /** The number behind a contact; empty when it is not known. */
  numberOf(contact: string): string
  /** The digits behind a handle. */
  redeem(handle: string): string | undefined
}

/** @throws LookupFailed when the digits are forgotten: a restart of ours came between */
export function givenOf(inputs: Inputs, contact: string, { numberOf, redeem }: Redeemers): Given {
  const open: Record<string, Value> = {}
  const secret: Record<string, string> = {}
  for (const [name, input] of Object.entries(inputs)) {
    if (typeof input !== 'object') open[name] = input
    else if ('secret' in input) {
      const digits = redeem(input.secret)
      if (digits === undefined) throw new LookupFailed('secret-forgotten')
      secret[name] = digits
    } else {
      const number = numberOf(contact)
      if (number !== '') open[name] = number
    }
  }
  return { open, secret }
}
