// The tests that stand in flows as real calls, in a house of their own: on free ports and with stores of its own, so
// that nothing of it reaches the queues, records or other systems of a house that runs here. Several call at a time;
// each has a number, flows, hours and lookups of its own (own-world.ts).

import { Pool } from 'pg'
import { soundsOf } from '../../src/calls/phases/sounds.ts'
import { type ToldTest, tellTests, testHouseOf } from '../../src/config/flow-tests.ts'
import type { Config, Tree } from '../../src/config.ts'
import { type Rehearsal, rehearse } from '../../src/flows/rehearsal/rehearse.ts'
import { callbackAnswer, sceneOf } from '../../src/flows/rehearsal/run-tests.ts'
import type { WrittenTest } from '../../src/flows/rehearsal/written-tests.ts'
import { CALLBACK_ASK } from '../../src/flows/verbs/callback.ts'
import { toneWav } from '../support/audio/tone-wav.ts'
import { openHouse, type TestHouse } from '../support/house.ts'
import { liveCalls } from '../support/live-calls.ts'
import { openPhone } from '../support/phones/phone.ts'
import { type Really, runForReal } from '../support/real-rehearsal.ts'
import { watchStage } from '../support/stage.ts'
import { introduce, numberFor } from './callers.ts'
import { openOtherSystems } from './other-systems.ts'
import { type OwnWorld, ownWorld } from './own-world.ts'
import { COLLEAGUE, type Hotline, privateFiles, TRUNK_ADDRESS } from './private-files.ts'

export type Played = {
  readonly flow: string
  readonly test: WrittenTest
  /** What its rehearsal says. */
  readonly told: ToldTest
  /** What its call says. */
  readonly really?: Really
  /** Why there was none. */
  readonly onlyRehearsed?: string
}

export type RealRunner = {
  readonly house: TestHouse
  /** @param told hears of each test when it is over */
  playAll(told: (played: Played) => void): Promise<void>
  close(): Promise<void>
}

type Prepared = {
  readonly flow: string
  readonly test: WrittenTest
  readonly told: ToldTest
  readonly rehearsal: Rehearsal
  readonly hotline: Hotline
  readonly world: OwnWorld
}

/** More at a time make a machine of two cores late. */
const AT_ONCE = 16

const DATABASE = { user: 'tongdai', database: 'tongdai' }

/**
 * @param flows whose tests are played
 * @param more `sounds: 'tones'`: every prompt is a short tone, for who only wants to know which way calls go
 */
export async function openRealRunner(
  tree: Tree,
  config: Config,
  flows: readonly string[],
  more: { sounds?: 'tones' } = {},
): Promise<RealRunner> {
  const systems = await openOtherSystems()
  const prepared = prepare(tree, config, flows, systems.url)
  systems.answer(new Map(prepared.flatMap(answersOf)))
  const files = await privateFiles(tree, config, prepared, systems.url)
  const house = await openHouse({ files: { ...files, ...(more.sounds ? tonesFor(prepared) : {}) } })
  const trunk = await openPhone({ server: house.sip, listen: { address: TRUNK_ADDRESS } })
  const colleague = await openPhone({ server: house.sip, account: house.account(COLLEAGUE) })
  const stage = await watchStage(house)
  const db = new Pool({
    port: house.ports.postgres,
    host: '127.0.0.1',
    ...DATABASE,
    password: house.secrets.postgresPassword,
    max: 2,
  })

  async function play({ flow, test, told, rehearsal, hotline, world }: Prepared): Promise<Played> {
    const { impossible } = world
    if (impossible !== undefined) return { flow, test, told, onlyRehearsed: impossible }
    const from = numberFor(
      test,
      prepared.findIndex(one => one.hotline === hotline),
    )
    const real = {
      ...{ house, stage, db, rehearsal, hotline, from },
      phone: from === COLLEAGUE ? colleague : trunk,
      lookupOf: (ask: string) => world.asked[systems.lookupOf(ask) ?? ''],
    }
    const really = await introduce(house, db, from, test)
      .then(() => runForReal(real))
      .catch(
        ({ message }: Error): Really => ({ met: [], difference: `the call does not get on: ${message}` }),
      )
    return { flow, test, told, really }
  }

  return {
    house,
    async playAll(told) {
      // Those that last longest begin first.
      const waiting = prepared.toSorted((a, b) => lastingOf(b) - lastingOf(a)).values()
      const lane = async () => {
        for (const one of waiting) told(await play(one))
      }
      await Promise.all(Array.from({ length: AT_ONCE }, lane))
      // Who was promised a call would wait for it after his test is over.
      for (const { id, phase } of await liveCalls(house))
        if (phase.name === 'promised') await house.api('POST', `/api/v1/calls/${id}/hang-up`)
    },
    async close() {
      stage.close()
      await Promise.all([trunk.close(), colleague.close()])
      await db.end()
      await house.stop()
      await systems.close()
    },
  }
}

function prepare(tree: Tree, config: Config, flows: readonly string[], services: string): Prepared[] {
  const all = flows.flatMap(flow => {
    const told = tellTests(tree, config.flows[flow]!, config)
    return (config.flows[flow]?.tests ?? []).map((test, index) => ({ flow, test, told: told[index]! }))
  })
  const calendar = testHouseOf(config)
  return all.map(({ flow, test, told }, index): Prepared => {
    const scene = sceneOf(flow, config.flows[flow]?.language, test, calendar)
    // His number is read back to him, and each test has one of its own.
    const own = numberFor(test, index).replace(/^\+84/, '0')
    const lookUp: typeof scene.lookUp = (name, given) =>
      name === CALLBACK_ASK ? callbackAnswer(test, given, own) : scene.lookUp(name, given)
    const rehearsal = rehearse({ ...scene, lookUp })
    const { elapsedMs } = rehearsal
    const hotline = { name: `t${index}`, number: `+84287${1_000_000 + index}`, language: scene.language }
    const world = ownWorld({ name: hotline.name, flow, test, elapsedMs }, tree, config, services)
    return { flow, test, told, rehearsal, hotline, world }
  })
}

function answersOf({ world, test }: Prepared) {
  return Object.entries(world.asked).map(
    ([mine, written]) => [mine, test.lookups?.[written] ?? 'failed'] as const,
  )
}

/** A call lasts as long as its prompts, most of all. */
const lastingOf = ({ rehearsal }: Prepared): number => rehearsal.moments.length

const WORD_S = 0.12
const SENTENCE_S = 0.4

/** A recording for everything that anybody will be told. */
function tonesFor(prepared: readonly Prepared[]): Record<string, Uint8Array> {
  const moments = prepared.flatMap(({ rehearsal }) => rehearsal.moments)
  const word = toneWav(660, WORD_S)
  const sentence = toneWav(440, SENTENCE_S)
  const files = moments.flatMap(({ say = [], language }) =>
    soundsOf(say, language).flatMap(sound => {
      if (typeof sound !== 'string') return []
      const isWord = !say.some(spoken => spoken === sound)
      return [[`sounds/${language}/${sound}.wav`, isWord ? word : sentence] as const]
    }),
  )
  return Object.fromEntries(files)
}
