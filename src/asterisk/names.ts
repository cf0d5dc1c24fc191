// Whose is this? Ids of ours tell their conversation and their role; a caller's leg gets its conversation from
// a hash of its own id, so that the same leg always maps to the same conversation, after any restart.
import { createHash } from 'node:crypto'

export type Role = 'agent' | 'out' | 'play' | 'talk' | 'rec' | 'ear' | 'msg'

const OURS = /^([a-z2-7]{16})-(agent|out|play|talk|rec|ear|msg)-(\d+)$/

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** @returns conversation and role of an id that we made, or undefined: not ours, hands off. */
export function ours(id: string): { conversation: string; role: Role } | undefined {
  const match = OURS.exec(id)
  return match ? { conversation: match[1] as string, role: match[2] as Role } : undefined
}

/** @returns the conversation of an inbound leg: 16 letters and digits, safe in URLs, file names and SIP headers. */
export function conversationOf(uniqueid: string): string {
  const hash = createHash('sha256').update(uniqueid).digest()
  let name = ''
  for (let i = 0; i < 16; i++) name += ALPHABET[(hash[i] as number) & 31]
  return name
}

/** @returns `trunk-viettel` of `PJSIP/trunk-viettel-0000000a`. */
export function endpointOf(channelName: string): string {
  return channelName.replace(/^[^/]*\//, '').replace(/-[0-9a-f]+$/, '')
}
