// The shape of a sound for the eye: the loudest sample of each of so many stretches of equal length. Pure.

export type Peaks = { values: Uint16Array; frames: number }

export function emptyPeaks(points: number, frames: number): Peaks {
  return { values: new Uint16Array(Math.min(points, Math.max(frames, 1))), frames }
}

/** Takes the samples that begin at frame `at` of the whole. */
export function addToPeaks({ values, frames }: Peaks, samples: Int16Array, at: number): void {
  for (let n = 0; n < samples.length; n++) {
    const point = Math.min(values.length - 1, Math.floor(((at + n) * values.length) / frames))
    const loud = Math.abs(samples[n] as number)
    if (loud > (values[point] as number)) values[point] = loud
  }
}

/** 0 is silence, 1 the loudest there is; four decimals. */
export function shownPeaks({ values }: Peaks): number[] {
  return [...values].map(value => Math.round((value / 32_768) * 10_000) / 10_000)
}
