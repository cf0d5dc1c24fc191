// app_queue's part of Asterisk's configuration: its modules, its members, its queue, five lines of dialplan.
import { asteriskConfiguration } from '../../src/asterisk/configuration/bundle.ts'
import type { AsteriskSetup } from '../../src/asterisk/configuration/setup.ts'
import type { Account } from '../support/phones/digest.ts'
import { endpoints } from './endpoints.ts'

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
    'pjsip.conf': files['pjsip.conf'] + endpoints(accounts),
    'queues.conf': queue(accounts),
    'extensions.conf': dialplan(isRecorded),
  }
}

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
