// Whoever guesses at phones' accounts is shut out, and nobody else is (S07).
import { execFile } from 'node:child_process'
import { readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import t from 'tap'
import type { Ban } from '../../src/redis/bans.ts'
import { openHouse } from '../support/house.ts'
import { type Guesser, openGuesser } from '../support/phones/guesser.ts'
import { openPhone } from '../support/phones/phone.ts'
import { rawInvite, sendRawSip } from '../support/phones/raw-sip.ts'
import { proves } from '../support/proves.ts'
import { until } from '../support/until.ts'

const TRUNK = '127.0.0.2'
const HONEST = '127.0.0.40'
/** Never banned, by name: for measuring answers. */
const MEASURED = '127.0.2.1'
const FIRST_MS = 3_000
t.setTimeout(300_000)
const house = await openHouse({
  files: {
    'config/server.yaml': [
      'timezone: Asia/Ho_Chi_Minh',
      `sip: { port: 5060, bans: { first: ${FIRST_MS / 1000}s, never: ["127.0.2.0/24"], firewall: false } }`,
      '',
    ].join('\n'),
    'config/trunks.yaml': `- { name: carrier, match: ["${TRUNK}"] }\n`,
    'config/queues.yaml': '- { name: sales, announce: { position: false } }\n- { name: support }\n',
    'ivr-flows/main.yaml': 'flow: main\ntitle: Main\nlanguage: vi\nstart:\n  - queue: sales\n',
  },
})
t.teardown(() => house.stop())

const bans = async () => (await house.api('GET', '/api/v1/bans')).body as Ban[]
const isBanned = async (address: string) => (await bans()).some(ban => ban.address === address)

type Attack = { triesHeard: number; bannedAfterMs: number; refused: number }

/** As many guesses, whatever comes back. Half the accounts are there. */
async function attack(guesser: Guesser, count: number): Promise<Attack> {
  const began = performance.now()
  let bannedAfterMs = Number.POSITIVE_INFINITY
  let refused = 0
  for (let n = 0; n < count; n += 1) {
    const user = n % 2 === 0 ? 'ann' : `10${n}`
    const status = await guesser.guess(n % 3 === 0 ? 'INVITE' : 'REGISTER', user, `secret${n}`)
    if (status !== 403) continue
    refused += 1
    if (refused === 1) bannedAfterMs = performance.now() - began
  }
  return { triesHeard: count - refused, bannedAfterMs, refused }
}

t.test(
  'S07: two thousand guesses from one address, and an honest phone that registers meanwhile',
  async t => {
    const honest = await openPhone({
      server: house.sip,
      listen: { address: HONEST },
      account: house.account('ann'),
    })
    const guesser = await openGuesser(house.sip, '127.0.1.1')
    let isOver = false
    const attacked = attack(guesser, 2_000).finally(() => {
      isOver = true
    })
    const registeredMs: number[] = []
    while (!isOver) {
      const began = performance.now()
      await honest.registerAgain()
      registeredMs.push(performance.now() - began)
    }
    const one = await attacked
    t.ok(one.triesHeard <= 50, `${one.triesHeard} guesses were answered`)
    t.ok(one.bannedAfterMs <= 5_000, `banned after ${one.bannedAfterMs} ms`)
    t.ok(registeredMs.length > 5 && Math.max(...registeredMs) < 1_000, 'the honest phone registers')

    const many = await Promise.all(
      Array.from({ length: 50 }, (_, n) => openGuesser(house.sip, `127.0.1.${100 + n}`)),
    )
    const began = performance.now()
    const all = await Promise.all(many.map(one => attack(one, 60)))
    const allMs = performance.now() - began
    const mostHeard = Math.max(...all.map(({ triesHeard }) => triesHeard))
    const slowestMs = Math.max(...all.map(({ bannedAfterMs }) => bannedAfterMs))
    t.ok(mostHeard <= 50, `of 50 at once, at most ${mostHeard} guesses of one were answered`)
    t.ok(slowestMs <= 5_000, `the last was banned after ${Math.round(slowestMs)} ms`)
    t.comment(`3,000 guesses in ${Math.round(allMs)} ms`)
    await honest.registerAgain()
    t.notOk(await isBanned(HONEST))
    for (const one of [guesser, ...many]) one.close()
    await honest.close()
    proves(
      t,
      'S07',
      `one address: ${one.triesHeard} of 2,000 guesses answered, banned after ${Math.round(one.bannedAfterMs)} ms; fifty at once: at most ${mostHeard} answered, banned after ${Math.round(slowestMs)} ms at most; an honest phone registered ${registeredMs.length} times meanwhile, ${Math.round(Math.max(...registeredMs))} ms at most`,
    )
  },
)

t.test('S07: a ban ends by itself, and the next lasts four times as long', async t => {
  const guesser = await openGuesser(house.sip, '127.0.1.2')
  await attack(guesser, 60)
  const [first] = (await bans()).filter(({ address }) => address === guesser.address)
  t.ok(first)
  if (!first) return
  t.equal(first.times, 1)
  t.equal(Date.parse(String(first.until)) - Date.parse(String(first.since)), FIRST_MS)
  await until(async () => (await guesser.guess('REGISTER', 'ann')) === 401, 10_000, 'it is heard again')
  t.ok(Date.now() >= Date.parse(String(first.until)), 'not before its time was over')
  await attack(guesser, 60)
  const [second] = (await bans()).filter(({ address }) => address === guesser.address)
  t.equal(second?.times, 2)
  t.equal(Date.parse(String(second?.until)) - Date.parse(String(second?.since)), 4 * FIRST_MS)

  t.equal((await house.api('DELETE', `/api/v1/bans/${guesser.address}`)).status, 200)
  await until(async () => (await guesser.guess('REGISTER', 'ann')) === 401, 5_000, 'it is let in at once')
  t.equal((await house.api('DELETE', `/api/v1/bans/${guesser.address}`)).status, 404)
  const [lifted] = await house.rows<{ object: string }>(`select object from audit where action = 'bans.lift'`)
  t.equal(lifted?.object, guesser.address, 'who lifted it is on record')
  guesser.close()
})

t.test('S07: a carrier, who is named, and a phone in whose name others guess are not banned', async t => {
  const uri = `sip:02871099999@${house.sip.address}`
  const phone = await openPhone({
    server: house.sip,
    listen: { address: '127.0.0.41' },
    account: house.account('binh'),
  })
  for (let n = 0; n < 40; n += 1)
    await sendRawSip(house.sip, '127.0.0.41', rawInvite(uri, 'nobody-here', `forged${n}`))
  for (const from of [TRUNK, MEASURED]) {
    const spared = await openGuesser(house.sip, from)
    for (let n = 0; n < 40; n += 1) await spared.guess('REGISTER', 'ann', `secret${n}`)
    t.equal(await spared.guess('REGISTER', 'ann'), 401, from)
    spared.close()
  }
  const stranger = await openGuesser(house.sip, '127.0.1.3')
  await attack(stranger, 60)
  await until(() => isBanned(stranger.address), 5_000, 'whatever came before has been read')
  const banned = (await bans()).map(({ address }) => address)
  for (const address of [TRUNK, MEASURED, '127.0.0.41']) t.notOk(banned.includes(address), address)
  await phone.registerAgain()
  await phone.close()
  const trunk = await openPhone({ server: house.sip, listen: { address: TRUNK } })
  const call = await trunk.dial('02871099999', { from: '+84904000001' })
  await call.hearsSound()
  await call.hangUp()
  await trunk.close()
  stranger.close()
})

t.test(
  'S07: who is banned stays so when Asterisk or the office comes back, until somebody lifts it',
  async t => {
    const guesser = await openGuesser(house.sip, '127.0.1.4')
    const banned = {
      address: guesser.address,
      since: Date.now(),
      until: Date.now() + 600_000,
      times: 1,
      tries: 20,
    }
    await house.redis.hset(house.keys.bans, guesser.address, JSON.stringify(banned))
    const before = await house.pid('office')
    process.kill(before, 'SIGKILL')
    await until(async () => (await house.pid('office')) !== before, 30_000, 'the office is back')
    await until(async () => (await guesser.guess('REGISTER', 'ann')) === 403, 10_000, 'it is banned again')
    const asterisk = await house.pid('Asterisk')
    process.kill(asterisk, 'SIGKILL')
    await until(async () => (await house.pid('Asterisk')) !== asterisk, 30_000, 'Asterisk is back')
    await until(async () => (await guesser.guess('REGISTER', 'ann')) === 403, 20_000, 'it knows it too')

    const run = promisify(execFile)
    const cli = join(import.meta.dirname, '../../src/cli/tongdai.ts')
    const { stdout } = await run(process.execPath, [cli, 'bans'], { env: house.environment })
    t.match(stdout, /ADDRESS.*UNTIL/)
    t.match(stdout, /127\.0\.1\.4/)
    const lifted = await run(process.execPath, [cli, 'bans', 'lift', guesser.address], {
      env: house.environment,
    })
    t.match(lifted.stdout, /no longer banned/)
    await until(async () => (await guesser.guess('REGISTER', 'ann')) === 401, 5_000, 'it is let in')
    guesser.close()
  },
)

/** Student's t of two samples with unequal variances (Welch). */
function welch(a: readonly number[], b: readonly number[]): number {
  const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length
  const spread = (all: readonly number[]) =>
    all.reduce((sum, one) => sum + (one - mean(all)) ** 2, 0) / (all.length - 1) / all.length
  return Math.abs(mean(a) - mean(b)) / Math.sqrt(spread(a) + spread(b))
}

/** Who asks as fast as he can is answered some times more while his ban is on its way. */
const ASK_EVERY_MS = 10

const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[all.length >> 1] ?? 0

t.test('S07: whether an account exists can be told neither by the answer nor by its time', async t => {
  const asker = await openGuesser(house.sip, MEASURED)
  const shapeOf = async (method: 'REGISTER' | 'INVITE', user: string) => {
    const answer = await asker.ask(method, user)
    const fixed = (value: string) =>
      value.replaceAll(user, 'X').replaceAll(/[0-9a-f]{8,}|z9hG4bK\w+|\d{9,}\/\w+/g, 'N')
    return { status: answer?.status, headers: answer?.headers.map(([name, value]) => [name, fixed(value)]) }
  }
  for (const method of ['REGISTER', 'INVITE'] as const) {
    const known = await shapeOf(method, 'ann')
    t.equal(known.status, 401)
    for (const user of ['zzz', '1000', 'trunk-carrier', `'%20OR%201=1`]) {
      t.strictSame(await shapeOf(method, user), known, `${method} as ${user}`)
    }
  }
  // As often as somebody is answered before he is banned.
  const timed = async (address: string) => {
    const guesser = await openGuesser(house.sip, address)
    const [known, unknown]: [number[], number[]] = [[], []]
    let isHeard = true
    for (let n = 0; isHeard && n < 2_000; n += 1) {
      const [user, all] = n % 4 === 0 || n % 4 === 3 ? (['ann', known] as const) : (['zzz', unknown] as const)
      const began = performance.now()
      isHeard = (await guesser.ask('REGISTER', user))?.status === 401
      if (isHeard) all.push(performance.now() - began)
      await pause(ASK_EVERY_MS)
    }
    guesser.close()
    t.ok(known.length + unknown.length <= 50, `${known.length + unknown.length} answers, then banned`)
    return { t: welch(known, unknown), known: median(known), unknown: median(unknown) }
  }
  // One in a hundred such comparisons of equals looks unequal.
  const found = [await timed('127.0.1.6'), await timed('127.0.1.7'), await timed('127.0.1.8')]
  const best = Math.min(...found.map(one => one.t))
  const told = found.map(
    one => `t ${one.t.toFixed(2)} (${one.known.toFixed(3)} and ${one.unknown.toFixed(3)} ms)`,
  )
  t.ok(best < 2.576, `p > 0.01: ${told.join(', ')}`)
  asker.close()
  proves(
    t,
    'S07',
    `no oracle: known and unknown accounts are answered and banned alike; in the answers that an address gets before its ban, ${told[0]}`,
  )
})

t.test('S07: the logs that strangers can make grow are put aside in time', async t => {
  const folder = join(house.home, 'asterisk', 'log')
  // As much as a night of guessing leaves.
  await writeFile(join(folder, 'security'), Buffer.alloc(8 * 1024 * 1024 + 1, 'x\n'), { flag: 'a' })
  const isNew = async () => {
    const names = await readdir(folder)
    return names.includes('security.1') && names.includes('security')
  }
  await until(isNew, 10_000, 'it is put aside, and Asterisk writes a new one')
  const guesser = await openGuesser(house.sip, '127.0.1.5')
  const { triesHeard } = await attack(guesser, 60)
  t.ok(triesHeard <= 50, `the new one is read: ${triesHeard} guesses were answered`)
  t.ok((await stat(join(folder, 'security'))).size < 1024 * 1024)
  guesser.close()
})
