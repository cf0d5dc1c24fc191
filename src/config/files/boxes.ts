// config/boxes.yaml: the boxes that callers leave messages in, and who hears them. Without the file there are none.
import Type from 'typebox'
import { durationMs } from '../../flows/duration.ts'
import type { Problem } from '../../flows/problem.ts'
import { DurationSchema, NamePattern, NameSchema } from '../../flows/written.ts'
import { told } from '../../told/told.ts'
import { MailAddressSchema } from './addresses.ts'
import { configFile, named } from './config-file.ts'

export type BoxConfig = {
  readonly name: string
  /** Language → title; languages without one show the name. */
  readonly title: Readonly<Record<string, string>>
  /** Its agents and supervisors hear the messages; without one, supervisors of everything do. */
  readonly queue?: string
  /** Where callers of this box come from, for people who look at it. */
  readonly hotline?: string
  /** Who gets a mail with a link for each message. */
  readonly notify: readonly string[]
  readonly keepMs: number
}

const schema = Type.Record(
  Type.String({ pattern: NamePattern }),
  Type.Object(
    {
      title: Type.Optional(
        Type.Record(Type.String({ pattern: '^[a-z]{2}$' }), Type.String({ minLength: 1, maxLength: 200 }), {
          additionalProperties: false,
          saying: 'a title for each language, such as { vi: Lời nhắn bán hàng, en: Sales messages }',
        }),
      ),
      queue: Type.Optional(NameSchema),
      hotline: Type.Optional(NameSchema),
      notify: Type.Optional(Type.Array(MailAddressSchema, { minItems: 1, maxItems: 20 })),
      keep: Type.Optional(DurationSchema),
    },
    { additionalProperties: false },
  ),
  { additionalProperties: false, saying: 'a name of small letters, digits and hyphens' },
)

/** Erasing runs every night and can't be undone. */
const SHORTEST_MS = 86_400_000

export const boxesFile = configFile({
  path: 'config/boxes.yaml',
  schema,
  whenEmpty: {},
  read(written): { value: Readonly<Record<string, BoxConfig>>; problems: Problem[] } {
    const problems: Problem[] = []
    const boxes = Object.entries(written).map(([name, one]): [string, BoxConfig] => {
      const { title = {}, queue, hotline, notify = [], keep = '90d' } = one
      const keepMs = durationMs(keep)
      if (keepMs < SHORTEST_MS)
        problems.push({
          code: 'wrong-value',
          path: [name, 'keep'],
          sentence: told`"keep: ${keep}" would erase what is not a day old.`,
          hint: told`Write at least 1d, such as 90d.`,
        })
      const from = {
        ...(queue === undefined ? {} : { queue }),
        ...(hotline === undefined ? {} : { hotline }),
      }
      return [name, { name, title: named(Object.entries(title)), ...from, notify, keepMs }]
    })
    return { value: named(boxes), problems }
  },
})
