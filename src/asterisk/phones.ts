// Phones, pushed to Asterisk over ARI: auth, aor, endpoint. In memory there, so they are pushed again whenever
// Asterisk (re)starts. What stands already, just so, is left alone (22.10.1):
// - an aor that is put again keeps its registration, and, from its next look at the phone on, does not let it go any more;
// - an endpoint that is put again is made anew, under live calls.
import type { DtmfMode, SpeechEncryption } from '../config.ts'
import type { Ari, AriRequest } from './ari.ts'
import { DTMF_MODES } from './configuration/from-config.ts'
import { REALM } from './configuration/setup.ts'

/** `dtmf`: how it tells keys; missing: as the rules say. */
export type Phone = { id: string; ha1: string; dtmf?: DtmfMode }

/** How often Asterisk asks a phone whether it is there, so that a dead one is known before it costs a caller. */
export type PhoneRules = {
  qualifyS: number
  codecs: readonly string[]
  /** Of phones that name no way of their own. */
  dtmf: DtmfMode
  encryption: SpeechEncryption
}

/** Pushes all phones, several at a time. @returns ids that Asterisk refused. */
export async function pushPhones(ari: Ari, phones: readonly Phone[], rules: PhoneRules): Promise<string[]> {
  const refused: string[] = []
  const answers = phones.map(async phone => {
    for (const request of requestsFor(phone, rules)) {
      if (await stands(ari, request)) continue
      const { status } = await ari.request(request)
      if (status < 200 || status > 299) return refused.push(phone.id)
    }
    return 0
  })
  await Promise.all(answers)
  return refused
}

export async function removePhone(ari: Ari, id: string): Promise<void> {
  for (const kind of ['endpoint', 'auth', 'aor'])
    await ari.request({ method: 'DELETE', uri: uriOf(kind, id) })
}

/** The values are written as Asterisk tells them, so that what stands can be known again. */
function requestsFor({ id, ha1, dtmf }: Phone, { qualifyS, codecs, ...rules }: PhoneRules): AriRequest[] {
  return [
    put('auth', id, {
      auth_type: 'digest',
      username: id,
      realm: REALM,
      password_digest: `MD5:${ha1}`,
    }),
    put('aor', id, {
      max_contacts: '1',
      remove_existing: 'true',
      qualify_frequency: String(qualifyS),
      qualify_timeout: '2.500000',
      maximum_expiration: '600',
      minimum_expiration: '30',
    }),
    put('endpoint', id, {
      context: 'from-phone',
      disallow: 'all',
      allow: codecs.join(','),
      auth: id,
      aors: id,
      identify_by: 'username',
      direct_media: 'false',
      dtmf_mode: DTMF_MODES[dtmf ?? rules.dtmf],
      rtp_symmetric: 'true',
      force_rport: 'true',
      rewrite_contact: 'true',
      // Transfers are not ours yet, and REFER can crash this version (GHSA, facts/webrtc.md §4).
      allow_transfer: 'false',
      send_connected_line: 'no',
      media_encryption: rules.encryption === 'off' ? 'no' : 'sdes',
      media_encryption_optimistic: String(rules.encryption === 'offered'),
      rtp_timeout: '30',
      rtp_timeout_hold: '300',
      callerid: `<${id}>`,
    }),
  ]
}

/** What it tells otherwise than it takes it. */
const TOLD: Readonly<Record<string, (value: string) => string | undefined>> = {
  // All that is not allowed.
  disallow: () => undefined,
  allow: codecs => `(${codecs.replaceAll(',', '|')})`,
  // Without its signs, and it is always the phone's own id.
  callerid: () => undefined,
}

/** Whether Asterisk has it, just so. */
async function stands(ari: Ari, { uri, body }: AriRequest): Promise<boolean> {
  const { status, body: found } = await ari.request({ method: 'GET', uri })
  if (status !== 200) return false
  const values = new Map((found as Field[]).map(({ attribute, value }) => [attribute, value]))
  return (body as { fields: Field[] }).fields.every(({ attribute, value }) => {
    const told = attribute in TOLD ? TOLD[attribute]?.(value) : value
    return told === undefined || values.get(attribute) === told
  })
}

const uriOf = (kind: string, id: string) =>
  `asterisk/config/dynamic/res_pjsip/${kind}/${encodeURIComponent(id)}`

type Field = { attribute: string; value: string }

function put(kind: string, id: string, fields: Record<string, string>): AriRequest {
  const list = Object.entries(fields).map(([attribute, value]) => ({ attribute, value }))
  return { method: 'PUT', uri: uriOf(kind, id), body: { fields: list } }
}
