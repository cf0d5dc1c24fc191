// Asterisk's own console, through the socket in its run folder: for what ARI does not tell. It is asked, never told
// to change anything.
import { createConnection } from 'node:net'
import { join } from 'node:path'

/** Nobody answers there: Asterisk is away, or its folder is not ours to see. */
export class NoConsole extends Error {
  readonly code = 'no-console'
  constructor(cause: unknown) {
    super('Asterisk’s console can’t be reached.', { cause })
  }
}

const PATIENCE_MS = 2_000
/** More than any list of ours. */
const MOST_BYTES = 1_000_000

/**
 * @param folder Asterisk's state folder, as this process sees it
 * @returns what the command prints. @throws NoConsole
 */
export async function askConsole(folder: string, command: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const chunks: Buffer[] = []
  let bytes = 0
  const socket = createConnection(join(folder, 'run', 'asterisk.ctl'))
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('no answer in time')))
  socket.once('connect', () => socket.write(`cli quit after ${command}\0`))
  socket.on('data', chunk => {
    bytes += chunk.length
    if (bytes > MOST_BYTES) socket.destroy(new Error('an endless answer'))
    chunks.push(chunk)
  })
  socket.once('error', cause => reject(new NoConsole(cause)))
  socket.once('close', () => resolve(Buffer.concat(chunks).toString('utf8').replaceAll('\0', '')))
  return promise
}
