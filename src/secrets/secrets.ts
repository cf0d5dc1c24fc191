// The house's own secrets: made at the first start, kept in `home/secrets`, one file each, 0600.
import { hkdfSync, randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

export type Secrets = {
  /** Seals personal data (sealing.ts). 32 bytes. */
  sealKey: Buffer
  /** Turns a number into a contact reference (sealing.ts). 32 bytes. */
  contactKey: Buffer
  /** Signs links to recordings (links.ts). 32 bytes. */
  linkKey: Buffer
  /** What the command line shows to the office. */
  apiToken: string
  postgresPassword: string
  redisPassword: string
  ariPassword: string
}

/** The folder's file of one secret was damaged; the sentence says which and what to do. */
export class BadSecret extends Error {
  readonly code = 'bad-secret'
}

/**
 * Reads the secrets of this house and makes those that are missing.
 * Keeper, switchboard and office may all call it at once: the first one to write a file wins.
 * @throws BadSecret when the master key is not 32 bytes
 */
export async function readSecrets(home: string): Promise<Secrets> {
  const folder = join(home, 'secrets')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chmod(folder, 0o700)
  const master = await secretFile(join(folder, 'master.key'), () => randomBytes(32))
  if (master.length !== 32) {
    throw new BadSecret(
      `${join(folder, 'master.key')} must hold exactly 32 bytes but holds ${master.length}. ` +
        'Restore it from your backup: without it the stored numbers cannot be read.',
    )
  }
  const word = async (name: string) => (await secretFile(join(folder, name), newPassword)).toString().trim()
  return {
    // Several keys out of one file, so that one key never serves two purposes.
    sealKey: derived(master, 'tongdai seal'),
    contactKey: derived(master, 'tongdai contact'),
    linkKey: derived(master, 'tongdai link'),
    apiToken: await word('api.token'),
    postgresPassword: await word('postgres.password'),
    redisPassword: await word('redis.password'),
    ariPassword: await word('ari.password'),
  }
}

/** A password nobody needs to remember: 192 random bits, safe in a URL and a SIP header. */
export function newPassword(): string {
  return randomBytes(24).toString('base64url')
}

function derived(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), purpose, 32))
}

/** Written whole under another name, then linked: nobody ever reads half a secret, and the first one stays. */
async function secretFile(file: string, make: () => string | Buffer): Promise<Buffer> {
  const found = await readFile(file).catch(absent)
  if (found) return found
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(make())
    await handle.sync()
  } finally {
    await handle.close()
  }
  await link(draft, file).catch(alreadyThere)
  await rm(draft)
  return readFile(file)
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

function alreadyThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'EEXIST') throw error
}
