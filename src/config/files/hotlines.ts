// config/hotlines.yaml: the numbers that callers dial, and the flow that meets them.
import Type, { type Static } from 'typebox'
import type { Problem } from '../../flows/problem.ts'
import { NameSchema } from '../../flows/written.ts'
import { configFile, LanguageSchema, twice } from './config-file.ts'

const HotlineSchema = Type.Object(
  {
    name: NameSchema,
    number: Type.String({
      pattern: '^\\+?[0-9][0-9 ().-]{1,30}$',
      saying: 'a phone number in quotes, such as "02871099999" or "19001234"',
    }),
    title: Type.String({ minLength: 1, maxLength: 200, saying: 'a text for people, up to 200 letters' }),
    flow: NameSchema,
    language: Type.Optional(LanguageSchema),
    hours: Type.Optional(NameSchema),
    emergency: Type.Optional(
      Type.Object(
        { phone: NameSchema },
        { additionalProperties: false, saying: 'phone: and the id of an agent' },
      ),
    ),
  },
  { additionalProperties: false },
)

/** As written: normal form and language depend on other files. */
export type WrittenHotline = Static<typeof HotlineSchema>

export const hotlinesFile = configFile({
  path: 'config/hotlines.yaml',
  schema: Type.Array(HotlineSchema, { maxItems: 1000 }),
  whenEmpty: [],
  read: (written): { value: WrittenHotline[]; problems: Problem[] } => ({
    value: written,
    problems: twice(
      written.map(hotline => hotline.name),
      'name',
      'name',
    ),
  }),
})
