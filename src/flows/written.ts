// Schemas of the words that several verbs and files share. `saying` completes "… must be" for people.
import Type from 'typebox'
import { DURATION_PATTERN } from './duration.ts'

export { DURATION_PATTERN as DurationPattern } from './duration.ts'

export const NamePattern = '^[a-z][a-z0-9-]{0,63}$'

export const NameSchema = Type.String({
  pattern: NamePattern,
  saying: 'a name of small letters, digits and hyphens that starts with a letter, such as "sales"',
})

export const DurationSchema = Type.String({
  pattern: DURATION_PATTERN,
  saying: 'a time with its unit, such as 5s, 2m or 4h',
})

export const DigitPattern = '^[0-9*#A-D]$'
