// What is recorded, and for how long it is kept.

export type RecordingPolicy = {
  readonly default: boolean
  /** Queue → recorded or not, where it differs from the default. */
  readonly queues: Readonly<Record<string, boolean>>
  /** Prompt that a caller hears before his first word is recorded: of all recorded queues, or of each by its name. */
  readonly announce?: string | Readonly<Record<string, string>>
  readonly keepMs: number
  /** How long after a caller's last call his number is kept; missing: for ever. */
  readonly keepNumbersMs?: number
}

/** Are talks of this queue recorded? */
export function shouldRecord(policy: RecordingPolicy, queue: string): boolean {
  return Object.hasOwn(policy.queues, queue) ? policy.queues[queue] === true : policy.default
}

/** What is said to a caller of this queue before he is recorded; undefined: nothing. */
export function announcementOf(policy: RecordingPolicy, queue: string): string | undefined {
  const { announce } = policy
  if (announce === undefined || !shouldRecord(policy, queue)) return undefined
  if (typeof announce === 'string') return announce
  return Object.hasOwn(announce, queue) ? announce[queue] : undefined
}
