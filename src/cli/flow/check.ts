// "tongdai flow check": the findings, as an editor or a build understands them.

import { flowFile } from '../../config/flow-places.ts'
import { checkTree, hasErrors, inWords, readTree } from '../../config.ts'
import { findingsIn } from '../../told/findings.ts'
import type { Language } from '../../told/told.ts'
import { noSuchFlow } from './no-such-flow.ts'

export type Printing = { isJson: boolean; language: Language; out(text: string): void }

/** @param flow without it: all files. @returns the exit code */
export async function checkFlow(
  root: string,
  flow: string | undefined,
  { isJson, language, out }: Printing,
): Promise<number> {
  const tree = await readTree(root)
  const all = findingsIn(language, checkTree(tree).findings)
  const findings = flow === undefined ? all : all.filter(({ file }) => file === flowFile(flow))
  if (flow !== undefined && !tree.files.some(({ path }) => path === flowFile(flow))) throw noSuchFlow(flow)
  if (isJson) out(JSON.stringify(findings, null, 2))
  else {
    for (const finding of findings) out(inWords(finding))
    const errors = findings.filter(({ severity }) => severity === 'error').length
    out(summary(errors, findings.length - errors))
  }
  return hasErrors(findings) ? 1 : 0
}

function summary(errors: number, warnings: number): string {
  if (errors + warnings === 0) return 'Nothing is wrong.'
  return `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
