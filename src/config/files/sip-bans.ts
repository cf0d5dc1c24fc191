// `sip: bans:` of config/server.yaml: after how many wrong guesses an address is shut out, for how long, and who never is.
import Type from 'typebox'
import { durationMs } from '../../flows/duration.ts'
import type { Problem } from '../../flows/problem.ts'
import { DurationSchema } from '../../flows/written.ts'
import { told } from '../../told/told.ts'
import { isNetwork } from '../network.ts'

export type SipBans = {
  /** So many wrong guesses within a minute. */
  readonly tries: number
  /** How long the first time; each further time four times as long. */
  readonly firstMs: number
  readonly longestMs: number
  /** Addresses and networks that are never shut out, besides trunks and this machine. */
  readonly never: readonly string[]
  /** Whether the kernel's firewall may help, where we may change it. */
  readonly firewall: boolean
}

export const NetworkSchema = Type.String({ maxLength: 64, saying: 'a network, such as 192.168.1.0/24' })

export const BansSchema = Type.Object(
  {
    tries: Type.Optional(Type.Integer({ minimum: 3, maximum: 30, saying: 'a number from 3 to 30' })),
    first: Type.Optional(DurationSchema),
    longest: Type.Optional(DurationSchema),
    never: Type.Optional(Type.Array(NetworkSchema, { maxItems: 50 })),
    firewall: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)

export function sipBans(written: Type.Static<typeof BansSchema> = {}): SipBans {
  return {
    tries: written.tries ?? 20,
    firstMs: durationMs(written.first ?? '10m'),
    longestMs: durationMs(written.longest ?? '7d'),
    never: written.never ?? [],
    firewall: written.firewall ?? true,
  }
}

export function bansProblems({ firstMs, longestMs, never }: SipBans): Problem[] {
  const problems = never.flatMap((net, index): Problem[] =>
    isNetwork(net)
      ? []
      : [
          {
            code: 'wrong-value',
            path: ['sip', 'bans', 'never', index],
            sentence: told`"${net}" is no network.`,
            hint: told`Write it like 203.0.113.0/24.`,
          },
        ],
  )
  if (longestMs < firstMs)
    problems.push({
      code: 'wrong-value',
      path: ['sip', 'bans', 'longest'],
      sentence: told`The longest ban is shorter than the first.`,
      hint: told`Write e.g. first: 10m, longest: 7d.`,
    })
  return problems
}
