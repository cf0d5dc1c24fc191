// Asterisk's configuration, made from the owner's and written where Asterisk reads it. Secrets are inside: 0600.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asteriskConfiguration } from '../asterisk/configuration/bundle.ts'
import {
  type AsteriskFolders,
  type AsteriskSetup,
  PRIVATE_NETWORKS,
} from '../asterisk/configuration/setup.ts'
import type { Config } from '../config/config-types.ts'
import { ARI_USER } from './addresses.ts'
import type { Premises } from './premises.ts'

/**
 * Files that exist are written in place: they stay those of the user that Asterisk runs as.
 * @returns the names of the files whose text is another one now
 */
export async function writeAsteriskFiles(
  config: Config,
  { asterisk, runtime }: Premises,
  ariPassword: string,
): Promise<string[]> {
  const { etc, state } = asterisk
  // In containers the state is Asterisk's own volume, and its image makes the folders.
  const folders = runtime ? STATE_FOLDERS.map(name => join(state, name)) : []
  for (const folder of [etc, ...folders]) await mkdir(folder, { recursive: true, mode: 0o700 })
  const files = asteriskConfiguration(asteriskSetup(config, asterisk, ariPassword))
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

const STATE_FOLDERS = ['lib/keys', 'spool/recording', 'run', 'log', 'cache']

/** What Asterisk can read again while it runs: file → the module that reads it. The rest waits for its restart. */
export const RELOADABLE: Readonly<Record<string, string>> = {
  'pjsip.conf': 'res_pjsip.so',
  'extensions.conf': 'pbx_config.so',
}

function asteriskSetup(config: Config, folders: AsteriskFolders, ariPassword: string): AsteriskSetup {
  const { server, trunks, hotlines } = config
  const { publicAddress } = server
  return {
    systemName: 'tongdai',
    folders,
    sip: {
      bind: '0.0.0.0',
      port: server.sip.port,
      localNets: server.localNets.length > 0 ? server.localNets : PRIVATE_NETWORKS,
      allow: [...PRIVATE_NETWORKS, ...server.sip.allow],
      ...(publicAddress === undefined ? {} : { publicAddress }),
    },
    rtp: server.rtp,
    ari: { port: server.ari.port, user: ARI_USER, password: ariPassword },
    trunks: trunks.map(({ name, match, codecs }) => ({ name, match, codecs })),
    emergency: hotlines.flatMap(({ normal, number, emergency }) =>
      emergency ? dialled(normal, number).map(form => ({ number: form, phone: emergency.phone })) : [],
    ),
    maxCallS: Math.round(server.maxCallMs / 1000),
  }
}

/** The forms in which carriers and phones send one number. */
function dialled(normal: string, written: string): string[] {
  const digits = written.replace(/[^0-9+]/g, '')
  return [...new Set([normal, normal.replace(/^\+/, ''), digits])]
}
