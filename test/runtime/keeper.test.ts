// The keeper with real processes: what falls or freezes comes back, and nothing is left behind.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { ChildNews } from '../../src/runtime/child.ts'
import { installRuntime } from '../../src/runtime/install.ts'
import { Keeper, type KeptServer, type ServerNews } from '../../src/runtime/keeper.ts'
import { claimHome, runningKeeper } from '../../src/runtime/keeper-claim.ts'
import { freePort } from '../../src/runtime/ports.ts'
import { isRunning } from '../../src/runtime/process-table.ts'
import { startRedis } from '../../src/runtime/redis-server.ts'
import { waitUntil } from '../../src/runtime/wait-until.ts'
import { home, ownFolder } from './home.ts'

type News = ChildNews | ServerNews
const script = join(import.meta.dirname, 'kept-child.ts')
/** Shorter than in real life, longer than the second between two beats. */
const limits = { startMs: 3000, silentMs: 2500 }

async function keep(t: Test, manners: string[], servers: KeptServer[] = [], drainMs = 5000) {
  const folder = await ownFolder(t)
  const news: News[] = []
  const files = manners.map((_, index) => join(folder, `${index}`))
  const children = manners.map((manner, index) => ({
    name: `child ${index}`,
    command: process.execPath,
    args: [script, manner, files[index] ?? ''],
    limits,
  }))
  const keeper = new Keeper({ servers, children, drainMs, tell: item => news.push(item) })
  t.teardown(() => {
    keeper.hurry()
    return keeper.stop()
  })
  const has = (what: string, times = 1) => news.filter(item => item.what === what).length >= times
  const came = (what: string, times = 1) => waitUntil(() => has(what, times), 15_000)
  const lines = (index = 0) => readFile(files[index] ?? '', 'utf8').catch(() => '')
  return { keeper, news, came, lines, pid: (name = 'child 0') => keeper.pids()[name] ?? 0 }
}

t.test('a child that falls is started again', async t => {
  const { keeper, news, came, pid } = await keep(t, ['good'])
  await keeper.start()
  const first = pid()
  process.kill(first, 'SIGKILL')
  t.ok(await came('ready', 2))
  t.not(pid(), first)
  t.match(
    news.find(({ what }) => what === 'ended'),
    { signal: 'SIGKILL', againMs: 200 },
  )
})

t.test('a frozen child is killed and started again', async t => {
  const { keeper, news, came, pid } = await keep(t, ['good'])
  await keeper.start()
  const first = pid()
  process.kill(first, 'SIGSTOP')
  t.ok(await came('frozen'))
  t.ok(await came('ready', 2))
  t.notOk(await isRunning(first))
  t.match(
    news.map(({ what }) => what),
    ['started', 'ready', 'frozen', 'ended', 'started', 'ready'],
  )
})

t.test(
  'children start in order, each when the one before is ready, and drain in the opposite order',
  async t => {
    const { keeper, news, lines } = await keep(t, ['good', 'good'])
    await keeper.start()
    await keeper.stop()
    t.match(
      news.map(({ name, what }) => `${name} ${what}`),
      [
        ...['child 0 started', 'child 0 ready', 'child 1 started', 'child 1 ready'],
        ...['child 1 ended', 'child 0 ended'],
      ],
    )
    t.match(await lines(0), /drain 5000\n$/)
    t.match(news.at(-1), { code: 0, signal: null, againMs: undefined })
  },
)

t.test('who hands over lets its children leave their work, and its servers run on', async t => {
  let stops = 0
  const ended = new Promise<void>(() => {})
  const running = { name: 'Redis' as const, pid: 1, adopted: false, ended, stop: async () => void stops++ }
  const { keeper, news, lines } = await keep(t, ['good'], [{ name: 'Redis', start: async () => running }])
  await keeper.start()
  await keeper.handOver()
  t.match(await lines(0), /hand over\n$/)
  t.match(news.at(-1), { what: 'ended', code: 0, againMs: undefined })
  t.equal(stops, 0)
})

t.test('a child that is told to go by a signal hands over, and its successor comes', async t => {
  const { keeper, came, lines, news } = await keep(t, ['good'])
  await keeper.start()
  process.kill(keeper.pids()['child 0']!, 'SIGTERM')
  t.ok(await came('ready', 2))
  t.match(await lines(0), /hand over\nready/)
  t.match(news, [{}, {}, { what: 'ended', code: 0 }])
  await keeper.stop()
})

t.test('a child that does not end its drain in time is killed', async t => {
  const { keeper, news } = await keep(t, ['never-drains'], [], 100)
  await keeper.start()
  await keeper.stop()
  t.match(news.at(-1), { what: 'ended', signal: 'SIGKILL' })
})

t.test('a child that never gets ready fails the start, with its exit code', async t => {
  const { keeper, news } = await keep(t, ['good', 'ends-at-once'])
  await t.rejects(keeper.start(), { code: 'server-failed', sentence: /child 1 .*exit code 3/ })
  t.equal(news.filter(({ name, what }) => name === 'child 1' && what === 'ended').length, 3)
  t.same(keeper.pids(), {}, 'and what had been started is stopped')
})

t.test('a program that is not there fails the start too', async t => {
  const children = [{ name: 'ghost', command: '/nowhere/ghost', args: [] }]
  const keeper = new Keeper({ servers: [], children, drainMs: 100, tell: () => {} })
  await t.rejects(keeper.start(), { code: 'server-failed', sentence: /ghost/ })
})

t.test('a stop in the middle of a start leaves nothing', async t => {
  const { keeper, news, came } = await keep(t, ['good', 'good'])
  const started = keeper.start()
  await came('started')
  await keeper.stop()
  await started
  t.same(keeper.pids(), {})
  t.notOk(news.some(({ name }) => name === 'child 1'))
})

t.test('a server that falls is started again, and stops with the keeper', async t => {
  const runtime = await installRuntime({ home })
  const options = { runtime, folder: await ownFolder(t), port: await freePort(), password: 'p' }
  const { keeper, news, came, pid } = await keep(
    t,
    ['good'],
    [{ name: 'Redis', start: () => startRedis(options) }],
  )
  await keeper.start()
  const first = pid('Redis')
  process.kill(first, 'SIGKILL')
  t.ok(await came('started', 3))
  const second = pid('Redis')
  t.not(second, first)
  await keeper.stop()
  t.notOk(await isRunning(second))
  t.match(
    news.filter(({ name }) => name === 'Redis').map(({ what }) => what),
    ['started', 'ended', 'started'],
  )
})

async function keeperProcess(t: Test, manner: string) {
  const file = join(await ownFolder(t), 'child')
  const args = [join(import.meta.dirname, 'keep.ts'), manner, file]
  const keeper: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  t.teardown(() => keeper.kill('SIGKILL'))
  let said = ''
  keeper.stdout?.on('data', text => {
    said += text
  })
  await waitUntil(() => said.includes('ready'), 15_000)
  const lines = () => readFile(file, 'utf8')
  const child = Number(/ready (\d+)/.exec(await lines())?.[1])
  return { keeper, child, lines, ended: once(keeper, 'exit') }
}

t.test('children do not outlive a keeper that was killed', async t => {
  const { keeper, child, ended } = await keeperProcess(t, 'good')
  keeper.kill('SIGKILL')
  await ended
  t.ok(await waitUntil(async () => !(await isRunning(child)), 5000))
})

t.test(
  'the first signal drains, the same one passed on twice changes nothing, a later one hurries',
  async t => {
    const { keeper, child, lines, ended } = await keeperProcess(t, 'never-drains')
    keeper.kill('SIGINT')
    keeper.kill('SIGINT')
    await waitUntil(async () => (await lines()).includes('drain'), 5000)
    t.ok(await isRunning(child))
    // Only a signal that comes clearly later means impatience: keep on asking until it counts as that.
    const again = setInterval(() => keeper.kill('SIGINT'), 100)
    t.same(await ended, [0, null])
    clearInterval(again)
    t.notOk(await isRunning(child))
  },
)

t.test('a second keeper in the same home is told where the first one is', async t => {
  const folder = await ownFolder(t)
  const claim = await claimHome(folder)
  await claim.tellAddress('https://192.0.2.1:8443')
  t.match(await runningKeeper(folder), { pid: process.pid, address: 'https://192.0.2.1:8443' })
  await t.rejects(claimHome(folder), {
    code: 'already-running',
    sentence: new RegExp(`already running .*process ${process.pid}.*https://192`),
  })
  await claim.release()
  t.equal(await runningKeeper(folder), undefined)
  const [first, second] = await Promise.allSettled([claimHome(folder), claimHome(folder)])
  t.same([first?.status, second?.status].sort(), ['fulfilled', 'rejected'], 'of two at once, one wins')
})
