// app_queue's part of Asterisk's configuration: its modules, its members, its queue, five lines of dialplan.
import { asteriskConfiguration } from '../../src/asterisk/configuration/bundle.ts'
import type { AsteriskSetup } from '../../src/asterisk/configuration/setup.ts'
import type { Account } from '../support/phones/digest.ts'

/** All files of this Asterisk: ours, but with its own door. */
export function appQueueFiles(
  setup: AsteriskSetup,
  accounts: readonly Account[],
  isRecorded: boolean,
): Record<string, string> {
  const files = asteriskConfiguration(setup)
  const modules = ['app_queue', ...(isRecorded ? ['app_mixmonitor'] : [])]
  return {
    ...files,
    'modules.conf': files['modules.conf'] + modules.map(name => `load = ${name}.so\n`).join(''),
    'pjsip.conf': files['pjsip.conf'] + accounts.map(endpoint).join(''),
    'queues.conf': queue(accounts),
    'extensions.conf': dialplan(isRecorded),
  }
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

/** Nothing that would make it slower: no announcements, no wrap-up, no pause after a ring without answer. */
const queue = (accounts: readonly Account[]): string => `[general]
persistentmembers = no
autofill = yes
shared_lastcall = no
[floor]
strategy = rrmemory
autofill = yes
ringinuse = no
wrapuptime = 0
memberdelay = 0
timeout = 15
retry = 1
joinempty = yes
leavewhenempty = no
announce-frequency = 0
announce-holdtime = no
reportholdtime = no
musicclass = default
${accounts.map(({ user }) => `member => PJSIP/${user},0,${user},PJSIP/${user}`).join('\n')}
`

/** Answered at once (i): otherwise Answer() waits half a second for sound that a load without RTP never sends. */
const dialplan = (isRecorded: boolean): string => `[from-trunk]
exten => _[+0-9]!,1,Answer(0,i)
${isRecorded ? ' same => n,MixMonitor(${UNIQUEID}.wav,b)' : ''}
 same => n,Queue(floor)
 same => n,Hangup()
[from-phone]
`
