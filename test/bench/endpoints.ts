// The agents' phones in a file of Asterisk's, for contestants that do not push them over ARI as ours does.
import { waitUntil } from '../../src/runtime/wait-until.ts'
import type { Account } from '../support/phones/digest.ts'
import type { BenchAsterisk } from './bench-asterisk.ts'

const READY_MS = 20_000

export const endpoints = (accounts: readonly Account[]): string => accounts.map(endpoint).join('')

/** Resolves when Asterisk knows where each of them is. */
export async function allRegistered(asterisk: BenchAsterisk, accounts: readonly Account[]): Promise<void> {
  const known = async () =>
    (await asterisk.console('pjsip show contacts')).match(/^ *Contact: +[^<\s]+\//gm)?.length ?? 0
  if (await waitUntil(async () => (await known()) === accounts.length, READY_MS, 100)) return
  throw new Error(`only ${await known()} of ${accounts.length} phones are registered`)
}

/** The fields that ours pushes over ARI for a phone, as a file. */
const endpoint = ({ user, password }: Account): string => `
[${user}]
type = auth
auth_type = digest
username = ${user}
password = ${password}
[${user}]
type = aor
max_contacts = 1
remove_existing = yes
[${user}]
type = endpoint
context = from-phone
disallow = all
allow = alaw,ulaw
auth = ${user}
aors = ${user}
identify_by = username
direct_media = no
dtmf_mode = rfc4733
rtp_symmetric = yes
force_rport = yes
rewrite_contact = yes
allow_transfer = no
send_connected_line = no
rtp_timeout = 30
rtp_timeout_hold = 300
`
