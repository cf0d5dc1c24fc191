// The whole tree → one frozen Config, or every mistake of every file at once. Pure; never throws for what
// somebody wrote.
import { join } from 'node:path'
import { checkWays } from '../flows/check-flow.ts'
import { checkTogether } from '../flows/check-together.ts'
import type { Flow } from '../flows/flow.ts'
import { readFlow } from '../flows/read-flow.ts'
import { wordsIn } from '../flows/speech/words.ts'
import { told } from '../told/told.ts'
import { checkCallbacks } from './callback-ways.ts'
import type { Config, Named, Prompts, Trunk } from './config-types.ts'
import { deepFreeze } from './deep-freeze.ts'
import type { Environment } from './environment.ts'
import { checkFileNames } from './file-names.ts'
import { boxesFile } from './files/boxes.ts'
import { type ConfigFile, named } from './files/config-file.ts'
import { hotlinesFile } from './files/hotlines.ts'
import { hoursFile } from './files/hours.ts'
import { lookupsFile } from './files/lookups.ts'
import { mailFile } from './files/mail.ts'
import { outboundFile } from './files/outbound.ts'
import { promptsFile } from './files/prompts.ts'
import { queuesFile } from './files/queues.ts'
import { recordingFile } from './files/recording.ts'
import { sendsFile } from './files/sends.ts'
import { portsTwice, serverFile } from './files/server.ts'
import { teamFile } from './files/team.ts'
import { trunksFile } from './files/trunks.ts'
import { voicesFile } from './files/voices.ts'
import { type Finding, hasErrors, inReadingOrder } from './finding.ts'
import { failedTests, testHouseOf } from './flow-tests.ts'
import { Inspection } from './inspection.ts'
import { checkOutbound } from './outbound.ts'
import { withOwnPorts } from './own-ports.ts'
import { readStrategies } from './own-strategies.ts'
import { checkPosts } from './posts.ts'
import { checkQueues } from './queue-references.ts'
import { checkQueueWays } from './queue-ways.ts'
import { checkReferences } from './references.ts'
import { salvage } from './salvage.ts'
import { shippedSentences } from './shipped-sentences.ts'
import { checkFlows, checkLanguages } from './speech.ts'
import { checkStaffing, type Staff } from './staffing.ts'
import type { Tree } from './tree.ts'
import { namesWritten } from './written-names.ts'

const CONFIG_FILES = [
  serverFile,
  trunksFile,
  hotlinesFile,
  queuesFile,
  hoursFile,
  recordingFile,
  teamFile,
  mailFile,
  voicesFile,
  lookupsFile,
  sendsFile,
  boxesFile,
  outboundFile,
] as const

/**
 * Checks a tree.
 * @param environment its ports replace those of server.yaml.
 * @param tests `left-out`: what the flows' own tests say is not asked.
 * @param staff who works here now, where that is known; else config/team.yaml is asked.
 * @returns `config` unless there is an error among the findings, which are in reading order.
 */
export function checkTree(
  tree: Tree,
  environment?: Pick<Environment, 'ports'>,
  tests: 'run' | 'left-out' = 'run',
  staff?: Staff,
): { config?: Config; findings: readonly Finding[] } {
  const inspection = new Inspection(tree)
  checkFileNames(
    inspection,
    CONFIG_FILES.map(file => file.path),
  )
  const server = withOwnPorts(readConfigFile(serverFile, inspection), environment)
  const trunks = readConfigFile(trunksFile, inspection)
  const written = readConfigFile(hotlinesFile, inspection)
  const queues = readConfigFile(queuesFile, inspection)
  const hours = readConfigFile(hoursFile, inspection)
  const recording = readConfigFile(recordingFile, inspection)
  const team = readConfigFile(teamFile, inspection)
  const post = readConfigFile(mailFile, inspection)
  const voices = readConfigFile(voicesFile, inspection)
  const lookups = readConfigFile(lookupsFile, inspection)
  const sends = readConfigFile(sendsFile, inspection)
  const boxes = readConfigFile(boxesFile, inspection)
  const dialling = readConfigFile(outboundFile, inspection)
  const prompts = readPrompts(tree, inspection)
  const flows = readFlows(tree, inspection)
  if (server) inspection.add(serverFile.path, portsTwice(server))

  const names = namesWritten(inspection)
  const parts = { server, trunks, hotlines: written, recording, team, prompts, flows, names, lookups }
  const hotlines = checkReferences(parts, inspection)
  checkPosts({ boxes, sends, post, names }, inspection)
  const outbound = checkOutbound({ outbound: dialling, trunks, team, names }, inspection)
  checkFlows({ ...parts, outbound }, hotlines, inspection)
  checkLanguages(parts, hotlines, inspection)
  const language = server?.language ?? 'vi'
  const strategies = readStrategies(inspection)
  checkQueues(queues ?? [], { own: strategies.names, prompts, language, hours: names.hours }, inspection)
  checkQueueWays(queues ?? [], flows, inspection)
  checkCallbacks(flows, written ?? [], dialling?.callbacks, inspection)
  const here = staff ?? (inspection.salvaged.has(teamFile.path) ? undefined : team?.agents)
  if (here) checkStaffing({ staff: here, isLive: staff !== undefined, queues, flows }, inspection)
  const findings = inReadingOrder(inspection.findings)
  if (
    hasErrors(findings) ||
    !server ||
    !trunks ||
    !queues ||
    !hours ||
    !recording ||
    !team ||
    !post ||
    !voices ||
    !lookups ||
    !sends ||
    !boxes ||
    !outbound
  )
    return { findings }
  const config: Config = {
    version: tree.hash,
    server,
    trunks: trunks.map((trunk): Trunk => ({ ...trunk, country: trunk.country ?? server.country })),
    hotlines,
    queues: named(queues.map(queue => [queue.name, queue])),
    strategies: strategies.own,
    hours,
    recording,
    ...post,
    voices,
    ...{ lookups, sends, boxes, outbound },
    team,
    flows: named(flows),
    prompts,
  }
  if (tests === 'left-out') return { config: deepFreeze(config), findings }
  // Only a configuration without mistakes can be tried out.
  const house = testHouseOf(config)
  for (const flow of flows.values()) inspection.add(`ivr-flows/${flow.name}.yaml`, failedTests(flow, house))
  const all = inReadingOrder(inspection.findings)
  return hasErrors(all) ? { findings: all } : { config: deepFreeze(config), findings: all }
}

/** @returns undefined when the file can't be used; its findings are noted. */
function readConfigFile<T>(file: ConfigFile<T>, inspection: Inspection): T | undefined {
  const path = file.path
  if (!inspection.has(path) && file.whenEmpty === undefined) {
    inspection.add(path, [
      {
        code: 'missing-file',
        path: [],
        sentence: told`This file is missing.`,
        hint: told`Restore it, or point TONGDAI_CONFIG to the folder that holds config/, ivr-flows/ and sounds/.`,
      },
    ])
    return undefined
  }
  return readAs(file, path, inspection)
}

function readAs<T>(file: ConfigFile<T>, path: string, inspection: Inspection): T | undefined {
  const data = inspection.has(path) ? inspection.dataOf(path) : null
  // Undefined: it could not be read as YAML at all, and its findings say so.
  if (data === undefined) return undefined
  const given = data === null && file.whenEmpty !== undefined ? file.whenEmpty : data
  const wrong = inspection.validate(path, file.schema, given, [])
  inspection.add(path, wrong)
  let sound: unknown = given
  if (wrong.length > 0) {
    const salvaged = salvage(given, wrong, file.entryDepth ?? 1)
    if (!salvaged || inspection.validate(path, file.schema, salvaged.data, []).length > 0) return undefined
    inspection.salvaged.set(path, salvaged)
    sound = salvaged.data
  }
  const { value, problems } = file.read(sound)
  inspection.add(path, problems)
  return value
}

function readPrompts(tree: Tree, inspection: Inspection): Prompts {
  const sentences: [string, Named<string>][] = []
  for (const { path } of tree.files) {
    const language = /^sounds\/([^/]+)\/prompts\.yaml$/.exec(path)?.[1]
    if (!language) continue
    const read = readAs(promptsFile, path, inspection)
    // A file that is older than this version can say what this version says all the same.
    const ours = { ...shippedSentences(language), ...wordsIn(language) }
    if (read && !inspection.salvaged.has(path))
      sentences.push([language, named(Object.entries({ ...ours, ...read }))])
    else inspection.unreadLanguages.add(language)
  }
  const recordings = new Map<string, [string, string][]>()
  for (const { language, key, path } of tree.recordings)
    recordings.set(language, [...(recordings.get(language) ?? []), [key, join(tree.root, path)]])
  return {
    sentences: named(sentences),
    recordings: named([...recordings].map(([language, keys]) => [language, named(keys)] as const)),
  }
}

function readFlows(tree: Tree, inspection: Inspection): Map<string, Flow> {
  const flows = new Map<string, Flow>()
  const flawed = new Set<string>()
  for (const { path } of tree.files) {
    const name = /^ivr-flows\/([^/]+)\.yaml$/.exec(path)?.[1]
    if (!name) continue
    const data = inspection.dataOf(path)
    if (data === undefined) {
      inspection.unreadFlows.add(name)
      continue
    }
    const { flow, problems } = readFlow(name, data, (schema, value, at) =>
      inspection.validate(path, schema, value, at),
    )
    inspection.add(path, problems)
    if (!flow) inspection.unreadFlows.add(name)
    else {
      flows.set(name, flow)
      // Where a step is missing, more would be said than is wrong.
      if (problems.length > 0) flawed.add(name)
      else inspection.add(path, checkWays(flow))
    }
  }
  if (flawed.size === 0 && inspection.unreadFlows.size === 0)
    for (const [name, problems] of checkTogether(flows)) inspection.add(`ivr-flows/${name}.yaml`, problems)
  return flows
}
