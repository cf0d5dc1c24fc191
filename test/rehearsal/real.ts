// "npx tongdai flow test --real": the tests that stand in the flows, as real calls through Asterisk, beside what the
// rehearsal says of them. In a house of its own, on free ports and with stores of its own, so that nothing of it can
// reach the queues, records or other systems of the house that runs here.
//
//   node test/rehearsal/real.ts <folder of config/, ivr-flows/, sounds/> [flow]
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ToldTest, tellTests, testHouseOf } from '../../src/config/flow-tests.ts'
import { type Config, checkTree, inWords, readTree, type Tree } from '../../src/config.ts'
import type { WrittenTest } from '../../src/flows/rehearsal/written-tests.ts'
import { openHouse, type TestHouse } from '../support/house.ts'
import { openPhone } from '../support/phones/phone.ts'
import { runForReal, type Stage, watchPlays } from '../support/real-rehearsal.ts'

/** Longer waits are left to the rehearsal. */
const LONGEST_WAIT_S = 90

/** A name that never leads anywhere (RFC 2606). */
const NOWHERE = 'https://nowhere.invalid/'

const numberOf = (index: number): string => `1900${2000 + index}`
const say = (text: string) => void process.stdout.write(`${text}\n`)

async function run(root: string, only: string | undefined): Promise<number> {
  const tree = await readTree(root)
  const { config, findings } = checkTree(tree, undefined, 'left-out')
  if (!config) {
    for (const finding of findings.filter(({ severity }) => severity === 'error')) say(inWords(finding))
    return 1
  }
  const flows = Object.keys(config.flows).filter(name => name === (only ?? name))
  say('Starting a house of its own …')
  const house = await openHouse({ files: await privateFiles(tree, config) })
  const phone = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
  const stage = await watchPlays(house)
  const counts = { agreed: 0, different: 0, rehearsed: 0 }
  let failed = 0
  try {
    for (const flow of flows) {
      const number = numberOf(Object.keys(config.flows).indexOf(flow))
      const rehearsed = tellTests(tree, config.flows[flow]!, config)
      for (const [index, test] of (config.flows[flow]?.tests ?? []).entries()) {
        const simulated = rehearsed[index]!
        if (!simulated.passed) failed++
        const why = onlyRehearsed(test, config, flow)
        if (why !== undefined) {
          counts.rehearsed++
          say(`  ${verdict(simulated)}  ${flow}: ${test.name}  (rehearsed only: ${why})`)
          continue
        }
        const from = `+84${905_000_000 + counts.agreed + counts.different}`
        const really = await asCall({ house, stage, phone, config, flow, number, from, test })
        const isSame = simulated.passed === (really.sentence === undefined)
        counts[isSame ? 'agreed' : 'different']++
        say(`  ${verdict(simulated)}  ${isSame ? 'as a call too ' : 'NOT AS A CALL '}  ${flow}: ${test.name}`)
        if (really.sentence !== undefined) say(`          the real caller ${really.sentence}`)
      }
    }
  } finally {
    stage.close()
    await phone.close()
    await house.stop()
  }
  say(
    `${counts.agreed} agree, ${counts.different} differ, ${counts.rehearsed} rehearsed only, ${failed} fail`,
  )
  return counts.different + failed > 0 ? 1 : 0
}

const verdict = ({ passed }: ToldTest): string => (passed ? 'ok  ' : 'FAIL')

/** What a real call can't be given: another date, another lot, other systems' answers. */
function onlyRehearsed(
  { at, lookups, chance, caller, language, press }: WrittenTest,
  { flows }: Config,
  flow: string,
): string | undefined {
  if (lookups) return 'it says what a lookup answers'
  if (chance !== undefined) return 'it says how the lot falls'
  if (caller !== undefined) return 'it says who calls'
  if (language !== undefined) return 'it says in which language'
  const steps = Object.values(flows[flow]?.sections ?? {}).flat()
  const knowsDays = steps.some(
    step => step.verb === 'notice' || (step.verb === 'hours' && step.holiday !== undefined),
  )
  if (at !== undefined && knowsDays) return 'it says on which day'
  const waits = [press ?? []]
    .flat()
    .flatMap(act => (typeof act === 'object' && 'wait' in act ? [act.wait] : []))
  return waits.some(wait => !/^\d{1,2}s$/.test(wait) || Number.parseInt(wait, 10) > LONGEST_WAIT_S)
    ? 'it waits for long'
    : undefined
}

async function asCall(one: {
  house: TestHouse
  stage: Stage
  phone: Awaited<ReturnType<typeof openPhone>>
  config: Config
  flow: string
  number: string
  from: string
  test: WrittenTest
}): Promise<{ sentence?: string }> {
  await setHours(one.house, one.config, one.test)
  return runForReal(one).catch((error: Error) => ({ sentence: `does not get on: ${error.message}` }))
}

/** Each of the hours is open or closed as it would be in the test, by the supervisor's switch. */
async function setHours(house: TestHouse, config: Config, test: WrittenTest): Promise<void> {
  const calendar = testHouseOf(config)
  const at = calendar.epochOf(test.at ?? '2026-03-02T10:00')
  for (const name of Object.keys(config.hours)) {
    const position = test.hours?.[name] ?? (calendar.isOpen(name, '', at) ? 'open' : 'closed')
    await house.api('POST', `/api/v1/hours/${name}/switch`, { position })
  }
}

/** The owner's files; every flow gets a hotline, and nothing leads out of the house. */
async function privateFiles(tree: Tree, config: Config): Promise<Record<string, string | Uint8Array>> {
  const written = Object.fromEntries(tree.files.map(({ path, text }) => [path, text]))
  const recorded = await Promise.all(
    tree.recordings.map(async ({ path }) => [path, await readFile(join(tree.root, path))] as const),
  )
  const hotlines = Object.keys(config.flows).map((flow, index) => {
    const language = config.flows[flow]?.language ?? config.server.language
    return { name: flow, number: numberOf(index), title: flow, flow, language }
  })
  const boxes = Object.keys(config.boxes).map(name => [name, {}])
  const sends = Object.keys(config.sends).map(name => [name, { url: NOWHERE }])
  const lookups = Object.entries(config.lookups.lookups).map(([name, lookup]) => {
    const takes = lookup.kind === 'http' ? lookup.takes : {}
    return [name, { url: NOWHERE, method: 'POST', timeout: '1s', takes }]
  })
  // JSON is YAML too.
  return {
    ...written,
    ...Object.fromEntries(recorded),
    'config/trunks.yaml': '- { name: rehearsal, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': JSON.stringify(hotlines),
    'config/recording.yaml': 'default: off\n',
    'config/boxes.yaml': JSON.stringify(Object.fromEntries(boxes)),
    'config/sends.yaml': JSON.stringify(Object.fromEntries(sends)),
    'config/lookups.yaml': JSON.stringify({ lookups: Object.fromEntries(lookups) }),
    'config/mail.yaml': '',
    'config/voices.yaml': '',
  }
}

const [root = '.', only] = process.argv.slice(2)
process.exitCode = await run(root, only)
