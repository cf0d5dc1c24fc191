// Tells live sockets that a session is over: its person logged out, was sent away, or has another role now.

export type Ended = { session: string } | { person: string; except?: string }

export type SessionEnds = {
  say(ended: Ended): void
  /** @returns stops listening */
  listen(heard: (ended: Ended) => void): () => void
}

export function sessionEnds(): SessionEnds {
  const listeners = new Set<(ended: Ended) => void>()
  return {
    say: ended => {
      for (const heard of listeners) heard(ended)
    },
    listen: heard => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
  }
}

/** Whether it is this one that ended. */
export function isOver(ended: Ended, { person, session }: { person: string; session: string }): boolean {
  if ('session' in ended) return ended.session === session
  return ended.person === person && ended.except !== session
}
