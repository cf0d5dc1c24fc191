// A history: what really happened, as seen from outside the switchboard, one JSON line each. Asterisk's events are heard
// by a second application, requests and their answers by the proxy; phones, records, desks and logs are added at the end.
import { readFile, writeFile } from 'node:fs/promises'

/** `at`: epoch ms. */
export type HistoryLine = { at: number } & (
  | { kind: 'event'; type: string; leg?: string; name?: string; state?: string; talk?: string }
  | { kind: 'request'; id: string; method: string; uri: string }
  | { kind: 'answer'; id: string; status: number }
  /** A call as its phone saw it. `contact`: of its number, as records name it. */
  | { kind: 'caller'; contact: string; answered: boolean; endedBy?: 'us' | 'them'; failed?: string }
  | {
      kind: 'record'
      conversation: string
      contact: string
      arrivedAt: number
      endedAt?: number
      reason: string
    }
  /** An agent's state when all was over. */
  | { kind: 'desk'; agent: string; state: string }
  /** A line of level error or above in a log of ours. */
  | { kind: 'error'; text: string }
  /** A process came up; `announced`: the test had ended the one before. */
  | { kind: 'process'; name: string; pid: number; announced: boolean }
  | { kind: 'size'; name: string; moment: 'before' | 'after'; rssMb: number; handles: number }
)

export type LineOf<K extends HistoryLine['kind']> = Extract<HistoryLine, { kind: K }>

export const linesOf = <K extends HistoryLine['kind']>(
  history: readonly HistoryLine[],
  kind: K,
): LineOf<K>[] => history.filter((line): line is LineOf<K> => line.kind === kind)

export async function writeHistory(file: string, history: readonly HistoryLine[]): Promise<void> {
  await writeFile(file, history.map(line => `${JSON.stringify(line)}\n`).join(''))
}

export async function readHistory(file: string): Promise<HistoryLine[]> {
  const text = await readFile(file, 'utf8')
  return text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as HistoryLine)
}
