// Plain Dial(): no queue at all, as a small office's dialplan does it. Each caller takes the next agent around the table
// who has no call; while all have one, he hears music and looks again soon.
import { asteriskConfiguration } from '../../src/asterisk/configuration/bundle.ts'
import type { AsteriskSetup } from '../../src/asterisk/configuration/setup.ts'
import type { Account } from '../support/phones/digest.ts'
import { endpoints } from './endpoints.ts'

/** All files of this Asterisk: ours, but with its own door. */
export function dialFiles(
  setup: AsteriskSetup,
  accounts: readonly Account[],
  isRecorded: boolean,
): Record<string, string> {
  const files = asteriskConfiguration(setup)
  const modules = ['func_groupcount', ...(isRecorded ? ['app_mixmonitor'] : [])]
  return {
    ...files,
    'modules.conf': files['modules.conf'] + modules.map(name => `load = ${name}.so\n`).join(''),
    'pjsip.conf': files['pjsip.conf'] + endpoints(accounts),
    'extensions.conf': dialplan(accounts, isRecorded),
  }
}

/** So many seats a caller looks at before he waits: enough to find one of a few that are free, cheap when none is. */
const LOOKS = 10
const AGAIN_S = 0.05

/** The group is the seat: who finds that he is not alone in it leaves it, so that no agent has two calls. */
const dialplan = (accounts: readonly Account[], isRecorded: boolean): string => `[general]
clearglobalvars = no
[globals]
TURN = 0
${accounts.map(({ user }, n) => `SEAT_${n} = ${user}`).join('\n')}
[from-trunk]
exten => _[+0-9]!,1,Answer(0,i)
${isRecorded ? ' same => n,MixMonitor(${UNIQUEID}.wav,b)' : ''}
 same => n,StartMusicOnHold(default)
 same => n(look),Set(LOOKED=0)
 same => n(next),Set(GLOBAL(TURN)=$[(\${TURN} + 1) % ${accounts.length}])
 same => n,Set(SEAT=\${TURN})
 same => n,Set(GROUP(seat)=\${SEAT})
 same => n,GotoIf($[\${GROUP_COUNT(\${SEAT}@seat)} = 1]?ring)
 same => n,Set(GROUP(seat)=none)
 same => n,Set(LOOKED=$[\${LOOKED} + 1])
 same => n,GotoIf($[\${LOOKED} < ${Math.min(LOOKS, accounts.length)}]?next)
 same => n,Wait(${AGAIN_S})
 same => n,Goto(look)
 same => n(ring),StopMusicOnHold()
 same => n,Dial(PJSIP/\${SEAT_\${SEAT}},15)
 same => n,Hangup()
[from-phone]
`
