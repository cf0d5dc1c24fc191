// The SIPp scenario of agents' phones: one port is rung for all of them, the request's URI says who it is.
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

export type AgentScenario = {
  sound: SippSound
  /** From INVITE to answer; 0 answers at once. */
  ringMs: number
  /** From answer to the agent's own BYE, where the caller has not hung up before. */
  talkMs: number
}

const OWN_CONTACT = 'Contact: <sip:[$agent]@[local_ip]:[local_port]>'
const INVITED_HEADERS = '[$via]\n[$from]\n[$to];tag=[pid]a[call_number]\nCall-ID: [call_id]\n[$cseq]'

/** Keeps what later answers repeat: by then the last message is another one. */
const KEEP_INVITE = `
<ereg regexp="sip:([^@]+)@" search_in="msg" check_it="true" assign_to="all,agent"/>
<ereg regexp="Via: [^[:cntrl:]]+" search_in="msg" check_it="true" assign_to="via"/>
<ereg regexp="From: [^[:cntrl:]]+" search_in="msg" check_it="true" assign_to="from"/>
<ereg regexp="To: [^[:cntrl:]]+" search_in="msg" check_it="true" assign_to="to"/>
<ereg regexp="CSeq: [^[:cntrl:]]+" search_in="msg" check_it="true" assign_to="cseq"/>
<ereg regexp="Contact: &lt;([^&gt;]+)&gt;" search_in="msg" check_it="true" assign_to="all,target"/>
<ereg regexp="From: ([^[:cntrl:]]+)" search_in="msg" check_it="true" assign_to="all,caller"/>
<ereg regexp="To: ([^[:cntrl:]]+)" search_in="msg" check_it="true" assign_to="all,self"/>
`

/** Log lines, subject always the agent: invited, answered, ended-by-us, ended-by-them, cancelled. */
export function agentScenario({ sound, ringMs, talkMs }: AgentScenario): string {
  return scenario(
    'agent',
    '<recv request="OPTIONS" optional="true" next="options"/>',
    `<recv request="INVITE"><action>${KEEP_INVITE}${note('invited', '[$agent]')}</action></recv>`,
    send('', 'SIP/2.0 180 Ringing', INVITED_HEADERS, OWN_CONTACT, 'Content-Length: 0'),
    ringMs > 0 ? `<recv request="CANCEL" timeout="${ringMs}" ontimeout="answer" next="cancelled"/>` : '',
    '<label id="answer"/>',
    noteNow('answered', '[$agent]'),
    send(
      'retrans="500"',
      'SIP/2.0 200 OK',
      INVITED_HEADERS,
      OWN_CONTACT,
      'Content-Type: application/sdp\nContent-Length: [len]\n',
      sippSdp(sound),
    ),
    // Too late for the other side: a BYE follows the ACK.
    '<recv request="CANCEL" optional="true" next="crossed"/><recv request="ACK"/>',
    '<label id="talking"/>',
    startSound(sound),
    `<recv request="BYE" timeout="${talkMs}" ontimeout="leave"><action>${note('ended-by-them', '[$agent]')}</action></recv>`,
    send('next="over"', 'SIP/2.0 200 OK', ECHOED, 'Content-Length: 0'),
    '<label id="leave"/>',
    noteNow('ended-by-us', '[$agent]'),
    send('retrans="500"', bye(), 'Content-Length: 0'),
    '<recv request="BYE" optional="true" next="glare"/><recv response="200" next="over"/>',
    '<label id="glare"/>',
    send('next="over"', 'SIP/2.0 200 OK', ECHOED, 'Content-Length: 0'),
    '<label id="crossed"/>',
    send('', 'SIP/2.0 200 OK', ECHOED, 'Content-Length: 0'),
    '<recv request="ACK" next="talking"/>',
    '<label id="cancelled"/>',
    noteNow('cancelled', '[$agent]'),
    send('', 'SIP/2.0 200 OK', ECHOED, 'Content-Length: 0'),
    send('retrans="500"', 'SIP/2.0 487 Request Terminated', INVITED_HEADERS, 'Content-Length: 0'),
    '<recv request="ACK" next="over"/>',
    '<label id="options"/>',
    send('', 'SIP/2.0 200 OK', ECHOED, 'Content-Length: 0'),
    '<label id="over"/>',
    '<timewait milliseconds="500"/>',
  )
}

const bye = (): string => `BYE [$target] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: [$self];tag=[pid]a[call_number]
To: [$caller]
Call-ID: [call_id]
CSeq: 1 BYE
Max-Forwards: 70`
