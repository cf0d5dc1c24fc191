// Time, read in one place. House time is the machine's uptime in ms: a moved clock changes no deadline, and it
// means the same to every process of one boot. Wall time is only a label.
import { readFileSync } from 'node:fs'
import type { Now } from '../calls/turn.ts'

export type Clock = {
  now(): Now
  /** Tells one boot of the machine from the next: house times of another boot mean nothing. */
  readonly boot: string
}

export function machineClock(): Clock {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return { boot, now: () => ({ wall: Date.now(), house: Number(process.hrtime.bigint() / 1_000n) / 1_000 }) }
}
