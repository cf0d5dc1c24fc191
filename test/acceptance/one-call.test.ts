// One call from the first ring to the record, on the real thing.
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { onsetsOf } from '../support/audio/goertzel.ts'
import { readWav } from '../support/audio/wav.ts'
import { agentIs } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { openPhone } from '../support/phones/phone.ts'
import { proves } from '../support/proves.ts'
import { readJournal } from '../support/records.ts'
import { watchStage } from '../support/stage.ts'
import { until } from '../support/until.ts'

const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'config/recording.yaml': 'default: on\nannounce: { support: call-recorded }\n',
    'ivr-flows/main.yaml': `
flow: main
title: Hotline chính
language: vi
start:
  - menu: main-menu
    keys: { "1": sales, "2": support }
sales:
  - queue: sales
support:
  - queue: support
`,
  },
})
t.teardown(() => house.stop())
t.setTimeout(120_000)

t.test('a caller presses 1, waits, talks to an agent and hangs up; one record remains', async t => {
  const ann = await openPhone({ server: house.sip, account: { user: 'ann', password: house.passwords.ann! } })
  const caller = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' }, user: '0912345678' })
  const call = await caller.dial('02871099999')
  await call.answered()
  await call.press('1')
  const ringing = await ann.rings()
  ringing.ring()
  await ringing.answer()
  const talk = ringing
  call.say(700)
  talk.say(1100)
  await call.hears(1100)
  await talk.hears(700)
  call.hangUp()
  await talk.ended()
  const { rows } = await until(async () => {
    const found = await house.db.query('select * from conversations')
    return found.rows.length > 0 && found
  })
  t.match(rows, [
    { hotline: 'main', queue: 'sales', agent: 'ann', result: 'answered', reason: 'caller-hung-up' },
  ])
  await assertInvariants(t, house)
  await ann.close()
  await caller.close()
})

t.test('who is recorded hears so before his first recorded word', async t => {
  const agent = await openPhone({ server: house.sip, account: house.account('chi') })
  const caller = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' }, user: '0912345677' })
  const stage = await watchStage(house)
  await house.api('POST', '/api/v1/agents/chi/ready')
  await agentIs(house, 'chi', 'ready')
  const call = await caller.dial('02871099999')
  await call.answered()
  await call.press('2')
  const talk = await agent.rings()
  const conversation = stage.conversationAt('02871099999') ?? ''
  t.notOk(
    stage.playsOf(conversation).some(({ keys }) => keys.includes('call-recorded')),
    'not while it rings',
  )
  talk.answer()
  const said = await until(() =>
    stage.playsOf(conversation).find(({ keys, isOver }) => isOver && keys.includes('call-recorded')),
  )
  call.say(700)
  talk.say(1100)
  await Promise.all([call.hears(1100), talk.hears(700)])
  await call.hangUp()
  await talk.ended()
  const tapes = (await readJournal(house)).filter(
    ({ by, event }) => by === conversation && event.type === 'RecordingStarted',
  )
  t.equal(tapes.length, 2)
  t.ok(
    tapes.every(({ at }) => at > said.at),
    'the tapes begin when it has been said',
  )
  stage.close()
  await agent.close()
  await caller.close()
})

const TONES = { caller: 700, agent: 1_100 }
/** Seconds into the talk at which both say something, for so long. */
const MARKS = [1, 5, 9]
const MARK_MS = 400

t.test(
  'D04: what each side says lies on his own tape, at the right moment, and the tape is as long as the talk',
  async t => {
    const ann = await openPhone({
      server: house.sip,
      account: { user: 'ann', password: house.passwords.ann! },
    })
    const caller = await openPhone({
      server: house.sip,
      listen: { address: '127.0.0.2' },
      user: '0912345679',
    })
    await house.api('POST', '/api/v1/agents/ann/ready')
    await agentIs(house, 'ann', 'ready')
    const dialledAt = Date.now()
    const call = await caller.dial('02871099999')
    await call.answered()
    await call.press('1')
    const talk = await ann.rings()
    talk.answer()
    await talk.answered()
    const begunAt = Date.now()
    const saidAt: number[] = []
    for (const second of MARKS) {
      await pause(begunAt + second * 1_000 - Date.now())
      saidAt.push(Date.now())
      call.say(TONES.caller)
      talk.say(TONES.agent)
      await pause(MARK_MS)
      call.say(undefined)
      talk.say(undefined)
    }
    await pause(begunAt + 10_000 - Date.now())
    await call.hangUp()
    await talk.ended()
    type Row = { party: 'caller' | 'agent'; path: string; started_at: Date; talk_ms: number }
    const tracks = await until(async () => {
      const found = await house.rows<Row>(
        `select party, path, started_at, talk_ms from recordings r join conversations c using (conversation)
       where r.state = 'stored' and c.arrived_at > to_timestamp(${dialledAt / 1_000})`,
      )
      return found.length === 2 && found
    })
    const offMs: number[] = []
    for (const { party, path, started_at, talk_ms } of tracks) {
      const { samples, seconds } = await readWav(join(house.home, 'recordings', path))
      const heard = onsetsOf(TONES[party], samples)
      t.equal(heard.length, MARKS.length, `${party}: ${heard.join(', ')}`)
      heard.forEach((second, n) => {
        offMs.push(Math.abs(started_at.getTime() + second * 1_000 - (saidAt[n] ?? 0)))
      })
      t.same(
        onsetsOf(TONES[party === 'caller' ? 'agent' : 'caller'], samples),
        [],
        'nothing of the other side',
      )
      const lacksMs = Math.abs(talk_ms - seconds * 1_000)
      t.ok(lacksMs <= 300, `${party}: tape and talk differ by ${Math.round(lacksMs)} ms`)
    }
    const mostMs = Math.round(Math.max(...offMs))
    t.ok(mostMs <= 100, `marks are off by ${mostMs} ms at most`)
    await assertInvariants(t, house)
    await ann.close()
    await caller.close()
    proves(t, 'D04', `both sides of 10 s of talk: marks off by ${mostMs} ms at most`)
  },
)
