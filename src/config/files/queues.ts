// config/queues.yaml: where callers wait, and how they are shared out.
import Type from 'typebox'
import { durationMs } from '../../flows/duration.ts'
import type { Problem } from '../../flows/problem.ts'
import { DurationSchema, NameSchema } from '../../flows/written.ts'
import { type Told, told } from '../../told/told.ts'
import type { QueueConfig } from '../config-types.ts'
import { configFile, named, twice } from './config-file.ts'

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
      strategy: Type.Optional(Type.Enum(['round-robin'], { saying: 'round-robin' })),
      ring: Type.Optional(DurationSchema),
      'wrap-up': Type.Optional(DurationSchema),
      retry: Type.Optional(DurationSchema),
      music: Type.Optional(NameSchema),
      announce: Type.Optional(
        Type.Object(
          { position: Type.Optional(Type.Boolean()), every: Type.Optional(DurationSchema) },
          { additionalProperties: false },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  { maxItems: 500 },
)

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
      const ringMs = durationMs(queue.ring ?? '20s')
      const everyMs = durationMs(queue.announce?.every ?? '30s')
      if (ringMs < 1000 || ringMs > 300_000)
        problems.push(outside([index, 'ring'], told`A phone rings for 1s to 5m.`))
      if (everyMs < 5000)
        problems.push(outside([index, 'announce', 'every'], told`The position is said every 5s at most.`))
      return {
        name: queue.name,
        title: named(Object.entries(queue.title ?? {})),
        strategy: 'round-robin',
        ringMs,
        wrapUpMs: durationMs(queue['wrap-up'] ?? '10s'),
        retryMs: durationMs(queue.retry ?? '5s'),
        music: queue.music ?? 'default',
        announce: { position: queue.announce?.position ?? true, everyMs },
      }
    })
    return { value, problems }
  },
})

function outside(path: (string | number)[], sentence: Told): Problem {
  return { code: 'wrong-value', path, sentence, hint: told`Choose another time.` }
}
