// Time, read in one place. House time is a count of ms that never jumps: the machine's uptime, so a moved clock changes
// no deadline and it means the same to every process of one boot. Another boot, or another machine, goes on where it was
// last written down. Wall time is only a label.
import { readFileSync } from 'node:fs'
import type { Now } from '../calls/turn.ts'

export type Clock = {
  now(): Now
  /** The name of this house time (of the boot in which it began): times of another one mean nothing. */
  readonly boot: string
}

export type MachineClock = Clock & {
  /** What has to be written down every second, so that house time goes on wherever we start next. */
  note(): HouseTime
}

/** House time as it was at some moment. `boot`: its name; `machine`: the boot that read it, `offsetMs` past its uptime. */
export type HouseTime = { boot: string; machine: string; offsetMs: number; house: number; wall: number }

type Here = { machine: string; uptimeMs: number; wall: number }

/** @param last what was written down last; nothing: house time begins with this boot of the machine */
export function machineClock(last?: HouseTime): MachineClock {
  const machine = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  const { boot, offsetMs } = goingOn(last, { machine, uptimeMs: uptimeMs(), wall: Date.now() })
  const now = () => ({ wall: Date.now(), house: uptimeMs() + offsetMs })
  return { boot, now, note: () => ({ boot, machine, offsetMs, ...now() }) }
}

/** In another boot only the wall knows how much time has passed; it may have been put back, house time never is. */
export function goingOn(last: HouseTime | undefined, here: Here): Pick<HouseTime, 'boot' | 'offsetMs'> {
  if (!last) return { boot: here.machine, offsetMs: 0 }
  const { boot, machine, offsetMs, house, wall } = last
  if (machine === here.machine) return { boot, offsetMs }
  return { boot, offsetMs: house + Math.max(0, here.wall - wall) - here.uptimeMs }
}

const uptimeMs = () => Number(process.hrtime.bigint() / 1_000n) / 1_000
