// An apt of our own: its lists, status and cache lie in our folder, so the host's are never touched.

import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Archive } from './apt-sources.ts'
import { type CommandResult, runCommand } from './run-command.ts'

/** Debian's own key ring; its name differs between releases. */
const keyRings = [
  '/usr/share/keyrings/debian-archive-keyring.gpg',
  '/usr/share/keyrings/debian-archive-keyring.pgp',
]

export type PrivateApt = {
  run: (
    program: 'apt-get' | 'apt-cache',
    args: string[],
    onOutput?: (text: string) => void,
  ) => Promise<CommandResult>
}

/**
 * Writes the configuration into `folder`; packages come from `archive`'s suite sid into `archives`.
 * How the host reaches its archive (proxy, log-in, certificates) is taken over from its configuration.
 */
export async function privateApt(folder: string, archives: string, archive: Archive): Promise<PrivateApt> {
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true })
  await mkdir(join(archives, 'partial'), { recursive: true })
  await writeFile(join(folder, 'status'), '')
  const signedBy = archive.signedBy ?? keyRings.find(file => existsSync(file))
  const options = signedBy === undefined ? '' : `[signed-by=${signedBy}] `
  await writeFile(join(folder, 'sources.list'), `deb ${options}${archive.uri} sid main\n`)
  const settings = [
    ...(await hostAcquireSettings()),
    ['Dir::State', folder],
    ['Dir::State::lists', join(folder, 'lists')],
    // An empty status makes apt resolve everything down to the C library.
    ['Dir::State::status', join(folder, 'status')],
    ['Dir::Cache', folder],
    ['Dir::Cache::archives', archives],
    ['Dir::Etc::sourcelist', join(folder, 'sources.list')],
    ['Dir::Etc::sourceparts', '/dev/null'],
    ['Dir::Etc::main', '/dev/null'],
    ['Dir::Etc::parts', '/dev/null'],
    ['Dir::Etc::preferences', '/dev/null'],
    ['Dir::Etc::preferencesparts', '/dev/null'],
    ['APT::Install-Recommends', 'false'],
    ['APT::Sandbox::User', ''],
    ['APT::Get::Assume-Yes', 'true'],
    ['Debug::NoLocking', 'true'],
    // A copy of the archive may lag behind, and then its Release file looks expired.
    ['Acquire::Check-Valid-Until', 'false'],
    ['Acquire::Languages', 'none'],
    ['Acquire::Retries', '3'],
  ]
  const configuration = join(folder, 'apt.conf')
  await writeFile(configuration, settings.map(([key, value]) => `${key} "${value}";\n`).join(''))
  const env = { APT_CONFIG: configuration, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' }
  return {
    run: (program, args, onOutput) => runCommand(program, args, { env, ...(onOutput ? { onOutput } : {}) }),
  }
}

/** The host's way to its archive: everything under Acquire::http, ::https and the like, nothing else. */
async function hostAcquireSettings(): Promise<[string, string][]> {
  const { stdout } = await runCommand('apt-config', ['dump'])
  return [...stdout.matchAll(/^(Acquire::(?:https?|ftp|ForceIPv[46])\b\S*) "(.*)";$/gm)].map(
    ([, key = '', value = '']) => [key, value],
  )
}
