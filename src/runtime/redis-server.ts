// Redis of our own: on loopback, behind a password, every write in its append-only file.
import { mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { refuseTakenPort } from './ports.ts'
import { handOver, stepDown } from './run-as.ts'
import type { Runtime } from './runtime.ts'
import { type RunningServer, runServer } from './server-process.ts'

export type RedisOptions = {
  runtime: Runtime
  /** Holds data, configuration, log and pid file; one server a folder. */
  folder: string
  port: number
  password: string
  /** The key in config/server.yaml that chose the port, for the sentence when it is taken. */
  portKey?: string
}

/** Starts or adopts it. @returns the server and `url` to connect by @throws RuntimeProblem */
export async function startRedis(options: RedisOptions): Promise<RunningServer & { url: string }> {
  const { runtime, port, password, portKey = 'redis.port' } = options
  const folder = resolve(options.folder)
  const data = join(folder, 'data')
  const configuration = join(folder, 'redis.conf')
  const program = runtime.program('redis-server')
  await mkdir(data, { recursive: true, mode: 0o700 })
  const runAs = await stepDown([folder, program.command], false)
  const server = await runServer({
    name: 'Redis',
    folder,
    program,
    args: [configuration, '--port', `${port}`],
    mark: configuration,
    runAs,
    prepare: async () => {
      await refuseTakenPort({ port, owner: 'Redis', key: portKey })
      // The password stands in the file, since a command line is open to everyone.
      await writeFile(configuration, settings(data, password), { mode: 0o600 })
      await handOver(runAs, [folder])
    },
    isReady: () => answersPing(port, password),
    // Reading a large append-only file back takes its time.
    readyMs: 60_000,
    stopSignal: 'SIGTERM',
    stopMs: 10_000,
  })
  return { ...server, url: `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}/0` }
}

function settings(data: string, password: string): string {
  return [
    'bind 127.0.0.1',
    'protected-mode yes',
    `requirepass ${JSON.stringify(password)}`,
    `dir ${JSON.stringify(data)}`,
    'daemonize no',
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    // The journal waits here for PostgreSQL: better a refused write, which we notice, than a lost one.
    'maxmemory-policy noeviction',
    // Redis would write over its command line, by which we find it again.
    'set-proc-title no',
    'loglevel notice',
    '',
  ].join('\n')
}

/** One PING behind the password; any other answer (still loading, no connection) means not yet. */
function answersPing(port: number, password: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' })
    let heard = ''
    socket.setEncoding('utf8').setTimeout(2000, () => socket.destroy())
    socket.on('data', text => {
      heard += text
      if (heard.split('\r\n').length > 2) socket.destroy()
    })
    socket.once('error', () => socket.destroy())
    socket.once('close', () => resolve(heard.includes('+PONG')))
    const word = Buffer.byteLength(password)
    socket.write(`*2\r\n$4\r\nAUTH\r\n$${word}\r\n${password}\r\n*1\r\n$4\r\nPING\r\n`)
  })
}
