// Starts Redis, says its pid, and waits to be killed. Arguments: folder, port.
import { installRuntime } from '../../src/runtime/install.ts'
import { startRedis } from '../../src/runtime/redis-server.ts'
import { home } from './home.ts'

const [, , folder = '', port = ''] = process.argv
const runtime = await installRuntime({ home })
const { pid } = await startRedis({ runtime, folder, port: Number(port), password: 'p' })
process.stdout.write(`${pid}\n`)
setInterval(() => {}, 60_000)
