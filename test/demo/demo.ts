// `npm run demo`: a house of its own with callers and agents who really call, by SIP through Asterisk, so that
// within a minute every screen lives. Its home and ports are its own; it stands beside any other house.
import { setTimeout as pause } from 'node:timers/promises'
import { CliProblem, reachOffice } from '../../src/cli/office-client.ts'
import { RuntimeProblem } from '../../src/runtime/runtime-problem.ts'
import { startKeeper } from '../support/house-folder.ts'
import { startDemoAgents } from './agents.ts'
import { startDemoCallers } from './callers.ts'
import { layOutDemo } from './demo-house.ts'
import { openNeighbours } from './examples.ts'
import { giveLogIns, inWords } from './log-ins.ts'
import { openTraffic } from './traffic.ts'

const stopping = new AbortController()
const { signal } = stopping
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort())

try {
  await demo()
} catch (error) {
  if (!(error instanceof RuntimeProblem || error instanceof CliProblem)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function demo(): Promise<void> {
  console.error('Making a house for the demo, beside your own …')
  const house = await layOutDemo(await openNeighbours(), process.argv[2])
  const keeper = startKeeper(house)
  keeper.process.stderr?.on('data', text => process.stderr.write(text))
  let isOver = false
  void keeper.ended.then(() => {
    isOver = true
    stopping.abort()
  })
  try {
    while (!signal.aborted && !keeper.said().includes('Ctrl-C lets'))
      await pause(100, undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    const office = await reachOffice(house.home)
    const logIns = await giveLogIns(office, keeper.said())
    const traffic = openTraffic(signal)
    const agents = await startDemoAgents({ house, office, traffic, passwords: passwordsIn(keeper.said()) })
    const callers = await startDemoCallers({ house, traffic })
    console.log(inWords(`https://localhost:${house.ports.https}`, logIns, agents.names.length))
    await new Promise(resolve => signal.addEventListener('abort', resolve, { once: true }))
    console.error('\nEnding the calls and the house …')
    await Promise.all([agents.stop(), callers.stop()])
  } finally {
    // A Ctrl-C at the terminal reached the keeper as well; the same again would hurry it.
    if (!isOver && !keeper.said().includes('Stopping:')) keeper.process.kill('SIGINT')
    await keeper.ended
  }
}

/** Phone → password, as the start sheet shows them. */
function passwordsIn(sheet: string): Record<string, string> {
  const found = sheet.matchAll(/^ {4}([a-z][a-z0-9-]*) +([\w-]{20,})$/gm)
  return Object.fromEntries([...found].map(([, id = '', password = '']) => [id, password]))
}
