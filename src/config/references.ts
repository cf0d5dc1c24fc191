// What only shows when all files are looked at together: names that lead from one file into another, and
// numbers that are taken twice.
import { didYouMean } from '../flows/did-you-mean.ts'
import type { Flow } from '../flows/flow.ts'
import type { Path, Problem } from '../flows/problem.ts'
import type { RecordingPolicy } from '../recordings/policy.ts'
import { told, toldAs } from '../told/told.ts'
import type { Hotline } from '../trunks/hotline.ts'
import { normalForm, normalise } from '../trunks/number.ts'
import { checkAnnouncements } from './announcements.ts'
import type { Prompts, ServerConfig, Team } from './config-types.ts'
import { hotlinesFile, type WrittenHotline } from './files/hotlines.ts'
import type { LookupsConfig } from './files/lookups.ts'
import { recordingFile } from './files/recording.ts'
import { teamFile } from './files/team.ts'
import { trunksFile, type WrittenTrunk } from './files/trunks.ts'
import { checkHotlineHours } from './hotline-hours.ts'
import type { Inspection } from './inspection.ts'
import type { WrittenNames } from './written-names.ts'

/** Undefined: that file could not be used, so nothing that leads into it can be judged. */
export type Parts = {
  readonly server: ServerConfig | undefined
  readonly trunks: readonly WrittenTrunk[] | undefined
  readonly hotlines: readonly WrittenHotline[] | undefined
  readonly recording: RecordingPolicy | undefined
  readonly team: Team | undefined
  readonly prompts: Prompts
  readonly flows: ReadonlyMap<string, Flow>
  readonly lookups: LookupsConfig | undefined
  readonly names: WrittenNames
}

/** Notes what is wrong. @returns the hotlines with their normal form and language. */
export function checkReferences(parts: Parts, inspection: Inspection): Hotline[] {
  const hotlines = readHotlines(parts, inspection)
  checkQueueNames(parts, inspection)
  checkAnnouncements(parts, inspection)
  checkTrunks(parts, inspection)
  checkHotlineHours(parts, inspection)
  return hotlines
}

function readHotlines(parts: Parts, inspection: Inspection): Hotline[] {
  const problems: Problem[] = []
  const taken = new Map<string, string>()
  const country = parts.server?.country ?? 'VN'
  const hotlines = (parts.hotlines ?? []).map((written, index): Hotline => {
    const number = normalise(written.number, country)
    const normal = normalForm(number)
    const other = taken.get(normal)
    if (number.kind === 'internal' || number.kind === 'anonymous')
      problems.push({
        code: 'no-phone-number',
        path: [index, 'number'],
        sentence: told`"${written.number}" is no phone number in the country ${country}.`,
        hint: told`Write it as people dial it, such as "02871099999", or with + and the country.`,
      })
    else if (other)
      problems.push({
        code: 'number-twice',
        path: [index, 'number'],
        sentence: told`The hotline "${other}" has the same number ${normal}.`,
        hint: told`Give each hotline a number of its own.`,
      })
    taken.set(normal, written.name)
    if (!parts.flows.has(written.flow) && !inspection.unreadFlows.has(written.flow))
      problems.push(absent('flow', written.flow, [...parts.flows.keys()], 'ivr-flows/', [index, 'flow']))
    const teamKnown = !inspection.salvaged.has(teamFile.path)
    if (written.emergency && parts.team && teamKnown && !hasPhone(parts.team, written.emergency.phone))
      problems.push({
        severity: 'warning',
        code: 'unknown-phone',
        path: [index, 'emergency', 'phone'],
        sentence: told`No agent in config/team.yaml has the phone "${written.emergency.phone}".`,
        hint: told`If he was added later, all is well; else callers are lost when the server is away.`,
      })
    const language =
      written.language ?? parts.flows.get(written.flow)?.language ?? parts.server?.language ?? 'vi'
    return { ...written, normal, language }
  })
  if (parts.names.hotlines?.length === 0)
    problems.push({
      severity: 'warning',
      code: 'no-hotline',
      path: [],
      sentence: told`There is no hotline: nobody can call.`,
      hint: told`Add one with name, number, title and flow.`,
    })
  inspection.add(hotlinesFile.path, problems)
  return hotlines
}

function checkQueueNames(parts: Parts, inspection: Inspection): void {
  const names = parts.names.queues
  if (!names) return
  const lost = (name: string, path: Path) =>
    names.includes(name) ? [] : [absent('queue', name, names, 'config/queues.yaml', path)]
  const { queues = {}, announce } = parts.recording ?? {}
  const recorded = Object.keys(queues)
  const announced = typeof announce === 'object' ? Object.keys(announce) : []
  inspection.add(recordingFile.path, [
    ...recorded.flatMap(name => lost(name, ['queues', name])),
    ...announced.flatMap(name => lost(name, ['announce', name])),
  ])
  inspection.add(
    teamFile.path,
    (parts.team?.agents ?? []).flatMap((agent, index) =>
      agent.queues.flatMap(({ queue }, place) => lost(queue, ['agents', index, 'queues', place])),
    ),
  )
}

function checkTrunks(parts: Parts, inspection: Inspection): void {
  const names = parts.names.hotlines
  if (!names) return
  const problems = (parts.trunks ?? []).flatMap(({ hotlines }, index) =>
    hotlines === 'all'
      ? []
      : hotlines.flatMap((name, place) =>
          names.includes(name)
            ? []
            : [absent('hotline', name, names, 'config/hotlines.yaml', [index, 'hotlines', place])],
        ),
  )
  inspection.add(trunksFile.path, problems)
}

function absent(kind: string, name: string, names: readonly string[], file: string, path: Path): Problem {
  return {
    code: `unknown-${kind}`,
    path,
    sentence: told`There is no ${toldAs(kind)} "${name}" ${told`in ${file}`}.`,
    hint: didYouMean(name, names),
  }
}

function hasPhone(team: Team, phone: string): boolean {
  return team.agents.some(agent => agent.phone === phone)
}
