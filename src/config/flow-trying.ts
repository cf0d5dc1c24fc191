// A conversation with a flow, without a telephone: what its caller meets after everything that he has done so far.

import { textOf } from '../flows/rehearsal/expectation.ts'
import { type Moment, rehearse } from '../flows/rehearsal/rehearse.ts'
import { answerOf, worldOf } from '../flows/rehearsal/run-tests.ts'
import { scriptOf, type WrittenTest } from '../flows/rehearsal/written-tests.ts'
import type { Step } from '../flows/verbs/verbs.ts'
import type { Config } from './config-types.ts'
import { testHouseOf } from './flow-tests.ts'
import { type Sentence, sentencesOf } from './sentences.ts'

/** As tests write it; `acts` are what he does, one after another. */
export type Attempt = Pick<
  WrittenTest,
  'at' | 'hotline' | 'language' | 'hours' | 'lookups' | 'customer' | 'chance' | 'caller'
> & {
  readonly flow: string
  readonly acts?: WrittenTest['press']
}

export type Met = {
  readonly atMs: number
  /** `section`, `say`, `menu`, `queue`, … */
  readonly kind: string
  /** As a test expects it. */
  readonly words: string
  readonly sentences: readonly Sentence[]
  readonly place: Moment['place']
}

export type Attempted = {
  readonly met: readonly Met[]
  /** What comes next is his: a key, or to go on waiting; or nothing. */
  readonly state: 'asks' | 'waits' | 'ended'
  /** The keys that lead somewhere; with state `asks` and none: digits are asked for. */
  readonly keys: readonly string[]
  /** The queue that he waits in. */
  readonly queue?: string
  /** How it ended: a cause, `caller` or `ran-away`. */
  readonly ended?: string
  readonly place: Moment['place']
  readonly language: string
  readonly elapsedMs: number
  /** What he did and nobody asked for. */
  readonly unused: number
}

/** @param now where no time is named, epoch ms. @returns undefined when there is no such flow */
export function tryFlow(config: Config, attempt: Attempt, now: number): Attempted | undefined {
  const flow = config.flows[attempt.flow]
  if (!flow) return undefined
  const house = testHouseOf(config)
  const hotline = attempt.hotline ?? config.hotlines.find(one => one.flow === flow.name)?.name ?? ''
  const test = { ...attempt, hotline }
  const begin = attempt.at === undefined ? now : house.epochOf(attempt.at)
  const told = rehearse({
    flows: house.flows,
    flow: flow.name,
    language: attempt.language ?? flow.language ?? house.language,
    world: (elapsedMs, language) => worldOf(test, house, begin + elapsedMs, language),
    lookUp: (name, given) => answerOf(test, name, given),
    script: scriptOf({ press: attempt.acts ?? [] }),
    waitsForKeys: true,
  })
  const { rests, place, elapsedMs, language, unused } = told
  const step = config.flows[place.flow]?.sections[place.section]?.[place.step]
  const met = told.moments.map((moment): Met => {
    const [kind = ''] = Object.keys(moment.met)
    const sentences = sentencesOf(moment.say ?? [], moment.language, config)
    return { atMs: moment.atMs, kind, words: textOf(moment.met), sentences, place: moment.place }
  })
  const end = { place, elapsedMs, language, unused: unused.length }
  if ('ended' in rests) return { met, state: 'ended', keys: [], ended: rests.ended, ...end }
  const keys = step ? keysOf(step) : []
  if ('asks' in rests) return { met, state: 'asks', keys, ...end }
  return { met, state: 'waits', keys, queue: rests.queue, ...end }
}

function keysOf(step: Step): string[] {
  return step.verb === 'menu' || step.verb === 'queue' ? [...step.keys.keys()] : []
}
