// "tongdai asterisk-config": the whole configuration for an Asterisk that the owner runs himself.
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { asteriskConfiguration } from '../asterisk/configuration/bundle.ts'
import { asteriskSetup } from '../asterisk/configuration/from-config.ts'
import type { Environment } from '../config.ts'
import { thisMachine } from '../runtime/machine.ts'
import { readTrunkSecrets } from '../secrets/named-secret.ts'
import { readSecrets } from '../secrets/secrets.ts'
import { configurationOf } from './house-database.ts'

export type AsteriskConfigOptions = { folder?: string; modules?: string; data: string; state: string }

/** @returns what to print: the files, or where they are now */
export async function asteriskConfig(
  environment: Environment,
  { folder, modules, data, state }: AsteriskConfigOptions,
): Promise<string> {
  const config = await configurationOf(environment)
  const { ariPassword } = await readSecrets(environment.home)
  const etc = folder === undefined ? '/etc/asterisk' : resolve(folder)
  const usual = `/usr/lib/${thisMachine().triplet}/asterisk/modules`
  const folders = { etc, modules: modules ?? usual, data, state }
  const login = { user: 'tongdai', password: ariPassword }
  const setup = asteriskSetup(config, folders, login, await readTrunkSecrets(environment.home, config.trunks))
  const files = Object.entries(asteriskConfiguration(setup))
  if (folder === undefined) return files.map(([name, text]) => `; ===== ${name} =====\n${text}`).join('\n')
  await mkdir(etc, { recursive: true, mode: 0o700 })
  for (const [name, text] of files) await writeFile(join(etc, name), text, { mode: 0o600 })
  return `${files.length} files are in ${etc}. Let Asterisk read them, and start Tongdai with ASTERISK_URL=http://127.0.0.1:${config.server.ari.port} and ASTERISK_ETC=${etc}`
}
