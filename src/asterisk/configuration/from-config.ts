// What Asterisk's configuration is made from, out of what the owner decided.
import type { Config } from '../../config/config-types.ts'
import { type AsteriskFolders, type AsteriskSetup, PRIVATE_NETWORKS } from './setup.ts'

export function asteriskSetup(
  config: Config,
  folders: AsteriskFolders,
  login: { user: string; password: string },
): AsteriskSetup {
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
    ari: { port: server.ari.port, ...login },
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
