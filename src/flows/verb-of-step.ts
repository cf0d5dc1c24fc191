// Which verb a step is: the one of its keys that names a verb. A verb's name may also be a setting of another
// verb; then it is the other one, whatever stands first:
// Where each of two is a setting of the other, the one written first is the verb.

import { told } from '../told/told.ts'
import { didYouMean, nearest } from './did-you-mean.ts'
import type { Path, Problem } from './problem.ts'
import { type VerbName, verbNames, verbs } from './verbs/verbs.ts'

/** @returns undefined when it is none or more than one; what is wrong is added to `problems`. */
export function verbOf(
  step: Readonly<Record<string, unknown>>,
  path: Path,
  problems: Problem[],
): VerbName | undefined {
  const keys = Object.keys(step)
  const named = keys.filter((key): key is VerbName => (verbNames as readonly string[]).includes(key))
  if (named.length === 0) {
    problems.push(unknownVerb(keys, path))
    return undefined
  }
  const leading = named.filter(name => !named.some(other => other !== name && has(other, name)))
  if (leading.length > 1) {
    problems.push(severalVerbs(leading, path))
    return undefined
  }
  return leading[0] ?? named[0]
}

const settings: ReadonlyMap<VerbName, ReadonlySet<string>> = new Map(
  verbNames.map(name => [name, new Set(Object.keys(propertiesOf(verbs[name].schema)))]),
)

const has = (verb: VerbName, setting: string): boolean => settings.get(verb)?.has(setting) ?? false

function propertiesOf(schema: object): object {
  return 'properties' in schema && typeof schema.properties === 'object' ? (schema.properties ?? {}) : {}
}

/** The key that looks most like a verb, for which no setting is meant. */
function unknownVerb(keys: readonly string[], path: Path): Problem {
  if (keys.length === 0)
    return { code: 'unknown-verb', path, sentence: told`This step is empty.`, hint: told`Delete it.` }
  const strange = keys.filter(key => !verbNames.some(name => has(name, key)))
  const word = strange.find(key => nearest(key, verbNames) !== undefined) ?? strange[0]
  if (word === undefined) {
    const owners = verbNames.filter(name => keys.every(key => has(name, key)))
    return {
      code: 'unknown-verb',
      path: [...path, keys[0]!],
      at: 'key',
      sentence: told`This step has settings, and no verb that they belong to.`,
      hint: told`Write the verb first, such as "- ${owners[0] ?? 'say'}: …".`,
    }
  }
  return {
    code: 'unknown-verb',
    path: [...path, word],
    at: 'key',
    sentence: told`There is no verb "${word}".`,
    hint: didYouMean(word, verbNames),
  }
}

function severalVerbs([first, second]: readonly string[], path: Path): Problem {
  return {
    code: 'several-verbs',
    path: [...path, second!],
    at: 'key',
    sentence: told`This step has two verbs, "${first!}" and "${second!}".`,
    hint: told`Begin a step of its own: "- ${second!}: …".`,
  }
}
