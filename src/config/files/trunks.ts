// config/trunks.yaml: the lines to the telephone network, known by the addresses that call us; some want that we
// register with them.
import { isIP } from 'node:net'
import Type, { type Static } from 'typebox'
import { durationMs } from '../../flows/duration.ts'
import type { Path, Problem } from '../../flows/problem.ts'
import { DurationSchema, NameSchema } from '../../flows/written.ts'
import { type Told, told } from '../../told/told.ts'
import type { Trunk, TrunkRegistration } from '../config-types.ts'
import { isEverybody, isNetwork } from '../network.ts'
import { CountrySchema, configFile, DtmfSchema, twice } from './config-file.ts'

const RegisterSchema = Type.Object(
  {
    server: Type.String({
      pattern: '^([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?$',
      saying: 'an address or a host, such as 203.0.113.10 or "sip.example.com:5070"',
    }),
    user: Type.String({
      pattern: '^[A-Za-z0-9._+*~-]{1,64}$',
      saying: 'the user name in quotes, such as "84287109999"',
    }),
    secret: NameSchema,
    realm: Type.Optional(
      Type.String({ pattern: '^[A-Za-z0-9._@ -]{1,128}$', saying: 'the realm that the provider names' }),
    ),
    contact: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9._+*~-]{1,64}$',
        saying: 'what stands before the @ of our address, in quotes',
      }),
    ),
    transport: Type.Optional(Type.Enum(['udp', 'tcp'], { saying: 'udp or tcp' })),
    expires: Type.Optional(DurationSchema),
    retry: Type.Optional(DurationSchema),
  },
  { additionalProperties: false, saying: 'server, user and secret' },
)

const schema = Type.Array(
  Type.Object(
    {
      name: NameSchema,
      match: Type.Optional(
        Type.Array(Type.String({ maxLength: 64, saying: 'an IP address or a network' }), {
          minItems: 1,
          maxItems: 50,
          saying: 'a list of IP addresses or networks',
        }),
      ),
      register: Type.Optional(RegisterSchema),
      country: Type.Optional(CountrySchema),
      codecs: Type.Optional(
        Type.Array(Type.Enum(['ulaw', 'alaw', 'g722', 'opus'], { saying: 'one of ulaw, alaw, g722, opus' }), {
          minItems: 1,
          maxItems: 4,
        }),
      ),
      dtmf: Type.Optional(DtmfSchema),
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
    const value = written.map((trunk, index): WrittenTrunk => {
      const { match: named, register, codecs, hotlines, dtmf, ...rest } = trunk
      const registration = register && registrationIn(register)
      const match = named ?? (registration && isIP(registration.host) ? [registration.host] : [])
      problems.push(...addressProblems(match, [index, 'match']))
      if (registration) problems.push(...registrationProblems(registration, [index, 'register']))
      if (match.length === 0) problems.push(noAddress(register !== undefined, index))
      return {
        ...rest,
        match,
        ...(registration ? { registration } : {}),
        codecs: codecs ?? ['ulaw', 'alaw'],
        dtmf: dtmf ?? 'auto',
        hotlines: hotlines ?? 'all',
      }
    })
    return { value, problems: [...problems, ...sameAddresses(value)] }
  },
})

function registrationIn(written: Static<typeof RegisterSchema>): TrunkRegistration {
  const { server, user, secret, realm, contact, transport, expires, retry } = written
  const [, host = '', port] = /^(.*?|\[.*\])(?::(\d+))?$/.exec(server) ?? []
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? 5060 : Number(port),
    user,
    secret,
    ...(realm === undefined ? {} : { realm }),
    contact: contact ?? user,
    transport: transport ?? 'udp',
    expiresMs: durationMs(expires ?? '5m'),
    retryMs: durationMs(retry ?? '30s'),
  }
}

function registrationProblems({ port, expiresMs, retryMs }: TrunkRegistration, path: Path): Problem[] {
  const wrong = (key: string, sentence: Told, hint: Told): Problem => ({
    code: 'wrong-value',
    path: [...path, key],
    sentence,
    hint,
  })
  return [
    ...(port < 1 || port > 65_535
      ? [wrong('server', told`${port} is no port.`, told`Ports go from 1 to 65535.`)]
      : []),
    ...(expiresMs < 60_000 || expiresMs > 86_400_000
      ? [wrong('expires', told`A registration lasts for 1m to 24h.`, told`Most providers take 5m.`)]
      : []),
    ...(retryMs < 5_000 || retryMs > 3_600_000
      ? [wrong('retry', told`It is tried again after 5s to 1h.`, told`Sooner, a provider may shut you out.`)]
      : []),
  ]
}

function addressProblems(match: readonly string[], path: Path): Problem[] {
  return match.flatMap((one, place): Problem[] => {
    if (!isNetwork(one))
      return [
        {
          code: 'wrong-value',
          path: [...path, place],
          sentence: told`"${one}" is neither an IP address nor a network.`,
          hint: told`Write it like 203.0.113.7 or 203.0.113.0/24; names of hosts can change and are not taken.`,
        },
      ]
    if (!isEverybody(one)) return []
    return [
      {
        code: 'open-to-everybody',
        path: [...path, place],
        sentence: told`"${one}" is the whole world: any stranger could call as this trunk.`,
        hint: told`Name the addresses of your provider.`,
      },
    ]
  })
}

function noAddress(registers: boolean, index: number): Problem {
  return {
    code: 'missing-key',
    path: [index],
    sentence: registers
      ? told`The server is named by a host, so "match" must say from which addresses its calls come.`
      : told`"match" is missing here.`,
    hint: told`It must be a list of IP addresses or networks.`,
  }
}

/** Asterisk takes the first trunk that an address fits. */
function sameAddresses(trunks: readonly WrittenTrunk[]): Problem[] {
  const owners = new Map<string, string>()
  return trunks.flatMap(({ name, match }, index) =>
    match.flatMap((address): Problem[] => {
      const other = owners.get(address)
      owners.set(address, other ?? name)
      if (other === undefined || other === name) return []
      return [
        {
          severity: 'warning',
          code: 'address-twice',
          path: [index],
          sentence: told`The trunk "${other}" has the address ${address} too: calls from there come in by that one.`,
          hint: told`Name different addresses, or make one trunk of the two.`,
        },
      ]
    }),
  )
}
