// Ports of this machine: a free one, and who holds one that is taken.
import { createSocket } from 'node:dgram'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import { RuntimeProblem } from './runtime-problem.ts'

export type Protocol = 'tcp' | 'udp'

/** A port that something is about to listen on. */
export type PortClaim = {
  port: number
  protocol?: Protocol
  /** The address it will listen on; 127.0.0.1 if not named. */
  host?: string
  /** Who wants it, as a person would say: "PostgreSQL", "SIP phones". */
  owner: string
  /** The key in config/server.yaml that chooses another. */
  key: string
}

/** A port on 127.0.0.1 that nobody held a moment ago. */
export async function freePort(protocol: Protocol = 'tcp'): Promise<number> {
  const bound = await bind({ port: 0, protocol, host: '127.0.0.1' })
  if (typeof bound === 'number') return bound
  throw bound
}

/** @throws RuntimeProblem port-in-use */
export async function refuseTakenPort(claim: PortClaim): Promise<void> {
  const { port, protocol = 'tcp', host = '127.0.0.1', owner, key } = claim
  const bound = await bind({ port, protocol, host })
  if (typeof bound === 'number') return
  const holder = await portHolder(port, protocol)
  const by = holder ? ` by ${holder.name} (process ${holder.pid})` : ''
  throw new RuntimeProblem(
    'port-in-use',
    `The port ${port}/${protocol} that ${owner} needs is ${bound.code === 'EADDRINUSE' ? `in use${by}` : `not to be had (${bound.code})`}.`,
    `End that program, or choose another port by ${key} in config/server.yaml.`,
    bound,
  )
}

type BindError = NodeJS.ErrnoException

function bind({ port, protocol, host }: { port: number; protocol: Protocol; host: string }) {
  return new Promise<number | BindError>(resolve => {
    if (protocol === 'udp') {
      const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
      socket.once('error', resolve)
      socket.bind({ port, address: host, exclusive: true }, () => {
        const bound = socket.address().port
        socket.close(() => resolve(bound))
      })
    } else {
      const server = createServer()
      server.once('error', resolve)
      server.listen({ port, host, exclusive: true }, () => {
        const address = server.address()
        server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
      })
    }
  })
}

/** Who listens on a port, as far as /proc lets us see: root sees all, others their own. */
export async function portHolder(
  port: number,
  protocol: Protocol = 'tcp',
): Promise<{ pid: number; name: string } | undefined> {
  const tables = await Promise.all(
    [protocol, `${protocol}6`].map(table => readFile(`/proc/net/${table}`, 'utf8').catch(() => '')),
  )
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  const inodes = new Set<string>()
  for (const line of tables.join('\n').split('\n')) {
    const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/)
    // 0A: listening. UDP has no such state.
    if (local.endsWith(`:${wanted}`) && (protocol === 'udp' || state === '0A'))
      inodes.add(`socket:[${inode}]`)
  }
  if (inodes.size === 0) return undefined
  for (const pid of (await readdir('/proc')).filter(name => /^\d+$/.test(name))) {
    const handles = await readdir(`/proc/${pid}/fd`).catch(() => [])
    for (const handle of handles) {
      const target = await readlink(`/proc/${pid}/fd/${handle}`).catch(() => '')
      if (!inodes.has(target)) continue
      const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => 'a program')).trim()
      return { pid: Number(pid), name }
    }
  }
  return undefined
}
