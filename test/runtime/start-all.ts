// Starts all three servers as whoever runs it, stops them, and says so. Argument: a folder of one's own.
import { join } from 'node:path'
import { startAsterisk } from '../../src/runtime/asterisk-server.ts'
import { installRuntime } from '../../src/runtime/install.ts'
import { freePort } from '../../src/runtime/ports.ts'
import { startPostgres } from '../../src/runtime/postgres-server.ts'
import { startRedis } from '../../src/runtime/redis-server.ts'
import { smallestEtc } from './asterisk-etc.ts'
import { home } from './home.ts'

const base = process.argv[2] ?? ''
const runtime = await installRuntime({ home })
const folder = join(base, 'asterisk')
const servers = [
  await startPostgres({ runtime, folder: join(base, 'postgres'), port: await freePort(), password: 'p' }),
  await startRedis({ runtime, folder: join(base, 'redis'), port: await freePort(), password: 'p' }),
  await startAsterisk({ runtime, folder, etcFolder: await smallestEtc(runtime, folder, await freePort()) }),
]
for (const server of servers.toReversed()) await server.stop()
process.stdout.write(`started and stopped ${servers.map(({ name }) => name).join(', ')}\n`)
