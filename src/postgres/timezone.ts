// Time zones by name: PostgreSQL's own list rules, which is that of the machine it runs on.
import pg from 'pg'

/** Told to whoever named it. */
export class NoSuchTimezone extends Error {
  readonly code = 'no-such-timezone'
  readonly timezone: string
  constructor(name: string) {
    super(`There is no time zone "${name}". Write one such as Asia/Ho_Chi_Minh or Europe/Paris.`)
    this.timezone = name
  }
}

/** Runs a query that counts by the wall clock of this time zone. @throws NoSuchTimezone, and what `ask` throws */
export async function inTimezone<T>(name: string | undefined, query: Promise<T>): Promise<T> {
  return query.catch((error: unknown) => {
    const isUnknown = error instanceof pg.DatabaseError && error.code === '22023'
    throw isUnknown && name !== undefined ? new NoSuchTimezone(name) : error
  })
}
