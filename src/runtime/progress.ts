// Progress of a long step, as data, and how a terminal or a log shows it.

/** `percent` is 0–100 and left out where nobody knows; `doneMs` is set once, when the step is over. */
export type ProgressStep = { sentence: string; percent?: number; doneMs?: number }
export type Progress = (step: ProgressStep) => void

export const silent: Progress = () => {}

/** Runs `work` as one step: says that it began, and at the end how long it took. */
export async function step<T>(progress: Progress, sentence: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now()
  progress({ sentence })
  const result = await work()
  progress({ sentence, doneMs: performance.now() - startedAt })
  return result
}

/** On a terminal each step is one line, rewritten as it goes on; elsewhere a line when it begins and ends. */
export function terminalProgress(out: NodeJS.WriteStream): Progress {
  let shown = ''
  return ({ sentence, percent, doneMs }) => {
    const tail = doneMs !== undefined ? `done in ${(doneMs / 1000).toFixed(1)} s` : percentText(percent)
    const line = tail ? `${sentence} … ${tail}` : `${sentence} …`
    if (out.isTTY) {
      out.write(`\r${line}\x1b[K${doneMs === undefined ? '' : '\n'}`)
    } else if (doneMs !== undefined || shown !== sentence) {
      out.write(`${line}\n`)
    }
    shown = sentence
  }
}

function percentText(percent: number | undefined): string {
  return percent === undefined ? '' : `${Math.floor(percent)} %`
}
