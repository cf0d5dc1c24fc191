// What the console and the log of Asterisk say of our registrations, and what we write for them.
import t from 'tap'
import { registrationSections } from '../../src/asterisk/configuration/registration.ts'
import { failureIn, registrationsIn } from '../../src/asterisk/registrations.ts'

const TABLE = `machine/4711/22.10.1

 <Registration/ServerURI..............................>  <Auth....................>  <Status.......>
==========================================================================================

 trunk-itsp-registration/sip:203.0.113.10:5060           trunk-itsp-auth             Registered        (exp. 235s)
 trunk-two-registration/sip:sip.example.com:5070         trunk-two-auth              Rejected          (exp. 4s)
 trunk-new-registration/sip:203.0.113.11:5060            n/a                         Unregistered      (exp. 1s ago)
 foreign/sip:203.0.113.12:5060                           n/a                         Registered        (exp. 20s)

Objects found: 4
`

t.test('the console’s table is read by name and state', async t => {
  const found = registrationsIn(TABLE)
  t.same(
    [...found].map(([name, { state, expiresS }]) => [name, state, expiresS]),
    [
      ['trunk-itsp-registration', 'registered', 235],
      ['trunk-two-registration', 'rejected', 4],
      ['trunk-new-registration', 'waiting', 1],
    ],
  )
  t.same([...registrationsIn('No such command')], [])
})

t.test('the log’s last word about a server is the reason', async t => {
  const at = '[2026-03-02 09:00:00.123] WARNING[1] res_pjsip_outbound_registration.c:'
  const attempt = "on registration attempt to 'sip:84287109999@203.0.113.10:5060'"
  const server = 'sip:203.0.113.10:5060'
  const line = (what: string) => `${at} ${what}\n`
  const cases = {
    'no-answer': [`No response received from '${server}' ${attempt}, retrying in '30'`, undefined],
    'wrong-password': [`Temporal response '401' received from '${server}' ${attempt}, retrying in '30'`, 401],
    forbidden: [
      `403 Forbidden fatal response received from '${server}' ${attempt}, retrying in '300' seconds`,
      403,
    ],
    'unknown-user': [`'404' fatal response received from '${server}' ${attempt}, stopping`, 404],
    refused: [
      `Fatal response '488' received from '${server}' ${attempt}, stopping outbound registration`,
      488,
    ],
  } as const
  for (const [code, [what, status]] of Object.entries(cases)) {
    const found = failureIn(
      `${line(`No response received from '${server}' ${attempt}`)}${line(what)}`,
      server,
    )
    t.match(found, { code, ...(status && { status }) }, what)
  }
  t.equal(failureIn(line(cases.forbidden[0]), 'sip:203.0.113.99:5060'), undefined, 'another server')
})

t.test('what a password holds stays in its line', async t => {
  const registration = {
    ...{ host: '2001:db8::1', port: 5070, user: 'a', password: 'p;w#[x]', realm: 'r', contact: 'c' },
    ...({ transport: 'tcp', expiresS: 300, retryS: 30 } as const),
  }
  const text = registrationSections('trunk-itsp', registration).join('\n')
  t.match(text, 'password = p\\;w#[x]')
  t.match(text, 'server_uri = sip:[2001:db8::1]:5070\\;transport=tcp')
  t.match(text, 'endpoint = trunk-itsp')
  const { password: _, ...without } = registration
  t.same(registrationSections('trunk-itsp', without), [], 'without its password nobody is asked')
})
