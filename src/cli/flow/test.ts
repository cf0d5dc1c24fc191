// "tongdai flow test": the tests that stand in the flows, each with what its caller met.

import { flowFile } from '../../config/flow-places.ts'
import { type ToldTest, tellTests } from '../../config/flow-tests.ts'
import { checkTree, inWords, readTree } from '../../config.ts'
import { findingsIn, reasonIn } from '../../told/findings.ts'
import type { Language } from '../../told/told.ts'
import type { Printing } from './check.ts'
import { noSuchFlow } from './no-such-flow.ts'

type ToldFlow = { flow: string; tests: ToldTest[] }

/** @param flow without it: all of them. @returns the exit code */
export async function testFlows(
  root: string,
  flow: string | undefined,
  { isJson, language, out }: Printing,
): Promise<number> {
  const tree = await readTree(root)
  const { config, findings } = checkTree(tree, undefined, 'left-out')
  if (!config) {
    const errors = findingsIn(language, findings).filter(({ severity }) => severity === 'error')
    out(isJson ? JSON.stringify({ findings: errors }, null, 2) : errors.map(inWords).join('\n'))
    return 1
  }
  const flows = Object.values(config.flows).filter(({ name }) => name === (flow ?? name))
  if (flow !== undefined && flows.length === 0) throw noSuchFlow(flow)
  const told = flows.map(
    (one): ToldFlow => ({
      flow: one.name,
      tests: tellTests(tree, one, config).map(test => inLanguage(language, test)),
    }),
  )
  if (isJson) out(JSON.stringify({ flows: told }, null, 2))
  else for (const line of linesOf(told)) out(line)
  return told.some(({ tests }) => tests.some(({ passed }) => !passed)) ? 1 : 0
}

/** Why it fails, as the terminal reads it. */
function inLanguage(language: Language, { why, ...test }: ToldTest): ToldTest {
  return why ? { ...test, sentence: reasonIn(language, why) } : test
}

function linesOf(flows: readonly ToldFlow[]): string[] {
  const all = flows.flatMap(({ tests }) => tests)
  const failed = all.filter(({ passed }) => !passed).length
  const tookMs = all.reduce((sum, test) => sum + test.tookMs, 0)
  return [
    ...flows
      .filter(({ tests }) => tests.length > 0)
      .flatMap(({ flow, tests }) => [flow, ...tests.flatMap(test => testLines(flow, test))]),
    `${all.length - failed} passed, ${failed} failed, ${tookMs.toFixed(1)} ms`,
  ]
}

function testLines(flow: string, { name, passed, met, sentence, line, tookMs }: ToldTest): string[] {
  const took = `${tookMs.toFixed(1)} ms`
  if (passed) return [`  ok    ${name}  (${took})`, `          ${met.join(', ')}`]
  return [
    `  FAIL  ${name}  (${took})`,
    `          ${flowFile(flow)}:${line}: ${sentence ?? ''}`,
    `          ${met.join(', ')}`,
  ]
}
