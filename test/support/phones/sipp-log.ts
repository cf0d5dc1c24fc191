// Reads the lines that the scenarios note: `what|call id|subject|seconds|microseconds`.

export type Noted = {
  what: string
  callId: string
  subject: string
  /** Epoch ms, with fractions. */
  at: number
}

export function parseNotes(lines: string[]): Noted[] {
  return lines.flatMap(line => {
    const [what, callId, subject, seconds, micros] = line.split('|')
    if (what === undefined || callId === undefined || subject === undefined || !micros) return []
    return [{ what, callId, subject, at: Number(seconds) * 1_000 + Number(micros) / 1_000 }]
  })
}

/** The notes of each call, calls in the order of their first note. */
export function byCall(notes: Noted[]): Map<string, Noted[]> {
  return Map.groupBy(notes, note => note.callId)
}
