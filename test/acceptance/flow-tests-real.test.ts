// The tests that stand in flows, run twice: rehearsed without a telephone, and as real calls through Asterisk. Both
// must say the same of each: of every shipped flow, and of one that uses what the shipped ones don't.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { checkTree, readTree } from '../../src/config.ts'
import { openRealRunner, type Played } from '../rehearsal/real-runner.ts'
import { assertInvariants } from '../support/invariants.ts'

t.setTimeout(280_000)
const checkout = join(import.meta.dirname, '../..')
const folder = await mkdtemp(join(tmpdir(), 'tongdai-real-'))
t.teardown(() => rm(folder, { recursive: true, force: true }))
for (const name of ['config', 'ivr-flows', 'sounds'])
  await cp(join(checkout, name), join(folder, name), { recursive: true })
await mkdir(join(folder, 'ivr-flows'), { recursive: true })

/** Ways that no shipped flow has: a silent caller, short waits, another flow for good, all kinds of callers. */
const OTHERS = `
flow: others
title: Others
language: vi
start:
  - notice: welcome
    weekdays: [sat, sun]
  - when:
      - { call.number-kind: anonymous, go: nobody }
      - { call.number-kind: international, go: abroad }
      - { call.hotline: english, go: abroad }
  - menu: main-menu
    timeout: 1s
    tries: 2
    keys: { "1": number, "2": wait, "3": shut, "4": message, "5": elsewhere, "6": known, "7": agent, "8": spoken, "9": sent, "*": who }
    no-input: shut
number:
  - collect: account
    digits: 4
    tries: 1
    timeout: 1s
    failed: shut
  - say: [please-wait, goodbye]
wait:
  - queue: sales
    keys: { "5": message }
    after: { 2s: aside }
aside:
  - say: keep-waiting-or-message
message:
  - voicemail: sales
  - say: goodbye
shut:
  - hours: office
    closed: night
    holiday: feast
  - say: welcome
night:
  - say: [closed, goodbye]
feast:
  - say: closed
  - hangup: busy
elsewhere:
  - go: { flow: customer-number, section: ask }
known:
  - lookup: balance
    not-found: nobody
    failed: night
  - note: { balance: lookup.balance, language: call.language }
  - say: [{ number: lookup.balance }, { text: "Xin chào" }]
agent:
  - dial: enter-extension
    ring: 2s
    no-answer: night
spoken:
  - record: words
    silence: 2s
sent:
  - queue-state: sales
    when:
      - { waiting: { from: 10 }, go: night }
      - { here: 0, go: feast }
  - transfer: { agent: binh }
    ring: 2s
    no-answer: nobody
who:
  - customer: caller
    unknown: nobody
  - note: { name: customer.name, by: customer.last-agent }
abroad:
  - language: en
  - say: welcome
nobody:
  - hangup: no-such-number
tests:
  - name: four digits
    press: ["1", "1234"]
    expect: [{ menu: main-menu }, { collect: account }, { say: [please-wait, goodbye] }, hangup]
  - name: no digits, at night
    at: 2026-03-02T22:00
    press: ["1", ""]
    expect: [{ menu: main-menu }, { collect: account }, { section: night }, { say: [closed, goodbye] }, hangup]
  - name: nothing pressed on a holiday
    at: 2026-09-02T10:00
    expect: [{ menu: main-menu }, { menu: main-menu }, { section: feast }, { say: closed }, { hangup: busy }]
  - name: on a Saturday there is a notice
    at: 2026-03-07T10:00
    press: "3"
    expect: [{ say: welcome }, { menu: main-menu }, { say: welcome }, hangup]
  - name: hours as the test says
    hours: { office: closed }
    press: "3"
    expect: [{ menu: main-menu }, { say: [closed, goodbye] }, hangup]
  - name: a queue, and what is heard while waiting
    press: ["2", { wait: 3s }]
    expect: [{ menu: main-menu }, { queue: sales }, { section: aside }, { say: keep-waiting-or-message }]
  - name: out of the queue to a message
    press: ["2", "5", { speak: 3s }, "1"]
    expect: ["...", { queue: sales }, { say: leave-message }, { leave-queue: true }, { voicemail: sales }, { say: message-review }, { say: goodbye }, hangup]
  - name: he says what he has to say again
    press: ["4", { speak: 3s }, "3", { speak: 3s }, "1"]
    expect: ["...", { voicemail: sales }, { say: message-review }, { voicemail: sales }, "...", { say: goodbye }, hangup]
  - name: he hangs up while he waits
    press: ["2", hang-up]
    expect: [{ menu: main-menu }, { queue: sales }, { hangup: caller }]
  - name: another flow for good
    press: ["5", "79927398713"]
    expect: [{ menu: main-menu }, { collect: customer }, { note: { customer: "79927398713" } }, hangup]
  - name: what a lookup finds
    press: "6"
    lookups: { balance: { found: { balance: 21 } } }
    expect: [{ menu: main-menu }, { lookup: balance }, { note: { balance: 21 } }, { note: { language: vi } }, { say: [{ number: 21 }, { text: "Xin chào" }] }, hangup]
  - name: what a lookup does not find
    press: "6"
    lookups: { balance: not-found }
    expect: [{ menu: main-menu }, { lookup: balance }, { hangup: no-such-number }]
  - name: a lookup that fails
    press: "6"
    expect: [{ menu: main-menu }, { lookup: balance }, { say: [closed, goodbye] }, hangup]
  - name: a colleague who does not answer
    press: ["7", "201#", { wait: 3s }]
    expect: [{ menu: main-menu }, { dial: enter-extension }, { queue: "agent:binh" }, { leave-queue: true }, { say: [closed, goodbye] }, hangup]
  - name: who says nothing when he is to speak
    press: "8"
    expect: [{ menu: main-menu }, { say: leave-message }, { record: words }, hangup]
  - name: where too many wait he need not
    queues: { sales: { waiting: 12, free: 0 } }
    press: "9"
    expect: [{ menu: main-menu }, { say: [closed, goodbye] }, hangup]
  - name: nor where nobody works
    queues: { sales: { free: 0, here: 0 } }
    press: "9"
    expect: [{ menu: main-menu }, { say: closed }, { hangup: busy }]
  - name: sent to a colleague, who does not answer
    press: ["9", { wait: 3s }]
    expect: [{ menu: main-menu }, { queue: "agent:binh" }, { leave-queue: true }, { hangup: no-such-number }]
  - name: a customer, and who served him
    customer: { name: Lan, last-agent: chi }
    press: "*"
    expect: [{ menu: main-menu }, { note: { name: Lan } }, { note: { by: chi } }, hangup]
  - name: nobody's customer
    press: "*"
    expect: [{ menu: main-menu }, { hangup: no-such-number }]
  - name: nobody's number
    caller: anonymous
    expect: [{ hangup: no-such-number }]
  - name: from abroad
    caller: international
    expect: [{ language: en }, { say: welcome }, hangup]
  - name: by the hotline that he dialled
    hotline: english
    expect: [{ language: en }, { say: welcome }, hangup]
`
await writeFile(join(folder, 'ivr-flows/others.yaml'), OTHERS)
const team = join(folder, 'config/team.yaml')
await writeFile(team, (await readFile(team, 'utf8')).replace('id: binh,', 'id: binh, phone: "201",'))

const tree = await readTree(folder)
const { config, findings } = checkTree(tree)
if (!config) throw new Error(JSON.stringify(findings))
const runner = await openRealRunner(tree, config, Object.keys(config.flows), { sounds: 'tones' })
t.teardown(() => runner.close())
const all: Played[] = []
await runner.playAll(played => all.push(played))

for (const flow of Object.keys(config.flows))
  t.test(`${flow}: the rehearsal and the calls say the same`, async t => {
    const mine = all.filter(played => played.flow === flow)
    t.ok(mine.length > 0, 'it has tests')
    for (const { test, told, really, onlyRehearsed } of mine) {
      t.equal(told.passed, true, `"${test.name}" passes`, { sentence: told.sentence })
      t.equal(onlyRehearsed, undefined, `"${test.name}" is a call too`)
      t.equal(really?.difference, undefined, `"${test.name}" as a call`, { met: really?.met })
    }
  })

t.test('the house is whole', async t => assertInvariants(t, runner.house))
