// What the start prints: where everything is, how to make the first call, and what is shown only once.
import { hostname, networkInterfaces } from 'node:os'
import { ECHO_NUMBER } from '../asterisk/configuration/dialplan.ts'
import type { Config } from '../config/config-types.ts'
import type { Generated } from '../postgres/team.ts'

export type StartSheet = {
  config: Config
  /** Passwords made just now; undefined when the database is away. */
  generated: Generated | undefined
  fingerprint: string
  tookMs: number
}

export function startSheet({ config, generated, fingerprint, tookMs }: StartSheet): string {
  const { server, hotlines } = config
  const address = lanAddress()
  const port = server.sip.port === 5060 ? '' : `:${server.sip.port}`
  const lines = [
    '',
    `Tongdai is ready (${(tookMs / 1000).toFixed(1)} s).`,
    '',
    `  Web and API    https://${address}:${server.https.port}`,
    `  Certificate    SHA-256 ${fingerprint}`,
    `  SIP phones     ${address}${port}  (UDP or TCP)`,
    '',
    '  Dial from a registered phone:',
    ...hotlines.map(({ number, title }) => `    ${number.padEnd(14)} ${title}`),
    `    ${ECHO_NUMBER.padEnd(14)} echo test: you hear yourself`,
    '',
    ...accounts(generated, address + port),
    '  Ctrl-C lets live calls finish and stops everything.',
    '',
  ]
  return lines.join('\n')
}

function accounts(generated: Generated | undefined, server: string): string[] {
  if (!generated || (generated.phones.length === 0 && !generated.admin)) {
    return ['  Passwords were shown at the first start. A new one: npx tongdai phone password ID', '']
  }
  const width = Math.max(...generated.phones.map(phone => phone.id.length), 5)
  const phone = ({ id, password }: Generated['phones'][number]) => `    ${id.padEnd(width)}  ${password}`
  const of = (kind: 'agent' | 'caller') => generated.phones.filter(one => one.kind === kind).map(phone)
  return [
    '  Shown only now. Write it down:',
    '',
    ...(generated.admin ? [`  Administrator  ${generated.admin.name}  ${generated.admin.password}`, ''] : []),
    `  A phone to call in with (user, password; server ${server}):`,
    ...of('caller'),
    '',
    "  The agents' phones:",
    ...of('agent'),
    '',
  ]
}

/** The first address of this machine that other machines may know; its name when it has none. */
export function lanAddress(): string {
  for (const addresses of Object.values(networkInterfaces())) {
    for (const { family, internal, address } of addresses ?? []) {
      if (family === 'IPv4' && !internal && !address.startsWith('169.254.')) return address
    }
  }
  return hostname()
}
