// Runs the tests that stand in a flow, without a telephone.

import { type Told, told, wordsOf } from '../../told/told.ts'
import { durationMs } from '../duration.ts'
import type { ClosedBecause, Flows, Inputs, LookUpOutcome, QueueState, World } from '../flow.ts'
import type { Values } from '../value.ts'
import { CALLBACK_ASK } from '../verbs/callback.ts'
import { CUSTOMER_ASK } from '../verbs/customer.ts'
import { compare, textOf } from './expectation.ts'
import type { Met } from './met.ts'
import { rehearse, type Scene } from './rehearse.ts'
import { scriptOf, type WrittenTest } from './written-tests.ts'

/** The house as far as a flow can ask for it. Times are epoch ms. */
export type TestHouse = {
  readonly flows: Flows
  readonly language: string
  /** `2026-03-02T09:00`, with or without its offset → epoch ms. */
  epochOf(at: string): number
  isOpen(hours: string, hotline: string, at: number): boolean
  closedBecause?(hours: string, hotline: string, at: number): ClosedBecause | undefined
  localTime(at: number): string
  agentAt(extension: string): string | undefined
}

export type TestResult = {
  readonly name: string
  readonly passed: boolean
  /** What he met, in words. */
  readonly met: readonly string[]
  /** Why it did not pass. */
  readonly sentence?: string
  /** The same, with its values told apart. */
  readonly why?: Told
  /** Index in `expect`, or that of the test itself when something is left over. */
  readonly at?: number
}

/** What a test says of the world that its caller calls in. */
export type Surroundings = Pick<WrittenTest, 'hotline' | 'hours' | 'queues' | 'chance' | 'caller'>

/** A Monday, at an hour at which most are open. */
export const USUAL_TIME = '2026-03-02T10:00'

export function runTest(
  flow: string,
  language: string | undefined,
  test: WrittenTest,
  house: TestHouse,
): TestResult {
  const { met, unused } = rehearse(sceneOf(flow, language, test, house))
  const words = met.filter(one => !('section' in one)).map(textOf)
  const wrong = whatIsWrong(test, met, unused.length)
  return { name: test.name, passed: wrong === undefined, met: words, ...wrong }
}

/** The rehearsal that this test of a flow is. @param language of the flow, if it names one */
export function sceneOf(
  flow: string,
  language: string | undefined,
  test: WrittenTest,
  house: TestHouse,
): Scene {
  const begin = house.epochOf(test.at ?? USUAL_TIME)
  return {
    flows: house.flows,
    flow,
    language: test.language ?? language ?? house.language,
    world: (elapsedMs, spoken) => worldOf(test, house, begin + elapsedMs, spoken),
    lookUp: (name, given) => answerOf(test, name, given),
    ...(test.outside === undefined ? {} : { nobodyOutside: true }),
    script: scriptOf(test),
  }
}

function whatIsWrong(test: WrittenTest, met: readonly Met[], unused: number) {
  const wrong = compare(test.expect, met)
  if (!wrong) {
    if (unused === 0) return undefined
    const sentence = told`${unused} of what the caller does found no question: the flow was over, or rested, before.`
    return because(sentence)
  }
  const { at, expected, met: came = told`nothing more` } = wrong
  if (expected === undefined)
    return { at, ...because(told`After all that is expected, the caller meets ${came}.`) }
  return { at, ...because(told`The caller was to meet ${expected}, and meets ${came}.`) }
}

const because = (why: Told) => ({ sentence: wordsOf(why), why })

/** Who calls from where nothing is said of it. */
const USUAL_NUMBER = '0901234567'

type Answer = { outcome: LookUpOutcome; values: Values }

/** May he be called back? A number that he keys in may if it is one of the country's own. @param own the caller's */
export function callbackAnswer(
  { callback }: Pick<WrittenTest, 'callback'>,
  { number }: Inputs,
  own = USUAL_NUMBER,
): Answer {
  const isKeyedIn = typeof number === 'string'
  if (isKeyedIn ? !/^0[1-9][0-9]{8,9}$/.test(number) : callback === 'refused')
    return { outcome: 'not-found', values: {} }
  const called = isKeyedIn ? number : own
  return { outcome: 'found', values: { number: called, contact: called, kind: 'national' } }
}

/** What this lookup answers in the test. */
export function answerOf(
  test: Pick<WrittenTest, 'lookups' | 'customer' | 'callback'>,
  name: string,
  given: Inputs,
): Answer {
  const { lookups, customer } = test
  if (name === CALLBACK_ASK) return callbackAnswer(test, given)
  if (name === CUSTOMER_ASK) {
    if (!customer) return { outcome: 'not-found', values: {} } as const
    return { outcome: 'found', values: customer } as const
  }
  const answer = lookups?.[name]
  if (typeof answer !== 'object') return { outcome: answer ?? 'failed', values: {} } as const
  return { outcome: 'found', values: answer.found } as const
}

/** The world as the test sets it; where it says nothing, the house's. @param at epoch ms */
export function worldOf(test: Surroundings, house: TestHouse, at: number, language: string): World {
  const hotline = test.hotline ?? ''
  return {
    isOpen: name => {
      const written = test.hours?.[name]
      return written === undefined ? house.isOpen(name, hotline, at) : written === 'open'
    },
    closedBecause: name =>
      test.hours?.[name] === undefined ? house.closedBecause?.(name, hotline, at) : 'hours',
    localTime: house.localTime(at),
    chance: () => test.chance ?? 0,
    known(name) {
      if (name === 'call.hotline') return hotline
      if (name === 'call.language') return language
      return name === 'call.number-kind' ? (test.caller ?? 'national') : undefined
    },
    agentAt: house.agentAt,
    queueState: name => queueStateIn(test.queues?.[name]),
  }
}

/** Where a test says nothing, one agent is there, and free; nobody waits. */
function queueStateIn(written: NonNullable<WrittenTest['queues']>[string] = {}): QueueState {
  const { waiting = 0, 'longest-wait': longest = '0s', free = 1, here = Math.max(1, free) } = written
  return { waiting, longestWaitMs: durationMs(longest), free, here }
}
