// Every verb of the flow language in a real call: what the caller hears, and what remains on record. Each prompt is a
// tone of its own here. (Menus: menu.test.ts. Messages, lookups and secrets have tests of their own.)
import t from 'tap'
import { spell } from '../../src/flows/speech/spell.ts'
import { toneWav } from '../support/audio/tone-wav.ts'
import { openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { callIs } from '../support/live-calls.ts'
import type { Call } from '../support/phones/call.ts'
import { openPhone } from '../support/phones/phone.ts'
import { cdrFrom, readJournal } from '../support/records.ts'

/** Hz of each prompt. */
const HZ = {
  'enter-digits': 500,
  'you-entered': 620,
  'press-1-to-confirm': 740,
  gold: 860,
  other: 980,
  promotion: 1_100,
  aside: 1_220,
  'enter-extension': 1_340,
  'extension-unknown': 1_460,
  late: 1_580,
}
const ENGLISH_HZ = 1_700
const SAID_HZ = 1_820

const tones = (prompts: Record<string, number>) =>
  Object.fromEntries(Object.entries(prompts).map(([key, hz]) => [`sounds/vi/${key}.wav`, toneWav(hz, 1)]))

const twentyOne = Object.fromEntries(spell({ number: 21 }, 'vi').map(key => [key, SAID_HZ]))

const flows: Record<string, string> = {
  value: `
start:
  - say: { number: 21 }
  - hangup`,
  text: `
start:
  - set: { name: Lan }
  - say: { text: "Xin chào quý khách {vars.name}, cảm ơn quý khách đã gọi" }
  - hangup`,
  collect: `
start:
  - collect: account
    digits: 6
    pattern: "97.*"
    confirm: true
    failed: rest
  - note: { account: input.account }
  - when:
      - { input.account: { from: 970000, to: 979999 }, go: golden }
    else: rest
golden:
  - say: gold
rest:
  - say: other`,
  notice: `
start:
  - notice: promotion
    from: "2020-01-01"
    until: "2099-12-31"
  - notice: late
    from: "2020-01-01"
    until: "2020-12-31"
  - split: { one: 100, two: 0 }
one:
  - language: en
  - say: gold
two:
  - say: other`,
  calls: `
start:
  - wait: 300ms
  - call: once
  - call: { flow: shared }
  - say: gold
  - hangup: busy
once:
  - say: aside
  - return`,
  shared: `
start:
  - say: other`,
  waiting: `
start:
  - queue: sales
    keys: { "2": aside-section }
    after: { 2s: late-section }
    max-wait: 40s
    too-long: over
aside-section:
  - say: aside
late-section:
  - say: late
over:
  - say: other`,
  impatient: `
start:
  - queue: sales
    max-wait: 2s
    too-long: over
over:
  - say: other`,
  dial: `
start:
  - dial: enter-extension
    ring: 20s
    no-answer: nobody
    failed: nobody
nobody:
  - say: other`,
}
const numberOf = (flow: string) => `0287109${1000 + Object.keys(flows).indexOf(flow)}`
const names = Object.keys(flows).filter(name => name !== 'shared')

const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/hotlines.yaml': names
      .map(name => `- { name: ${name}, number: "${numberOf(name)}", title: ${name}, flow: ${name} }\n`)
      .join(''),
    'config/queues.yaml': '- { name: sales, wrap-up: 0s, announce: { position: false } }\n',
    'config/recording.yaml': 'default: off\n',
    'config/boxes.yaml': '{}\n',
    'config/team.yaml': 'agents:\n  - { id: ann, name: Ann, phone: "201", queues: [sales] }\n',
    'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nstart: [hangup]\n',
    'ivr-flows/english.yaml': 'flow: english\ntitle: English\nlanguage: en\nstart: [hangup]\n',
    ...Object.fromEntries(
      Object.entries(flows).map(([name, text]) => [
        `ivr-flows/${name}.yaml`,
        `flow: ${name}\ntitle: ${name}\nlanguage: vi${text}\n`,
      ]),
    ),
    ...tones({ ...HZ, ...twentyOne }),
    'sounds/en/gold.wav': toneWav(ENGLISH_HZ, 1),
  },
})
t.teardown(() => house.stop())
t.setTimeout(300_000)
const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => trunk.close())

let callers = 0
async function dial(flow: string): Promise<{ call: Call; number: string }> {
  const number = `+84${903_000_000 + ++callers}`
  return { number, call: await trunk.dial(numberOf(flow), { from: number }) }
}

t.test('a number is said in the words of the language', async t => {
  const { call, number } = await dial('value')
  await call.hears(SAID_HZ)
  t.match(await call.ended(), { by: 'them' })
  t.match(await cdrFrom(house, number), { result: 'left', reason: 'flow-ended' })
})

t.test('a text is read by the voice, with what is known in it', async t => {
  const { call } = await dial('text')
  await call.hearsSound(10_000)
  t.match(await call.ended(20_000), { by: 'them' })
})

t.test('a number is asked for, checked, read back and kept; its digits stand in no journal', async t => {
  const { call, number } = await dial('collect')
  await call.hears(HZ['enter-digits'])
  await call.press('123456')
  await call.hears(HZ['enter-digits'])
  await call.press('971234')
  await call.hears(HZ['you-entered'])
  await call.press('1')
  await call.hears(HZ.gold)
  await call.ended()
  const { conversation } = await cdrFrom(house, number)
  const story = (await readJournal(house)).filter(record => record.conversation === conversation)
  const keys = story.flatMap(({ event }) => (event.type === 'KeyPressed' ? [event.digit] : []))
  t.same([...new Set(keys)], ['x'], `${keys.length} keys, none of them told`)
  const taken = story.flatMap(({ event }) => (event.type === 'InputTaken' ? [event] : []))
  t.match(taken, [{ name: 'account', length: 6, outcome: 'ok' }])
  t.notMatch(JSON.stringify(story), '971234', 'nor anywhere else in it')
})

t.test(
  'a notice is heard on its days only; a share of callers goes one way; the language changes',
  async t => {
    const { call } = await dial('notice')
    await call.hears(HZ.promotion)
    await call.hears(ENGLISH_HZ)
    t.match(await call.ended(), { by: 'them' })
  },
)

t.test(
  'sections and flows that are called lead back; hangup says what the caller’s network hears',
  async t => {
    const { call } = await dial('calls')
    await call.hears(HZ.aside)
    await call.hears(HZ.other)
    await call.hears(HZ.gold)
    t.match(await call.ended(), { by: 'them', cause: 17 })
  },
)

t.test('keys and times of a queue are heard beside it: he keeps his place, and is served', async t => {
  const { call, number } = await dial('waiting')
  const before = await callIs(house, number, 'waiting')
  await call.hears(HZ.late)
  const still = await callIs(house, number, 'waiting', ({ wait }) => wait.music === 'on')
  await call.press('2')
  await call.hears(HZ.aside)
  t.equal(since(still), since(before), 'he waits since he came')
  const desks = await openDesks(house, ['ann'], { ann: '201' })
  await house.api('POST', 'agents/ann/ready')
  const { call: ring } = await desks.nextRing()
  ring.answer()
  await callIs(house, number, 'talking')
  await call.hangUp()
  await ring.ended()
  await desks.close()
  t.match(await cdrFrom(house, number), { result: 'answered', queue: 'sales', agent: 'ann' })
})

t.test('who has waited as long as the flow allows is led elsewhere, and that is on record', async t => {
  const { call, number } = await dial('impatient')
  await call.hears(HZ.other, 8_000)
  await call.ended()
  t.match(await cdrFrom(house, number), { result: 'overflowed', reason: 'flow-ended', queue: 'sales' })
})

t.test('an extension is dialled: a wrong one is told, the right one rings its phone', async t => {
  const desks = await openDesks(house, ['ann'], { ann: '201' })
  await house.api('POST', 'agents/ann/ready')
  const { call, number } = await dial('dial')
  await call.hears(HZ['enter-extension'])
  await call.press('999#')
  await call.hears(HZ['extension-unknown'])
  await call.hears(HZ['enter-extension'])
  await call.press('201#')
  const { call: ring } = await desks.nextRing()
  ring.answer()
  await callIs(house, number, 'talking')
  await ring.hangUp()
  await call.ended()
  await desks.close()
  t.match(await cdrFrom(house, number), { result: 'answered', agent: 'ann' })
})

t.test('nothing is left behind', async t => {
  await assertInvariants(t, house)
})

function since({ phase }: Awaited<ReturnType<typeof callIs>>): number | undefined {
  return phase.name === 'waiting' ? phase.wait.since : undefined
}
