// The child's side of the keeper: beats, drains when told to, and never outlives its keeper.

/** What keeper and child say to each other over Node's channel between processes. */
export type FromChild = { beat: true } | { ready: true }
export type ToChild = { drain: { limitMs: number } } | { handOver: true }

const beatEveryMs = 1000
/** Without a keeper nobody says how long a drain may take. */
const ownDrainMs = 10_000

/** How a child ends when it is told to. */
export type Endings = {
  /** Takes no new work, ends what runs and closes what is open, within `limitMs`. */
  drain(limitMs: number): Promise<void>
  /** Leaves what runs to a successor and closes what is open, at once. */
  handOver(): Promise<void>
}

export type Supervision = {
  /** Tells the keeper that this process now does its work; the keeper then starts the next one. */
  ready: () => void
}

/**
 * Call it first thing in a child. Once it has ended as it was told the process exits with 0. A SIGTERM hands over:
 * the keeper starts the successor. Works without a keeper too, for a process started by hand.
 */
export function superviseMe(endings: Endings): Supervision {
  let isEnding = false
  const end = async (how: () => Promise<void>): Promise<void> => {
    if (isEnding) return
    isEnding = true
    await how()
    process.exit(0)
  }
  const drain = (limitMs: number) => end(() => endings.drain(limitMs))
  const handOver = () => end(() => endings.handOver())
  const say = (message: FromChild): void => {
    // A channel that closes meanwhile speaks for itself: see `disconnect`.
    if (process.connected) process.send?.(message, () => {})
  }
  process.on('SIGTERM', handOver)
  // At a terminal a Ctrl-C reaches every process; with a keeper, the keeper says what to do.
  const kept = process.send !== undefined
  process.on('SIGINT', () => (kept ? undefined : drain(ownDrainMs)))
  process.on('SIGHUP', () => (kept ? undefined : drain(ownDrainMs)))
  if (kept) {
    setInterval(() => say({ beat: true }), beatEveryMs).unref()
    process.on('message', (message: ToChild) =>
      'drain' in message ? drain(message.drain.limitMs) : handOver(),
    )
    // The keeper is gone: its successor starts a child of its own, and two must not work side by side.
    process.on('disconnect', () => process.exit(1))
    if (!process.connected) process.exit(1)
  }
  return { ready: () => say({ ready: true }) }
}
