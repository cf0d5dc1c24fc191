// Asterisk's configuration, made from the owner's and written where Asterisk reads it. Secrets are inside: 0600.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asteriskConfiguration } from '../asterisk/configuration/bundle.ts'
import { asteriskSetup } from '../asterisk/configuration/from-config.ts'
import type { Config } from '../config/config-types.ts'
import type { Environment } from '../config/environment.ts'
import { readCertificates } from '../http/certificates.ts'
import { ownersTls } from '../office/office.ts'
import { readTrunkSecrets } from '../secrets/named-secret.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { ARI_USER } from './addresses.ts'
import type { Premises } from './premises.ts'

/**
 * Files that exist are written in place: they stay those of the user that Asterisk runs as.
 * @returns the names of the files whose text is another one now
 */
export async function writeAsteriskFiles(
  config: Config,
  { asterisk, runtime }: Premises,
  { ariPassword, home, certificate }: AsteriskSecrets,
): Promise<string[]> {
  const { etc, state } = asterisk
  // In containers the state is Asterisk's own volume, and its image makes the folders.
  const folders = runtime ? STATE_FOLDERS.map(name => join(state, name)) : []
  for (const folder of [etc, ...folders]) await mkdir(folder, { recursive: true, mode: 0o700 })
  const files = asteriskConfiguration(
    asteriskSetup(
      config,
      asterisk,
      { user: ARI_USER, password: ariPassword },
      await readTrunkSecrets(home, config.trunks),
      certificate,
    ),
  )
  const changed: string[] = []
  // asterisk.conf last: a container that waits for it then finds all the others.
  for (const [name, text] of Object.entries(files).toReversed()) {
    const file = join(etc, name)
    if ((await readFile(file, 'utf8').catch(() => undefined)) === text) continue
    await writeFile(file, text, { mode: 0o600 })
    changed.push(name)
  }
  return changed
}

const RELOAD_MS = 5_000

/** `certificate`: for phones that speak TLS. */
export type AsteriskSecrets = {
  ariPassword: string
  home: string
  certificate?: { cert: string; key: string }
}

const STATE_FOLDERS = ['lib/keys', 'spool/recording', 'run', 'log', 'cache']

/**
 * An Asterisk that ran on while we were away knows what it read at its start: it reads again what it can. Live calls
 * are not touched.
 * @returns false when it does not answer: then it reads all of it when it starts
 */
export async function readAgain(
  { url, user, password }: { url: string; user: string; password: string },
  changed: readonly string[],
): Promise<boolean> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  for (const file of changed) {
    const module = RELOADABLE[file]
    if (!module) continue
    const options = { method: 'PUT', headers: { authorization }, signal: AbortSignal.timeout(RELOAD_MS) }
    const asked = fetch(`${url}/ari/asterisk/modules/${module}`, options)
    if (!(await asked.then(({ ok }) => ok).catch(() => false))) return false
  }
  return true
}

/** What Asterisk can read again while it runs: file → the module that reads it. The rest waits for its restart. */
export const RELOADABLE: Readonly<Record<string, string>> = {
  'pjsip.conf': 'res_pjsip.so',
  'extensions.conf': 'pbx_config.so',
}

/** The same in the running house, by the certificate that there is. @throws BadCertificate */
export async function rewriteAsteriskFiles(
  environment: Environment,
  config: Config,
  premises: Premises,
  { ariPassword }: Pick<Secrets, 'ariPassword'>,
): Promise<string[]> {
  const { home } = environment
  const certificate = await readCertificates(home, ownersTls(config, environment))
  return writeAsteriskFiles(config, premises, { ariPassword, home, certificate })
}
