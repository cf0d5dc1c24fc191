// What Asterisk's configuration is made from, out of what the owner decided.
import type { Config, TrunkRegistration } from '../../config/config-types.ts'
import type { OutboundTrunk } from '../../trunks/outbound-rules.ts'
import {
  type AsteriskFolders,
  type AsteriskSetup,
  PRIVATE_NETWORKS,
  type RegistrationSetup,
  type TrunkSetup,
} from './setup.ts'

/**
 * @param secrets name → value, of those that the trunks name and somebody has set
 * @param certificate the house's own, in PEM; without it there is no TLS
 */
export function asteriskSetup(
  config: Config,
  folders: AsteriskFolders,
  login: { user: string; password: string },
  secrets: Readonly<Record<string, string>>,
  certificate?: { cert: string; key: string },
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
      ...(server.sip.tls && certificate ? { tls: { ...server.sip.tls, ...certificate } } : {}),
    },
    rtp: server.rtp,
    ari: { port: server.ari.port, ...login },
    trunks: trunks.map(({ name, match, codecs, dtmf, registration }) => ({
      ...{ name, match, codecs, dtmfMode: DTMF_MODES[dtmf] },
      ...(registration ? { registration: registrationSetup(registration, secrets) } : {}),
      ...dialOutSetup(config.outbound.trunks[name]),
    })),
    emergency: hotlines.flatMap(({ normal, number, emergency }) =>
      emergency ? dialled(normal, number).map(form => ({ number: form, phone: emergency.phone })) : [],
    ),
    // Ours is reached first: it counts calls, Asterisk every leg that came in.
    maxCalls: Math.ceil(server.maxCalls * 1.25) + 20,
    maxCallS: Math.round(server.maxCallMs / 1000),
  }
}

function dialOutSetup(trunk: OutboundTrunk | undefined): Pick<TrunkSetup, 'dialOut'> {
  if (!trunk) return {}
  const { host, port, transport } = trunk
  return { dialOut: { host, port, transport } }
}

/** Our words for the ways of keys → Asterisk's. */
export const DTMF_MODES = { rfc4733: 'rfc4733', inband: 'inband', info: 'info', auto: 'auto' } as const

function registrationSetup(
  { secret, expiresMs, retryMs, ...rest }: TrunkRegistration,
  secrets: Readonly<Record<string, string>>,
): RegistrationSetup {
  const password = secrets[secret]
  const times = { expiresS: Math.round(expiresMs / 1000), retryS: Math.round(retryMs / 1000) }
  return { ...rest, ...times, ...(password === undefined ? {} : { password }) }
}

/** The forms in which carriers and phones send one number. */
function dialled(normal: string, written: string): string[] {
  const digits = written.replace(/[^0-9+]/g, '')
  return [...new Set([normal, normal.replace(/^\+/, ''), digits])]
}
