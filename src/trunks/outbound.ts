// May this phone dial this number, and how? The one decision about dialling out: no number reaches a trunk without it.
//
//   number ──▶ what kind? ──▶ routes that take it ──▶ those of the caller's class ──▶ his limits ──▶ trunks with room
//                │ none         │ none                  │ none                          │ reached      │ none
//                └──────────────┴───────────────────────┴── denied, with the reason ────┴──────────────┘
//
// Emergency numbers pass without a class and without limits, as soon as there is a route for them.
import { type Destination, destinationOf } from './destination.ts'
import { normalForm, type PhoneNumber } from './number.ts'
import type { DialClass, Limits, NumberFilter, OutboundRoute, OutboundRules } from './outbound-rules.ts'
import { type Full, fullness, type Usage } from './outbound-usage.ts'

export type DialRequest = {
  /** Phone account. */
  readonly phone: string
  /** It is an agent's desk. */
  readonly isAgent: boolean
  /** On whose behalf he dials. */
  readonly queue?: string
  readonly number: PhoneNumber
  /** A flow sends a caller outside; nobody's phone does. */
  readonly isFlow?: boolean
  /** Somebody is called back whom nobody's phone calls. */
  readonly isCallback?: boolean
  /** Where he called: its number is shown, if nothing else is said. */
  readonly hotline?: string
}

export type DialNow = {
  /** House ms. */
  readonly house: number
  isOpen(hours: string): boolean
  /** ISO code in capitals: where we stand. */
  readonly country: string
  /** Hotline → its number in normal form; the first one is shown where nobody says which. */
  readonly hotlines: readonly { readonly name: string; readonly normal: string }[]
}

export type Allowed = {
  readonly route: string
  /** In the order in which they are tried; each has room at this moment. */
  readonly trunks: readonly string[]
  /** Number of ours in its normal form. */
  readonly callerId: string
  readonly ringMs: number
  readonly silentMs: number
  readonly nextOn: readonly number[]
  /** An emergency: no limit stops it. */
  readonly urgent: boolean
}

export type DenialCode =
  | 'no-number'
  | 'own-number'
  | 'no-route'
  | 'no-permission'
  | 'route-not-allowed'
  | 'number-denied'
  | 'out-of-hours'
  | 'too-many-at-once'
  | 'too-many-calls'
  | 'trunks-full'
  | 'no-caller-id'

export type Denied = {
  readonly denied: DenialCode
  /** In English; the table of told/vietnamese/dialling.ts has it in Vietnamese. */
  readonly sentence: string
  /** A cap stopped him: somebody should look into it. */
  readonly capped: boolean
}

export type Decision = Allowed | Denied

export const phoneUsage = (phone: string): string => `phone:${phone}`
export const trunkUsage = (trunk: string): string => `trunk:${trunk}`

export function decide(request: DialRequest, usage: Usage, rules: OutboundRules, now: DialNow): Decision {
  const destination = destinationOf(request.number, now.country)
  if (!destination) return deny('no-number')
  const normal = normalForm(request.number)
  if (now.hotlines.some(hotline => hotline.normal === normal)) return deny('own-number')
  const fitting = rules.routes.filter(route => takes(route.numbers, normal, destination))
  // A person in need dials it himself; no flow does for him.
  if (destination.kind === 'emergency' && !request.isFlow) {
    const [route] = fitting
    return route ? through(route, route.trunks, request, rules, now, true) : deny('no-route')
  }
  if (fitting.length === 0) return deny('no-route')
  const own = classOf(request, rules)
  if (!own) return deny('no-permission')
  const route = fitting.find(one => own.routes.includes(one.name))
  if (!route) return deny('route-not-allowed')
  const stopped = stoppedBy(own.limits, normal, usage, phoneUsage(request.phone), now)
  if (stopped) return deny(stopped)
  const inReach = route.trunks.filter(trunk => {
    const limits = named(rules.trunks, trunk)?.limits
    return limits !== undefined && !strangeTo(limits, normal, now)
  })
  if (inReach.length === 0) return deny('number-denied')
  const free = inReach.filter(trunk => hasRoom(trunk, usage, rules, now.house))
  return free.length > 0 ? through(route, free, request, rules, now, false) : deny('trunks-full')
}

/** Asked again when a trunk is really dialled, since others may have come first. */
export function hasRoom(trunk: string, usage: Usage, rules: OutboundRules, house: number): boolean {
  const limits = named(rules.trunks, trunk)?.limits
  return limits !== undefined && fullness(usage, trunkUsage(trunk), limits, house) === undefined
}

/**
 * Asked again when a leg is really dialled on somebody's account, since others may have come first.
 * @param usage without what the same conversation holds: its next trunk is no further call
 */
export const mayDialOne = ({ limits }: DialClass, account: string, usage: Usage, house: number): boolean =>
  fullness(usage, phoneUsage(account), limits, house) === undefined

/** The class that says what may be dialled; undefined: nothing. */
export function classOf(
  { phone, isAgent, isFlow, isCallback }: Omit<DialRequest, 'number'>,
  { phones, agents, flows, callbacks, classes }: OutboundRules,
): DialClass | undefined {
  const ofPhone = named(phones, phone) ?? (isAgent ? agents : undefined)
  const name = isFlow ? flows : isCallback ? callbacks : ofPhone
  return name === undefined ? undefined : named(classes, name)
}

/** Does the filter of a route take this number? */
export function takes(
  { kinds, countries, prefixes, except = [] }: NumberFilter,
  normal: string,
  { kind, country }: Destination,
): boolean {
  const usual = countries ? kind === 'international' : !NAMED_ONLY.has(kind)
  if (!(kinds ? kinds.includes(kind) : usual)) return false
  // A premium number abroad is not meant by the name of its country alone.
  if (country !== undefined && !countries?.includes(country)) return false
  if (kind === 'international' && country === undefined) return false
  if (prefixes && !startsWithOne(normal, prefixes)) return false
  return !startsWithOne(normal, except)
}

/** These cost much, or are not for every day: a route has to say them. */
const NAMED_ONLY: ReadonlySet<string> = new Set(['premium', 'international', 'emergency', 'other'])

function stoppedBy(
  limits: Limits,
  normal: string,
  usage: Usage,
  on: string,
  now: DialNow,
): 'number-denied' | 'out-of-hours' | Full | undefined {
  return strangeTo(limits, normal, now) ?? fullness(usage, on, limits, now.house)
}

function strangeTo({ allow, deny: denied, hours }: Limits, normal: string, now: DialNow) {
  if (startsWithOne(normal, denied) || (allow && !startsWithOne(normal, allow)))
    return 'number-denied' as const
  return hours !== undefined && !now.isOpen(hours) ? ('out-of-hours' as const) : undefined
}

function through(
  route: OutboundRoute,
  trunks: readonly string[],
  { queue, hotline }: DialRequest,
  rules: OutboundRules,
  now: DialNow,
  urgent: boolean,
): Decision {
  const { usual, queues } = rules.callerId
  const ofQueue = queue === undefined ? undefined : named(queues, queue)
  const shown = route.callerId ?? ofQueue ?? (hotline || usual)
  const ours = shown === undefined ? now.hotlines[0] : now.hotlines.find(({ name }) => name === shown)
  if (!ours) return deny('no-caller-id')
  const { ringMs, silentMs, nextOn } = route
  return { route: route.name, trunks, callerId: ours.normal, ringMs, silentMs, nextOn, urgent }
}

const startsWithOne = (normal: string, prefixes: readonly string[]) =>
  prefixes.some(prefix => normal.startsWith(prefix))

/** Names come from people: `constructor` is no class. */
const named = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined

const CAPS: ReadonlySet<DenialCode> = new Set([
  'too-many-at-once',
  'too-many-calls',
  'trunks-full',
  'number-denied',
])

export const DENIALS: Readonly<Record<DenialCode, string>> = {
  'no-number': 'This is no telephone number.',
  'own-number': 'This is a number of our own.',
  'no-route': 'No route leads to this number.',
  'no-permission': 'This phone has no permission to dial out.',
  'route-not-allowed': 'This phone may not call numbers of this kind.',
  'number-denied': 'This number is closed to calls from here.',
  'out-of-hours': 'At this hour nobody may dial out.',
  'too-many-at-once': 'This phone is in as many calls as it may be.',
  'too-many-calls': 'This phone has dialled as often as it may for now.',
  'trunks-full': 'All lines to this number are taken.',
  'no-caller-id': 'There is no number of ours that could be shown.',
}

const deny = (denied: DenialCode): Denied => ({
  denied,
  sentence: DENIALS[denied],
  capped: CAPS.has(denied),
})
