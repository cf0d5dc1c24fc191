// "npx tongdai flow test --real": the tests that stand in the flows, as real calls through Asterisk, beside what the
// rehearsal says of them.
//
//   node test/rehearsal/real.ts <folder of config/, ivr-flows/, sounds/> [--json] [flow]
import { checkTree, inWords, readTree } from '../../src/config.ts'
import { openRealRunner, type Played } from './real-runner.ts'

const say = (text: string) => void process.stdout.write(`${text}\n`)

async function run(root: string, only: string | undefined, isJson: boolean): Promise<number> {
  const tree = await readTree(root)
  const { config, findings } = checkTree(tree, undefined, 'left-out')
  if (!config) {
    const errors = findings.filter(({ severity }) => severity === 'error')
    say(isJson ? JSON.stringify({ findings: errors }, null, 2) : errors.map(inWords).join('\n'))
    return 1
  }
  const flows = Object.keys(config.flows).filter(name => name === (only ?? name))
  if (!isJson) say('Starting a house of its own …')
  const runner = await openRealRunner(tree, config, flows)
  const all: Played[] = []
  try {
    await runner.playAll(played => {
      all.push(played)
      if (!isJson) for (const line of linesOf(played)) say(line)
    })
  } finally {
    await runner.close()
  }
  if (isJson) say(JSON.stringify(asJson(flows, all), null, 2))
  else say(summaryOf(all))
  return all.some(played => !played.told.passed || verdictOf(played) === 'differs') ? 1 : 0
}

type Verdict = 'agrees' | 'differs' | 'only-rehearsed'

function verdictOf({ really }: Played): Verdict {
  if (!really) return 'only-rehearsed'
  return really.difference === undefined ? 'agrees' : 'differs'
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  agrees: 'as a call too',
  differs: 'NOT AS A CALL',
  'only-rehearsed': 'rehearsed only',
}

function linesOf(played: Played): string[] {
  const { flow, told, really, onlyRehearsed } = played
  const why = [told.sentence, really?.difference, onlyRehearsed].filter(one => one !== undefined)
  return [
    `  ${told.passed ? 'ok  ' : 'FAIL'}  ${VERDICTS[verdictOf(played)].padEnd(14)}  ${flow}: ${told.name}`,
    ...why.map(sentence => `          ${sentence}`),
  ]
}

function countsOf(all: readonly Played[]) {
  const count = (verdict: Verdict): number => all.filter(played => verdictOf(played) === verdict).length
  const failed = all.filter(({ told }) => !told.passed).length
  return { agree: count('agrees'), differ: count('differs'), rehearsedOnly: count('only-rehearsed'), failed }
}

function summaryOf(all: readonly Played[]): string {
  const { agree, differ, rehearsedOnly, failed } = countsOf(all)
  return `${agree} agree, ${differ} differ, ${rehearsedOnly} rehearsed only, ${failed} fail`
}

/** As without --real, and with each test what its call says. */
function asJson(flows: readonly string[], all: readonly Played[]) {
  const tests = (flow: string) =>
    all
      .filter(played => played.flow === flow)
      .toSorted((a, b) => a.told.line - b.told.line)
      .map(played => {
        const { why: _, ...told } = played.told
        const { really, onlyRehearsed } = played
        return { ...told, real: { verdict: verdictOf(played), ...really, onlyRehearsed } }
      })
  return { flows: flows.map(flow => ({ flow, tests: tests(flow) })), ...countsOf(all) }
}

const [root = '.', ...rest] = process.argv.slice(2)
const [only] = rest.filter(word => word !== '--json')
process.exitCode = await run(root, only, rest.includes('--json'))
