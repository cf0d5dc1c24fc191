// What is recorded, and for how long it is kept.

export type RecordingPolicy = {
  readonly default: boolean
  /** Queue → recorded or not, where it differs from the default. */
  readonly queues: Readonly<Record<string, boolean>>
  readonly keepMs: number
  /** How long after a caller's last call his number is kept; missing: for ever. */
  readonly keepNumbersMs?: number
}

/** Are talks of this queue recorded? */
export function shouldRecord(policy: RecordingPolicy, queue: string): boolean {
  return Object.hasOwn(policy.queues, queue) ? policy.queues[queue] === true : policy.default
}
