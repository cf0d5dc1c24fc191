// Stands between our processes and a store, and does to the connections what networks do.
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * `pass`: nothing happens. `reset`: each connection is cut off hard, old and new. `black-hole`: connections open and no
 * byte comes through; afterwards what was sent arrives late, as TCP repeats it. `delay`: each byte comes so many ms later.
 * `corrupt`: one byte in each piece is another one.
 */
export type Fault = { kind: 'pass' | 'reset' | 'black-hole' | 'corrupt' } | { kind: 'delay'; ms: number }

export type TcpProxy = {
  /** For `databaseThrough` and `redisThrough` of a house: from now on it passes on to that port. @returns its own port */
  through(port: number): Promise<number>
  /** What befalls all connections from now on. */
  befall(fault: Fault): void
  /** How many connections there were so far. */
  readonly connections: number
  close(): void
}

type Pair = { ours: Socket; theirs: Socket }

export function openTcpProxy(): TcpProxy {
  let port = 0
  let fault: Fault = { kind: 'pass' }
  let connections = 0
  let healed = Promise.withResolvers<void>()
  const pairs = new Set<Pair>()
  const server = createServer(ours => {
    connections++
    if (fault.kind === 'reset') return ours.resetAndDestroy()
    const theirs = connect(port, '127.0.0.1')
    const pair = { ours, theirs }
    pairs.add(pair)
    for (const [from, to] of [
      [ours, theirs],
      [theirs, ours],
    ] as const) {
      from.setNoDelay(true).on('error', () => {})
      from.once('close', () => {
        pairs.delete(pair)
        to.destroy()
      })
      void carry(from, to)
    }
  })

  return {
    async through(to) {
      port = to
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
      return (server.address() as AddressInfo).port
    },
    befall(next) {
      fault = next
      if (next.kind === 'black-hole') return
      healed.resolve()
      healed = Promise.withResolvers()
      if (next.kind === 'reset') for (const pair of pairs) cut(pair)
    },
    get connections() {
      return connections
    },
    close() {
      healed.resolve()
      for (const pair of pairs) cut(pair)
      server.close()
    },
  }

  async function carry(from: Socket, to: Socket): Promise<void> {
    try {
      for await (const piece of from as AsyncIterable<Buffer>) {
        while (fault.kind === 'black-hole') await healed.promise
        if (fault.kind === 'delay') await pause(fault.ms)
        if (to.destroyed) return
        const isTaken = to.write(fault.kind === 'corrupt' ? corrupted(piece) : piece)
        if (!isTaken) await new Promise(resolve => to.once('drain', resolve).once('close', resolve))
      }
      to.end()
    } catch {
      // It was cut off: so is the other side.
      to.destroy()
    }
  }
}

function cut({ ours, theirs }: Pair): void {
  ours.resetAndDestroy()
  theirs.resetAndDestroy()
}

function corrupted(piece: Buffer): Buffer {
  const at = piece.length >> 1
  const other = Buffer.from(piece)
  other[at] = (other[at] ?? 0) ^ 0x55
  return other
}
