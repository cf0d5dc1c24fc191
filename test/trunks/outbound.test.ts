// Who may dial what: the decision as a table, and what no order of questions may ever break.
import t from 'tap'
import { DENIALS_IN_VIETNAMESE } from '../../src/told/vietnamese/dialling.ts'
import { destinationOf } from '../../src/trunks/destination.ts'
import { dialForm } from '../../src/trunks/dial-form.ts'
import { normalForm, normalise } from '../../src/trunks/number.ts'
import { DENIALS, type DialNow, decide, phoneUsage, takes, trunkUsage } from '../../src/trunks/outbound.ts'
import type { Limits, OutboundRules } from '../../src/trunks/outbound-rules.ts'
import { giveBack, take, type Usage } from '../../src/trunks/outbound-usage.ts'
import { randomOf } from '../core/world/random.ts'

const limits = (more: Partial<Limits> = {}): Limits => ({
  perMinute: 5,
  perHour: 60,
  atOnce: 3,
  deny: [],
  ...more,
})
const times = { ringMs: 60_000, silentMs: 8_000, nextOn: [503] }

const rules: OutboundRules = {
  routes: [
    { name: 'emergency', numbers: { kinds: ['emergency'] }, trunks: ['one'], ...times },
    {
      name: 'vietnam',
      numbers: { kinds: ['mobile', 'fixed', 'free', 'service'] },
      trunks: ['one', 'two'],
      ...times,
    },
    { name: 'partners', numbers: { countries: ['SG', 'US'], except: ['+6590'] }, trunks: ['two'], ...times },
    {
      name: 'premium',
      numbers: { kinds: ['premium'], prefixes: ['1900'] },
      trunks: ['one'],
      callerId: 'second',
      ...times,
    },
  ],
  classes: {
    office: { name: 'office', routes: ['vietnam'], limits: limits() },
    boss: { name: 'boss', routes: ['vietnam', 'partners', 'premium'], limits: limits({ deny: ['+84903'] }) },
    day: { name: 'day', routes: ['vietnam'], limits: limits({ hours: 'office' }) },
    few: { name: 'few', routes: ['vietnam'], limits: limits({ allow: ['+8428'] }) },
  },
  phones: { boss: 'boss', day: 'day', few: 'few', lost: 'nothing' },
  agents: 'office',
  trunks: {
    one: {
      name: 'one',
      host: '192.0.2.1',
      port: 5060,
      transport: 'udp',
      form: 'national',
      limits: limits({ atOnce: 2 }),
    },
    two: {
      name: 'two',
      host: '192.0.2.2',
      port: 5060,
      transport: 'udp',
      form: 'e164',
      limits: limits({ perMinute: 50 }),
    },
  },
  callerId: { queues: { support: 'second' } },
}

const now = (house = 0, open = true): DialNow => ({
  house,
  isOpen: () => open,
  country: 'VN',
  hotlines: [
    { name: 'main', normal: '+842871099999' },
    { name: 'second', normal: '+842871098888' },
  ],
})

const ask = (
  phone: string,
  dialled: string,
  usage: Usage = [],
  at = now(),
  isAgent = !phone.includes('caller'),
) => {
  const queue = phone === 'support' ? { queue: 'support' } : {}
  const decision = decide({ phone, isAgent, number: normalise(dialled, 'VN'), ...queue }, usage, rules, at)
  return 'denied' in decision
    ? decision.denied
    : `${decision.route} ${decision.trunks.join('+')} ${decision.callerId}`
}

t.test('what kind of number it is', async t => {
  const kinds: Record<string, string> = {
    '0901234567': 'mobile',
    '+84 28 7109 9999': 'fixed',
    '113': 'emergency',
    '1900 1234': 'premium',
    '18001234': 'free',
    '1080': 'service',
    '+14155550123': 'international US',
    // Jamaica has the code of the United States, and not their prices.
    '+18765550123': 'international JM',
    '+449061234567': 'premium GB',
    '+8821234567890': 'international',
    '+84 2812345': 'other',
    binh: 'none',
    '': 'none',
  }
  for (const [dialled, expected] of Object.entries(kinds)) {
    const found = destinationOf(normalise(dialled, 'VN'), 'VN')
    t.equal([found?.kind ?? 'none', found?.country].filter(Boolean).join(' '), expected, dialled)
  }
})

t.test('who may dial what, and how', async t => {
  const table: [string, string, string][] = [
    ['ann', '0901234567', 'vietnam one+two +842871099999'],
    ['ann', '+84901234567', 'vietnam one+two +842871099999'],
    ['support', '0901234567', 'vietnam one+two +842871098888'],
    ['ann', '19001234', 'route-not-allowed'],
    ['boss', '19001234', 'premium one +842871098888'],
    ['boss', '+449061234567', 'no-route'],
    ['ann', '+6561234567', 'route-not-allowed'],
    ['boss', '+6561234567', 'partners two +842871099999'],
    ['boss', '006561234567', 'partners two +842871099999'],
    ['boss', '+6590123456', 'no-route'],
    ['boss', '+18765550123', 'no-route'],
    ['boss', '+8821234567890', 'no-route'],
    ['boss', '0903123456', 'number-denied'],
    ['few', '02838123456', 'vietnam one+two +842871099999'],
    ['few', '0901234567', 'number-denied'],
    ['caller', '0901234567', 'no-permission'],
    ['lost', '0901234567', 'no-permission'],
    ['constructor-caller', '0901234567', 'no-permission'],
    ['ann', '02871099999', 'own-number'],
    ['ann', 'binh', 'no-number'],
    ['ann', '500&PJSIP/one', 'no-number'],
    ['ann', '+84 2812345', 'no-route'],
    // An emergency asks nobody for permission.
    ['caller', '113', 'emergency one +842871099999'],
    ['lost', '115', 'emergency one +842871099999'],
  ]
  for (const [phone, dialled, expected] of table)
    t.equal(ask(phone, dialled), expected, `${phone} ${dialled}`)
  t.equal(ask('day', '0901234567', [], now(0, false)), 'out-of-hours')
  const bare = { routes: [], classes: {}, phones: {}, trunks: {}, callerId: { queues: {} } }
  const nothing = decide({ phone: 'ann', isAgent: true, number: normalise('113', 'VN') }, [], bare, now())
  t.match(nothing, { denied: 'no-route' }, 'without a file nobody dials anything')
})

t.test('what a route takes', async t => {
  const taken = (numbers: OutboundRules['routes'][number]['numbers'], dialled: string) => {
    const number = normalise(dialled, 'VN')
    const destination = destinationOf(number, 'VN')
    return destination !== undefined && takes(numbers, normalForm(number), destination)
  }
  t.equal(taken({ countries: ['SG'] }, '0901234567'), false, 'countries alone are not about numbers at home')
  t.equal(taken({ countries: ['GB'] }, '+449061234567'), false, 'nor about what costs extra there')
  t.equal(taken({ countries: ['GB'], kinds: ['premium'] }, '+449061234567'), true)
  t.equal(taken({ kinds: ['mobile', 'international'], countries: ['SG'] }, '0901234567'), true)
  t.equal(taken({ prefixes: ['+8490'] }, '0901234567'), true)
  t.equal(taken({ prefixes: ['1900'] }, '19001234'), false, 'premium numbers must be named')
  t.equal(taken({ except: ['+8490'] }, '0901234567'), false)
  for (const dialled of ['113', '19001234', '+6561234567', '+84 2812345'])
    t.equal(taken({ except: ['+1'] }, dialled), false, dialled)
})

t.test('caps: of a phone and of a trunk, for a minute, an hour and at once', async t => {
  let usage: Usage = []
  for (let n = 0; n < 3; n++) usage = take(usage, phoneUsage('ann'), `c${n}`, n)
  t.equal(ask('ann', '0901234567', usage, now(10)), 'too-many-at-once')
  for (let n = 0; n < 3; n++) usage = giveBack(usage, `c${n}`)
  t.match(ask('ann', '0901234567', usage, now(10)), /^vietnam/)
  for (let n = 3; n < 5; n++) usage = giveBack(take(usage, phoneUsage('ann'), `c${n}`, n), `c${n}`)
  t.equal(ask('ann', '0901234567', usage, now(10)), 'too-many-calls')
  t.match(ask('ann', '0901234567', usage, now(60_010)), /^vietnam/, 'a minute later')
  t.match(ask('ann', '113', usage, now(10)), /^emergency/, 'an emergency has no cap')
  t.match(ask('binh', '0901234567', usage, now(10)), /^vietnam one\+two/, 'another phone has its own')

  for (let n = 0; n < 2; n++) usage = take(usage, trunkUsage('one'), `leg${n}`, 10)
  t.match(ask('binh', '0901234567', usage, now(20)), /^vietnam two /, 'a full trunk is left out')
  for (let n = 2; n < 5; n++) usage = take(usage, trunkUsage('two'), `leg${n}`, 10)
  t.equal(ask('binh', '0901234567', usage, now(20)), 'trunks-full')
})

t.test('what was dialled before a start of ours lasts again, and counts once and since then', async t => {
  const earlier = [{ on: phoneUsage('ann'), by: 'abc', at: 5, lasts: false }]
  t.same(take(earlier, phoneUsage('ann'), 'abc', 70), [{ ...earlier[0], lasts: true }])
})

t.test('what a call took is given back with it, also a leg of whose end nobody has heard', async t => {
  let usage = take(take([], phoneUsage('ann'), 'abc', 0), trunkUsage('one'), 'abc-out-1', 0)
  usage = take(usage, trunkUsage('one'), 'abcd-out-1', 0)
  usage = giveBack(usage, 'abc')
  t.same(
    usage.map(({ lasts }) => lasts),
    [false, false, true],
  )
  t.equal(giveBack(usage, 'abc'), usage, 'twice is once')
})

t.test('numbers in the form that a provider wants, and nothing but numbers', async t => {
  t.equal(dialForm('+84901234567', 'national', 'VN'), '0901234567')
  t.equal(dialForm('+842871099999', 'plain', 'VN'), '842871099999')
  t.equal(dialForm('+6561234567', 'national', 'VN'), '006561234567')
  t.equal(dialForm('113', 'e164', 'VN'), '113')
  for (const bad of ['', '500&PJSIP/one', '113;', '+84 90', 'ann', '1'.repeat(40)])
    t.equal(dialForm(bad, 'e164', 'VN'), undefined, bad)
})

t.test('every refusal is told in Vietnamese too', async t => {
  for (const sentence of Object.values(DENIALS)) t.ok(sentence in DENIALS_IN_VIETNAMESE, sentence)
})

t.test('whatever is dialled by whom, no cap is passed and no closed number is let through', async t => {
  const chance = randomOf(42)
  const numbers = [
    '0901234567',
    '19001234',
    '+6561234567',
    '+18765550123',
    '0903123456',
    '02838123456',
    '+8821234567890',
  ]
  let usage: Usage = []
  const live: string[] = []
  for (let n = 0, house = 0; n < 20_000; n++) {
    house += chance.below(4_000)
    const phone = chance.pick(['ann', 'boss', 'few', 'caller'])
    const dialled = chance.pick(numbers)
    const request = { phone, isAgent: phone !== 'caller', number: normalise(dialled, 'VN') }
    const decision = decide(request, usage, rules, now(house))
    if (!('denied' in decision)) {
      if (phone === 'caller' || ['+18765550123', '+8821234567890'].includes(dialled))
        t.fail(`${phone} ${dialled}`)
      usage = take(usage, phoneUsage(phone), `c${n}`, house)
      usage = take(usage, trunkUsage(decision.trunks[0] ?? ''), `leg${n}`, house)
      live.push(`c${n}`, `leg${n}`)
    }
    for (const on of [phoneUsage(phone), trunkUsage('one'), trunkUsage('two')]) {
      const mine = usage.filter(one => one.on === on)
      const cap = on === 'trunk:one' ? 2 : 3
      if (mine.filter(one => one.lasts).length > cap) t.fail(`${on} has more at once`)
      if (on !== 'trunk:two' && mine.filter(one => one.at > house - 60_000).length > 5)
        t.fail(`${on} in a minute`)
      if (mine.filter(one => one.at > house - 3_600_000).length > 60) t.fail(`${on} in an hour`)
    }
    if (chance.oneIn(2)) usage = giveBack(usage, live.splice(chance.below(live.length + 1), 1)[0] ?? '')
  }
  t.ok(usage.length < 1_000, 'what is long over is forgotten')
})
