// What the kernel knows of this machine's sockets.
import { readFile } from 'node:fs/promises'

/** Whether nobody is connected any more from this local port. */
export async function isDropped(port: number): Promise<boolean> {
  const lines = (await readFile('/proc/net/tcp', 'utf8')).split('\n')
  const own = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return !lines.some(line => {
    const [, local, , state] = line.trim().split(/\s+/)
    return local?.endsWith(own) && state === '01'
  })
}
