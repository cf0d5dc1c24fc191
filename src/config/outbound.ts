// What dialling out leads to in other files: trunks, hotlines, queues, hours, phones; and what is missing between its
// own parts.
import { didYouMean } from '../flows/did-you-mean.ts'
import type { Path, Problem } from '../flows/problem.ts'
import { told, toldAs } from '../told/told.ts'
import type { Limits, OutboundRules, OutboundTrunk } from '../trunks/outbound-rules.ts'
import type { Team } from './config-types.ts'
import { outboundFile, type WrittenOutbound } from './files/outbound.ts'
import { teamFile } from './files/team.ts'
import type { WrittenTrunk } from './files/trunks.ts'
import type { Inspection } from './inspection.ts'
import type { WrittenNames } from './written-names.ts'

/** Undefined: that file could not be used, so nothing that leads into it can be judged. */
export type OutboundParts = {
  readonly outbound: WrittenOutbound | undefined
  readonly trunks: readonly WrittenTrunk[] | undefined
  readonly team: Team | undefined
  readonly names: WrittenNames
}

/** Notes what is wrong. @returns the rules with the place of each trunk */
export function checkOutbound(parts: OutboundParts, inspection: Inspection): OutboundRules | undefined {
  const { outbound, trunks, team, names } = parts
  if (!outbound) return undefined
  const { routes, classes, phones, agents, flows, callbacks, callerId } = outbound
  const lost = (
    kind: string,
    name: string,
    known: readonly string[] | undefined,
    file: string,
    path: Path,
  ) => (!known || known.includes(name) ? [] : [absent(kind, name, known, file, path)])
  const here = outboundFile.path
  const hotline = (name: string | undefined, path: Path) =>
    name === undefined ? [] : lost('hotline', name, names.hotlines, 'config/hotlines.yaml', path)
  const hours = ({ hours }: Limits, path: Path) =>
    hours === undefined ? [] : noHours(hours, names.hours, path)
  const routeNames = routes.map(({ name }) => name)
  const classNames = Object.keys(classes)
  const problems: Problem[] = [
    ...Object.entries(outbound.trunks).flatMap(([name, { limits, server }]) => [
      ...(trunks ? trunkProblems(name, server !== undefined, trunks) : []),
      ...hours(limits, ['trunks', name, 'limits', 'hours']),
    ]),
    ...routes.flatMap((route, index) => [
      ...route.trunks.flatMap((name, place) =>
        lost('trunk', name, Object.keys(outbound.trunks), here, ['routes', index, 'trunks', place]),
      ),
      ...hotline(route.callerId, ['routes', index, 'caller-id']),
    ]),
    ...Object.values(classes).flatMap(({ name, routes: open, limits }) => [
      ...open.flatMap((route, place) =>
        lost('route', route, routeNames, here, ['classes', name, 'routes', place]),
      ),
      ...hours(limits, ['classes', name, 'limits', 'hours']),
    ]),
    ...Object.entries(phones).flatMap(([phone, name]) => [
      ...lost('class', name, classNames, here, ['phones', phone]),
      ...(team && !inspection.salvaged.has(teamFile.path) && !isPhone(team, phone)
        ? [strangePhone(phone)]
        : []),
    ]),
    ...(agents === undefined ? [] : lost('class', agents, classNames, here, ['agents'])),
    ...(flows === undefined ? [] : lost('class', flows, classNames, here, ['flows'])),
    ...(callbacks === undefined ? [] : lost('class', callbacks, classNames, here, ['callbacks'])),
    ...hotline(callerId.usual, ['caller-id', 'usual']),
    ...Object.entries(callerId.queues).flatMap(([queue, name]) => [
      ...lost('queue', queue, names.queues, 'config/queues.yaml', ['caller-id', 'queues', queue]),
      ...hotline(name, ['caller-id', 'queues', queue]),
    ]),
    ...(routes.length > 0 && !routes.some(route => route.numbers.kinds?.includes('emergency'))
      ? [NO_EMERGENCY]
      : []),
  ]
  inspection.add(here, problems)
  return { ...outbound, trunks: placed(outbound, trunks ?? []) }
}

function placed(
  { trunks }: WrittenOutbound,
  known: readonly WrittenTrunk[],
): Readonly<Record<string, OutboundTrunk>> {
  const result: Record<string, OutboundTrunk> = Object.create(null)
  for (const [name, { server, transport, form, limits }] of Object.entries(trunks)) {
    const registration = known.find(trunk => trunk.name === name)?.registration
    const place = server ?? registration
    if (!place) continue
    const { host, port } = place
    result[name] = {
      name,
      host,
      port,
      transport: transport ?? registration?.transport ?? 'udp',
      form,
      limits,
    }
  }
  return result
}

function trunkProblems(name: string, hasServer: boolean, trunks: readonly WrittenTrunk[]): Problem[] {
  const trunk = trunks.find(one => one.name === name)
  const path = ['trunks', name]
  if (!trunk) {
    const known = trunks.map(one => one.name)
    return [{ ...absent('trunk', name, known, 'config/trunks.yaml', path), at: 'key' }]
  }
  if (hasServer || trunk.registration) return []
  return [
    {
      code: 'missing-key',
      path,
      sentence: told`Where the trunk "${name}" is called stands nowhere: it registers with no server.`,
      hint: told`Add server: with the address of your provider.`,
    },
  ]
}

function absent(kind: string, name: string, known: readonly string[], file: string, path: Path): Problem {
  return {
    code: `unknown-${kind}`,
    path,
    sentence: told`There is no ${toldAs(kind)} "${name}" ${told`in ${file}`}.`,
    hint: didYouMean(name, known),
  }
}

export function noHours(name: string, known: readonly string[] | undefined, path: Path): Problem[] {
  if (!known || known.includes(name)) return []
  const sentence = told`There are no hours "${name}" in config/hours.yaml.`
  return [{ code: 'unknown-hours', path, sentence, hint: didYouMean(name, known) }]
}

const isPhone = ({ agents, callers }: Team, phone: string) =>
  agents.some(agent => agent.phone === phone) || callers.some(({ id }) => id === phone)

const strangePhone = (phone: string): Problem => ({
  severity: 'warning',
  code: 'unknown-phone',
  path: ['phones', phone],
  at: 'key',
  sentence: told`Nobody in config/team.yaml has the phone "${phone}".`,
  hint: told`If it was added later, all is well.`,
})

const NO_EMERGENCY: Problem = {
  severity: 'warning',
  code: 'no-emergency-route',
  path: ['routes'],
  sentence: told`No route takes emergency numbers: nobody here can call 113, 114 or 115.`,
  hint: told`Add a route with numbers: { kinds: [emergency] }.`,
}
