// config/team.yaml: who works here at the first start. Later changes are made in the running system.
import Type from 'typebox'
import { durationMs } from '../../flows/duration.ts'
import type { Problem } from '../../flows/problem.ts'
import { SkillSchema } from '../../flows/skill-terms.ts'
import { DurationSchema, NameSchema } from '../../flows/written.ts'
import { told, toldAs } from '../../told/told.ts'
import type { Team, TeamAgent } from '../config-types.ts'
import { configFile, DtmfSchema } from './config-file.ts'
import { LevelSchema } from './widening.ts'

const MAX_WRAP_UP_MS = 86_400_000

/** A phone's account; digits make it an extension that callers can dial. */
const PhoneSchema = Type.String({
  pattern: '^[a-z0-9][a-z0-9-]{0,63}$',
  saying: 'an extension in quotes such as "201", or a name of small letters, digits and hyphens',
})

const RankSchema = Type.Integer({ minimum: 0, maximum: 9_999, saying: 'a whole number from 0 to 9999' })

const SeatSchema = Type.Union(
  [
    NameSchema,
    Type.Object(
      { queue: NameSchema, level: Type.Optional(LevelSchema), rank: Type.Optional(RankSchema) },
      { additionalProperties: false },
    ),
  ],
  { saying: 'a queue such as sales, or { queue: sales, level: 2, rank: 10 }' },
)

const schema = Type.Object(
  {
    agents: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: NameSchema,
            name: Type.String({ minLength: 1, maxLength: 100, saying: "a person's name" }),
            queues: Type.Optional(Type.Array(SeatSchema, { maxItems: 100, saying: 'a list of queues' })),
            phone: Type.Optional(PhoneSchema),
            dtmf: Type.Optional(DtmfSchema),
            skills: Type.Optional(Type.Array(SkillSchema, { maxItems: 50, saying: 'a list of skills' })),
            'wrap-up': Type.Optional(DurationSchema),
            weight: Type.Optional(
              Type.Integer({ minimum: 1, maximum: 100, saying: 'a whole number from 1 to 100' }),
            ),
          },
          { additionalProperties: false },
        ),
        { maxItems: 2000 },
      ),
    ),
    callers: Type.Optional(
      Type.Array(
        Type.Object({ id: NameSchema, dtmf: Type.Optional(DtmfSchema) }, { additionalProperties: false }),
        { maxItems: 2000 },
      ),
    ),
  },
  { additionalProperties: false },
)

export const teamFile = configFile({
  path: 'config/team.yaml',
  schema,
  whenEmpty: {},
  entryDepth: 2,
  read(written): { value: Team; problems: Problem[] } {
    const agents = (written.agents ?? []).map((one): TeamAgent => {
      const { id, name, queues = [], phone = id, dtmf, skills, weight } = one
      const wrapUp = one['wrap-up']
      return {
        id,
        name,
        queues: queues.map(seat => (typeof seat === 'string' ? { queue: seat } : seat)),
        phone,
        ...(dtmf && { dtmf }),
        ...(skills && { skills }),
        ...(wrapUp !== undefined && { wrapUpMs: durationMs(wrapUp) }),
        ...(weight !== undefined && { weight }),
      }
    })
    const callers = written.callers ?? []
    const problems: Problem[] = []
    const ids = new Set<string>()
    const phones = new Set<string>()
    const once = (seen: Set<string>, name: string, what: string, path: (string | number)[]) => {
      if (seen.has(name))
        problems.push({
          code: 'twice',
          path,
          sentence: told`The ${toldAs(what)} "${name}" is taken.`,
          hint: told`Each needs its own.`,
        })
      seen.add(name)
    }
    for (const [index, agent] of agents.entries()) {
      once(ids, agent.id, 'id', ['agents', index, 'id'])
      once(phones, agent.phone, 'phone', ['agents', index, 'phone'])
      if ((agent.wrapUpMs ?? 0) > MAX_WRAP_UP_MS)
        problems.push({
          code: 'wrong-value',
          path: ['agents', index, 'wrap-up'],
          sentence: told`Nobody rests for longer than a day.`,
          hint: told`Choose another time.`,
        })
    }
    for (const [index, { id }] of callers.entries()) once(phones, id, 'phone', ['callers', index, 'id'])
    return { value: { agents, callers }, problems }
  },
})
