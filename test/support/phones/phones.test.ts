// The phones of the tests, proven against a real Asterisk.
import t from 'tap'
import { openPhone } from './phone.ts'
import { account, openSmallExchange } from './small-exchange.ts'

const { server, noCallIsLeft, openTrunk } = await openSmallExchange(t)

t.test('a caller hears his own tone come back, and hangs up', async t => {
  const phone = await openTrunk()
  const call = await phone.dial('echo')
  await call.answered()
  call.say(440)
  await call.hears(440)
  t.notOk(call.media.ear.hasTone(600))
  t.match(await call.hangUp(), { by: 'us' })
  await phone.close()
  await noCallIsLeft()
})

t.test('keys arrive as RFC 4733 digits', async t => {
  const phone = await openTrunk()
  const call = await phone.dial('keys')
  await call.answered()
  await call.press('42')
  await call.hears(700)
  await phone.close()
  await noCallIsLeft()
  t.pass()
})

t.test('a refusal tells its status, and a hang-up by the exchange its cause', async t => {
  const phone = await openTrunk()
  const refused = await phone.dial('busy')
  await t.rejects(refused.answered(), /never answered/)
  t.match(await refused.ended(), { by: 'them', status: 486, cause: 17 })
  const short = await phone.dial('short')
  await short.answered()
  t.match(await short.ended(), { by: 'them', cause: 16 })
  await phone.close()
})

t.test('a registered phone is rung, answers, and both hear each other', async t => {
  const ann = await openPhone({ server, account })
  const trunk = await openTrunk()
  const call = await trunk.dial('ann')
  const rung = await ann.rings()
  t.equal(rung.number, '+84901234567')
  rung.ring()
  await call.ringing()
  rung.answer()
  await Promise.all([call.answered(), rung.answered()])
  call.say(440)
  rung.say(600)
  await Promise.all([call.hears(600), rung.hears(440)])
  await rung.hangUp()
  t.match(await call.ended(), { by: 'them', cause: 16 })
  await Promise.all([ann.close(), trunk.close()])
  await noCallIsLeft()
})

t.test('a rung phone refuses, and a caller who gives up cancels it', async t => {
  const ann = await openPhone({ server, account })
  const trunk = await openTrunk()
  for (const [status, expected] of [
    [486, { status: 486, cause: 17 }],
    [603, { cause: 21 }],
  ] as const) {
    const call = await trunk.dial('ann')
    const rung = await ann.rings()
    rung.reject(status)
    t.match(await call.ended(), { by: 'them', ...expected })
  }
  const call = await trunk.dial('ann')
  const rung = await ann.rings()
  rung.ring()
  await call.ringing()
  t.match(await call.hangUp(), { by: 'us', status: 487 })
  t.match(await rung.ended(), { by: 'them', status: 487 })
  await Promise.all([ann.close(), trunk.close()])
  await noCallIsLeft()
})

t.test('a registered phone dials with its password, a wrong one is refused', async t => {
  const ann = await openPhone({ server, account })
  const call = await ann.dial('tone')
  await call.answered()
  await call.hears(600)
  await ann.close()
  await t.rejects(openPhone({ server, account: { ...account, password: 'wrong' } }), /answered 401/)
})
