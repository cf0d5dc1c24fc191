// Conversations that are over, and callers who had gone before we heard that they came: should their arrival be told
// late, nobody is to be let in, answered for and offered to an agent who would talk to nobody.

/** More than come in a minute, and no event is a minute late. */
const REMEMBERED = 2_000

export type Departed = {
  add(conversation: string): void
  has(conversation: string): boolean
}

export function openDeparted(remembered = REMEMBERED): Departed {
  const gone = new Set<string>()
  return {
    add(conversation) {
      gone.add(conversation)
      if (gone.size <= remembered) return
      const [oldest] = gone
      if (oldest !== undefined) gone.delete(oldest)
    },
    has: conversation => gone.has(conversation),
  }
}
