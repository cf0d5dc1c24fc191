// The owner renews his certificate by writing its files anew: they are taken over without a restart, no connection
// is lost. A pair that does not fit (the key is still to come) is told once, and the old one goes on.
import { stat } from 'node:fs/promises'
import type { Logger } from 'pino'
import { BadCertificate, type Certificates, readCertificates } from '../http/certificates.ts'

type Pair = { cert: string; key: string }

export type FollowedCertificate = {
  home: string
  /** Where the owner's files are, by the configuration as it is now; undefined: the house's own are used. */
  files(): Pair | undefined
  take(certificates: Certificates): Promise<void>
  log: Logger
  everyMs?: number
}

// Looking costs two stat calls; watching would miss links that are moved, as renewing programs do.
const EVERY_MS = 5_000

/** What `files()` hold now counts as taken. @returns how to stop */
export async function followCertificate({
  home,
  files,
  take,
  log,
  everyMs = EVERY_MS,
}: FollowedCertificate): Promise<() => Promise<void>> {
  let seen = await stampOf(files())
  let looking = Promise.resolve()
  const timer = setInterval(() => {
    looking = looking.then(look)
  }, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await looking
  }

  async function look(): Promise<void> {
    const own = files()
    const stamp = await stampOf(own)
    if (stamp === seen) return
    seen = stamp
    try {
      const certificates = await readCertificates(home, own)
      await take(certificates)
      const validUntil = new Date(certificates.validUntil)
      log.info({ fingerprint: certificates.fingerprint, validUntil }, 'a new certificate is in use')
    } catch (err) {
      if (!(err instanceof BadCertificate)) log.error({ err }, 'the new certificate could not be taken')
      else log.warn({ err }, 'the new certificate cannot be used (yet); the one before goes on')
    }
  }
}

/** Changes with the files; a missing one is a change, too. */
async function stampOf(files: Pair | undefined): Promise<string> {
  if (!files) return 'our own'
  const stamps = [files.cert, files.key].map(async file => {
    const found = await stat(file).catch(() => undefined)
    return [file, found?.mtimeMs, found?.size, found?.ino]
  })
  return JSON.stringify(await Promise.all(stamps))
}
