// Logging in, staying in, being thrown out; and what a page from elsewhere may not do. S11 and S12 of the acceptance.
import t from 'tap'
import { ask as askDatabase } from '../../src/postgres/database.ts'
import { type Browser, frontDeskFor } from '../support/front-desk.ts'
import { proves } from '../support/proves.ts'

t.setTimeout(120_000)
const house = await frontDeskFor(t)
house.switchboard()
const adminPassword = house.generated.admin?.password ?? ''

/** A person of that role with a password that is his own. */
async function personOf(role: string, id: string): Promise<{ id: string; password: string }> {
  const made = await house.ask('POST', '/api/v1/people', { body: { id, name: `Mrs ${id}`, role } })
  return { id, password: (made.body as { password: string }).password }
}

async function loggedIn(person: { id: string; password: string }): Promise<Browser> {
  const browser = house.browser()
  const said = await browser.logIn(person.id, person.password)
  if (said.status !== 200) throw new Error(said.raw.toString())
  return browser
}

t.test('an admin logs in with the password of the first start, and the cookie is out of reach', async t => {
  const browser = house.browser()
  const said = await browser.logIn(' Admin ', adminPassword)
  t.match(said, {
    status: 200,
    body: { person: { id: 'admin', role: 'admin' }, csrf: /^[\w-]{43}$/, mustChangePassword: true },
  })
  const [set] = said.headers['set-cookie'] ?? []
  t.match(set, /^tongdai=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  t.match(await browser.get('/api/v1/session'), { status: 200, body: said.body as object })
  t.equal((await browser.get('/api/v1/agents')).status, 200)
  const stored = await askDatabase<{ row: string }>(house.db, 'select sessions::text as row from sessions')
  t.notOk(
    stored.some(({ row }) => row.includes(browser.cookie.slice('tongdai='.length))),
    'the secret is kept as a hash only',
  )
})

t.test('logging out ends the session, not only the cookie', async t => {
  const browser = await loggedIn({ id: 'admin', password: adminPassword })
  const { cookie } = browser
  t.equal((await browser.ask('DELETE', '/api/v1/session')).status, 204)
  browser.cookie = cookie
  t.match(await browser.get('/api/v1/session'), { status: 401, body: { code: 'no-token' } })
})

t.test('there is no default account: no name has an empty or a guessable password', async t => {
  for (const [name, password] of [
    ['admin', 'admin'],
    ['admin', 'password'],
    ['root', 'root'],
    ['tongdai', 'tongdai'],
    ['ann', 'ann'],
  ] as const) {
    t.match(await house.browser().logIn(name, password), {
      status: 401,
      body: { code: 'wrong-name-or-password' },
    })
  }
  t.match(await house.browser().logIn('admin', ''), { status: 400 })
})

t.test('known and unknown names are refused alike', async t => {
  const mia = await personOf('agent', 'mia')
  const known = await house.browser().logIn(mia.id, 'wrong')
  const unknown = await house.browser().logIn('nobody-here', 'wrong')
  t.same(known.body, unknown.body)
})

t.test('guessing ends after a few wrong passwords, also when a hundred come at once', async t => {
  const zoe = await personOf('agent', 'zoe')
  const guesses = Array.from({ length: 60 }, (_, n) => house.browser().logIn(zoe.id, `guess ${n}`))
  const said = await Promise.all(guesses)
  const tally = (status: number) => said.filter(one => one.status === status).length
  t.equal(tally(401), 8)
  t.equal(tally(429), 52)
  const blocked = await house.browser().logIn(zoe.id, zoe.password)
  t.match(blocked, {
    status: 429,
    body: { code: 'too-many-wrong-passwords' },
    headers: { 'retry-after': /^\d+$/ },
  })
  t.ok(Number(blocked.headers['retry-after']) <= 900)
  await house.redis.del(...(await house.redis.keys('office-test:wrong:*')))
  t.equal(
    (await house.browser().logIn(zoe.id, zoe.password)).status,
    200,
    'and she is not locked out for good',
  )
})

t.test('right passwords are not counted', async t => {
  const ida = await personOf('agent', 'ida')
  for (let n = 0; n < 12; n++) t.equal((await house.browser().logIn(ida.id, ida.password)).status, 200)
})

t.test('a cookie that was there before the log-in is worth nothing after it', async t => {
  const eva = await personOf('supervisor', 'eva')
  const thief = await loggedIn(eva)
  const victim = house.browser()
  victim.cookie = thief.cookie
  t.equal((await victim.logIn('admin', adminPassword)).status, 200)
  t.not(victim.cookie, thief.cookie)
  t.equal((await thief.get('/api/v1/session')).status, 401)
  const invented = house.browser()
  invented.cookie = `tongdai=${'A'.repeat(43)}`
  await invented.logIn(eva.id, eva.password)
  t.not(invented.cookie, `tongdai=${'A'.repeat(43)}`)
})

t.test('a page from elsewhere may not act in the name of who is logged in here', async t => {
  const browser = await loggedIn({ id: 'admin', password: adminPassword })
  const path = '/api/v1/agents/ann/ready'
  const forged: [string, Record<string, string>, string][] = [
    ['a foreign origin', { origin: 'https://evil.example' }, 'foreign-origin'],
    [
      'an origin that only begins like ours',
      { origin: `${house.office.url}.evil.example` },
      'foreign-origin',
    ],
    ['no origin', { origin: 'null' }, 'foreign-origin'],
    ['the same host over http', { origin: house.office.url.replace('https', 'http') }, 'foreign-origin'],
    ['no token', { 'x-csrf-token': '' }, 'no-csrf-token'],
    ['a wrong token', { 'x-csrf-token': 'x'.repeat(43) }, 'no-csrf-token'],
  ]
  for (const [name, headers, code] of forged)
    t.match(await browser.ask('POST', path, { headers }), { status: 403, body: { code } }, name)
  t.match(await browser.post(path), { status: 200 })
  const elsewhere = await house.browser().ask('POST', '/api/v1/session', {
    body: { name: 'admin', password: adminPassword },
    headers: { origin: 'https://evil.example' },
  })
  t.match(elsewhere, { status: 403, body: { code: 'foreign-origin' } }, 'nor log him in')
  const preflight = await browser.ask('OPTIONS', path, { headers: { origin: 'https://evil.example' } })
  t.equal(preflight.headers['access-control-allow-origin'], undefined)
  proves(
    t,
    'S11',
    `${forged.length} forged requests refused with 403: foreign origins, none, no or a wrong CSRF token; no log-in from elsewhere, no CORS`,
  )
})

t.test('another role, or being sent away, ends all sessions at once', async t => {
  for (const [id, change] of [
    ['kim', { role: 'supervisor' }],
    ['lan', { active: false }],
  ] as const) {
    const person = await personOf('manager', id)
    const [one, other] = [await loggedIn(person), await loggedIn(person)]
    t.equal((await one.get('/api/v1/people')).status, 200)
    t.equal((await house.ask('PATCH', `/api/v1/people/${id}`, { body: change })).status, 200)
    for (const browser of [one, other]) t.equal((await browser.get('/api/v1/people')).status, 401)
    t.equal((await house.browser().logIn(id, person.password)).status, 'active' in change ? 401 : 200)
  }
})

t.test('everybody sees where he is logged in, and may end it; admins see all', async t => {
  const [amy, ben] = [await personOf('agent', 'amy'), await personOf('agent', 'ben')]
  const [here, there, bens] = [await loggedIn(amy), await loggedIn(amy), await loggedIn(ben)]
  type Row = { id: string; person: string; current: boolean }
  const rows = (await here.get('/api/v1/sessions')).body as Row[]
  t.same(
    rows.map(({ person }) => person),
    ['amy', 'amy'],
  )
  const bensRow = ((await bens.get('/api/v1/sessions')).body as Row[])[0]
  t.equal((await here.ask('DELETE', `/api/v1/sessions/${bensRow?.id}`)).status, 404, 'not somebody else’s')
  const other = rows.find(({ current }) => !current)
  t.equal((await here.ask('DELETE', `/api/v1/sessions/${other?.id}`)).status, 204)
  t.equal((await there.get('/api/v1/session')).status, 401)
  const admin = await loggedIn({ id: 'admin', password: adminPassword })
  const all = (await admin.get('/api/v1/sessions')).body as Row[]
  t.ok(all.some(({ person }) => person === 'ben'))
  t.equal((await admin.ask('DELETE', `/api/v1/sessions/${bensRow?.id}`)).status, 204)
  t.equal((await bens.get('/api/v1/session')).status, 401)
})

t.test(
  'a session that shows no sign of life for a shift is over, and none lasts longer than a day',
  async t => {
    const tom = await personOf('agent', 'tom')
    for (const old of [`seen_at = now() - interval '11 hours'`, `created_at = now() - interval '25 hours'`]) {
      const browser = await loggedIn(tom)
      await askDatabase(house.db, `update sessions set ${old} where person = 'tom'`)
      t.equal((await browser.get('/api/v1/session')).status, 401)
    }
  },
)

t.test('everybody changes his own password with the old one, and stays logged in only here', async t => {
  const uma = await personOf('agent', 'uma')
  const [here, there] = [await loggedIn(uma), await loggedIn(uma)]
  const path = '/api/v1/people/uma/password'
  const password = 'a fine long one'
  const refused: [string, unknown, number, string][] = [
    ['the old one is wrong', { current: 'wrong', password }, 403, 'wrong-password'],
    ['no old one', { password }, 403, 'wrong-password'],
    ['no new one', { current: uma.password }, 422, 'password-too-easy'],
    ['too short', { current: uma.password, password: 'short' }, 422, 'password-too-easy'],
    ['one letter', { current: uma.password, password: 'aaaaaaaaaaaa' }, 422, 'password-too-easy'],
    ['her name', { current: uma.password, password: 'uma-uma-uma-1' }, 422, 'password-too-easy'],
    ['a favourite', { current: uma.password, password: 'matkhau123456' }, 422, 'password-too-easy'],
  ]
  for (const [name, body, status, code] of refused)
    t.match(await here.post(path, body), { status, body: { code } }, name)
  t.equal((await here.post(path, { current: uma.password, password })).status, 200)
  t.match((await here.get('/api/v1/session')).body, { mustChangePassword: false })
  t.equal((await there.get('/api/v1/session')).status, 401)
  t.equal((await house.browser().logIn('uma', uma.password)).status, 401)
  t.equal((await house.browser().logIn('uma', password)).status, 200)
  t.equal((await here.post('/api/v1/people/admin/password', {})).status, 403, 'not somebody else’s')
})

t.test('a PIN is set with one’s own password, or by an admin, and nobody can read it', async t => {
  const pia = await personOf('agent', 'pia')
  const browser = await loggedIn(pia)
  const put = (path: string, body: object) => browser.ask('PUT', path, { body })
  const own = '/api/v1/people/pia/pin'
  const current = pia.password
  const refused: [string, object, number, string][] = [
    ['too short', { pin: '123', current }, 400, 'invalid-request'],
    ['too long', { pin: '739158264', current }, 400, 'invalid-request'],
    ['letters', { pin: '73a9', current }, 400, 'invalid-request'],
    ['one digit', { pin: '7777', current }, 422, 'pin-too-easy'],
    ['in a row', { pin: '8765', current }, 422, 'pin-too-easy'],
    ['without her password', { pin: '7391' }, 403, 'wrong-password'],
  ]
  for (const [name, body, status, code] of refused)
    t.match(await put(own, body), { status, body: { code } }, name)
  t.equal((await put('/api/v1/people/admin/pin', { pin: '7391' })).status, 403, 'not somebody else’s')
  const hash = async () =>
    (
      await askDatabase<{ pin_hash: string | null }>(house.db, `select pin_hash from people where id = 'pia'`)
    )[0]?.pin_hash
  t.equal(await hash(), null)
  t.equal((await put(own, { pin: '739158', current })).status, 200)
  t.match(await hash(), /^\$argon2id\$/)
  t.equal((await house.ask('PUT', own, { body: { pin: null } })).status, 200, 'an admin takes it away')
  t.equal(await hash(), null)
  t.equal((await house.ask('PUT', '/api/v1/people/nobody/pin', { body: { pin: '7391' } })).status, 404)
  const deeds = await askDatabase(
    house.db,
    `select person, action, details from audit where object = 'pia' and action like 'people.%pin' order by id`,
  )
  t.same(deeds, [
    { person: 'pia', action: 'people.pin', details: {} },
    { person: 'api', action: 'people.no-pin', details: {} },
  ])
})

t.test('a token is shown once, acts in its role, and stops when it is taken away', async t => {
  const made = await house.ask('POST', '/api/v1/tokens', { body: { name: 'wallboard', role: 'supervisor' } })
  const { id, token } = made.body as { id: string; token: string }
  const headers = { authorization: `Bearer ${token}` }
  t.equal((await house.say('/api/v1/agents', { headers })).status, 200)
  t.match(await house.say('/api/v1/tokens', { headers }), { status: 403, body: { code: 'forbidden' } })
  t.match(await house.say('/api/v1/session', { headers }), { body: { person: { id: `token:${id}` } } })
  const listed = await house.ask('GET', '/api/v1/tokens')
  t.match(listed.body, [{ id, name: 'wallboard', role: 'supervisor', createdBy: 'api', usedAt: String }])
  t.notOk(listed.raw.includes(token))
  t.equal((await house.ask('DELETE', `/api/v1/tokens/${id}`)).status, 204)
  t.equal((await house.say('/api/v1/agents', { headers })).status, 401)
  t.equal((await house.say(`/api/v1/agents?token=${token}`)).status, 401, 'never in an address')
})
