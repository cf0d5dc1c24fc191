// Each server really starts, is found again, and stops without a trace; as root, as nobody, as anyone.
import { spawn } from 'node:child_process'
import { chown, mkdir, readFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import pg from 'pg'
import t from 'tap'
import { startAsterisk } from '../../src/runtime/asterisk-server.ts'
import { installRuntime } from '../../src/runtime/install.ts'
import { freePort, refuseTakenPort } from '../../src/runtime/ports.ts'
import { startPostgres } from '../../src/runtime/postgres-server.ts'
import { isRunning } from '../../src/runtime/process-table.ts'
import { terminalProgress } from '../../src/runtime/progress.ts'
import { startRedis } from '../../src/runtime/redis-server.ts'
import { stepDown } from '../../src/runtime/run-as.ts'
import { runCommand } from '../../src/runtime/run-command.ts'
import { smallestEtc } from './asterisk-etc.ts'
import { home, ownFolder } from './home.ts'

const runtime = await installRuntime({ home, progress: terminalProgress(process.stderr) })
const isRoot = process.getuid?.() === 0

async function userOf(pid: number): Promise<string> {
  return /^Uid:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? ''
}

t.test('PostgreSQL starts, is adopted, keeps its data over a stop, and leaves nothing behind', async t => {
  const options = { runtime, folder: await ownFolder(t), port: await freePort(), password: 'a b/c@d' }
  const first = await startPostgres(options)
  t.teardown(first.stop)
  const client = new pg.Client({ connectionString: first.url })
  await client.connect()
  const { rows } =
    await client.query(`select current_database() as database, current_setting('TimeZone') as zone,
    current_setting('server_encoding') as encoding, current_setting('fsync') as fsync,
    current_setting('listen_addresses') as address, now() at time zone 'Asia/Ho_Chi_Minh' is not null as zones`)
  t.match(rows[0], {
    database: 'tongdai',
    zone: 'UTC',
    encoding: 'UTF8',
    fsync: 'on',
    address: '127.0.0.1',
    zones: true,
  })
  await client.query('create table kept as select 1 as one')
  await client.end()

  const again = await startPostgres(options)
  t.match(again, { adopted: true, pid: first.pid, url: first.url })
  await again.stop()
  t.notOk(await isRunning(first.pid))

  const second = await startPostgres({ ...options, port: await freePort() })
  t.teardown(second.stop)
  const reader = new pg.Client({ connectionString: second.url })
  await reader.connect()
  t.equal((await reader.query('select one from kept')).rowCount, 1)
  await reader.end()
  const moved = await startPostgres({ ...options, port: await freePort() })
  t.notOk(moved.adopted, 'one that runs with another port is not taken for the wanted one')
  t.notOk(await isRunning(second.pid))
  await moved.stop()
})

t.test('a wrong password for PostgreSQL is told at once', async t => {
  const options = { runtime, folder: await ownFolder(t), port: await freePort(), password: 'right' }
  const server = await startPostgres(options)
  t.teardown(server.stop)
  await t.rejects(startPostgres({ ...options, password: 'wrong' }), {
    code: 'server-failed',
    sentence: /password/,
  })
  t.ok(await isRunning(server.pid), 'and the server that runs is left alone')
})

t.test('Redis starts, is adopted, keeps what it was told, and asks for the password', async t => {
  const options = { runtime, folder: await ownFolder(t), port: await freePort(), password: 'x"y \\z' }
  const first = await startRedis(options)
  t.teardown(first.stop)
  const redis = new Redis(first.url)
  await redis.set('word', 'kept')
  const wanted = { appendonly: 'yes', appendfsync: 'everysec', 'maxmemory-policy': 'noeviction', save: '' }
  for (const [key, value] of Object.entries(wanted)) {
    t.match(JSON.stringify(await redis.config('GET', key)), `"${value}"`, key)
  }
  redis.disconnect()
  const stranger = await runCommand(runtime.program('redis-cli').command, [
    '-p',
    `${options.port}`,
    'get',
    'word',
  ])
  t.match(stranger.stdout, /NOAUTH/)
  t.match(await startRedis(options), { adopted: true, pid: first.pid })
  await first.stop()
  t.notOk(await isRunning(first.pid))
  const second = await startRedis(options)
  t.teardown(second.stop)
  const reader = new Redis(second.url)
  t.equal(await reader.get('word'), 'kept')
  reader.disconnect()
})

t.test('Asterisk starts with the given configuration, is adopted, and stops', async t => {
  const folder = await ownFolder(t)
  const port = await freePort()
  const ports = [{ port, owner: "Asterisk's ARI", key: 'ari.port' }]
  const etcFolder = await smallestEtc(runtime, folder, port)
  const first = await startAsterisk({ runtime, etcFolder, folder, ports })
  t.teardown(first.stop)
  await new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket.end()))
    socket.once('error', reject)
  })
  t.match(await startAsterisk({ runtime, etcFolder, folder, ports }), { adopted: true, pid: first.pid })
  if (isRoot) t.equal(await userOf(first.pid), '65534', 'it does not keep the power of root')
  await first.stop()
  await first.ended
  t.notOk(await isRunning(first.pid))
})

t.test('an Asterisk that ends at once is told with its own last words', async t => {
  const folder = await ownFolder(t)
  const etcFolder = join(folder, 'etc')
  await mkdir(etcFolder)
  await t.rejects(startAsterisk({ runtime, etcFolder, folder }), {
    code: 'server-failed',
    name: 'RuntimeProblem',
  })
})

t.test('a port in use is told with its number, its holder and the key that changes it', async t => {
  const server = createServer()
  const port = await freePort()
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const problem = {
    code: 'port-in-use',
    sentence: new RegExp(`${port}/tcp .* Redis .* in use by .*process ${process.pid}`),
    hint: /redis\.port in config\/server\.yaml/,
  }
  await t.rejects(refuseTakenPort({ port, owner: 'Redis', key: 'redis.port' }), problem)
  await t.rejects(startRedis({ runtime, folder: await ownFolder(t), port, password: 'x' }), problem)
})

t.test('a server survives the process that started it and is found by the next', async t => {
  const folder = await ownFolder(t)
  const port = await freePort()
  const script = join(import.meta.dirname, 'start-redis.ts')
  const starter = spawn(process.execPath, [script, folder, `${port}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const pid = await new Promise<number>(resolve => starter.stdout.once('data', text => resolve(Number(text))))
  const ended = new Promise(resolve => starter.once('exit', resolve))
  starter.kill('SIGKILL')
  await ended
  const found = await startRedis({ runtime, folder, port, password: 'p' })
  t.teardown(found.stop)
  t.match(found, { adopted: true, pid })
  await found.stop()
  t.notOk(await isRunning(pid))
})

t.test('below a folder that is closed to others, root steps into a namespace', { skip: !isRoot }, async t => {
  const folder = await ownFolder(t)
  const closed = join(folder, 'closed')
  await mkdir(closed, { mode: 0o700 })
  const options = { runtime, folder: join(closed, 'postgres'), port: await freePort(), password: 'x' }
  await mkdir(options.folder)
  t.equal((await stepDown([options.folder], true)).kind, 'namespace')
  const server = await startPostgres(options)
  t.teardown(server.stop)
  t.match(await startPostgres(options), { adopted: true })
  await server.stop()
})

t.test('an ordinary user runs all of it as himself', { skip: !isRoot }, async t => {
  const folder = await ownFolder(t)
  await chown(folder, 65534, 65534)
  const script = join(import.meta.dirname, 'start-all.ts')
  const result = await runCommand(process.execPath, [script, folder], { uid: 65534, gid: 65534, cwd: folder })
  if (result.code !== 0 && /EACCES|permission denied/i.test(result.stderr)) {
    t.comment('this checkout is closed to other users')
    return
  }
  t.match(result, { code: 0, stdout: 'started and stopped PostgreSQL, Redis, Asterisk\n' })
})
