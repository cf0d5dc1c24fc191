// Asterisk's configuration, made from the owner's and written where Asterisk reads it. Secrets are inside: 0600.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asteriskConfiguration } from '../asterisk/configuration/bundle.ts'
import { type AsteriskSetup, PRIVATE_NETWORKS } from '../asterisk/configuration/setup.ts'
import type { Config } from '../config/config-types.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { ARI_USER, foldersOf } from './addresses.ts'

/**
 * Files that exist are written in place: they stay those of the user that Asterisk runs as.
 * @returns the names of the files whose text is another one now
 */
export async function writeAsteriskFiles(
  home: string,
  config: Config,
  runtime: Runtime,
  ariPassword: string,
) {
  const { asterisk, asteriskEtc } = foldersOf(home)
  const folders = [
    asteriskEtc,
    ...['lib/keys', 'spool/recording', 'run', 'log', 'cache'].map(name => join(asterisk, name)),
  ]
  for (const folder of folders) await mkdir(folder, { recursive: true, mode: 0o700 })
  const setup = asteriskSetup(home, config, runtime, ariPassword)
  const changed: string[] = []
  for (const [name, text] of Object.entries(asteriskConfiguration(setup))) {
    const file = join(asteriskEtc, name)
    if ((await readFile(file, 'utf8').catch(() => undefined)) === text) continue
    await writeFile(file, text, { mode: 0o600 })
    changed.push(name)
  }
  return changed
}

/** What Asterisk can read again while it runs: file → the module that reads it. The rest waits for its restart. */
export const RELOADABLE: Readonly<Record<string, string>> = {
  'pjsip.conf': 'res_pjsip.so',
  'extensions.conf': 'pbx_config.so',
}

function asteriskSetup(home: string, config: Config, runtime: Runtime, ariPassword: string): AsteriskSetup {
  const { server, trunks, hotlines } = config
  const { asterisk, asteriskEtc } = foldersOf(home)
  const { publicAddress } = server
  return {
    systemName: 'tongdai',
    folders: {
      etc: asteriskEtc,
      modules: runtime.asteriskModules,
      data: runtime.asteriskData,
      state: asterisk,
    },
    sip: {
      bind: '0.0.0.0',
      port: server.sip.port,
      localNets: server.localNets.length > 0 ? server.localNets : PRIVATE_NETWORKS,
      allow: PRIVATE_NETWORKS,
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
