// A trunk that wants to be registered with: Asterisk does so by itself, renews it, and tries again when it failed.
import type { RegistrationSetup } from './setup.ts'

/** Name of the registration of a trunk's endpoint. */
export const registrationName = (endpoint: string): string => `${endpoint}-registration`

/** A provider that says no is asked less often, so that it does not shut us out. */
const REFUSED_RETRY_S = 300

/**
 * @param endpoint of the trunk: calls that come in over the registration are its calls
 * @returns nothing while nobody has set the secret: a provider need not be asked what it will refuse
 */
export function registrationSections(endpoint: string, registration: RegistrationSetup): string[] {
  const { user, password, realm, contact, transport, expiresS, retryS } = registration
  if (password === undefined) return []
  const server = `${hostOf(registration)}:${registration.port}`
  const overTcp = transport === 'tcp' ? '\\;transport=tcp' : ''
  const refusedRetryS = Math.max(retryS, REFUSED_RETRY_S)
  const auth = `${endpoint}-auth`
  return [
    `[${auth}]`,
    'type = auth',
    'auth_type = digest',
    `username = ${user}`,
    `password = ${escaped(password)}`,
    ...(realm === undefined ? [] : [`realm = ${realm}`]),
    '',
    `[${registrationName(endpoint)}]`,
    'type = registration',
    `transport = ${transport}`,
    `outbound_auth = ${auth}`,
    `server_uri = sip:${server}${overTcp}`,
    `client_uri = sip:${user}@${server}${overTcp}`,
    `contact_user = ${contact}`,
    `expiration = ${expiresS}`,
    `retry_interval = ${retryS}`,
    `forbidden_retry_interval = ${refusedRetryS}`,
    `fatal_retry_interval = ${refusedRetryS}`,
    '; Never given up: a provider that is mended must not wait for us.',
    'max_retries = 100000000',
    'auth_rejection_permanent = no',
    `; Calls that come with the token of this registration are the trunk's, whichever address they come from.`,
    'line = yes',
    `endpoint = ${endpoint}`,
    '',
  ]
}

/** An IPv6 address stands in brackets. */
export function hostOf({ host }: Pick<RegistrationSetup, 'host'>): string {
  return host.includes(':') ? `[${host}]` : host
}

/** A semicolon would begin a comment. The secret has no line end: it was trimmed, and others are refused. */
function escaped(password: string): string {
  return password.replaceAll(';', '\\;')
}
