// Numbers outside that stand in flows: what is wrong with them is said before a caller is sent there. Room and hours are
// those of the moment.
import type { Problem } from '../flows/problem.ts'
import { type Told, told } from '../told/told.ts'
import type { Hotline } from '../trunks/hotline.ts'
import { normalise } from '../trunks/number.ts'
import { type DenialCode, decide } from '../trunks/outbound.ts'
import type { OutboundRules } from '../trunks/outbound-rules.ts'

type Wrong = Omit<Problem, 'path'>

const FILE = 'config/outbound.yaml'

/** Those that hold at any hour and with all lines free. */
const WHY: Readonly<Partial<Record<DenialCode, (number: string) => readonly [sentence: Told, hint: Told]>>> =
  {
    'no-number': number => [
      told`"${number}" is no telephone number.`,
      told`Write it as people dial it, such as "028 3822 5678".`,
    ],
    'own-number': number => [
      told`"${number}" is a number of our own.`,
      told`Use transfer: { flow: … } or { queue: … } instead.`,
    ],
    'no-route': number => [
      told`No route of ${FILE} leads to "${number}".`,
      told`Add a route for numbers of this kind, and open it to the class of flows.`,
    ],
    'no-permission': number => [
      told`No flow may send callers outside, so "${number}" would never be called.`,
      told`Write flows: with the name of a class in ${FILE}.`,
    ],
    'route-not-allowed': number => [
      told`The class of flows does not open a route to "${number}".`,
      told`Add the route to the class that flows: names in ${FILE}.`,
    ],
    'number-denied': number => [
      told`"${number}" is closed to flows by the limits of their class, or of each trunk.`,
      told`Look at allow: and deny: in ${FILE}.`,
    ],
  }

/** @param country ISO code in capitals: where we stand */
export function outsideProblems(
  written: string,
  rules: OutboundRules,
  hotlines: readonly Hotline[],
  country: string,
): Wrong[] {
  const number = normalise(written, country)
  const now = { house: 0, isOpen: () => true, country, hotlines }
  const decision = decide({ phone: '', isAgent: false, isFlow: true, number }, [], rules, now)
  if (!('denied' in decision)) return []
  const [sentence, hint] = WHY[decision.denied]?.(written) ?? []
  return sentence && hint ? [{ code: 'number-unreachable', sentence, hint }] : []
}
