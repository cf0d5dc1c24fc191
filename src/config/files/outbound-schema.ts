// How config/outbound.yaml is written.
import Type from 'typebox'
import { DurationSchema, NamePattern, NameSchema } from '../../flows/written.ts'
import { DESTINATION_KINDS } from '../../trunks/destination.ts'
import { CountrySchema } from './config-file.ts'

const only = { additionalProperties: false } as const

const PrefixesSchema = Type.Array(
  Type.String({
    pattern: '^(\\+[1-9][0-9]{0,14}|[0-9]{1,10})$',
    saying: 'the beginning of a number in quotes, such as "+8428" or "1900"',
  }),
  { minItems: 1, maxItems: 200, saying: 'a list of beginnings of numbers' },
)

const CountSchema = Type.Integer({ minimum: 0, maximum: 100_000, saying: 'a whole number' })

export const LimitsSchema = Type.Object(
  {
    'per-minute': Type.Optional(CountSchema),
    'per-hour': Type.Optional(CountSchema),
    'at-once': Type.Optional(CountSchema),
    allow: Type.Optional(PrefixesSchema),
    deny: Type.Optional(PrefixesSchema),
    hours: Type.Optional(NameSchema),
  },
  { ...only, saying: 'limits, such as { per-minute: 5, per-hour: 60, at-once: 1 }' },
)

const NumbersSchema = Type.Object(
  {
    kinds: Type.Optional(
      Type.Array(Type.Enum([...DESTINATION_KINDS], { saying: `one of ${DESTINATION_KINDS.join(', ')}` }), {
        minItems: 1,
        maxItems: 8,
      }),
    ),
    countries: Type.Optional(Type.Array(CountrySchema, { minItems: 1, maxItems: 250 })),
    prefixes: Type.Optional(PrefixesSchema),
    except: Type.Optional(PrefixesSchema),
  },
  { ...only, minProperties: 1, saying: 'which numbers, such as { kinds: [mobile, fixed] }' },
)

export const RouteSchema = Type.Object(
  {
    name: NameSchema,
    numbers: NumbersSchema,
    trunks: Type.Array(NameSchema, { minItems: 1, maxItems: 20, saying: 'a list of trunks' }),
    'caller-id': Type.Optional(NameSchema),
    ring: Type.Optional(DurationSchema),
    silent: Type.Optional(DurationSchema),
    'next-on': Type.Optional(
      Type.Array(Type.Integer({ minimum: 400, maximum: 699, saying: 'a SIP answer from 400 to 699' }), {
        maxItems: 50,
      }),
    ),
  },
  only,
)

const names = (saying: string) => ({ ...only, saying })

export const OutboundSchema = Type.Object(
  {
    trunks: Type.Optional(
      Type.Record(
        Type.String({ pattern: NamePattern }),
        Type.Object(
          {
            server: Type.Optional(
              Type.String({
                pattern: '^([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?$',
                saying: 'an address or a host, such as 203.0.113.10 or "sip.example.com:5070"',
              }),
            ),
            transport: Type.Optional(Type.Enum(['udp', 'tcp'], { saying: 'udp or tcp' })),
            numbers: Type.Optional(
              Type.Enum(['e164', 'national', 'plain'], { saying: 'one of e164, national, plain' }),
            ),
            limits: Type.Optional(LimitsSchema),
          },
          only,
        ),
        names('names of trunks of config/trunks.yaml'),
      ),
    ),
    routes: Type.Optional(Type.Array(RouteSchema, { maxItems: 200 })),
    classes: Type.Optional(
      Type.Record(
        Type.String({ pattern: NamePattern }),
        Type.Object(
          {
            routes: Type.Array(NameSchema, { maxItems: 200, saying: 'a list of routes' }),
            limits: Type.Optional(LimitsSchema),
          },
          only,
        ),
        names('a name of small letters, digits and hyphens'),
      ),
    ),
    phones: Type.Optional(
      Type.Record(
        Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
        NameSchema,
        names('phones with a class each, such as { ann: office }'),
      ),
    ),
    agents: Type.Optional(NameSchema),
    flows: Type.Optional(NameSchema),
    callbacks: Type.Optional(NameSchema),
    'caller-id': Type.Optional(
      Type.Object(
        {
          usual: Type.Optional(NameSchema),
          queues: Type.Optional(
            Type.Record(
              Type.String({ pattern: NamePattern }),
              NameSchema,
              names('queues with a hotline each, such as { sales: main }'),
            ),
          ),
        },
        only,
      ),
    ),
  },
  only,
)
