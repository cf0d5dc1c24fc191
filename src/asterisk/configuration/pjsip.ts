// SIP: one UDP and one TCP transport, trunks known by their address, and who may speak to us at all.
// Phones are not here: they are pushed over ARI (phones.ts), so that people can change them at any time.
import { registrationSections } from './registration.ts'
import { type AsteriskSetup, REALM, type TrunkSetup } from './setup.ts'

export function pjsipConf(setup: AsteriskSetup): string {
  const { sip, trunks } = setup
  const permit = [...new Set([...sip.allow, ...trunks.flatMap(trunk => trunk.match)])]
  return [
    '[global]',
    'type = global',
    '; No version for strangers (S05).',
    'user_agent = Tongdai',
    `default_realm = ${REALM}`,
    '; By name before address: a phone behind the same address as a trunk is still a phone.',
    'endpoint_identifier_order = username,ip',
    'max_initial_qualify_time = 2',
    '',
    ...transport('udp', setup),
    ...transport('tcp', setup),
    '[who-may-speak]',
    'type = acl',
    'deny = 0.0.0.0/0.0.0.0',
    'deny = ::/0',
    ...permit.map(network => `permit = ${network}`),
    '',
    ...trunks.flatMap(trunkSections),
  ].join('\n')
}

function transport(protocol: 'udp' | 'tcp', { sip }: AsteriskSetup): string[] {
  const outside = sip.publicAddress
    ? [
        `external_signaling_address = ${sip.publicAddress}`,
        `external_media_address = ${sip.publicAddress}`,
        ...sip.localNets.map(network => `local_net = ${network}`),
      ]
    : []
  return [
    `[${protocol}]`,
    'type = transport',
    `protocol = ${protocol}`,
    `bind = ${sip.bind}:${sip.port}`,
    ...outside,
    '',
  ]
}

/** Endpoint names of trunks begin with this, so that no phone can ever be taken for one. */
export const TRUNK_PREFIX = 'trunk-'

function trunkSections(trunk: TrunkSetup): string[] {
  const name = `${TRUNK_PREFIX}${trunk.name}`
  return [
    `[${name}]`,
    'type = endpoint',
    'context = from-trunk',
    'identify_by = ip',
    'disallow = all',
    `allow = ${trunk.codecs.join(',')}`,
    'direct_media = no',
    `dtmf_mode = ${trunk.dtmfMode}`,
    'rtp_symmetric = yes',
    'force_rport = yes',
    'trust_id_inbound = yes',
    "; With both, a carrier would learn the agent's name by a re-INVITE.",
    'send_connected_line = no',
    'allow_transfer = no',
    'rtp_timeout = 60',
    'rtp_timeout_hold = 300',
    '',
    `[${name}-address]`,
    'type = identify',
    `endpoint = ${name}`,
    ...trunk.match.map(address => `match = ${address}`),
    '',
    ...(trunk.registration ? registrationSections(name, trunk.registration) : []),
  ]
}
