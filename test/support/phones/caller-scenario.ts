// The SIPp scenario of a caller: INVITE, wait for the answer, then for the other side's BYE or one's own patience.
// Injected by line: field0 = the number to dial, field1 = the caller's own number.
import {
  ECHOED,
  note,
  noteNow,
  type SippSound,
  scenario,
  send,
  sippSdp,
  startSound,
} from './sipp-scenario.ts'

export type CallerScenario = {
  sound: SippSound
  /** How long a caller stays after the answer; then he hangs up. */
  stayMs: number
  /** How long he lets it ring before he gives up. */
  answerWithinMs: number
}

const REQUEST = (
  method: string,
  branch = '[branch]',
  cseq = '[cseq]',
): string => `${method} sip:[field0]@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=${branch}
From: <sip:[field1]@[local_ip]>;tag=[pid]c[call_number]
To: <sip:[field0]@[remote_ip]:[remote_port]>[peer_tag_param]
Call-ID: [call_id]
CSeq: ${cseq} ${method}
Contact: <sip:[field1]@[local_ip]:[local_port]>
Max-Forwards: 70`

/** Each is noted with its status, confirmed, and the call is over. */
const REFUSALS = [400, 401, 403, 404, 408, 480, 486, 487, 488, 500, 503, 603]

/** Log lines: started, answered, ended (subject: them, us) or failed (subject: the SIP status). */
export function callerScenario({ sound, stayMs, answerWithinMs }: CallerScenario): string {
  // SIPp counts it only for the message it stands at, and it stands at each of them in turn.
  const patience = `timeout="${answerWithinMs}" ontimeout="cancel"`
  return scenario(
    'caller',
    noteNow('started', '[field0]'),
    send(
      'retrans="500"',
      REQUEST('INVITE'),
      'Content-Type: application/sdp\nContent-Length: [len]\n',
      sippSdp(sound),
    ),
    ...[100, 180, 183].map(status => `<recv response="${status}" optional="true" ${patience}/>`),
    ...REFUSALS.map(
      status =>
        `<recv response="${status}" optional="true" next="refused" ${patience}><action>${note('failed', String(status))}</action></recv>`,
    ),
    `<recv response="200" ${patience}><action>${note('answered')}</action></recv>`,
    send('', REQUEST('ACK'), 'Content-Length: 0'),
    startSound(sound),
    `<recv request="BYE" timeout="${stayMs}" ontimeout="leave"><action>${note('ended', 'them')}</action></recv>`,
    send('next="over"', 'SIP/2.0 200 OK', ECHOED, 'Content-Length: 0'),
    '<label id="leave"/>',
    noteNow('ended', 'us'),
    send('retrans="500"', REQUEST('BYE'), 'Content-Length: 0'),
    '<recv request="BYE" optional="true" next="crossed"/><recv response="200" next="over"/>',
    '<label id="crossed"/>',
    send('next="over"', 'SIP/2.0 200 OK', ECHOED, 'Content-Length: 0'),
    '<label id="cancel"/>',
    noteNow('failed', 'cancelled'),
    send('retrans="500"', REQUEST('CANCEL'), 'Content-Length: 0'),
    '<recv response="200"/><recv response="487"/>',
    '<label id="refused"/>',
    send('', REQUEST('ACK'), 'Content-Length: 0'),
    '<label id="over"/>',
    '<timewait milliseconds="500"/>',
  )
}
