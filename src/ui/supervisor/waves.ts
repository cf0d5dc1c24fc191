// The tracks of a conversation on one line of time, as their mix is: a call that was put back into a queue has
// several of each party, with a gap between them.

export type Track = { party: string; startedAt: string; durationMs?: number }
/** Of each party the loudness of so many stretches, 0 to 1. */
export type Waves = { caller: number[]; agent: number[]; durationMs: number }

const POINTS = 1_000

/** @param peaks of each track, over its own duration */
export function wavesOf(tracks: readonly Track[], peaks: readonly (readonly number[])[]): Waves {
  const spans = tracks.map(({ startedAt, durationMs = 0 }) => {
    const from = Date.parse(startedAt)
    return { from, to: from + durationMs }
  })
  const first = Math.min(...spans.map(({ from }) => from))
  const durationMs = Math.max(0, ...spans.map(({ to }) => to - first))
  const lines = { caller: silence(), agent: silence() }
  for (const [index, { from, to }] of spans.entries()) {
    const line = tracks[index]?.party === 'caller' ? lines.caller : lines.agent
    const own = peaks[index] ?? []
    for (let point = 0; point < POINTS; point += 1) {
      const at = first + ((point + 0.5) / POINTS) * durationMs
      if (at < from || at >= to) continue
      const loud = own[Math.floor(((at - from) / (to - from)) * own.length)] ?? 0
      line[point] = Math.max(line[point] ?? 0, loud)
    }
  }
  return { ...lines, durationMs }
}

function silence(): number[] {
  return new Array<number>(POINTS).fill(0)
}
