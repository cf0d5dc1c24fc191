// config/server.yaml: the machine, its ports, its place in the world.
import { isIP } from 'node:net'
import { availableParallelism } from 'node:os'
import Type from 'typebox'
import { durationMs } from '../../flows/duration.ts'
import type { Problem } from '../../flows/problem.ts'
import { DurationSchema } from '../../flows/written.ts'
import { type Told, told } from '../../told/told.ts'
import { ECHO_NUMBER } from '../../trunks/star-codes.ts'
import type { ServerConfig } from '../config-types.ts'
import { isNetwork } from '../network.ts'
import { CountrySchema, configFile, DtmfSchema, LanguageSchema, PortSchema } from './config-file.ts'
import { BansSchema, bansProblems, NetworkSchema, sipBans } from './sip-bans.ts'

const AddressSchema = Type.String({ maxLength: 64, saying: 'an IP address, such as 203.0.113.7' })
const PathSchema = Type.String({ minLength: 1, maxLength: 1000, saying: 'the name of a file' })
const PortNumber = Type.Integer({
  minimum: 1024,
  maximum: 65_535,
  saying: 'a port number from 1024 to 65535',
})

const RoleSchema = Type.Union(
  [Type.Literal('admin'), Type.Literal('manager'), Type.Literal('supervisor'), Type.Literal('agent')],
  { saying: 'admin, manager, supervisor or agent' },
)
const CodeSchema = Type.String({
  pattern: '^[*][0-9]{1,6}$',
  saying: 'a star and up to six digits in quotes, such as "*44"',
})

const schema = Type.Object(
  {
    timezone: Type.String({ saying: 'the name of a time zone, such as Asia/Ho_Chi_Minh' }),
    language: Type.Optional(LanguageSchema),
    country: Type.Optional(CountrySchema),
    https: Type.Optional(PortSchema),
    sip: Type.Optional(
      Type.Object(
        {
          port: PortNumber,
          allow: Type.Optional(Type.Array(NetworkSchema, { maxItems: 50 })),
          dtmf: Type.Optional(DtmfSchema),
          bans: Type.Optional(BansSchema),
          tls: Type.Optional(Type.Object({ port: PortNumber }, { additionalProperties: false })),
          encryption: Type.Optional(
            Type.Union([Type.Literal('off'), Type.Literal('offered'), Type.Literal('required')], {
              saying: 'off, offered or required',
            }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    rtp: Type.Optional(Type.Object({ first: PortNumber, last: PortNumber }, { additionalProperties: false })),
    ari: Type.Optional(PortSchema),
    postgres: Type.Optional(PortSchema),
    redis: Type.Optional(PortSchema),
    'public-address': Type.Optional(AddressSchema),
    'local-nets': Type.Optional(Type.Array(NetworkSchema, { maxItems: 50 })),
    tls: Type.Optional(Type.Object({ cert: PathSchema, key: PathSchema }, { additionalProperties: false })),
    'max-call': Type.Optional(DurationSchema),
    'max-calls': Type.Optional(
      Type.Integer({ minimum: 1, maximum: 10_000, saying: 'how many calls at once, such as 200' }),
    ),
    drain: Type.Optional(DurationSchema),
    standby: Type.Optional(Type.Boolean()),
    'second-factor': Type.Optional(Type.Array(RoleSchema, { maxItems: 4, uniqueItems: true })),
    'blocked-callers': Type.Optional(
      Type.Union([Type.Literal('busy'), Type.Literal('hang-up'), Type.Literal('say')], {
        saying: 'busy, hang-up or say',
      }),
    ),
    'studio-code': Type.Optional(CodeSchema),
    'agent-codes': Type.Optional(
      Type.Object(
        {
          'log-in': Type.Optional(CodeSchema),
          'log-out': Type.Optional(CodeSchema),
          pause: Type.Optional(CodeSchema),
          ready: Type.Optional(CodeSchema),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)

const RTP_UNLESS_NAMED = { first: 10_000, last: 10_999 }

/** A thousand callers who wait cost a twentieth of a core (npm run bench -- --section waiting); Asterisk needs the rest. */
const CALLS_PER_CORE = 1_000

/** How many calls at once, unless the owner says so: a call with an agent takes four ports. */
export const callsCarried = ({ first, last }: { first: number; last: number }): number =>
  Math.max(1, Math.min(Math.floor((last - first + 1) / 4), CALLS_PER_CORE * availableParallelism()))

/** Beside the echo test and the studio. */
const AGENT_CODES_UNLESS_NAMED = { 'log-in': '*45', 'log-out': '*46', pause: '*47', ready: '*48' }

export const serverFile = configFile({
  path: 'config/server.yaml',
  schema,
  read(written): { value: ServerConfig; problems: Problem[] } {
    const value: ServerConfig = {
      timezone: written.timezone,
      language: written.language ?? 'vi',
      country: written.country ?? 'VN',
      https: written.https ?? { port: 8443 },
      sip: {
        port: written.sip?.port ?? 5060,
        allow: written.sip?.allow ?? [],
        dtmf: written.sip?.dtmf ?? 'auto',
        bans: sipBans(written.sip?.bans),
        ...(written.sip?.tls ? { tls: written.sip.tls } : {}),
        encryption: written.sip?.encryption ?? 'off',
      },
      rtp: written.rtp ?? RTP_UNLESS_NAMED,
      ari: written.ari ?? { port: 8088 },
      postgres: written.postgres ?? { port: 5433 },
      redis: written.redis ?? { port: 6380 },
      ...(written['public-address'] ? { publicAddress: written['public-address'] } : {}),
      localNets: written['local-nets'] ?? [],
      ...(written.tls ? { tls: written.tls } : {}),
      maxCallMs: durationMs(written['max-call'] ?? '4h'),
      maxCalls: written['max-calls'] ?? callsCarried(written.rtp ?? RTP_UNLESS_NAMED),
      drainMs: durationMs(written.drain ?? '30s'),
      standby: written.standby ?? false,
      secondFactor: written['second-factor'] ?? [],
      blockedCallers: written['blocked-callers'] ?? 'busy',
      studioCode: written['studio-code'] ?? '*44',
      agentCodes: { ...AGENT_CODES_UNLESS_NAMED, ...written['agent-codes'] },
    }
    return { value, problems: problemsIn(value) }
  },
})

function problemsIn(server: ServerConfig): Problem[] {
  const problems: Problem[] = []
  const wrong = (path: (string | number)[], sentence: Told, hint: Told) =>
    problems.push({ code: 'wrong-value', path, sentence, hint })
  if (!isTimezone(server.timezone))
    wrong(
      ['timezone'],
      told`There is no time zone "${server.timezone}".`,
      told`Write one such as Asia/Ho_Chi_Minh or Europe/Paris.`,
    )
  if (server.publicAddress && !isIP(server.publicAddress))
    wrong(
      ['public-address'],
      told`"${server.publicAddress}" is no IP address.`,
      told`Write it like 203.0.113.7.`,
    )
  for (const [index, net] of server.localNets.entries())
    if (!isNetwork(net))
      wrong(['local-nets', index], told`"${net}" is no network.`, told`Write it like 192.168.1.0/24.`)
  for (const [index, net] of server.sip.allow.entries())
    if (!isNetwork(net))
      wrong(['sip', 'allow', index], told`"${net}" is no network.`, told`Write it like 203.0.113.0/24.`)
  problems.push(...bansProblems(server.sip.bans))
  if (server.sip.encryption === 'required' && !server.sip.tls)
    wrong(
      ['sip', 'encryption'],
      told`Encryption is required, but its keys would travel in the open: there is no TLS.`,
      told`Write e.g. sip: { tls: { port: 5061 }, encryption: required }.`,
    )
  if (server.rtp.last - server.rtp.first < 19)
    wrong(
      ['rtp'],
      told`There are fewer than twenty RTP ports.`,
      told`Each call needs four, such as first: 10000, last: 10999.`,
    )
  if (server.maxCallMs < 60_000)
    wrong(['max-call'], told`Calls would be cut after less than a minute.`, told`Write e.g. 4h.`)
  if (server.studioCode === ECHO_NUMBER)
    wrong(
      ['studio-code'],
      told`${ECHO_NUMBER} is the echo test.`,
      told`Give the studio another code, such as "*44".`,
    )
  const taken = new Set([ECHO_NUMBER, server.studioCode])
  for (const [name, code] of Object.entries(server.agentCodes)) {
    if (taken.has(code))
      wrong(
        ['agent-codes', name],
        told`${code} means something else already.`,
        told`Give each thing that a phone dials a code of its own, such as "*45".`,
      )
    taken.add(code)
  }
  return problems
}

/** Only ports of the same protocol can collide; RTP and SIP are UDP, SIP is TCP too. */
export function portsTwice(server: ServerConfig): Problem[] {
  const problems: Problem[] = []
  const seen = new Map<number, string>()
  for (const name of ['https', 'sip', 'ari', 'postgres', 'redis'] as const) {
    const { port } = server[name]
    const other = seen.get(port)
    if (other)
      problems.push({
        code: 'port-twice',
        path: [name],
        sentence: told`${other} and ${name} both want port ${port}.`,
        hint: told`Give one of them another port.`,
      })
    seen.set(port, name)
  }
  const tls = server.sip.tls?.port
  const other = tls === undefined ? undefined : seen.get(tls)
  if (tls !== undefined && other)
    problems.push({
      code: 'port-twice',
      path: ['sip', 'tls'],
      sentence: told`${other} and ${'sip.tls'} both want port ${tls}.`,
      hint: told`Give one of them another port.`,
    })
  if (server.sip.port >= server.rtp.first && server.sip.port <= server.rtp.last)
    problems.push({
      code: 'port-twice',
      path: ['rtp'],
      sentence: told`The SIP port ${server.sip.port} lies among the RTP ports.`,
      hint: told`Move the one or the other.`,
    })
  return problems
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return !/^[+-]/.test(name)
  } catch {
    // The only way in which Intl answers this question.
    return false
  }
}
