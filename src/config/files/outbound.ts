// config/outbound.yaml: dialling out. Which numbers go over which trunks, who may call them, and how much of it. Without
// the file, and for whatever it does not name, nobody can.
import type { Static } from 'typebox'
import { durationMs } from '../../flows/duration.ts'
import type { Path, Problem } from '../../flows/problem.ts'
import { type Told, told } from '../../told/told.ts'
import type { Limits, NumberFilter, OutboundRoute, OutboundRules } from '../../trunks/outbound-rules.ts'
import { configFile, named, twice } from './config-file.ts'
import { type LimitsSchema, OutboundSchema, type RouteSchema } from './outbound-schema.ts'

/** As written: a trunk without a server is called where it is registered. */
export type WrittenOutbound = Omit<OutboundRules, 'trunks'> & {
  readonly trunks: Readonly<Record<string, WrittenOutboundTrunk>>
}

export type WrittenOutboundTrunk = {
  readonly server?: { readonly host: string; readonly port: number }
  readonly transport?: 'udp' | 'tcp'
  readonly form: 'e164' | 'national' | 'plain'
  readonly limits: Limits
}

/** What a stolen account could do at worst where nobody wrote limits. */
const PHONE_LIMITS = { perMinute: 6, perHour: 60, atOnce: 2 }
const TRUNK_LIMITS = { perMinute: 60, perHour: 1_000, atOnce: 30 }

/** Answers of a provider that has a problem, rather than of the one who was called. */
const NEXT_ON = [408, 500, 501, 502, 503, 504, 505, 580]

export const outboundFile = configFile({
  path: 'config/outbound.yaml',
  schema: OutboundSchema,
  whenEmpty: {},
  entryDepth: 2,
  read(written): { value: WrittenOutbound; problems: Problem[] } {
    const { trunks = {}, routes = [], classes = {}, phones = {}, agents, flows, callbacks } = written
    const shown = written['caller-id'] ?? {}
    const problems: Problem[] = [
      ...twice(
        routes.map(({ name }) => name),
        'name',
        'name',
      ).map(problem => ({ ...problem, path: ['routes', ...problem.path] })),
      ...routes.flatMap((route, index) => routeProblems(route, ['routes', index])),
      ...Object.entries({ ...trunks }).flatMap(([name, { limits }]) =>
        prefixProblems({ ...limits }, ['trunks', name, 'limits']),
      ),
      ...Object.entries(classes).flatMap(([name, { limits }]) =>
        prefixProblems({ ...limits }, ['classes', name, 'limits']),
      ),
    ]
    const value: WrittenOutbound = {
      routes: routes.map(routeOf),
      classes: named(
        Object.entries(classes).map(([name, one]) => [
          name,
          { name, routes: one.routes, limits: limitsOf(one.limits, PHONE_LIMITS) },
        ]),
      ),
      phones: named(Object.entries(phones)),
      ...(agents === undefined ? {} : { agents }),
      ...(flows === undefined ? {} : { flows }),
      ...(callbacks === undefined ? {} : { callbacks }),
      trunks: named(
        Object.entries(trunks).map(([name, { server, transport, numbers, limits }]) => [
          name,
          {
            form: numbers ?? 'e164',
            limits: limitsOf(limits, TRUNK_LIMITS),
            ...(server === undefined ? {} : { server: serverIn(server) }),
            ...(transport === undefined ? {} : { transport }),
          },
        ]),
      ),
      callerId: {
        ...(shown.usual === undefined ? {} : { usual: shown.usual }),
        queues: named(Object.entries(shown.queues ?? {})),
      },
    }
    return { value, problems }
  },
})

function routeOf(written: Static<typeof RouteSchema>): OutboundRoute {
  const { name, numbers, trunks, 'caller-id': callerId, ring, silent, 'next-on': nextOn } = written
  return {
    name,
    numbers: numbers as NumberFilter,
    trunks,
    ...(callerId === undefined ? {} : { callerId }),
    ringMs: durationMs(ring ?? '60s'),
    silentMs: durationMs(silent ?? '8s'),
    nextOn: nextOn ?? NEXT_ON,
  }
}

function limitsOf(
  written: Static<typeof LimitsSchema> | undefined,
  usual: Pick<Limits, 'perMinute' | 'perHour' | 'atOnce'>,
): Limits {
  const { allow, deny = [], hours } = written ?? {}
  return {
    perMinute: written?.['per-minute'] ?? usual.perMinute,
    perHour: written?.['per-hour'] ?? usual.perHour,
    atOnce: written?.['at-once'] ?? usual.atOnce,
    ...(allow === undefined ? {} : { allow }),
    deny,
    ...(hours === undefined ? {} : { hours }),
  }
}

function serverIn(text: string): { host: string; port: number } {
  const [, host = '', port] = /^(.*?|\[.*\])(?::(\d+))?$/.exec(text) ?? []
  return { host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? 5060 : Number(port) }
}

function routeProblems(route: Static<typeof RouteSchema>, path: Path): Problem[] {
  const { numbers, ring = '60s', silent = '8s' } = route
  const wrong = (key: string, sentence: Told, hint: Told): Problem => ({
    code: 'wrong-value',
    path: [...path, key],
    sentence,
    hint,
  })
  const ringMs = durationMs(ring)
  const silentMs = durationMs(silent)
  const problems = prefixProblems(numbers, [...path, 'numbers'])
  if (ringMs < 5_000 || ringMs > 180_000)
    problems.push(wrong('ring', told`Outside, it rings for 5s to 3m.`, told`Choose another time.`))
  if (silentMs < 1_000 || silentMs > 30_000)
    problems.push(
      wrong('silent', told`A trunk is given up after 1s to 30s of silence.`, told`Choose another time.`),
    )
  if (numbers.kinds?.includes('international') && !numbers.countries)
    problems.push({
      code: 'missing-countries',
      path: [...path, 'numbers'],
      sentence: told`International numbers need their countries, or nobody knows what a call costs.`,
      hint: told`Add countries: such as [US, SG, JP].`,
    })
  return problems
}

/** Numbers are compared in their normal form, in which none begins with a zero. */
function prefixProblems(lists: Readonly<Record<string, unknown>>, path: Path): Problem[] {
  return ['prefixes', 'except', 'allow', 'deny'].flatMap(key => {
    const list = lists[key]
    if (!Array.isArray(list)) return []
    return list.flatMap((prefix: unknown, index): Problem[] => {
      if (typeof prefix !== 'string' || !prefix.startsWith('0')) return []
      return [
        {
          code: 'wrong-value',
          path: [...path, key, index],
          sentence: told`No number begins with "${prefix}" in the form in which numbers are compared.`,
          hint: told`Write + and the country instead of the zero, such as "+8428".`,
        },
      ]
    })
  })
}
