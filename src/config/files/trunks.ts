// config/trunks.yaml: the lines to the telephone network, known by the addresses that call us.
import Type from 'typebox'
import type { Problem } from '../../flows/problem.ts'
import { NameSchema } from '../../flows/written.ts'
import type { Trunk } from '../config-types.ts'
import { isEverybody, isNetwork } from '../network.ts'
import { CountrySchema, configFile, twice } from './config-file.ts'

const schema = Type.Array(
  Type.Object(
    {
      name: NameSchema,
      match: Type.Array(Type.String({ maxLength: 64, saying: 'an IP address or a network' }), {
        minItems: 1,
        maxItems: 50,
        saying: 'a list of IP addresses or networks',
      }),
      country: Type.Optional(CountrySchema),
      codecs: Type.Optional(
        Type.Array(Type.Enum(['ulaw', 'alaw', 'g722', 'opus'], { saying: 'one of ulaw, alaw, g722, opus' }), {
          minItems: 1,
          maxItems: 4,
        }),
      ),
      hotlines: Type.Optional(
        Type.Union([Type.Enum(['all']), Type.Array(NameSchema, { minItems: 1, maxItems: 1000 })], {
          saying: 'all, or a list of names of hotlines',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  { maxItems: 200 },
)

/** As written: the country of a trunk that names none is filled in from server.yaml. */
export type WrittenTrunk = Omit<Trunk, 'country'> & { readonly country?: string }

export const trunksFile = configFile({
  path: 'config/trunks.yaml',
  schema,
  whenEmpty: [],
  read(written): { value: WrittenTrunk[]; problems: Problem[] } {
    const problems = twice(
      written.map(trunk => trunk.name),
      'name',
      'name',
    )
    for (const [index, trunk] of written.entries())
      for (const [place, match] of trunk.match.entries()) {
        const path = [index, 'match', place]
        if (!isNetwork(match))
          problems.push({
            code: 'wrong-value',
            path,
            sentence: `"${match}" is neither an IP address nor a network.`,
            hint: 'Write it like 203.0.113.7 or 203.0.113.0/24; names of hosts can change and are not taken.',
          })
        else if (isEverybody(match))
          problems.push({
            code: 'open-to-everybody',
            path,
            sentence: `"${match}" is the whole world: any stranger could call as this trunk.`,
            hint: 'Name the addresses of your provider.',
          })
      }
    const value = written.map(({ codecs, hotlines, ...trunk }) => ({
      ...trunk,
      codecs: codecs ?? (['ulaw', 'alaw'] as const),
      hotlines: hotlines ?? ('all' as const),
    }))
    return { value, problems }
  },
})
