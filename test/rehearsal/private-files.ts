// The files of a house in which tests are real calls: those of the owner, but every test has a number, flows, hours
// and lookups of its own, and nothing leads out of the house.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readYaml } from '../../src/config/yaml.ts'
import type { Config, Tree } from '../../src/config.ts'
import { mentionsOf } from '../../src/flows/verbs/verbs.ts'
import { HOLIDAYS, type OwnWorld } from './own-world.ts'

/** A phone of the house that tests call from where the caller is a colleague. */
export const COLLEAGUE = 'colleague-of-the-tests'

/** Where trunk calls come from. */
export const TRUNK_ADDRESS = '127.0.0.2'

export type Hotline = { readonly name: string; readonly number: string; readonly language: string }

export type Stage = { readonly hotline: Hotline; readonly world: OwnWorld }

/** In no file of the owner, but in the checkout that the folder of a test's house is made of. */
const SHIPPED_FLOWS = ['main', 'english']

/** @param services where sendings are taken */
export async function privateFiles(
  tree: Tree,
  config: Config,
  stages: readonly Stage[],
  services: string,
): Promise<Record<string, string | Uint8Array>> {
  const sounds = tree.files.filter(({ path }) => path.startsWith('sounds/'))
  const recordings = await Promise.all(
    tree.recordings.map(async ({ path }) => [path, await readFile(join(tree.root, path))] as const),
  )
  const written = (path: string): unknown => {
    const text = tree.files.find(file => file.path === path)?.text ?? ''
    return readYaml(path, text).source?.data
  }
  const { timezone, language, country } = config.server
  const team = (written('config/team.yaml') ?? {}) as Record<string, unknown>
  const queues = (written('config/queues.yaml') ?? []) as Record<string, unknown>[]
  const lookups = Object.assign({}, ...stages.map(({ world }) => world.lookups)) as Record<string, unknown>
  const flows = stages.flatMap(({ world }) => Object.entries(world.flows))
  const nobodys = SHIPPED_FLOWS.map(flow => [flow, { flow, title: flow, start: ['hangup'] }] as const)
  const files = {
    server: { timezone, language, country, drain: '3s' },
    trunks: [{ name: 'tests', match: [TRUNK_ADDRESS], country: 'VN' }],
    hotlines: stages.map(({ hotline, world }) => ({ ...hotline, title: hotline.name, flow: world.entry })),
    // Of his place in the line the house itself tells, by no step of the flow.
    queues: queues.map(queue => ({ ...queue, announce: { position: false } })),
    hours: { hours: Object.assign({}, ...stages.map(({ world }) => world.hours)), holidays: HOLIDAYS },
    recording: { default: 'off' },
    team: { ...team, callers: [{ id: COLLEAGUE }] },
    boxes: emptyFor(config.boxes),
    sends: Object.fromEntries(
      Object.keys(config.sends).map(name => [
        name,
        { url: `${services}/sends/${name}`, 'allow-private': true },
      ]),
    ),
    lookups: { lookups: { ...lookups, ...takenAnywhere(config, services) } },
    outbound: OUTBOUND,
    mail: null,
    voices: null,
  }
  return {
    ...Object.fromEntries(sounds.map(({ path, text }) => [path, text])),
    ...Object.fromEntries(recordings),
    // JSON is YAML too.
    ...Object.fromEntries(Object.entries(files).map(([name, data]) => [`config/${name}.yaml`, asYaml(data)])),
    ...Object.fromEntries(
      [...nobodys, ...flows].map(([name, flow]) => [`ivr-flows/${name}.yaml`, asYaml(flow)]),
    ),
  }
}

/** Whoever is promised a call is called by nobody: no agent is here. */
const OUTBOUND = {
  trunks: { tests: { server: `${TRUNK_ADDRESS}:5099` } },
  routes: [{ name: 'all', numbers: { kinds: ['mobile', 'fixed'] }, trunks: ['tests'] }],
  classes: { all: { routes: ['all'] } },
  callbacks: 'all',
}

const asYaml = (data: unknown): string => (data === null ? '' : `${JSON.stringify(data, null, 1)}\n`)

const emptyFor = (names: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.keys(names).map(name => [name, {}]))

/** Flows may use what their lookups answer, whatever the lookups of a test do. */
function takenAnywhere({ flows }: Config, services: string): Record<string, unknown> {
  const steps = Object.values(flows).flatMap(({ sections }) => Object.values(sections).flat())
  const used = steps.flatMap(step => mentionsOf(step)).filter(({ kind }) => kind === 'uses')
  const names = used.flatMap(({ name }) => (name.startsWith('lookup.') ? [name.slice('lookup.'.length)] : []))
  const takes = Object.fromEntries(names.map(name => [name, name]))
  return { 'taken-anywhere': { url: `${services}/nobody`, method: 'POST', takes } }
}
