// npm run bench: Tongdai and others carry the same loads on the same Asterisk, one after the other.
//
//   npm run bench -- --contestant app_queue --load floor --recording no
//   npm run bench -- --section calls         these loads alone, and app_queue, Dial() and an ACD on ari-client beside
//   npm run bench -- --section waiting       a thousand callers who wait (waiting.ts)
//   npm run bench -- --section ari           our ARI client beside ari-client (ari-clients.ts)
//   npm run bench -- --section live          the live floor alone (live.ts)
//   npm run bench -- --section flows         the flow language alone (flows.ts)
//   npm run bench -- --section router        the router alone (router.ts)
//   npm run bench -- --section simulate      simulated days alone (simulate.ts)
//   npm run bench -- --section keys          from a key to the next prompt (keys.ts)
//   npm run bench -- --section knee          callers a second against set-up time, with and without refusal (knee.ts)
//   npm run bench -- --section year          a year of a million calls alone (year.ts)
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { installRuntime } from '../../src/runtime/install.ts'
import { appQueue } from './app-queue.ts'
import { ariTable, compareAriClients } from './ari-clients.ts'
import type { Contestant } from './contestant.ts'
import { plainDial } from './dial.ts'
import { flowsTable, judgeFlows, measureFlows } from './flows.ts'
import { judgeKeys, keysTable, measureKeys } from './keys.ts'
import { judgeKnee, kneeTable, measureKnee } from './knee.ts'
import { judgeLive, liveTable, measureLive } from './live.ts'
import { ratiosOf, tableOf, thisMachine, verdictLines, writeReport } from './report.ts'
import { judgeRouter, measureRouter, routerTable } from './router.ts'
import { LOADS } from './scenarios.ts'
import { judgeSimulate, measureSimulate, simulateTable } from './simulate.ts'
import { smallAcd } from './small-acd.ts'
import { judge } from './targets.ts'
import { tongdai } from './tongdai.ts'
import { type Turn, takeTurn } from './turn.ts'
import { judgeWaiting, measureWaiting, waitingTable } from './waiting.ts'
import { judgeYear, measureYear, yearTable } from './year.ts'

const CONTESTANTS: readonly Contestant[] = [tongdai, appQueue, plainDial, smallAcd]

const SECTIONS = [
  'calls',
  'waiting',
  'ari',
  'live',
  'flows',
  'router',
  'simulate',
  'keys',
  'knee',
  'year',
] as const

const {
  contestant: onlyContestant,
  load: onlyLoad,
  recording: onlyRecording,
  section: onlySection,
} = parseArgs({
  options: {
    contestant: { type: 'string' },
    load: { type: 'string' },
    recording: { type: 'string' },
    section: { type: 'string' },
  },
}).values
const contestants = chosen(CONTESTANTS, 'contestant', onlyContestant, ({ name }) => name)
const loads = chosen(LOADS, 'load', onlyLoad, ({ name }) => name)
const recordings = chosen([false, true], 'recording', onlyRecording, is => (is ? 'yes' : 'no'))

const sections = chosen(SECTIONS, 'section', onlySection, name => name)

const home = join(import.meta.dirname, '../../.tongdai')
const runtime = await installRuntime({ home })
const folder = join(home, 'bench')
const turns: Turn[] = []

for (const load of sections.includes('calls') ? loads : []) {
  for (const isRecorded of recordings) {
    for (const contestant of contestants) {
      const kind = isRecorded ? 'recorded' : 'not recorded'
      process.stderr.write(`${contestant.name}: ${load.title}, ${kind} …\n`)
      turns.push(await takeTurn(contestant, { runtime, folder: join(folder, 'turns'), load, isRecorded }))
    }
  }
}

const isWhole = onlyContestant === undefined && onlyLoad === undefined
const waits = sections.includes('waiting') || (sections.includes('calls') && isWhole)
const waiting = waits ? await measureWaiting() : undefined
const ari = sections.includes('ari') ? await compareAriClients(runtime, folder) : undefined
const live = sections.includes('live') ? await measureLive() : undefined
const flows = sections.includes('flows') ? await measureFlows() : undefined
const router = sections.includes('router') ? measureRouter() : undefined
const simulated = sections.includes('simulate') ? measureSimulate() : undefined
const keys = sections.includes('keys') ? await measureKeys() : undefined
const knee = sections.includes('knee') ? await measureKnee() : undefined
const year = sections.includes('year') ? await measureYear() : undefined
const verdicts = [
  ...judge(turns),
  ...(waiting ? judgeWaiting(waiting) : []),
  ...(live ? judgeLive(live) : []),
  ...(flows ? judgeFlows(flows) : []),
  ...(router ? judgeRouter(router) : []),
  ...(simulated ? judgeSimulate(simulated) : []),
  ...(keys ? judgeKeys(keys) : []),
  ...(knee ? judgeKnee(knee) : []),
  ...(year ? judgeYear(year) : []),
]
const tables = [
  tableOf({ turns }),
  ratiosOf({ turns }),
  waiting && waitingTable(waiting),
  ari && ariTable(ari),
  live && liveTable(live),
  flows && flowsTable(flows),
  router && routerTable(router),
  simulated && simulateTable(simulated),
  keys && keysTable(keys),
  knee && kneeTable(knee),
  year && yearTable(year),
]
  .filter(Boolean)
  .join('\n\n')
process.stdout.write(`${tables}\n\n${verdictLines(verdicts)}\n`)
const path = await writeReport(folder, {
  at: new Date().toISOString(),
  machine: thisMachine(),
  asteriskVersion: runtime.asteriskVersion,
  nodeVersion: process.version,
  turns,
  ...(waiting && { waiting }),
  ...(ari && { ari }),
  ...(live && { live }),
  ...(flows && { flows }),
  ...(simulated && { simulated }),
  ...(keys && { keys }),
  ...(knee && { knee }),
  ...(year && { year }),
  verdicts,
})
process.stdout.write(`\nWritten to ${path}\n`)

/** All, or the one that the command line names. */
function chosen<T>(
  all: readonly T[],
  option: string,
  name: string | undefined,
  nameOf: (one: T) => string,
): T[] {
  const found = all.filter(one => name === undefined || nameOf(one) === name)
  if (found.length === 0) throw new Error(`--${option} ${name}: choose one of ${all.map(nameOf).join(', ')}`)
  return found
}
