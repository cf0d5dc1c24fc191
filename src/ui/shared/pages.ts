// The pages of the app: address, who may see them, and the code that is fetched when one is opened first.
import type { Role } from '../../http/published.ts'
import type { Person } from './session.tsx'
import type { TextKey } from './texts/say.ts'

export type PageName =
  | ('start' | 'floor' | 'calls' | 'desk' | 'reports' | 'people' | 'settings')
  | 'what-if'
  | ('follow-ups' | 'customers')
  | ('voicemail' | 'flows' | 'prompts' | 'audit' | 'sessions')
type Page = { name: PageName; path: string; title: TextKey; roles: readonly Role[] }

const everybody: readonly Role[] = ['admin', 'manager', 'supervisor', 'agent']
const supervisors: readonly Role[] = ['admin', 'manager', 'supervisor']
const managers: readonly Role[] = ['admin', 'manager']

/** As the API's policies have it; the API is what decides, these only spare people a refusal. */
export const pages: readonly Page[] = [
  { name: 'floor', path: '/floor', title: 'nav.floor', roles: supervisors },
  { name: 'desk', path: '/desk', title: 'nav.desk', roles: everybody },
  { name: 'calls', path: '/calls', title: 'nav.calls', roles: everybody },
  { name: 'voicemail', path: '/voicemail', title: 'nav.voicemail', roles: everybody },
  { name: 'follow-ups', path: '/follow-ups', title: 'nav.follow-ups', roles: everybody },
  { name: 'customers', path: '/customers', title: 'nav.customers', roles: supervisors },
  { name: 'reports', path: '/reports', title: 'nav.reports', roles: supervisors },
  { name: 'what-if', path: '/what-if', title: 'nav.what-if', roles: managers },
  { name: 'people', path: '/people', title: 'nav.people', roles: supervisors },
  { name: 'flows', path: '/flows', title: 'nav.flows', roles: managers },
  { name: 'prompts', path: '/prompts', title: 'nav.prompts', roles: managers },
  { name: 'settings', path: '/settings', title: 'nav.settings', roles: managers },
  { name: 'audit', path: '/audit', title: 'nav.audit', roles: ['admin'] },
  { name: 'sessions', path: '/sessions', title: 'sessions.title', roles: everybody },
  { name: 'start', path: '/start', title: 'nav.start', roles: ['admin'] },
]

export function maySee(person: Person, name: PageName): boolean {
  const page = pages.find(one => one.name === name)
  return page?.roles.includes(person.role) ?? false
}

/** Shown in the navigation: what one may see and has a use for. One's own sessions are in one's own menu. */
export function pagesFor(person: Person): readonly Page[] {
  const isElsewhere = (name: PageName) => name === 'sessions' || (name === 'desk' && !person.agent)
  return pages.filter(({ name }) => maySee(person, name) && !isElsewhere(name))
}

export function homeOf(person: Person): string {
  if (person.agent && person.role === 'agent') return '/desk'
  return person.role === 'agent' ? '/calls' : '/floor'
}
