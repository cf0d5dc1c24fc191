// One trunk in pjsip.conf: who calls us from there, and where we call, if we may.
import { hostOf, registrationSections } from './registration.ts'
import type { TrunkSetup } from './setup.ts'

/** Endpoint names of trunks begin with this, so that no phone can ever be taken for one. */
export const TRUNK_PREFIX = 'trunk-'

export function trunkSections(trunk: TrunkSetup): string[] {
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
    ...dialOutLines(name, trunk),
    '',
    `[${name}-address]`,
    'type = identify',
    `endpoint = ${name}`,
    ...trunk.match.map(address => `match = ${address}`),
    '',
    ...(trunk.registration ? registrationSections(name, trunk.registration) : []),
    ...placeSection(name, trunk),
  ]
}

/** Where it is called is an address of record that never changes. */
function placeSection(name: string, { dialOut }: TrunkSetup): string[] {
  if (!dialOut) return []
  const overTcp = dialOut.transport === 'tcp' ? '\\;transport=tcp' : ''
  return [
    `[${name}]`,
    'type = aor',
    `contact = sip:${hostOf(dialOut)}:${dialOut.port}${overTcp}`,
    'qualify_frequency = 0',
    '',
  ]
}

function dialOutLines(name: string, { dialOut, registration }: TrunkSetup): string[] {
  if (!dialOut) return []
  const isKnown = registration?.password !== undefined
  return [
    `aors = ${name}`,
    `transport = ${dialOut.transport}`,
    ...(isKnown ? [`outbound_auth = ${name}-auth`] : []),
  ]
}
