// Time zones as people name them.
import { Type } from 'typebox'
import { NoSuchTimezone } from '../postgres/timezone.ts'

export const Timezone = Type.String({ minLength: 1, maxLength: 64, description: 'e.g. Asia/Ho_Chi_Minh' })

/** Only names: offsets like +07:00 mean the opposite to PostgreSQL. @throws NoSuchTimezone */
export function checkedTimezone(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) throw new NoSuchTimezone(name)
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return name
  } catch {
    // The only way in which Intl answers this question.
    throw new NoSuchTimezone(name)
  }
}
