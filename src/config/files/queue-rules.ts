// How a queue shares out its callers: its settings of config/queues.yaml, and the floor's rules that they become.
import Type, { type Static } from 'typebox'
import type { Miss } from '../../agents/agent.ts'
import { MAX_PERIOD_MS } from '../../agents/tally.ts'
import { durationMs } from '../../flows/duration.ts'
import type { Path, Problem } from '../../flows/problem.ts'
import { SkillTermsSchema } from '../../flows/skill-terms.ts'
import { DurationSchema, NameSchema } from '../../flows/written.ts'
import type { Exclusion } from '../../queues/events.ts'
import type { QueueRules } from '../../queues/roster.ts'
import { roundRobin } from '../../queues/strategies/round-robin.ts'
import { type Told, told } from '../../told/told.ts'
import { LevelSchema, readWidening, WideningSchema } from './widening.ts'

const MISSES = ['no-answer', 'busy', 'declined', 'unreachable'] as const satisfies readonly Miss[]

/** What may count as an agent who is not there. */
const ABSENCES = [
  ...(['offline', 'unreachable', 'paused', 'wrap-up', 'offered'] as const),
  ...(['busy', 'capacity', 'skill', 'level'] as const),
] as const satisfies readonly Exclusion[]

const count = (most: number) =>
  Type.Integer({ minimum: 1, maximum: most, saying: `a whole number from 1 to ${most}` })

const perMiss = <T extends typeof DurationSchema | ReturnType<typeof count>>(value: T, saying: string) =>
  Type.Object(
    {
      'no-answer': Type.Optional(value),
      busy: Type.Optional(value),
      declined: Type.Optional(value),
      unreachable: Type.Optional(value),
    },
    { additionalProperties: false, saying },
  )

export const rulesSchema = {
  strategy: Type.Optional(NameSchema),
  ring: Type.Optional(DurationSchema),
  'wrap-up': Type.Optional(DurationSchema),
  retry: Type.Optional(DurationSchema),
  'after-miss': Type.Optional(
    perMiss(DurationSchema, 'how an offer failed with a time each, such as { busy: 10s, declined: 30s }'),
  ),
  'pause-after': Type.Optional(
    perMiss(count(100), 'how an offer failed with a number each, such as { no-answer: 3 }'),
  ),
  weight: Type.Optional(count(100)),
  ageing: Type.Optional(DurationSchema),
  level: Type.Optional(LevelSchema),
  skills: Type.Optional(SkillTermsSchema),
  widen: Type.Optional(WideningSchema),
  'max-waiting': Type.Optional(count(10_000)),
  'max-talking': Type.Optional(count(10_000)),
  empty: Type.Optional(
    Type.Object(
      {
        when: Type.Optional(
          Type.Array(Type.Enum([...ABSENCES], { saying: `one of ${ABSENCES.join(', ')}` }), {
            minItems: 1,
            maxItems: ABSENCES.length,
          }),
        ),
        leave: Type.Optional(Type.Boolean()),
      },
      {
        additionalProperties: false,
        saying: 'when and leave, such as { when: [offline, paused], leave: true }',
      },
    ),
  ),
  'last-agent': Type.Optional(DurationSchema),
  resume: Type.Optional(DurationSchema),
  'count-over': Type.Optional(DurationSchema),
}

type Written = Static<ReturnType<typeof Type.Object<typeof rulesSchema>>>

const DAY_MS = 86_400_000

/** @param at where this queue stands in the file */
export function readRules(
  written: Written,
  at: Path,
): { rules: Omit<QueueRules, 'own'>; problems: Problem[] } {
  const problems: Problem[] = []
  const timed = (key: keyof Written & string, text: string, [from, to]: [number, number], sentence: Told) => {
    const ms = durationMs(text)
    if (ms < from || ms > to) problems.push(badTime([...at, key], sentence))
    return ms
  }
  const ringMs = timed('ring', written.ring ?? '20s', [1_000, 300_000], told`A phone rings for 1s to 5m.`)
  const wrapUpMs = timed('wrap-up', written['wrap-up'] ?? '10s', [0, DAY_MS], LESS_THAN_A_DAY)
  const restMs = timed('retry', written.retry ?? '5s', [0, DAY_MS], LESS_THAN_A_DAY)
  const rests = perKind(written['after-miss'], durationMs)
  for (const [kind, ms] of Object.entries(rests ?? {}))
    if (ms > DAY_MS) problems.push(badTime([...at, 'after-miss', kind], LESS_THAN_A_DAY))
  const pauseAfter = perKind(written['pause-after'], most => most)
  const { ageing, empty } = written
  const lastAgent = written['last-agent']
  const countOver = written['count-over']
  const widening = readWidening(written.widen, written.level, [...at, 'widen'])
  problems.push(...widening.problems)
  const rules: Omit<QueueRules, 'own'> = {
    strategy: written.strategy ?? roundRobin.name,
    ...{ ringMs, wrapUpMs, restMs },
    ...(rests && { rests }),
    ...(pauseAfter && { pauseAfter }),
    ...(written.weight !== undefined && { weight: written.weight }),
    ...(ageing !== undefined && { ageingMs: timed('ageing', ageing, [1_000, DAY_MS], AGEING) }),
    ...(written.level !== undefined && { level: written.level }),
    ...(written.skills && written.skills.length > 0 && { skills: written.skills }),
    ...(widening.widen.length > 0 && { widen: widening.widen }),
    ...(written['max-waiting'] !== undefined && { maxWaiting: written['max-waiting'] }),
    ...(written['max-talking'] !== undefined && { maxTalking: written['max-talking'] }),
    ...(empty && { emptyWhen: empty.when ?? AWAY, leaveWhenEmpty: empty.leave ?? false }),
    ...(lastAgent !== undefined && { lastAgentMs: timed('last-agent', lastAgent, [1_000, DAY_MS], LAST) }),
    ...(written.resume !== undefined && {
      resumeMs: timed('resume', written.resume, [1_000, DAY_MS], RESUMED),
    }),
    ...(countOver !== undefined && {
      countOverMs: timed('count-over', countOver, [3_600_000, MAX_PERIOD_MS], COUNTED),
    }),
  }
  return { rules, problems }
}

/** Nobody works. */
const AWAY: readonly Exclusion[] = ['offline', 'unreachable', 'paused']

const LESS_THAN_A_DAY = told`Nobody rests for longer than a day.`
const AGEING = told`A point of priority is worth 1s to 1d of waiting.`
const LAST = told`A caller waits 1s to 1d for the agent who served him last.`
const RESUMED = told`Who gave up gets his place back for 1s to 1d.`
const COUNTED = told`Calls are counted over 1h to 1d.`

function perKind<T, R>(written: Partial<Record<Miss, T>> | undefined, read: (value: T) => R) {
  if (!written) return undefined
  const found: Partial<Record<Miss, R>> = {}
  for (const kind of MISSES) {
    const value = written[kind]
    if (value !== undefined) found[kind] = read(value)
  }
  return found
}

function badTime(path: Path, sentence: Told): Problem {
  return { code: 'wrong-value', path, sentence, hint: told`Choose another time.` }
}
