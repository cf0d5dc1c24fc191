// The SIPp scenario that registers agents, one a line: field0 = user, field1 = [authentication …].
import { scenario, send } from './sipp-scenario.ts'

const register = (number: number): string => `REGISTER sip:[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
From: <sip:[field0]@[remote_ip]>;tag=[pid]r[call_number]
To: <sip:[field0]@[remote_ip]>
Call-ID: [call_id]
CSeq: ${number} REGISTER
Contact: <sip:[field0]@[local_ip]:[local_port]>
Max-Forwards: 70
Expires: 7200`

export const registrationScenario = (): string =>
  scenario(
    'registration',
    send('retrans="500"', register(1), 'Content-Length: 0'),
    '<recv response="100" optional="true"/><recv response="401" auth="true"/>',
    send('retrans="500"', register(2), '[field1]', 'Content-Length: 0'),
    '<recv response="100" optional="true"/>',
    '<recv response="200"/>',
    '<timewait milliseconds="1"/>',
  )
