// Whoever edits files on the disk publishes: the next call meets it, a running one keeps its version; what has
// mistakes changes nothing and is told; a checkout of many files is one version. And what a draft would change for
// those who have called.
import { execFile } from 'node:child_process'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { toneWav } from '../support/audio/tone-wav.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs } from '../support/live-calls.ts'
import { openPhone } from '../support/phones/phone.ts'
import { cdrFrom, everythingIsWritten } from '../support/records.ts'
import { until } from '../support/until.ts'

const VI = { welcome: 500, 'main-menu': 620, closed: 860, goodbye: 1_100 }
const MAIN = `flow: main
title: Main
language: vi
start:
  - say: welcome
  - menu: main-menu
    timeout: 20s
    tries: 1
    keys: { "1": sales, "2": bye }
    no-input: bye
sales:
  - queue: sales
bye:
  - say: goodbye
  - hangup
`
const FLOW = 'ivr-flows/main.yaml'

t.setTimeout(280_000)
const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': '- { name: main, number: "02871099999", title: Main, flow: main }\n',
    'config/recording.yaml': 'default: off\n',
    [FLOW]: MAIN,
    ...Object.fromEntries(Object.entries(VI).map(([key, hz]) => [`sounds/vi/${key}.wav`, toneWav(hz, 1)])),
  },
})
t.teardown(() => house.stop())
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())

type Head = { hash: string; author: string; comment?: string }
type View = {
  edited: { path: string }[]
  refused?: { findings: { file: string; line: number; code: string }[] }
}
const versions = async () => (await house.api('GET', '/api/v1/configuration/versions')).body as Head[]
const view = async () => (await house.api('GET', '/api/v1/configuration')).body as View
const file = (path: string) => join(house.folder, path)
/** As editors save: a file of its own, put in place. */
async function save(path: string, text: string): Promise<void> {
  await writeFile(`${file(path)}~`, text)
  await rename(`${file(path)}~`, file(path))
}
let numbers = 0
async function dial() {
  const number = `+84${903_000_000 + ++numbers}`
  return { number, call: await trunk.dial('02871099999', { from: number }) }
}

t.test('a good edit meets the next call within two seconds; a running call keeps its version', async t => {
  await until(async () => (await versions()).length === 1, 20_000, 'the first version is on record')
  const { call: before, number } = await dial()
  await before.hears(VI.welcome)
  await save(FLOW, MAIN.replace('- say: welcome', '- say: closed').replace('"2": bye', '"2": sales'))
  const savedAt = performance.now()
  await until(async () => (await versions()).length === 2, 10_000, 'it is published')
  const tookMs = performance.now() - savedAt
  t.comment(`published ${tookMs.toFixed(0)} ms after it was saved`)
  t.ok(tookMs < 2_000, `${tookMs.toFixed(0)} ms`)
  t.match((await versions())[0], { author: 'files', comment: 'edited on disk' })
  const { call: after } = await dial()
  await after.hears(VI.closed)
  await before.press('2')
  await before.hears(VI.goodbye)
  await before.ended()
  await after.hangUp()
  t.match(await cdrFrom(house, number), { result: 'left' })
  t.same((await view()).edited, [])
})

t.test('a bad edit changes nothing, and says why where people look', async t => {
  const { length } = await versions()
  const bad = (await readFile(file(FLOW), 'utf8')).replace('queue: sales', 'queue: slaes')
  await save(FLOW, bad)
  await until(async () => (await view()).refused !== undefined, 10_000, 'it is refused')
  const { edited, refused } = await view()
  t.match(edited, [{ path: FLOW }])
  t.match(
    refused?.findings.find(({ code }) => code === 'unknown-queue'),
    { file: FLOW, line: 12 },
  )
  // The log is written a moment after.
  const isLogged = async () =>
    (await house.log('office')).includes('files were edited on the disk and have mistakes')
  await until(isLogged, 5_000, 'the log says so')
  const told = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, '../../src/cli/tongdai.ts'), 'status'],
    {
      env: { PATH: process.env.PATH, TONGDAI_HOME: house.home, TONGDAI_CONFIG: house.folder },
    },
  )
  t.match(told.stdout, /Not in force +ivr-flows\/main\.yaml:\d+:\d+ unknown-queue/)
  const { call } = await dial()
  await call.hears(VI.closed)
  await call.hangUp()
  t.equal((await versions()).length, length)
  await save(FLOW, bad.replace('slaes', 'sales'))
  await until(
    async () => (await view()).refused === undefined,
    10_000,
    'once it is mended nothing is refused',
  )
  t.equal((await versions()).length, length, 'that is what was published before')
})

t.test('many files at once are one version', async t => {
  const { length } = await versions()
  await save(FLOW, MAIN)
  for (let n = 0; n < 20; n++)
    await save(`ivr-flows/more-${n}.yaml`, MAIN.replace('flow: main', `flow: more-${n}`))
  await save('config/queues.yaml', `${await readFile(file('config/queues.yaml'), 'utf8')}# checked out\n`)
  await until(async () => (await versions()).length > length, 10_000, 'they are published')
  await until(async () => (await view()).edited.length === 0, 10_000, 'nothing is left')
  t.equal((await versions()).length, length + 1)
})

t.test('a draft is held against those who have called', async t => {
  for (const key of ['1', '1', '2']) {
    const { call, number } = await dial()
    await call.hears(VI['main-menu'])
    await call.press(key)
    if (key === '1') {
      await callIs(house, number, 'waiting')
      await call.hangUp()
    } else await call.ended()
    await cdrFrom(house, number)
  }
  await everythingIsWritten(house)
  const { files } = (await house.api('GET', '/api/v1/configuration')).body as {
    files: { path: string; text: string }[]
  }
  const draft = files.map(one =>
    one.path === FLOW ? { ...one, text: MAIN.replace('"1": sales, "2": bye', '"2": sales, "1": bye') } : one,
  )
  const same = (await house.api('POST', '/api/v1/configuration/impact', { files })).body as {
    calls: number
    unknown: number
  }
  t.match(same, { changed: 0, partings: [] })
  const { status, body } = await house.api('POST', '/api/v1/configuration/impact', { files: draft })
  t.equal(status, 200)
  ;(body as { partings: { before: string }[] }).partings.sort((a, b) => (a.before < b.before ? 1 : -1))
  t.match(body, {
    // With the one of the first version, who pressed 2 as well.
    changed: 4,
    partings: [
      { flow: 'main', section: 'start', before: 'sales', after: 'bye', calls: 2 },
      { flow: 'main', section: 'start', before: 'bye', after: 'sales', calls: 2 },
    ],
  })
  t.equal(same.calls + same.unknown, numbers, 'each call is told, or counted as unknown')
  const traffic = (await house.api('GET', '/api/v1/flows/main/traffic')).body as {
    sections: { section: string; entered: number; hungUp: number; keys: Record<string, number> }[]
  }
  const start = traffic.sections.find(({ section }) => section === 'start')
  t.match(start, { entered: numbers, hungUp: 2, keys: { 1: 2, 2: 2 } })
})

t.test('the house is whole', async t => assertInvariants(t, house))
