// One call from the first ring to the record, on the real thing.
import t from 'tap'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { openPhone } from '../support/phones/phone.ts'
import { until } from '../support/until.ts'

const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'ivr-flows/main.yaml': `
flow: main
title: Hotline chính
language: vi
start:
  - menu: main-menu
    keys: { "1": sales }
sales:
  - queue: sales
`,
  },
})
t.teardown(() => house.stop())

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
