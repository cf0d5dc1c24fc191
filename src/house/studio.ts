// What the studio asks of the house: whose phone it is, whether the PIN is right, which prompt has a number, and
// that the library keeps what was spoken. The PIN is compared here, in memory, and goes nowhere.
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Config } from '../config/config-types.ts'
import { POLICIES } from '../http/policies.ts'
import type { Found } from '../lookups/ask-http.ts'
import type { OwnLookup } from '../lookups/lookups.ts'
import { keysIn } from '../office/prompt-list.ts'
import { isPassword } from '../postgres/passwords.ts'
import type { TeamSnapshot } from '../postgres/team.ts'
import { attemptsSoFar, countAttempt, forgetAttempts, prolongAttempts } from '../redis/attempts.ts'
import type { Keys } from '../redis/keys.ts'
import { type OfficeOrder, sendOrder } from '../redis/orders.ts'
import { readRecorded } from '../runtime/recorded-prompts.ts'
import { STUDIO_ASKS } from '../switchboard/studio.ts'

export type StudioParts = {
  home: string
  redis: Redis
  keys: Keys
  team(): TeamSnapshot
  /** Callers hear the new take from now on. */
  taken(): Promise<void>
  log: Logger
}

/** So many wrong PINs lock a person out for so long. */
export const WRONG_PINS = 5
const LOCK_S = 15 * 60

const FOUND: Found = { outcome: 'found', values: {} }
const NOT_FOUND: Found = { outcome: 'not-found', values: {} }

export function openStudio(parts: StudioParts): Readonly<Record<string, OwnLookup>> {
  const { home, redis, keys, log } = parts
  const wrongPins = (person: string) => keys.wrong(`pin:${person}`)

  return {
    async [STUDIO_ASKS.may]({ open }) {
      const person = whoseIs(open.phone)
      if (!person) return NOT_FOUND
      return (await attemptsSoFar(redis, wrongPins(person.person))) < WRONG_PINS ? FOUND : NOT_FOUND
    },

    async [STUDIO_ASKS.pin]({ open, secret }) {
      const found = whoseIs(open.phone)
      if (!found) return NOT_FOUND
      const { person, phone, pinHash } = found
      // Counted before it is looked at, so that many at once count as many.
      const { count } = await countAttempt(redis, wrongPins(person), LOCK_S)
      if (count > WRONG_PINS) return NOT_FOUND
      if (await isPassword(secret.pin ?? '', pinHash)) {
        await forgetAttempts(redis, wrongPins(person))
        return FOUND
      }
      if (count === WRONG_PINS) {
        await prolongAttempts(redis, wrongPins(person), LOCK_S)
        log.warn({ person, phone }, 'too many wrong PINs in the studio')
        await tell({ type: 'pin-locked', person, phone }).catch((err: unknown) =>
          log.error({ err, person }, 'a locked PIN is not in the audit log'),
        )
      }
      return NOT_FOUND
    },

    async [STUDIO_ASKS.number]({ open }, config: Config) {
      const { numbers } = await readRecorded(home)
      const key = keysIn(config.prompts).find(key => numbers[key] === Number(open.number))
      return key === undefined ? NOT_FOUND : { outcome: 'found', values: { key } }
    },

    async [STUDIO_ASKS.save]({ open }) {
      const { recording, key, language } = open
      if (!recording) return NOT_FOUND
      // He may have lost the right to it since he came in.
      const person = whoseIs(open.phone)
      if (!person) throw new NotKept('not-allowed')
      const place = { language: String(language), key: String(key) }
      const answer = await tell({
        ...{ type: 'keep-take', recording: String(recording), ...place, by: person.person },
      })
      if (!answer.ok) throw new NotKept(answer.code)
      await parts.taken()
      return FOUND
    },
  }

  function tell(order: OfficeOrder) {
    return sendOrder<OfficeOrder>(redis, { orders: keys.officeOrders, answer: keys.answer }, order)
  }

  function whoseIs(phone: unknown) {
    const roles: readonly string[] = POLICIES['prompts.change'].roles
    return parts.team().studio?.find(one => one.phone === phone && roles.includes(one.role))
  }
}

/** The code stands in the log of lookups. */
class NotKept extends Error {
  readonly code: string
  constructor(code: string) {
    super(`The take was not kept: ${code}`)
    this.code = code
  }
}
