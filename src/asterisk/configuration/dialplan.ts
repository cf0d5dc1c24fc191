// The dialplan: a few lines. Everything that matters happens in the control server; these lines only bridge
// the seconds in which nobody of ours answers. No line evaluates what a caller sent (S06).
import { ECHO_NUMBER } from '../../trunks/star-codes.ts'
import { APPLICATION, type AsteriskSetup } from './setup.ts'

/** How often the door is tried again, each time after two seconds of music. */
const TRIES = 30

export { ECHO_NUMBER }

/** Global variable: until then (epoch s, Asterisk's clock) the control server is there (asterisk/beat.ts). */
export const HERE_UNTIL = 'HERE_UNTIL'

/**
 * Of every leg that we make. Who answers with 302 wants another number to be rung in his place: Asterisk would dial it
 * by the dialplan, as if that phone had. There is no such number where we send it.
 */
export const LEG_VARIABLES = {
  'CHANNEL(hangup_handler_push)': 'leg-ended,s,1',
  FORWARD_CONTEXT: 'nowhere',
} as const

export function extensionsConf(setup: AsteriskSetup): string {
  return [
    '[general]',
    'static = yes',
    'writeprotect = yes',
    'clearglobalvars = no',
    '',
    '[from-trunk]',
    ...door('door', setup.maxCallS),
    '',
    '[from-phone]',
    `exten => ${ECHO_NUMBER},1,Answer()`,
    ' same => n,Echo()',
    ' same => n,Hangup()',
    // Codes that begin with a star are for our own phones only.
    ...door('phone', setup.maxCallS, '+*0-9'),
    '',
    '; Leaves behind when and why a leg ended, for a control server that was away at that moment.',
    '[leg-ended]',
    'exten => s,1,Set(GLOBAL(END_${UNIQUEID})=${EPOCH}|${HANGUPCAUSE})',
    ' same => n,Return()',
    '',
    '; Where a phone is sent that wants another number to be rung in its place.',
    '[nowhere]',
    '',
    '; The only thing that a call can reach without the control server.',
    '[emergency]',
    ...setup.emergency.flatMap(({ number, phone }) => [
      `exten => ${number},1,Dial(PJSIP/${phone},120)`,
      ' same => n,Hangup()',
    ]),
    '',
  ].join('\n')
}

/** The pattern takes any number; `!` lets it match while the rest is never looked at here. */
const door = (name: string, maxCallS: number, first = '+0-9'): string[] => [
  `exten => _[${first}]!,1,Set(TIMEOUT(absolute)=${maxCallS})`,
  ' same => n,Set(CHANNEL(hangup_handler_push)=leg-ended,s,1)',
  // Whoever says nothing any more is away, although his socket may still stand.
  ` same => n(try),GotoIf($[\${EPOCH} > 0\${${HERE_UNTIL}}]?away)`,
  ` same => n,Stasis(${APPLICATION},${name})`,
  ' same => n,GotoIf($["${STASISSTATUS}" != "FAILED"]?done)',
  ' same => n(away),Set(TRY=$[0${TRY} + 1])',
  ` same => n,GotoIf($[\${TRY} > ${TRIES}]?alone)`,
  ' same => n,Answer()',
  ' same => n,MusicOnHold(default,2)',
  ' same => n,Goto(try)',
  ' same => n(alone),Set(DIALLED=${FILTER(0-9+*,${EXTEN})})',
  ' same => n,GotoIf($["${DIALPLAN_EXISTS(emergency,${DIALLED},1)}" = "1"]?emergency,${DIALLED},1)',
  ' same => n(done),Hangup()',
]
