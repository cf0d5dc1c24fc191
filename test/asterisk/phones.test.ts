// Phones that were pushed to a running Asterisk once more, as at each start of ours and each change of the team.
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import t from 'tap'
import { Ari } from '../../src/asterisk/ari.ts'
import { REALM } from '../../src/asterisk/configuration/setup.ts'
import { type PhoneRules, pushPhones } from '../../src/asterisk/phones.ts'
import { openHouse } from '../support/house.ts'
import { openPhone } from '../support/phones/phone.ts'
import { until } from '../support/until.ts'

t.setTimeout(60_000)
const RULES = { qualifyS: 6, codecs: ['alaw'], dtmf: 'rfc4733', encryption: 'off' } as const
t.test('a phone that stands is not pushed again, and is gone when it unregisters', async t => {
  const house = await openHouse()
  t.teardown(() => house.stop())
  const ari = new Ari({
    url: `http://127.0.0.1:${house.ports.ari}`,
    user: 'tongdai',
    password: house.secrets.ariPassword,
    application: 'phones-test',
  })
  t.teardown(() => ari.close())
  ari.connect()
  await once(ari, 'open')
  const [id, password] = ['guest', randomBytes(12).toString('hex')]
  const ha1 = createHash('md5').update(`${id}:${REALM}:${password}`).digest('hex')
  const put: string[] = []
  const request = ari.request.bind(ari)
  ari.request = asked => {
    if (asked.method === 'PUT') put.push(asked.uri.split('/').at(-2) ?? '')
    return request(asked)
  }
  /** @returns what was written */
  const push = async (rules: PhoneRules = RULES, key = ha1) => {
    t.same(await pushPhones(ari, [{ id, ha1: key }], rules), [], 'Asterisk takes it')
    return put.splice(0)
  }
  const state = async () => ((await house.ari('GET', `endpoints/PJSIP/${id}`)) as { state: string }).state

  t.same(await push(), ['auth', 'aor', 'endpoint'])
  t.same(await push(), [], 'what stands is left alone')
  for (const rules of [
    { ...RULES, codecs: ['ulaw', 'alaw'] },
    { ...RULES, encryption: 'offered' },
    { ...RULES, encryption: 'required', dtmf: 'info' },
  ] as const) {
    t.same(await push(rules), ['endpoint'], 'what has changed is written')
    t.same(await push(rules), [])
  }
  t.same(await push(RULES, createHash('md5').update('another').digest('hex')), ['auth', 'endpoint'])
  t.same(await push(), ['auth'])
  const phone = await openPhone({ server: house.sip, account: { user: id, password } })
  await until(async () => (await state()) === 'online')
  t.same(await push(), [])
  const looks = () => phone.requests.filter(({ method }) => method === 'OPTIONS').length
  const before = looks()
  await until(() => looks() > before, 15_000, 'Asterisk has looked at it again')
  t.equal(await state(), 'online', 'it stays registered')
  await phone.close()
  await until(async () => (await state()) === 'offline', 5_000, 'it is gone')
})
