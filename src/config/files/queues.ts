// config/queues.yaml: where callers wait, what they hear meanwhile, and how they are shared out (queue-rules.ts).
import Type, { type Static } from 'typebox'
import type { CallbackRule } from '../../calls/turn.ts'
import { durationMs } from '../../flows/duration.ts'
import type { Problem } from '../../flows/problem.ts'
import { DurationSchema, NameSchema } from '../../flows/written.ts'
import type { QueueRules } from '../../queues/roster.ts'
import { told } from '../../told/told.ts'
import { CallbackSchema, readCallback } from './callback.ts'
import { configFile, named, twice } from './config-file.ts'
import { FollowUpSchema, readFollowUp } from './follow-up.ts'
import { readRules, rulesSchema } from './queue-rules.ts'

/** With the rules that the floor shares out by; a strategy of the owner's own is looked up by its name. */
export type QueueConfig = Readonly<Omit<QueueRules, 'own'>> & {
  readonly name: string
  /** Language → title; languages without one show the name. */
  readonly title: Readonly<Record<string, string>>
  /** Asterisk's own, ringing, or these in turn. */
  readonly music: 'default' | 'ringback' | readonly Said[]
  readonly announce: {
    readonly position: boolean
    readonly wait: boolean
    readonly everyMs: number
    /** One of these each time, in turn or at random. */
    readonly say: readonly (string | { readonly text: string })[]
    readonly isRandom: boolean
  }
  /** Said to the caller when somebody has picked up. */
  readonly found?: readonly (string | { readonly text: string })[]
  /** Said to the agent before he hears the caller: prompts by their keys, and texts. */
  readonly whisper?: readonly (string | { readonly text: string })[]
  /** Said with it: how long the caller has waited. */
  readonly whisperWait?: true
  /** The agent presses 1 before he has the call. */
  readonly confirm?: true
  /** How those are called back who asked for it. */
  readonly callback: CallbackRule
  /** Who gives up here is to be called back within this time; missing: not at all. */
  readonly followUpMs?: number
}

const WhisperedSchema = Type.Union(
  [
    NameSchema,
    Type.Object({ text: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }),
  ],
  { saying: 'the key of a prompt such as from-sales, or { text: "…" }' },
)

const SaidSchema = Type.Union(
  [
    WhisperedSchema,
    Type.Array(WhisperedSchema, {
      minItems: 1,
      maxItems: 10,
      saying: 'a list of things to say, 10 at most',
    }),
  ],
  { saying: 'the key of a prompt such as from-sales, { text: "…" }, or a list of these' },
)

const schema = Type.Array(
  Type.Object(
    {
      name: NameSchema,
      title: Type.Optional(
        Type.Record(Type.String({ pattern: '^[a-z]{2}$' }), Type.String({ minLength: 1, maxLength: 200 }), {
          additionalProperties: false,
          saying: 'a title for each language, such as { vi: Kinh doanh, en: Sales }',
        }),
      ),
      ...rulesSchema,
      music: Type.Optional(
        Type.Union(
          [
            WhisperedSchema,
            Type.Array(WhisperedSchema, { minItems: 1, maxItems: 50, saying: 'a list of songs, 50 at most' }),
          ],
          { saying: 'default, ringback, the key of a prompt such as our-song, or a list of these' },
        ),
      ),
      announce: Type.Optional(
        Type.Object(
          {
            position: Type.Optional(Type.Boolean()),
            wait: Type.Optional(Type.Boolean()),
            every: Type.Optional(DurationSchema),
            say: Type.Optional(
              Type.Array(WhisperedSchema, { maxItems: 20, saying: 'a list of things to say, 20 at most' }),
            ),
            order: Type.Optional(Type.Enum(['in-turn', 'random'], { saying: 'in-turn or random' })),
          },
          { additionalProperties: false },
        ),
      ),
      whisper: Type.Optional(SaidSchema),
      found: Type.Optional(SaidSchema),
      'whisper-wait': Type.Optional(Type.Boolean()),
      confirm: Type.Optional(Type.Boolean()),
      'follow-up': Type.Optional(FollowUpSchema),
      callback: Type.Optional(CallbackSchema),
    },
    { additionalProperties: false },
  ),
  { maxItems: 500 },
)

/** A list is played in turn, over and over. */
function musicOf(written: Said | Said[] | undefined): QueueConfig['music'] {
  if (written === undefined || written === 'default' || written === 'ringback') return written ?? 'default'
  return Array.isArray(written) ? written : [written]
}

type Said = Static<typeof WhisperedSchema>

export const queuesFile = configFile({
  path: 'config/queues.yaml',
  schema,
  whenEmpty: [],
  read(written): { value: QueueConfig[]; problems: Problem[] } {
    const problems = twice(
      written.map(queue => queue.name),
      'name',
      'name',
    )
    const value = written.map((queue, index): QueueConfig => {
      const everyMs = durationMs(queue.announce?.every ?? '30s')
      if (everyMs < 5000)
        problems.push({
          code: 'wrong-value',
          path: [index, 'announce', 'every'],
          sentence: told`The position is said every 5s at most.`,
          hint: told`Choose another time.`,
        })
      const { rules, problems: more } = readRules(queue, [index])
      problems.push(...more)
      const { problems: late, ...followUp } = readFollowUp(queue['follow-up'], [index, 'follow-up'])
      problems.push(...late)
      const callback = readCallback(queue.callback ?? {}, [index, 'callback'])
      problems.push(...callback.problems)
      return {
        name: queue.name,
        title: named(Object.entries(queue.title ?? {})),
        music: musicOf(queue.music),
        announce: {
          position: queue.announce?.position ?? true,
          wait: queue.announce?.wait ?? true,
          everyMs,
          say: queue.announce?.say ?? [],
          isRandom: queue.announce?.order === 'random',
        },
        ...rules,
        ...(queue.whisper !== undefined && {
          whisper: Array.isArray(queue.whisper) ? queue.whisper : [queue.whisper],
        }),
        ...(queue.found !== undefined && {
          found: Array.isArray(queue.found) ? queue.found : [queue.found],
        }),
        ...(queue['whisper-wait'] && { whisperWait: true }),
        ...(queue.confirm && { confirm: true }),
        ...followUp,
        callback: callback.rule,
      }
    })
    return { value, problems }
  },
})
