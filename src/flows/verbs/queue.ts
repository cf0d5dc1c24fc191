// queue: the caller waits for an agent of this queue. The flow rests here until the call leaves the queue.
//
//   - queue: sales
//     priority: 5                # 0 to 10, higher is served first; default 0
//     position: 1                # where he joins the line, never before a higher priority; default: at its end
//     age: 2m                    # counts as having waited this long already; default 0s
//     skills: [english:2, { any: [billing, sales] }, { not: trainee }]   # what the agent must know, here english
//                                # at level 2 or higher, one of the two others, and no trainee; default none
//     keys: { "1": leave-message }              # while he waits
//     after: { 60s: keep-waiting-or-message }   # when he has waited so long
//     max-wait: 20m              # then he gives up his place and goes to `too-long`; default: no end
//     too-long: leave-message
//     full: leave-message        # the queue takes nobody more (max-waiting); default: as too-long, else he joins
//     hours: office              # at closing time, and outside of the hours, he goes to `closed`; default: none
//     closed: after-hours        # default: as too-long
//     empty: leave-message       # nobody is there to serve him (empty:); default: as too-long, else he waits
//
// A section that `keys` or `after` lead to is heard while he keeps his place: at its end the music goes on. Only a
// verb that takes him elsewhere (voicemail, record, dial, another queue, hangup) takes his place away.
//
//   entered ──▶ waiting ──(key, time of `after`)──▶ section ──returned──▶ waiting ──(max-wait)──▶ too-long
import Type, { type Static } from 'typebox'
import { told } from '../../told/told.ts'
import { durationMs } from '../duration.ts'
import type { SkillTerm, Wish, World } from '../flow.ts'
import type { Problem } from '../problem.ts'
import { SkillTermsSchema } from '../skill-terms.ts'
import type { Values } from '../value.ts'
import { type Mention, NO_WISHES, type Turn, verb } from '../verb.ts'
import { DigitPattern, DurationPattern, DurationSchema, NameSchema } from '../written.ts'

export type QueueStep = {
  readonly verb: 'queue'
  readonly queue: string
  readonly priority: number
  readonly position?: number
  readonly ageMs: number
  readonly skills: readonly SkillTerm[]
  readonly keys: ReadonlyMap<string, string>
  /** By time, the earliest first. */
  readonly after: readonly { readonly ms: number; readonly section: string; readonly written: string }[]
  readonly maxWait?: { readonly ms: number; readonly section: string }
  readonly hours?: string
  readonly closed?: string
  readonly full?: string
  readonly empty?: string
}

/** How many of `after` are behind him, and how often the hours were looked at. */
type Memory = { past: number; checks?: number }

/** Closing time is noticed so late at most. */
const CHECK_EVERY_MS = 30_000

const schema = Type.Object(
  {
    queue: NameSchema,
    priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 10, saying: 'a whole number from 0 to 10' })),
    position: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1000, saying: 'a whole number from 1 to 1000' }),
    ),
    age: Type.Optional(DurationSchema),
    skills: Type.Optional(SkillTermsSchema),
    keys: Type.Optional(
      Type.Record(Type.String({ pattern: DigitPattern }), NameSchema, {
        additionalProperties: false,
        saying: 'keys of a phone with a section each, such as { "1": leave-message }',
      }),
    ),
    after: Type.Optional(
      Type.Record(Type.String({ pattern: DurationPattern }), NameSchema, {
        additionalProperties: false,
        saying: 'times with a section each, such as { 60s: keep-waiting-or-message }',
      }),
    ),
    'max-wait': Type.Optional(DurationSchema),
    'too-long': Type.Optional(NameSchema),
    hours: Type.Optional(NameSchema),
    closed: Type.Optional(NameSchema),
    full: Type.Optional(NameSchema),
    empty: Type.Optional(NameSchema),
  },
  { additionalProperties: false },
)

export const queue = verb({
  schema,
  read: readQueue,
  flaws: halfAnEnd,
  step(step, heard, { memory, typed = '', values, world }): Turn {
    const been = (memory as Memory | undefined) ?? { past: 0 }
    switch (heard.type) {
      case 'entered':
        return isClosed(step, world) ? leaveFor(step, step.closed) : rest(step, been, [join(step, values)])
      case 'returned':
        // Pressed while he heard what was said beside the queue.
        return (typed !== '' && press(step, typed[0]!, been)) || rest(step, been)
      // He kept his place in the queue; only the time is to be wished for again.
      case 'resumed':
        return rest(step, been)
      case 'key':
        return press(step, heard.digit, been) ?? { to: 'same', wishes: NO_WISHES, memory: been }
      case 'time-up':
        return timeUp(step, been, world)
      case 'refused':
        return leaveFor(step, step[heard.reason])
      default:
        return { to: 'same', wishes: NO_WISHES, memory: been }
    }
  },
  mentions: step => [
    { kind: 'queue', name: step.queue, path: ['queue'] },
    ...(step.hours === undefined ? [] : [{ kind: 'hours', name: step.hours, path: ['hours'] } as const]),
    ...[...step.keys].map(([digit, name]): Mention => ({ kind: 'section', name, path: ['keys', digit] })),
    ...step.after.map(
      ({ section: name, written }): Mention => ({ kind: 'section', name, path: ['after', written] }),
    ),
    ...(step.maxWait ? [{ kind: 'section', name: step.maxWait.section, path: ['too-long'] } as const] : []),
    ...(['full', 'empty', 'closed'] as const).flatMap((key): Mention[] => {
      const name = step[key]
      return name === undefined ? [] : [{ kind: 'section', name, path: [key] }]
    }),
  ],
  ways: step => ({
    waits: true,
    next: false,
    silent: [step.maxWait?.section, step.full, step.empty, step.closed].filter(name => name !== undefined),
    ends: true,
  }),
})

function readQueue(written: Static<typeof schema>): QueueStep {
  const after = Object.entries(written.after ?? {}).map(([time, section]) => ({
    ms: durationMs(time),
    section,
    written: time,
  }))
  const maxWait = written['max-wait']
  const tooLong = written['too-long']
  return {
    verb: 'queue',
    queue: written.queue,
    priority: written.priority ?? 0,
    ...(written.position === undefined ? {} : { position: written.position }),
    ageMs: durationMs(written.age ?? '0s'),
    skills: written.skills ?? [],
    keys: new Map(Object.entries(written.keys ?? {})),
    after: after.sort((a, b) => a.ms - b.ms),
    ...(maxWait && tooLong ? { maxWait: { ms: durationMs(maxWait), section: tooLong } } : {}),
    ...(written.hours ? { hours: written.hours } : {}),
    ...(written.closed ? { closed: written.closed } : {}),
    ...(written.full ? { full: written.full } : {}),
    ...(written.empty ? { empty: written.empty } : {}),
  }
}

/** A time without a section, or a section without a time, would never come true. */
function halfAnEnd(written: Static<typeof schema>): Problem[] {
  const [has, lacks] = written['max-wait'] ? ['max-wait', 'too-long'] : ['too-long', 'max-wait']
  if (!('max-wait' in written || 'too-long' in written) || lacks in written) return []
  return [
    {
      code: 'missing-key',
      path: [has],
      at: 'key',
      sentence: told`"${has}" needs "${lacks}" beside it.`,
      hint: told`Write both: max-wait: 20m and too-long: with the section that follows.`,
    },
  ]
}

/** Who served this customer last is known once the flow has looked him up (the verb `customer`). */
function join(step: QueueStep, values: Values): Wish {
  const { queue, priority, position, ageMs, skills, maxWait } = step
  const mayBeRefused = (['full', 'empty'] as const).filter(reason => step[reason] ?? maxWait)
  const lastAgent = values['customer.last-agent']
  return {
    type: 'join-queue',
    queue,
    priority,
    ...(mayBeRefused.length > 0 ? { mayBeRefused } : {}),
    ...(position === undefined ? {} : { position }),
    ...(typeof lastAgent === 'string' ? { lastAgent } : {}),
    ...(ageMs > 0 ? { ageMs } : {}),
    ...(skills.length > 0 ? { skills } : {}),
  }
}

/** Waits for whatever comes next by time. */
function rest(step: QueueStep, memory: Memory, wishes: readonly Wish[] = NO_WISHES): Turn {
  const next = Math.min(
    step.after[memory.past]?.ms ?? Number.POSITIVE_INFINITY,
    step.maxWait?.ms ?? Number.POSITIVE_INFINITY,
    checkAt(step, memory),
  )
  if (!Number.isFinite(next)) return { to: 'same', wishes, memory }
  return { to: 'same', wishes: [...wishes, { type: 'wait-in-queue', ms: next }], memory }
}

/** When the hours are looked at again. */
const checkAt = ({ hours }: QueueStep, { checks = 0 }: Memory): number =>
  hours === undefined ? Number.POSITIVE_INFINITY : (checks + 1) * CHECK_EVERY_MS

function press(step: QueueStep, digit: string, memory: Memory): Turn | undefined {
  const section = step.keys.get(digit)
  return section === undefined
    ? undefined
    : { to: 'section', section, digit, wishes: NO_WISHES, returning: { memory, queue: true } }
}

function timeUp(step: QueueStep, memory: Memory, world: World): Turn {
  const due = step.after[memory.past]
  const { maxWait } = step
  const dueAt = due?.ms ?? Number.POSITIVE_INFINITY
  const endAt = maxWait?.ms ?? Number.POSITIVE_INFINITY
  if (checkAt(step, memory) < Math.min(dueAt, endAt)) {
    if (isClosed(step, world)) return leaveFor(step, step.closed)
    return rest(step, { ...memory, checks: (memory.checks ?? 0) + 1 })
  }
  if (due && dueAt < endAt)
    return {
      to: 'section',
      section: due.section,
      wishes: NO_WISHES,
      returning: { memory: { ...memory, past: memory.past + 1 } satisfies Memory, queue: true },
    }
  if (maxWait) return leaveFor(step, maxWait.section)
  return { to: 'same', wishes: NO_WISHES, memory }
}

const isClosed = ({ hours }: QueueStep, world: World): boolean => hours !== undefined && !world.isOpen(hours)

/** He gives up his place. Without a way of its own he goes as one who has waited too long; else the call ends. */
function leaveFor(step: QueueStep, wanted: string | undefined): Turn {
  const section = wanted ?? step.maxWait?.section
  const wishes: Wish[] = [{ type: 'leave-queue' }]
  return section === undefined ? { to: 'end', wishes } : { to: 'section', section, wishes }
}
