// SIP: one UDP and one TCP transport, trunks known by their address, and who may speak to us at all.
// Phones are not here: they are pushed over ARI (phones.ts), so that people can change them at any time.
import { type AsteriskSetup, REALM } from './setup.ts'
import { trunkSections } from './trunk-sections.ts'

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
    ...(sip.tls ? transport('tls', setup) : []),
    '[who-may-speak]',
    'type = acl',
    'deny = 0.0.0.0/0.0.0.0',
    'deny = ::/0',
    ...permit.map(network => `permit = ${network}`),
    '',
    ...trunks.flatMap(trunkSections),
  ].join('\n')
}

function transport(protocol: 'udp' | 'tcp' | 'tls', { sip, folders }: AsteriskSetup): string[] {
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
    `bind = ${sip.bind}:${protocol === 'tls' ? sip.tls?.port : sip.port}`,
    ...(protocol === 'tls' ? tlsLines(folders.etc) : []),
    ...outside,
    '',
  ]
}

/** Beside pjsip.conf (bundle.ts). Phones have no certificates of their own: their passwords tell who they are. */
const tlsLines = (etc: string): string[] => [
  `cert_file = ${etc}/sip-cert.pem`,
  `priv_key_file = ${etc}/sip-key.pem`,
  'method = tlsv1_2',
  'verify_client = no',
  'require_client_cert = no',
]
