// `callback:` of a queue: how those are called back who asked for it (the verb callback).
import Type, { type Static } from 'typebox'
import type { CallbackRule } from '../../calls/turn.ts'
import { durationMs } from '../../flows/duration.ts'
import type { Path, Problem } from '../../flows/problem.ts'
import { DurationSchema, NameSchema } from '../../flows/written.ts'
import { type Told, told } from '../../told/told.ts'

export const CallbackSchema = Type.Object(
  {
    first: Type.Optional(Type.Enum(['customer', 'agent'], { saying: 'customer or agent' })),
    attempts: Type.Optional(Type.Integer({ minimum: 1, maximum: 20, saying: 'a whole number from 1 to 20' })),
    retry: Type.Optional(DurationSchema),
    expires: Type.Optional(DurationSchema),
    confirm: Type.Optional(Type.Boolean()),
    hours: Type.Optional(NameSchema),
  },
  { additionalProperties: false },
)

/** Rings twice in a minute are a nuisance, and promises of more than a week are none. */
const SHORTEST_RETRY_MS = 60_000
const LONGEST_MS = 7 * 86_400_000

export function readCallback(
  written: Static<typeof CallbackSchema>,
  at: Path,
): { rule: CallbackRule; problems: Problem[] } {
  const { first = 'customer', attempts = 3, retry = '15m', expires = '24h', confirm, hours } = written
  const retryMs = durationMs(retry)
  const expiresMs = durationMs(expires)
  const wrong = (key: string, sentence: Told): Problem => ({
    code: 'wrong-value',
    path: [...at, key],
    sentence,
    hint: told`Choose another time.`,
  })
  const problems: Problem[] = []
  if (retryMs < SHORTEST_RETRY_MS || retryMs > LONGEST_MS)
    problems.push(wrong('retry', told`Nobody is called again within a minute, nor after a week.`))
  if (expiresMs < SHORTEST_RETRY_MS || expiresMs > LONGEST_MS)
    problems.push(
      wrong('expires', told`A promise to call back holds for a minute at least and a week at most.`),
    )
  const rule = { first, attempts, retryMs, expiresMs, confirm: confirm ?? first === 'customer' }
  return { rule: { ...rule, ...(hours === undefined ? {} : { hours }) }, problems }
}
