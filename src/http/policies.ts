// Who may do what, in one table. Each route names its policy in `config: { may: … }`; one without fails at start.
import type { Role } from '../postgres/sessions.ts'
import type { CurrentPerson } from './current-person.ts'

export type { Role }

export type Policy = keyof typeof POLICIES

type Rule = {
  roles: readonly Role[] | 'anyone'
  /** Roles besides may do it to what is their own: the ids in the address say whether it is. */
  own?: (person: CurrentPerson, params: Readonly<Record<string, unknown>>) => boolean
}

const admins = ['admin'] as const
const managers = ['admin', 'manager'] as const
const supervisors = ['admin', 'manager', 'supervisor'] as const
const everybody = ['admin', 'manager', 'supervisor', 'agent'] as const

const ownDesk: Rule['own'] = (person, { id }) => person.agent !== undefined && person.agent === id
const ownAccount: Rule['own'] = (person, { id }) => person.id === id

export const POLICIES = {
  /** Without logging in: the log-in itself, health, pages that hold no data. */
  anyone: { roles: 'anyone' },
  /** Whoever is logged in; agents see what is theirs only (sight.ts). */
  'session.own': { roles: everybody },
  /** One's own; somebody else's is for admins (people.change). */
  'second-factor.own': { roles: everybody },
  'sessions.see': { roles: everybody },
  'sessions.close': { roles: everybody },
  'live.watch': { roles: everybody },
  'agents.watch': { roles: everybody },
  'calls.watch': { roles: everybody },
  'queues.watch': { roles: everybody },
  'hours.watch': { roles: everybody },
  'hotlines.see': { roles: everybody },
  'cdrs.read': { roles: everybody },
  'docs.read': { roles: everybody },
  /** An agent his own calls only: the switchboard looks whose it is. */
  'calls.move': { roles: everybody },
  /** Of the boxes of one's own queues (messages.ts). */
  'messages.hear': { roles: everybody },
  /** Of one's own queues (follow-ups.ts). */
  'follow-ups.work': { roles: everybody },

  'agents.state': { roles: supervisors, own: ownDesk },
  'agents.force': { roles: supervisors },
  'calls.steer': { roles: supervisors },
  /** By one's own phone, where the configuration lets it. */
  'calls.dial': { roles: everybody },
  'dial-alarms.watch': { roles: supervisors },
  'troubles.watch': { roles: managers },
  'customers.see': { roles: supervisors },
  'numbers.block': { roles: supervisors },
  'customers.change': { roles: managers },
  'numbers.erase': { roles: managers },
  'hours.switch': { roles: supervisors },
  'recordings.listen': { roles: supervisors },
  'recordings.share': { roles: managers },
  'cdrs.hold': { roles: managers },
  'sendings.watch': { roles: managers },
  'sendings.retry': { roles: managers },
  'reports.read': { roles: supervisors },
  'simulations.run': { roles: managers },
  'people.see': { roles: supervisors },
  'trunks.watch': { roles: supervisors },
  'system.status': { roles: supervisors },

  'configuration.read': { roles: managers },
  'prompts.read': { roles: managers },

  'people.change': { roles: admins },
  'people.password': { roles: admins, own: ownAccount },
  /** Only who may change prompts has a use for one; others may have it already when they become that. */
  'people.pin': { roles: admins, own: ownAccount },
  'phones.renew': { roles: admins },
  'tokens.manage': { roles: admins },
  'audit.read': { roles: admins },
  'configuration.publish': { roles: admins },
  'prompts.change': { roles: admins },
  'system.doctor': { roles: admins },
  'system.reload': { roles: admins },
  'bans.see': { roles: admins },
  'bans.lift': { roles: admins },
  'metrics.read': { roles: admins },
} as const satisfies Record<string, Rule>

/** @param params of the address, for rules about what is one's own */
export function may(
  person: CurrentPerson,
  policy: Policy,
  params: Readonly<Record<string, unknown>> = {},
): boolean {
  const rule: Rule = POLICIES[policy]
  if (rule.roles === 'anyone' || rule.roles.includes(person.role)) return true
  return rule.own?.(person, params) ?? false
}
