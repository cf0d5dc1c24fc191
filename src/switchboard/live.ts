// A call with what the motor keeps beside it, and its stored form: the JSON in the hash `calls`.
import type { Call } from '../calls/call.ts'

export type Live = {
  call: Call
  /** Number of its last journal record. */
  seq: number
  /** The caller's number, sealed: an agent's phone shows it, after a restart of ours as well. */
  sealed: string | undefined
  /** Numbers outside that were called into it, sealed as well: contact → number. */
  outside?: Readonly<Record<string, string>>
}

export function storedForm({ call, seq, sealed, outside }: Live): string {
  return JSON.stringify({ ...call, seq, sealed, outside })
}

/** @returns undefined for a state of another version, or none at all: the talk is kept, the call ends cleanly. */
export function liveFrom(stored: string): Live | undefined {
  let value: unknown
  try {
    value = JSON.parse(stored)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null || !('v' in value) || value.v !== 1) return undefined
  const { seq, sealed, outside, ...call } = value as Call & Omit<Live, 'call'>
  return { call, seq, sealed, ...(outside ? { outside } : {}) }
}
