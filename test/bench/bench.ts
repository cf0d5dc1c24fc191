// npm run bench: Tongdai and app_queue carry the same loads on the same Asterisk, one after the other.
//
//   npm run bench -- --contestant app_queue --load floor --recording no
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installRuntime } from '../../src/runtime/install.ts'
import { appQueue } from './app-queue.ts'
import type { Contestant } from './contestant.ts'
import { tableOf, thisMachine, writeReport } from './report.ts'
import { LOADS } from './scenarios.ts'
import { type Turn, takeTurn } from './turn.ts'

const CONTESTANTS: readonly Contestant[] = [appQueue]

const { values } = parseArgs({
  options: {
    contestant: { type: 'string' },
    load: { type: 'string' },
    recording: { type: 'string' },
  },
})

const home = join(import.meta.dirname, '../../.tongdai')
const runtime = await installRuntime({ home })
const folder = join(home, 'bench')
const turns: Turn[] = []

for (const load of LOADS.filter(({ name }) => (values.load ?? name) === name)) {
  for (const isRecorded of [false, true].filter(is => (values.recording ?? word(is)) === word(is))) {
    for (const contestant of CONTESTANTS.filter(({ name }) => (values.contestant ?? name) === name)) {
      const kind = isRecorded ? 'recorded' : 'not recorded'
      process.stderr.write(`${contestant.name}: ${load.title}, ${kind} …\n`)
      turns.push(await takeTurn(contestant, { runtime, folder: join(folder, 'turns'), load, isRecorded }))
    }
  }
}

process.stdout.write(`${tableOf({ turns })}\n`)
const path = await writeReport(folder, {
  at: new Date().toISOString(),
  machine: thisMachine(),
  asteriskVersion: runtime.asteriskVersion,
  nodeVersion: process.version,
  turns,
})
process.stdout.write(`\nWritten to ${path}\n`)

function word(is: boolean): 'yes' | 'no' {
  return is ? 'yes' : 'no'
}
