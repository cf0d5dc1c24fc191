// A provider's registrar, played by SIPp: it asks for a digest, and knows one user with one password.
import type { Address } from './media.ts'
import type { Programs } from './program.ts'
import { type Sipp, startSipp } from './sipp.ts'
import { ECHOED, note, scenario, send } from './sipp-scenario.ts'

export type RegistrarOptions = {
  folder: string
  listen: Address
  realm: string
  user: string
  password: string
  limitS: number
}

/** Its log has a line `registered|…` or `refused|…` for each attempt with or without a password. */
export function openRegistrar(programs: Programs, options: RegistrarOptions): Promise<Sipp> {
  const { folder, listen, limitS } = options
  // Nobody is called from here; SIPp wants the name of somebody all the same.
  const server = { address: '127.0.0.1', port: 9 }
  return startSipp(programs, {
    ...{ folder, listen, limitS, server },
    name: 'registrar',
    scenario: registrarScenario(options),
  })
}

function registrarScenario({ realm, user, password }: RegistrarOptions): string {
  const challenge = `WWW-Authenticate: Digest realm="${realm}", nonce="5f1d7a", algorithm=MD5, qop="auth"`
  // One conversation for ever: Asterisk keeps its Call-ID, and SIPp does not hear of one that is over.
  return scenario(
    'registrar',
    '<label id="again"/>',
    '<recv request="REGISTER"><action>',
    `<verifyauth assign_to="fine" username="${user}" password="${password.replaceAll('&', '&amp;')}"/>`,
    '</action></recv>',
    '<nop next="welcome" test="fine"/>',
    `<nop><action>${note('refused')}</action></nop>`,
    send('next="again"', ...withTag('SIP/2.0 401 Unauthorized'), challenge, 'Content-Length: 0', ''),
    '<label id="welcome"/>',
    `<nop><action>${note('registered')}</action></nop>`,
    send(
      'next="again"',
      ...withTag('SIP/2.0 200 OK'),
      '[last_Contact:]',
      'Expires: 60',
      'Content-Length: 0',
      '',
    ),
    '<Reference variables="s,us"/>',
  )
}

/** The answer's first lines: those of the request, and a tag of ours. */
function withTag(first: string): string[] {
  return [
    first,
    ...ECHOED.split('\n').map(line => (line === '[last_To:]' ? '[last_To:];tag=[call_number]' : line)),
  ]
}
