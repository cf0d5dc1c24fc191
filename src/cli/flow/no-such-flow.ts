// A flow that somebody named and that is not there.

import { told } from '../../told/told.ts'
import { CliProblem } from '../office-client.ts'

export function noSuchFlow(name: string): CliProblem {
  const hint = told`Name a file of ivr-flows/ without its ending; "npx tongdai flow check" says what is wrong.`
  return new CliProblem('no-such-flow', told`There is no flow "${name}", or it can't be read.`, hint)
}
