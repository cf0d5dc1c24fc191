// What queues name: the strategies that there are, and what agents are told.
import { didYouMean } from '../flows/did-you-mean.ts'
import type { Path, Problem } from '../flows/problem.ts'
import { STRATEGY_NAMES } from '../queues/strategies/strategies.ts'
import { told } from '../told/told.ts'
import type { Prompts } from './config-types.ts'
import { type QueueConfig, queuesFile } from './files/queues.ts'
import type { Inspection } from './inspection.ts'
import { noHours } from './outbound.ts'

type Named = {
  own: readonly string[]
  prompts: Prompts
  language: string
  hours: readonly string[] | undefined
}

/**
 * @param own names of the owner's own strategies, also of those that are wrong
 * @param language what is said where the caller's own language has no such prompt
 */
export function checkQueues(
  queues: readonly QueueConfig[],
  { own, prompts, language, hours }: Named,
  inspection: Inspection,
): void {
  const strategies = [...STRATEGY_NAMES, ...own]
  const said = new Set(
    [prompts.sentences, prompts.recordings].flatMap(all => Object.keys(all[language] ?? {})),
  )
  const unsaidOf = (spoken: NonNullable<QueueConfig['whisper']>, path: Path): Problem[] =>
    inspection.unreadLanguages.has(language)
      ? []
      : spoken.flatMap(one =>
          typeof one !== 'string' || said.has(one) ? [] : [unsaid(one, [...said], language, path)],
        )
  const problems = queues.flatMap(
    ({ strategy, whisper = [], found = [], music, announce, callback }, index): Problem[] => [
      ...(strategies.includes(strategy) ? [] : [unknownStrategy(strategy, strategies, [index, 'strategy'])]),
      ...unsaidOf(whisper, [index, 'whisper']),
      ...unsaidOf(found, [index, 'found']),
      ...(typeof music === 'string' ? [] : unsaidOf(music, [index, 'music'])),
      ...unsaidOf(announce.say, [index, 'announce', 'say']),
      ...(callback.hours === undefined ? [] : noHours(callback.hours, hours, [index, 'callback', 'hours'])),
    ],
  )
  inspection.add(queuesFile.path, problems)
}

const unknownStrategy = (name: string, names: readonly string[], path: Path): Problem => ({
  code: 'unknown-strategy',
  path,
  sentence: told`There is no strategy "${name}".`,
  hint: didYouMean(name, names),
})

export const unsaid = (name: string, keys: readonly string[], language: string, path: Path): Problem => ({
  code: 'missing-prompt',
  path,
  sentence: told`There is no prompt "${name}" in the language ${language}.`,
  hint: told`${didYouMean(name, keys)} Or add a sentence to sounds/${language}/prompts.yaml, or a recording ${name}.wav beside it.`,
})
