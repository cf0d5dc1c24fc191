// The second factor: codes of an authenticator at the log-in, recovery codes, roles that need one. S12 of the acceptance.
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { ask as askDatabase } from '../../src/postgres/database.ts'
import { base32, codeAt, stepOf } from '../../src/secrets/one-time-codes.ts'
import { authenticator } from '../support/authenticator.ts'
import { type Browser, frontDeskFor } from '../support/front-desk.ts'
import { proves } from '../support/proves.ts'
import { testFolder } from '../support/stores.ts'

t.setTimeout(120_000)
// Its configuration is published anew, so it has files of its own.
const root = await testFolder(t, 'second-factor')
for (const folder of ['config', 'ivr-flows', 'sounds'])
  await cp(join(import.meta.dirname, '../..', folder), join(root, folder), { recursive: true })
const house = await frontDeskFor(t, root)
house.switchboard()

t.test('codes are those of RFC 6238, and base32 is that of RFC 4648', async t => {
  const secret = Buffer.from('12345678901234567890')
  const vectors: [seconds: number, code: string][] = [
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ]
  for (const [seconds, code] of vectors) {
    const step = Math.floor(seconds / 30)
    t.equal(codeAt(secret, step), code)
    // A telephone's clock may be half a minute off, not more.
    for (const offS of [-30, 0, 30]) t.equal(stepOf(secret, code, (seconds + offS) * 1_000), step)
    for (const offS of [-90, 90]) t.equal(stepOf(secret, code, (seconds + offS) * 1_000), undefined)
  }
  t.equal(codeAt(secret, 1), '287082')
  const words = {
    f: 'MY',
    fo: 'MZXQ',
    foo: 'MZXW6',
    foob: 'MZXW6YQ',
    fooba: 'MZXW6YTB',
    foobar: 'MZXW6YTBOI',
  }
  for (const [plain, text] of Object.entries(words)) t.equal(base32(Buffer.from(plain)), text)
})

type Person = { id: string; password: string }

async function personOf(role: string, id: string): Promise<Person> {
  const made = await house.ask('POST', '/api/v1/people', { body: { id, name: `Mrs ${id}`, role } })
  return { id, password: (made.body as { password: string }).password }
}

async function loggedIn({ id, password }: Person, code?: string): Promise<Browser> {
  const browser = house.browser()
  const said = await browser.logIn(id, password, code)
  if (said.status !== 200) throw new Error(said.raw.toString())
  return browser
}

async function switchedOn(browser: Browser, { password }: Person) {
  const begun = await browser.post('/api/v1/second-factor', { current: password })
  const { secret, address } = begun.body as { secret: string; address: string }
  const code = authenticator(secret)
  const on = await browser.ask('PUT', '/api/v1/second-factor', { body: { code: code(-1) } })
  return { secret, address, code, on, codes: (on.body as { recoveryCodes: string[] }).recoveryCodes }
}

/** Half minutes are not to change between making a code and using it. */
async function withinHalfMinute(): Promise<void> {
  const left = 30_000 - (Date.now() % 30_000)
  if (left < 8_000) await new Promise(resolve => setTimeout(resolve, left))
}

t.test('once it is on, the password is not enough, and no code is taken twice', async t => {
  await withinHalfMinute()
  const ada = await personOf('manager', 'ada')
  const [here, there] = [await loggedIn(ada), await loggedIn(ada)]
  t.match(await here.post('/api/v1/second-factor', { current: 'wrong' }), {
    status: 403,
    body: { code: 'wrong-password' },
  })
  t.match(await here.ask('PUT', '/api/v1/second-factor', { body: { code: '000000' } }), {
    status: 409,
    body: { code: 'no-second-factor' },
  })
  const { address, code, on, codes, secret } = await switchedOn(here, ada)
  t.equal(on.status, 200)
  t.match(address, /^otpauth:\/\/totp\/Tongdai:ada\?secret=[A-Z2-7]{32}&issuer=Tongdai$/)
  t.equal(new Set(codes).size, 10)
  t.match(codes[0], /^([a-z2-7]{4}-){3}[a-z2-7]{4}$/)
  t.match((await here.get('/api/v1/second-factor')).body, { on: true, required: false, recoveryLeft: 10 })
  t.equal((await there.get('/api/v1/session')).status, 401, 'who had only the password is logged out')
  t.equal((await here.get('/api/v1/session')).status, 200)
  t.match(await here.post('/api/v1/second-factor', { current: ada.password }), { status: 409 })

  const refused = (given?: string) => house.browser().logIn('ada', ada.password, given)
  t.match(await refused(), { status: 401, body: { code: 'second-factor-wanted' } })
  t.match(await refused('000000'), { status: 401, body: { code: 'wrong-code' } })
  t.match(
    await refused(code(-1)),
    { status: 401, body: { code: 'wrong-code' } },
    'the one that was used already',
  )
  const now = code()
  const both = await Promise.all([refused(now), refused(now)])
  t.same(both.map(({ status }) => status).sort(), [200, 401], 'of two at once one comes in')
  t.match(await house.browser().logIn('ada', 'wrong', code(1)), { body: { code: 'wrong-name-or-password' } })
  t.equal((await refused(code(1))).status, 200, 'a telephone that is half a minute ahead')

  const [typed = '', other = ''] = codes
  t.equal((await refused(` ${typed.toUpperCase().replaceAll('-', ' ')} `)).status, 200, 'however it is typed')
  t.match(
    await refused(typed),
    { status: 401, body: { code: 'wrong-code' } },
    'a recovery code is taken once',
  )
  t.match((await here.get('/api/v1/second-factor')).body, { recoveryLeft: 9 })
  const fresh = await here.ask('PUT', '/api/v1/second-factor', { body: { code: other } })
  t.match(fresh, { status: 200, body: { recoveryCodes: Array(10).fill(String) } })
  t.equal((await refused(codes[2])).status, 401, 'new codes end the old ones')

  const [row] = await askDatabase<{ row: string }>(
    house.db,
    'select second_factors::text as row from second_factors',
  )
  t.notOk(row?.row.includes(secret), 'the secret stands sealed in the database')
  const deeds = await askDatabase<{ action: string }>(
    house.db,
    `select action from audit where object = 'ada' and action not like 'session.%' and person = 'ada' order by id`,
  )
  t.same(
    deeds.map(({ action }) => action),
    ['people.second-factor', 'people.recovery-codes'],
  )
})

t.test('guessing codes ends sooner than guessing passwords, and wherever it comes from', async t => {
  const bea = await personOf('agent', 'bea')
  await switchedOn(await loggedIn(bea), bea)
  const said = []
  for (let n = 0; n < 12; n++) said.push(await house.browser().logIn('bea', bea.password, `${100_000 + n}`))
  t.same(
    said.map(({ status }) => status),
    [...Array(8).fill(401), ...Array(4).fill(429)],
  )
  t.match(said.at(-1), { body: { code: 'too-many-wrong-codes' }, headers: { 'retry-after': /^\d+$/ } })
  await house.redis.del(...(await house.redis.keys('office-test:wrong:*')))
})

t.test('it is switched off with a code; an admin takes away one whose telephone is gone', async t => {
  await withinHalfMinute()
  const cleo = await personOf('agent', 'cleo')
  const browser = await loggedIn(cleo)
  const { code, codes } = await switchedOn(browser, cleo)
  t.match(await browser.post('/api/v1/second-factor/off', { code: '123456' }), {
    status: 403,
    body: { code: 'wrong-code' },
  })
  t.equal((await browser.post('/api/v1/second-factor/off', { code: code() })).status, 204)
  await loggedIn(cleo)
  const again = await switchedOn(browser, cleo)
  t.not(again.codes[0], codes[0])
  t.equal((await browser.ask('DELETE', '/api/v1/people/cleo/second-factor')).status, 403, 'not by himself')
  t.match((await house.ask('GET', '/api/v1/people/cleo/second-factor')).body, { on: true })
  t.equal((await house.ask('DELETE', '/api/v1/people/cleo/second-factor')).status, 204)
  t.equal((await browser.get('/api/v1/session')).status, 401)
  await loggedIn(cleo)
  t.equal((await house.ask('DELETE', '/api/v1/people/cleo/second-factor')).status, 404)
  t.match(
    await house.ask('POST', '/api/v1/second-factor', { body: { current: 'x' } }),
    { status: 403 },
    'the house’s token has no log-in',
  )
})

t.test('a role that needs one may do nothing else before it is on', async t => {
  const dora = await personOf('supervisor', 'dora')
  const early = await loggedIn(dora)
  t.equal((await early.get('/api/v1/agents')).status, 200)
  const { published, files } = (await house.ask('GET', '/api/v1/configuration')).body as {
    published: string
    files: { path: string; text: string }[]
  }
  const wanted = (roles: string) =>
    files.map(file =>
      file.path === 'config/server.yaml' ? { ...file, text: `${file.text}second-factor: ${roles}\n` } : file,
    )
  const publish = (roles: string) =>
    house.ask('POST', '/api/v1/configuration/publish', { body: { base: published, files: wanted(roles) } })
  t.match(await publish('[boss]'), { status: 422 }, 'a role that is none')
  t.equal((await publish('[supervisor, admin]')).status, 200)

  const late = await loggedIn(dora)
  for (const browser of [early, late]) {
    t.match((await browser.get('/api/v1/session')).body, { mustAddSecondFactor: true })
    t.match(await browser.get('/api/v1/agents'), { status: 403, body: { code: 'second-factor-missing' } })
    t.match(await browser.post('/api/v1/agents/ann/ready'), { body: { code: 'second-factor-missing' } })
  }
  const { on } = await switchedOn(late, dora)
  t.equal(on.status, 200)
  t.match((await late.get('/api/v1/session')).body, { mustAddSecondFactor: false })
  t.equal((await late.get('/api/v1/agents')).status, 200)
  t.equal((await early.get('/api/v1/agents')).status, 401)
  t.match(await late.post('/api/v1/second-factor/off', { code: '123456' }), {
    status: 409,
    body: { code: 'second-factor-required' },
  })
  t.equal((await house.ask('GET', '/api/v1/agents')).status, 200, 'programs come with a token')
  proves(
    t,
    'S12',
    'a second factor is asked for, its code taken once, 8 wrong ones stop the next for 15 minutes',
  )
})
