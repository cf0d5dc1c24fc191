// What a process listens on, as the kernel tells it.
import { readdir, readFile, readlink } from 'node:fs/promises'

export type Listening = { protocol: 'tcp' | 'udp'; address: string; port: number }

const TABLES = ['tcp', 'tcp6', 'udp', 'udp6'] as const
/** TCP's word for listening; UDP sockets that wait for anybody have the other. */
const STATES = { tcp: '0A', udp: '07' }

/** Every port that this process accepts something on. */
export async function listeningOf(pid: number): Promise<Listening[]> {
  const inodes = new Set<string>()
  for (const handle of await readdir(`/proc/${pid}/fd`)) {
    const target = await readlink(`/proc/${pid}/fd/${handle}`).catch(() => '')
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1]
    if (inode) inodes.add(inode)
  }
  const found: Listening[] = []
  for (const table of TABLES) {
    const protocol = table.startsWith('tcp') ? 'tcp' : 'udp'
    const lines = (await readFile(`/proc/net/${table}`, 'utf8').catch(() => '')).split('\n').slice(1)
    for (const line of lines) {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/)
      if (state !== STATES[protocol] || !inodes.has(inode)) continue
      const [address = '', port = ''] = local.split(':')
      found.push({ protocol, address: readable(address), port: Number.parseInt(port, 16) })
    }
  }
  return found
}

/** The kernel writes the bytes of an IPv4 address backwards, in hex. */
function readable(hex: string): string {
  if (/^0+$/.test(hex)) return hex.length === 8 ? '0.0.0.0' : '::'
  if (hex.length > 8) return hex
  return (hex.match(/../g) ?? [])
    .toReversed()
    .map(byte => Number.parseInt(byte, 16))
    .join('.')
}
