// "tongdai flow impact": the last callers, rehearsed with the files as they lie there.
import { type Finding, inWords, readTree } from '../../config.ts'
import { told } from '../../told/told.ts'
import { CliProblem, type Office } from '../office-client.ts'
import { table } from '../table.ts'

export type Impact = {
  calls: number
  changed: number
  unknown: number
  partings: {
    flow: string
    section: string
    before: string
    after: string
    calls: number
    examples: string[]
  }[]
}

export async function askImpact(office: Office, root: string, hours: number): Promise<Impact> {
  const { files } = await readTree(root)
  const sent = files.map(({ path, text }) => ({ path, text }))
  const answer = await office.post<Partial<Impact> & { findings: Finding[] }>('configuration/impact', {
    files: sent,
    hours,
  })
  const { findings, calls, changed, unknown, partings } = answer
  if (calls === undefined || changed === undefined || unknown === undefined || !partings) {
    const errors = findings.filter(({ severity }) => severity === 'error').map(inWords)
    throw new CliProblem('findings', told`The files have mistakes.`, told`Mend them first.`, errors)
  }
  return { calls, changed, unknown, partings }
}

export function showImpact({ calls, changed, unknown, partings }: Impact, width: number): string {
  const known = unknown === 0 ? '' : `; of ${unknown} more nothing can be said`
  const head = `${changed} of ${calls} calls would go another way${known}.`
  if (partings.length === 0) return head
  const rows = table(
    partings,
    [
      { title: 'CALLS', of: row => row.calls },
      { title: 'FLOW', of: row => row.flow },
      { title: 'AFTER', of: row => row.section },
      { title: 'THEN', of: row => row.before },
      { title: 'NOW', of: row => row.after },
      { title: 'FOR EXAMPLE', of: row => row.examples[0] },
    ],
    width,
  )
  return `${head}\n\n${rows}`
}
