// customer: looks the caller up among the customers, by the number that he calls from. Known from then on:
// customer.name, customer.segment, customer.vip (true or false) and customer.last-agent. It takes less than half a
// second: whoever can't be looked up in that time is unknown.
//
//   - customer: caller
//     found: greet-by-name       # default: the next step
//     unknown: ask-who           # default: the next step
//   - when:
//       - { customer.vip: true, go: vip }
//     else: everybody
import Type from 'typebox'
import type { LookUpOutcome, Wish } from '../flow.ts'
import type { Values } from '../value.ts'
import { handingOn, type Mention, NO_WISHES, type Turn, typedAhead, verb } from '../verb.ts'
import { NameSchema } from '../written.ts'

export type CustomerStep = { readonly verb: 'customer'; readonly found?: string; readonly unknown?: string }

/** The question that the house answers itself; no lookup of the owner can be called so. */
export const CUSTOMER_ASK = '*customer'

/** What is known of a customer, by the names under which flows know it. */
export const CUSTOMER_VALUES = ['name', 'segment', 'vip', 'last-agent'] as const

/** The house answers within 300 ms; this is the net below it. */
const PATIENCE_MS = 500

const schema = Type.Object(
  {
    customer: Type.Literal('caller', { saying: 'caller' }),
    found: Type.Optional(NameSchema),
    unknown: Type.Optional(NameSchema),
  },
  { additionalProperties: false },
)

const ASK: readonly Wish[] = [
  { type: 'look-up', lookup: CUSTOMER_ASK, with: {} },
  { type: 'wait', ms: PATIENCE_MS },
]

export const customer = verb({
  schema,
  read: ({ found, unknown }): CustomerStep => ({
    verb: 'customer',
    ...(found ? { found } : {}),
    ...(unknown ? { unknown } : {}),
  }),
  step(step, heard, standing): Turn {
    const kept = handingOn(standing.typed)
    switch (heard.type) {
      case 'entered':
      case 'resumed':
        return { to: 'same', wishes: ASK, memory: 'asking', ...kept }
      case 'looked-up':
        return { ...goOn(step, heard.outcome), learnt: learntFrom(heard.values), ...kept }
      case 'time-up':
        return { ...goOn(step, 'failed'), ...kept }
      case 'key':
        return { to: 'same', wishes: NO_WISHES, memory: 'asking', ...typedAhead(standing.typed, heard.digit) }
      default:
        return { to: 'same', wishes: NO_WISHES, memory: 'asking', ...kept }
    }
  },
  mentions: ({ found, unknown }) => [
    ...CUSTOMER_VALUES.map(
      (name): Mention => ({ kind: 'writes', name: `customer.${name}`, path: ['customer'] }),
    ),
    ...Object.entries({ found, unknown }).flatMap(([key, name]): Mention[] =>
      name === undefined ? [] : [{ kind: 'section', name, path: [key] }],
    ),
  ],
  ways: ({ found, unknown }) => {
    const silent = [found, unknown].filter(section => section !== undefined)
    return { waits: true, next: silent.length < 2, silent }
  },
})

function goOn({ found, unknown }: CustomerStep, outcome: LookUpOutcome): Turn {
  const section = outcome === 'found' ? found : unknown
  if (section === undefined) return { to: 'next', wishes: NO_WISHES }
  return { to: 'section', section, wishes: NO_WISHES }
}

/** Only what a customer can have; `vip` is always one of the two, so that a table of conditions may ask for either. */
function learntFrom(values: Values): Values {
  const learnt: Record<string, Values[string]> = { 'customer.vip': false }
  for (const name of CUSTOMER_VALUES) {
    const value = values[name]
    if (value !== undefined) learnt[`customer.${name}`] = value
  }
  return learnt
}
