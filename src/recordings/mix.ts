// The two parties of a talk side by side: callers left, agents right, each track where it began. Pure, over pieces
// of samples, so that an hour needs no more memory than a second.

export type Side = 'left' | 'right'

/** Callers stand left. */
export function sideOf(party: string): Side {
  return party === 'caller' ? 'left' : 'right'
}

/**
 * Adds a track's piece to a stereo piece; what is too loud together is held at the limit.
 * @param stereo left and right in turn
 * @param at the frame of `stereo` at which `mono` begins
 */
export function lay(stereo: Int16Array, mono: Int16Array, at: number, side: Side): void {
  let index = at * 2 + (side === 'left' ? 0 : 1)
  for (let n = 0; n < mono.length && index < stereo.length; n++, index += 2) {
    const sum = (stereo[index] as number) + (mono[n] as number)
    stereo[index] = sum > 32_767 ? 32_767 : sum < -32_768 ? -32_768 : sum
  }
}
