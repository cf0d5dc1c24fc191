// A thread that works hard for minutes makes room for calls: the kernel gives it what nobody else wants.
import { readlinkSync } from 'node:fs'
import { setPriority } from 'node:os'
import { basename } from 'node:path'

/** Of -20 to 19, 0 being everybody's. The thread still gets a tenth of a core that another wants, too. */
const GENTLY = 10

/** On Linux a priority is a thread's own, and /proc names the thread that asks. */
export function workGently(): void {
  setPriority(Number(basename(readlinkSync('/proc/thread-self'))), GENTLY)
}
