// config/recording.yaml: what is recorded, and for how long it is kept.
import Type from 'typebox'
import { durationMs } from '../../flows/duration.ts'
import type { Problem } from '../../flows/problem.ts'
import { DurationSchema, NameSchema } from '../../flows/written.ts'
import type { RecordingPolicy } from '../../recordings/policy.ts'
import { told } from '../../told/told.ts'
import { configFile, named, OnOffSchema } from './config-file.ts'

const schema = Type.Object(
  {
    default: Type.Optional(OnOffSchema),
    queues: Type.Optional(
      Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }), OnOffSchema, {
        additionalProperties: false,
        saying: 'names of queues with on or off, such as { sales: on }',
      }),
    ),
    announce: Type.Optional(
      Type.Union(
        [
          NameSchema,
          Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' }), NameSchema, {
            additionalProperties: false,
          }),
        ],
        {
          saying:
            'the key of a prompt such as call-recorded, or one for each queue: { sales: call-recorded }',
        },
      ),
    ),
    keep: Type.Optional(DurationSchema),
    'keep-numbers': Type.Optional(DurationSchema),
  },
  { additionalProperties: false },
)

export const recordingFile = configFile({
  path: 'config/recording.yaml',
  schema,
  whenEmpty: {},
  entryDepth: 2,
  read(written): { value: RecordingPolicy; problems: Problem[] } {
    const value: RecordingPolicy = {
      default: written.default === 'on',
      queues: named(
        Object.entries(written.queues ?? {}).map(([queue, word]) => [queue, word === 'on'] as const),
      ),
      ...(written.announce !== undefined && {
        announce:
          typeof written.announce === 'string' ? written.announce : named(Object.entries(written.announce)),
      }),
      keepMs: durationMs(written.keep ?? '90d'),
      ...(written['keep-numbers'] ? { keepNumbersMs: durationMs(written['keep-numbers']) } : {}),
    }
    return { value, problems: ['keep', 'keep-numbers'].flatMap(key => tooShort(key, written)) }
  },
})

/** Erasing runs every night and can't be undone: half an hour is a slip of the pen. */
function tooShort(key: string, written: Readonly<Record<string, unknown>>): Problem[] {
  const text = written[key]
  if (typeof text !== 'string' || durationMs(text) >= 86_400_000) return []
  const sentence = told`"${key}: ${text}" would erase what is not a day old.`
  return [{ code: 'wrong-value', path: [key], sentence, hint: told`Write at least 1d, such as 90d.` }]
}
