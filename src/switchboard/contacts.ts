// The port to callers' numbers: references for events, the number itself only where somebody must dial or see it.

export type Contacts = {
  /** Number in normal form → reference (keyed hash). */
  refOf(number: string): string
  /** Whether people of ours have blocked this number. */
  isBlocked?(contact: string): boolean
  /** Keeps the number where the scribe finds it. @returns it sealed, for the call's own state. */
  remember(contact: string, number: string): string
  /** The same for who is called into a live call: nowhere but in its own state. */
  keep(contact: string, number: string): string
  /** @returns the number, out of its sealed form if need be; empty where nobody knows it */
  numberOf(contact: string, sealed: string | undefined): string
  /** Closes a text that belongs to this contact. */
  seal(text: string, contact: string): string
}
