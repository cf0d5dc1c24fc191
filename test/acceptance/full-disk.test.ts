// F09: a disk is full in the middle of recorded talks: Asterisk's, the archive's, PostgreSQL's. No call notices; what is
// missing is told; with room it goes on by itself.
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { openDesks } from '../support/desks.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { openPhone } from '../support/phones/phone.ts'
import { proves } from '../support/proves.ts'
import { everythingIsWritten } from '../support/records.ts'
import { mayMount, mountSmallDisk, type SmallDisk } from '../support/small-disk.ts'
import { inTalk, type Talk } from '../support/talks.ts'
import { until } from '../support/until.ts'

const AGENTS = Array.from({ length: 10 }, (_, n) => `seat-${n}`)
const ANEW = 1_500
const ALARM_MS = 10_000

t.setTimeout(300_000)
type Track = { recording: string; state: string; missing_ms: number; duration_ms: number | null }

const isStored = ({ state }: Track): boolean => state === 'stored'
const isCut = ({ state, missing_ms }: Track): boolean => missing_ms > 0 || state === 'failed'
const skip = mayMount ? false : 'only root may mount a small disk'

t.test('a disk is full', { skip }, async t => {
  const disks: SmallDisk[] = []
  const mount = async (folder: string, size: string): Promise<SmallDisk> => {
    const disk = await mountSmallDisk(folder, size)
    disks.push(disk)
    return disk
  }
  let database: SmallDisk | undefined
  const house = await openHouse({
    files: {
      'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
      'config/recording.yaml': 'default: on\n',
      'config/queues.yaml': '- { name: sales, ring: 20s, wrap-up: 0s, announce: { position: false } }\n',
      'config/team.yaml': `agents:\n${AGENTS.map(id => `  - { id: ${id}, name: ${id}, queues: [sales] }\n`).join('')}`,
      'ivr-flows/english.yaml': 'flow: english\ntitle: english\nlanguage: vi\nstart:\n  - hangup\n',
      'ivr-flows/main.yaml': 'flow: main\ntitle: main\nlanguage: vi\nstart:\n  - queue: sales\n',
    },
    beforeStart: async home => {
      database = await mount(join(home, 'postgres'), '300m')
    },
  })
  t.teardown(() => house.stop())
  // Before the folder goes.
  t.teardown(() => Promise.all(disks.map(disk => disk.remove())))
  const desks = await openDesks(house, AGENTS)
  const trunk = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
  t.teardown(() => Promise.all([desks.close(), trunk.close()]))

  let dialled = 0

  async function oneMore(): Promise<Talk> {
    const number = `+84${904_000_000 + dialled++}`
    return inTalk({ number, call: await trunk.dial('02871099999', { from: number }) }, desks)
  }

  /** What they say from now on. */
  async function goOn({ call, talk }: Talk): Promise<void> {
    call.say(ANEW)
    talk.say(ANEW)
    await Promise.all([call.hears(ANEW), talk.hears(ANEW)])
  }

  async function end({ call, talk }: Talk): Promise<void> {
    await call.hangUp()
    await talk.ended()
  }

  async function tracksOf(talks: number, isThere: (tracks: Track[]) => boolean): Promise<Track[]> {
    await everythingIsWritten(house, 30_000)
    return until(async () => {
      const tracks = await house.rows<Track>(
        `select recording, r.state, missing_ms, duration_ms from recordings r
       join (select conversation from conversations order by arrived_at desc limit $1) as last using (conversation)`,
        [talks],
      )
      return tracks.length === 2 * talks && isThere(tracks) && tracks
    }, 40_000)
  }

  async function troubles(): Promise<string[]> {
    const { body } = await house.api('GET', '/api/v1/troubles')
    return (body as { name: string }[]).map(({ name }) => name)
  }

  /** @returns after how long the banner named it, ms */
  async function alarm(t: Test, name: string, since: number): Promise<number> {
    await until(async () => (await troubles()).includes(name), ALARM_MS, `the banner names ${name}`)
    const ms = Math.round(performance.now() - since)
    t.ok(ms <= ALARM_MS, `told after ${ms} ms`)
    return ms
  }

  let told = ''

  await t.test(
    'ten talks while Asterisk has no room for their recordings: they go on, and each is marked',
    async t => {
      const spool = await mount(join(house.home, 'asterisk/spool/recording'), '4m')
      const talks: Talk[] = []
      for (const _ of AGENTS) talks.push(await oneMore())
      await spool.fill()
      const alarmMs = await alarm(t, 'disk', performance.now())
      const written = async () =>
        (await house.rows('select from recordings where state <> $1', ['expected'])).length
      await until(async () => (await written()) === 20, 20_000, 'all tracks have ended')
      for (const one of talks) await goOn(one)
      await pause(3_000)
      for (const one of talks) await end(one)
      const tracks = await tracksOf(10, all => all.every(isCut))
      t.ok(tracks.every(isCut), 'each track says that it lacks its end, or failed')
      t.comment(tracks.map(({ state, missing_ms }) => `${state} -${missing_ms}`).join(', '))
      const { body } = await house.api('GET', '/api/v1/cdrs?cut=true')
      const { cdrs } = body as { cdrs: { conversation: string }[] }
      t.equal(cdrs.length, 10, 'and can be searched for')
      const whole = await house.api('GET', `/api/v1/cdrs/${cdrs[0]?.conversation}`)
      const shown = (whole.body as { recordings: { missingMs?: number }[] }).recordings
      t.ok(
        shown.every(({ missingMs = 0 }) => missingMs > 2_000),
        'the page of the call says how much',
      )
      await alarm(t, 'recordings-cut', performance.now())
      told = `10 talks untouched, 20 of 20 tracks marked, alarm after ${alarmMs} ms`

      const late = await oneMore()
      await end(late)
      await spool.clear()
      const next = await oneMore()
      await pause(3_000)
      await end(next)
      const after = await tracksOf(1, all => all.every(isStored))
      t.same(
        after.map(({ missing_ms }) => missing_ms),
        [0, 0],
        'with room the next call is recorded whole',
      )
      await spool.remove()
    },
  )

  await t.test('the archive has no room: recordings stay in Asterisk until it has', async t => {
    const archive = await mount(join(house.home, 'recordings'), '1m')
    await archive.fill()
    const one = await oneMore()
    await pause(2_000)
    await end(one)
    await alarm(t, 'disk', performance.now())
    const waiting = await tracksOf(1, all => all.every(({ state }) => state === 'in-asterisk'))
    t.equal(waiting.length, 2)
    await archive.clear()
    const stored = await tracksOf(1, all => all.every(isStored))
    t.same(
      stored.map(({ missing_ms }) => missing_ms),
      [0, 0],
      'nothing of them is missing',
    )
    await archive.remove()
  })

  await t.test('PostgreSQL has no room: calls go on, and their records come when it has', async t => {
    await database?.fill()
    let calls = 0
    const isRefused = async () => /No space left on device|could not extend/.test(await house.log('office'))
    while (!(await isRefused()) && calls < 60) {
      const one = await oneMore()
      await goOn(one)
      await end(one)
      calls++
    }
    t.ok(await isRefused(), `PostgreSQL could not store what happened in ${calls} calls`)
    for (let n = 0; n < 2; n++, calls++) {
      const one = await oneMore()
      await goOn(one)
      await end(one)
    }
    t.comment(`the banner names ${await troubles()}`)
    await database?.clear()
    await everythingIsWritten(house, 60_000)
    const tracks = await tracksOf(calls, all => all.every(isStored))
    t.equal(tracks.length, 2 * calls, 'and their recordings')
    await assertInvariants(t, house, { announced: [/could not be written; it stays in Asterisk/, /scribe/] })
    proves(t, 'F09', `${told}; archive and PostgreSQL full: nothing lost`)
  })
})
