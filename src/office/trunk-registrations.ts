// Our registrations with trunks in words: state, and the reason where one failed.

import { registrationName } from '../asterisk/configuration/registration.ts'
import { TRUNK_PREFIX } from '../asterisk/configuration/trunk-sections.ts'
import {
  type RegistrationFailure,
  type RegistrationState,
  readRegistrations,
} from '../asterisk/registrations.ts'
import type { Trunk } from '../config.ts'
import { NoSuchSecret, readNamedSecret } from '../secrets/named-secret.ts'

export type TrunkRegistered = {
  /** `unknown`: Asterisk's console is not ours to ask. */
  state: RegistrationState['state'] | 'unknown'
  /** `<user>@<server>` */
  with: string
  expiresS?: number
  /** `no-secret`, `no-answer`, `wrong-password`, `forbidden`, `unknown-user`, `refused`. */
  reason?: string
  /** The registrar's last answer. */
  status?: number
  /** The reason as a sentence that says what to do. */
  sentence?: string
}

/** @param home our state folder; Asterisk's is in it. @returns trunk → how it stands, of those that register */
export async function readTrunkRegistrations(
  home: string,
  folder: string,
  trunks: readonly Trunk[],
): Promise<Map<string, TrunkRegistered>> {
  const registering = trunks.filter(({ registration }) => registration)
  if (registering.length === 0) return new Map()
  const states = await readRegistrations(folder).catch(() => undefined)
  const told = registering.map(async (trunk): Promise<[string, TrunkRegistered]> => {
    const { host = '', user = '', secret = '' } = trunk.registration ?? {}
    const place = `${user}@${host}`
    if (!(await isSet(home, secret))) return [trunk.name, { ...noSecret(secret), with: place }]
    const found = states?.get(registrationName(`${TRUNK_PREFIX}${trunk.name}`))
    if (!found) return [trunk.name, { state: 'unknown', with: place }]
    const { state, expiresS, failure } = found
    const base = { state, with: place, ...(expiresS === undefined ? {} : { expiresS }) }
    if (state === 'registered') return [trunk.name, base]
    if (!failure) return [trunk.name, base]
    const status = 'status' in failure ? { status: failure.status } : {}
    return [
      trunk.name,
      { ...base, ...status, reason: failure.code, sentence: sentenceOf(failure, host, user) },
    ]
  })
  return new Map(await Promise.all(told))
}

async function isSet(home: string, secret: string): Promise<boolean> {
  return readNamedSecret(home, secret).then(
    () => true,
    (error: unknown) => !(error instanceof NoSuchSecret),
  )
}

function noSecret(secret: string): Pick<TrunkRegistered, 'state' | 'reason' | 'sentence'> {
  const how = `Set it with "npx tongdai secret ${secret}", then "npx tongdai reload".`
  return {
    state: 'stopped',
    reason: 'no-secret',
    sentence: `There is no secret "${secret}" on this machine. ${how}`,
  }
}

function sentenceOf(failure: RegistrationFailure, host: string, user: string): string {
  switch (failure.code) {
    case 'no-answer':
      return `${host} does not answer. Check the server's name and port, and that a firewall lets SIP through.`
    case 'wrong-password':
      return `${host} refuses user or password (${failure.status}). Check "user", "realm" and the secret.`
    case 'forbidden':
      return `${host} forbids it (${failure.status}). Ask the provider whether the account "${user}" may register from here.`
    case 'unknown-user':
      return `${host} knows no user "${user}" (${failure.status}). Check "user" and "server".`
    case 'refused':
      return `${host} refused with ${failure.status}. Ask the provider why.`
    default:
      return failure satisfies never
  }
}
