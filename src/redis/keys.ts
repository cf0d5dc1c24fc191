// The names of everything we keep in Redis. One prefix, so that a shared server can hold several systems.

/** @param prefix e.g. `tongdai:`; tests use their own. */
export function keys(prefix: string) {
  return {
    /** String `<holder>:<token>` with a time to live: who may act. */
    lease: `${prefix}lease`,
    /** Counter: the newest fencing token. */
    token: `${prefix}token`,
    /** Stream, one field `e` = a JournalRecord as JSON. The scribe drains it and trims after its commit. */
    journal: `${prefix}journal`,
    /** Hash conversation id → live state of a call (JSON). */
    calls: `${prefix}calls`,
    /** Hash `agent:<id>` | `waiting:<conversation>` | `queue:<name>` | `seq` → JSON. */
    floor: `${prefix}floor`,
    /** Hash contact → sealed number (base64), until the scribe has stored it. */
    contacts: `${prefix}contacts`,
    /** String, JSON: the house time as it was a second ago (house-time.ts). */
    houseTime: `${prefix}house-time`,
    /** String, JSON: who stands by for the holder of the lease, with a time to live. */
    standby: `${prefix}standby`,
    /** String: start time of the Asterisk that the live calls were made in. */
    asterisk: `${prefix}asterisk`,
    /** Stream of orders from the office: fields `id`, `order` (JSON). Answers: list `answer:<id>`. */
    orders: `${prefix}orders`,
    answer: (id: string) => `${prefix}answer:${id}`,
    /** The same the other way round: what the switchboard asks of the office. */
    officeOrders: `${prefix}office-orders`,
    /** String, JSON: what the switchboard says of itself (state, version, asterisk), with a time to live. */
    pulse: `${prefix}pulse`,
    /** Hash `hours:<name>` | `hotline:<name>` → what a supervisor put against the opening hours (JSON). */
    switches: `${prefix}switches`,
    /** Sorted set: what was dialled in the last hour (JSON), by epoch ms. */
    dialled: `${prefix}dialled`,
    /** Hash address → who guessed at accounts, and until when he is shut out (JSON). */
    bans: `${prefix}bans`,
    /** Set of contacts whose calls are refused; PostgreSQL has the truth. */
    blocked: `${prefix}blocked`,
    /** Counter with a time to live: wrong passwords of a name, an address; wrong PINs of a person. */
    wrong: (what: string) => `${prefix}wrong:${what}`,
    /** String, JSON: what the switchboard measured of itself (measures.ts), with a time to live. */
    measures: `${prefix}measures`,
  }
}

export type Keys = ReturnType<typeof keys>
