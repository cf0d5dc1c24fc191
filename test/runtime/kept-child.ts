// A child for the keeper's tests. Its first argument says how it behaves; what it does it writes to the
// file named by the second, a line each: `ready PID`, `drain LIMIT`, `hand over`.
import { appendFileSync } from 'node:fs'
import { superviseMe } from '../../src/runtime/supervise-me.ts'

const [, , manner = '', file = ''] = process.argv
const note = (line: string): void => appendFileSync(file, `${line}\n`)

if (manner === 'ends-at-once') process.exit(3)
const { ready } = superviseMe({
  async drain(limitMs) {
    note(`drain ${limitMs}`)
    // Drains for ever: only a SIGKILL ends it.
    if (manner === 'never-drains') await new Promise(() => {})
  },
  handOver: async () => note('hand over'),
})
// What a real child has: something that keeps it alive.
setInterval(() => {}, 60_000)
ready()
note(`ready ${process.pid}`)
