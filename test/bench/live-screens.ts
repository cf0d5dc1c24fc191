// Screens that watch the live floor, and when each mark of live-traffic.ts was first seen on them.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import type { Secrets } from '../../src/secrets/secrets.ts'
/** Opens so many; resolves when each has its snapshot. */
export async function openScreens(
  { home, ports }: { home: string; ports: { https: number } },
  { apiToken }: Secrets,
  watchers: number,
) {
  const ca = await readFile(join(home, 'tls/ca.pem'))
  const headers = { authorization: `Bearer ${apiToken}` }
  const seen: Map<number, number>[] = []
  let bytes = 0
  const sockets = Array.from({ length: watchers }, () => {
    const own = new Map<number, number>()
    seen.push(own)
    const socket = new WebSocket(`wss://localhost:${ports.https}/api/v1/live`, { ca, headers })
    socket.on('message', data => {
      const at = Date.now()
      const text = String(data)
      bytes += text.length
      // Only the first sight of a mark counts.
      for (const [, mark] of text.matchAll(/"n(\d{7})"/g))
        if (!own.has(Number(mark))) own.set(Number(mark), at)
    })
    return socket
  })
  await Promise.all(sockets.map(socket => new Promise(resolve => socket.once('message', resolve))))
  return {
    bytes: () => bytes,
    /** Sorted. */
    delays: (writtenAt: ReadonlyMap<number, number>): number[] =>
      seen
        .flatMap(own =>
          [...own].flatMap(([mark, at]) =>
            writtenAt.has(mark) ? [at - (writtenAt.get(mark) as number)] : [],
          ),
        )
        .sort((a, b) => a - b),
    close: () => {
      for (const socket of sockets) socket.terminate()
    },
  }
}
