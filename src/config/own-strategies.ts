// config/strategies/*.ts: strategies of the owner's own, read and tried before they may decide anything.
import { type SourceFlaw, scriptOf } from '../own-strategies/source.ts'
import type { OwnStrategy } from '../own-strategies/strategies.ts'
import { type TrialFlaw, tried } from '../own-strategies/trial.ts'
import { STRATEGY_NAMES } from '../queues/strategies/strategies.ts'
import { SILENCE, type Told, told } from '../told/told.ts'
import type { Inspection } from './inspection.ts'

export const STRATEGY_FILE = /^config\/strategies\/([^/]+)\.ts$/

/** Whoever sends many that hang must not hold up the house. */
const MOST_STRATEGIES = 20

const NAME = /^[a-z][a-z0-9-]{0,63}$/

/** `names`: also of those that are wrong: a queue that names one is not lost. */
export function readStrategies(inspection: Inspection): { names: string[]; own: OwnStrategy[] } {
  const names: string[] = []
  const own: OwnStrategy[] = []
  for (const path of inspection.paths) {
    const name = STRATEGY_FILE.exec(path)?.[1]
    if (name === undefined) continue
    names.push(name)
    if (names.length > MOST_STRATEGIES) {
      const sentence = told`More than ${MOST_STRATEGIES} strategies are not read.`
      inspection.addAt(path, { line: 1, column: 1 }, { code: 'too-many', sentence, hint: told`Remove some.` })
      continue
    }
    const text = inspection.textOf(path)
    if (text === undefined) continue
    const read = known(name, text)
    if ('own' in read) own.push(read.own)
    else {
      const { code, line, sentence, hint } = read
      inspection.addAt(path, { line, column: 1 }, { code, sentence, hint })
    }
  }
  return { names, own }
}

type Wrong = { code: string; line: number; sentence: Told; hint: Told }
type Read = { own: OwnStrategy } | Wrong

/** The same files are checked again and again; trying one out takes some time. */
const reads = new Map<string, Read>()
const MOST_READS = 100

function known(name: string, text: string): Read {
  const key = `${name}\n${text}`
  const found = reads.get(key) ?? readOne(name, text)
  if (reads.size >= MOST_READS) reads.clear()
  reads.set(key, found)
  return found
}

function readOne(name: string, text: string): Read {
  if (!NAME.test(name))
    return wrong(
      'wrong-name',
      told`A strategy can't be called "${name}".`,
      told`Use small letters, digits and hyphens.`,
    )
  if (STRATEGY_NAMES.includes(name))
    return wrong(
      'wrong-name',
      told`There is a built-in strategy "${name}".`,
      told`Give the file another name.`,
    )
  const read = scriptOf(text)
  if ('flaw' in read) return { ...unreadable(read.flaw), code: 'bad-strategy', line: read.flaw.line }
  const trial = tried(read.script)
  if ('flaw' in trial) return { ...refused(trial.flaw), code: 'bad-strategy', line: 1 }
  const { head } = trial
  if (head.name !== name)
    return wrong(
      'wrong-name',
      told`This strategy calls itself "${head.name}".`,
      told`Write name: '${name}', as the file is called.`,
    )
  return { own: { ...head, script: read.script } }
}

const wrong = (code: string, sentence: Told, hint: Told): Wrong => ({ code, line: 1, sentence, hint })

function unreadable({ code, message }: SourceFlaw): { sentence: Told; hint: Told } {
  if (code === 'no-export')
    return {
      sentence: told`A strategy is the default export of its file.`,
      hint: told`Write one line that begins with: export default { name: …, measure(candidate) { … } }`,
    }
  if (code === 'no-waiting')
    return {
      sentence: told`A strategy stands alone and answers at once: no import, no async.`,
      hint: told`Only import type may stand there.`,
    }
  return { sentence: told`This is no TypeScript: ${message}.`, hint: SILENCE }
}

function refused({ code, message }: TrialFlaw): { sentence: Told; hint: Told } {
  switch (code) {
    case 'too-slow':
      return {
        sentence: told`This strategy takes too long: a decision has 50 ms.`,
        hint: told`Look for a loop without an end.`,
      }
    case 'threw':
      return {
        sentence: told`This strategy throws: ${message || '?'}.`,
        hint: told`It has no clock, no chance, no files and no modules: only what it is given.`,
      }
    case 'no-number':
      return {
        sentence: told`This strategy gives no number for some agents.`,
        hint: told`Let measure(candidate) return a finite number for everybody; mind a division by 0.`,
      }
    case 'not-the-same':
      return {
        sentence: told`This strategy does not always measure the same agent alike.`,
        hint: told`Let it keep nothing from one agent to the next.`,
      }
    case 'no-strategy':
      return {
        sentence: told`The default export has no measure(candidate).`,
        hint: told`Write export default { name: …, measure(candidate) { … } }`,
      }
  }
}
