// config/mail.yaml: the daily report by e-mail. Without the file, or with an empty one, none is sent.
import Type from 'typebox'
import type { Problem } from '../../flows/problem.ts'
import { NameSchema } from '../../flows/written.ts'
import { told } from '../../told/told.ts'
import type { MailConfig } from '../config-types.ts'
import { configFile } from './config-file.ts'

const AddressSchema = Type.String({
  pattern: '^[^@\\r\\n]{0,200}[^@\\s<]{1,64}@[^@\\s]{1,200}$',
  saying: 'an e-mail address, such as manager@example.vn',
})

const schema = Type.Object(
  {
    smtp: Type.Optional(
      Type.Object(
        {
          host: Type.String({ minLength: 1, maxLength: 253, saying: 'the name of a mail server' }),
          port: Type.Optional(
            Type.Integer({ minimum: 1, maximum: 65_535, saying: 'a port number from 1 to 65535' }),
          ),
          secure: Type.Optional(Type.Boolean()),
          user: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
          password: Type.Optional(Type.Object({ secret: NameSchema }, { additionalProperties: false })),
        },
        { additionalProperties: false },
      ),
    ),
    from: Type.Optional(AddressSchema),
    to: Type.Optional(Type.Array(AddressSchema, { minItems: 1, maxItems: 50 })),
    at: Type.Optional(
      Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', saying: 'a time of day, such as "07:00"' }),
    ),
    language: Type.Optional(Type.Enum(['vi', 'en'], { saying: 'vi or en' })),
  },
  { additionalProperties: false },
)

export const mailFile = configFile({
  path: 'config/mail.yaml',
  schema,
  whenEmpty: {},
  // One thing: what is half right would be said to be missing as well.
  entryDepth: 0,
  read(written): { value: { mail?: MailConfig }; problems: Problem[] } {
    if (Object.keys(written).length === 0) return { value: {}, problems: [] }
    const { smtp, from, to, at = '07:00', language = 'vi' } = written
    if (!smtp || !from || !to) return { value: {}, problems: missing({ smtp, from, to }) }
    const { host, secure = false, port = secure ? 465 : 587, user, password } = smtp
    const problems: Problem[] = []
    if ((user === undefined) !== (password === undefined))
      problems.push({
        code: 'missing-key',
        path: ['smtp'],
        sentence: told`The user of the mail server and his password go together.`,
        hint: told`Write both, such as user: tongdai and password: { secret: mail }, or neither.`,
      })
    const login = {
      ...(user === undefined ? {} : { user }),
      ...(password ? { secret: password.secret } : {}),
    }
    return { value: { mail: { smtp: { host, port, secure, ...login }, from, to, at, language } }, problems }
  },
})

function missing(needed: Record<string, unknown>): Problem[] {
  return Object.entries(needed).flatMap(([key, value]): Problem[] => {
    if (value !== undefined) return []
    return [
      {
        code: 'missing-key',
        path: [],
        sentence: told`"${key}" is missing: without it no report can be sent.`,
        hint: told`Write smtp, from and to, or remove the file.`,
      },
    ]
  })
}
