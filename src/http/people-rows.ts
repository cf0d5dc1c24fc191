// A row of the table becomes a person, or all that is wrong with it. Pure.
import { DURATION_PATTERN, durationMs } from '../flows/duration.ts'
import type { Desk, Person, Seat } from '../postgres/people.ts'
import type { Column, Row } from './people-csv.ts'
import type { Mistake } from './people-mistakes.ts'
import type { Sentence } from './told.ts'

/** A missing column leaves as it is what stands there. @returns the person, or undefined with what is wrong */
export function personOf(
  { cells }: Row,
  index: number,
  { before, header }: { before: Person | undefined; header: readonly string[] },
): { person?: Person; mistakes: Mistake[] } {
  const mistakes: Mistake[] = []
  const say = (field: Column, code: string, sentence: Sentence) =>
    mistakes.push({ index, field, code, sentence })
  const { id, name, role, language, phone, dtmf } = cells
  if (!isName(id)) say('id', 'bad-id', nameRule)
  if (name === '' || name.length > 100 || /\p{Cc}/u.test(name))
    say('name', 'bad-name', 'A name has 1 to 100 characters, in one line.')
  if (!isRole(role)) say('role', 'bad-role', 'The role is admin, manager, supervisor or agent.')
  if (language !== '' && !isLanguage(language))
    say('language', 'bad-language', 'The language is vi or en, or empty.')
  if (phone !== '' && !isPhoneName(phone)) say('phone', 'bad-phone', phoneRule)
  if (dtmf !== '' && !isWayOfKeys(dtmf)) say('dtmf', 'bad-dtmf', wayRule)
  const active = activeOf(cells.active, before)
  if (active === undefined) say('active', 'bad-active', 'Active is yes or no.')
  const queues = seatsOf(cells.queues)
  if (queues === undefined) say('queues', 'bad-queues', seatRule)
  if (phone === '' && header.includes('phone') && queues && queues.length > 0)
    say('phone', 'no-phone', 'Who sits in a queue needs a phone.')
  const supervised = namesOf(cells.supervises)
  if (supervised === undefined)
    say('supervises', 'bad-queues', 'Supervised queues are written as "sales support"; none means all.')
  const skills = skillsOf(cells.skills)
  if (skills === undefined)
    say(
      'skills',
      'bad-skills',
      'Skills are written as "english billing:3", with levels 1 to 10; none means none.',
    )
  const wrapUpMs = wrapUpOf(cells['wrap-up'])
  if (wrapUpMs === undefined)
    say(
      'wrap-up',
      'bad-time',
      'The wrap-up is a time such as 20s or 2m, up to 1d; empty means as the queue says.',
    )
  const weight = weightOf(cells.weight)
  if (weight === undefined)
    say('weight', 'bad-weight', 'The weight is a whole number from 1 to 100, or empty.')
  if (mistakes.length > 0 || !isRole(role) || active === undefined || !queues || !supervised || !skills)
    return { mistakes }
  const has = (column: Column) => header.includes(column)
  const number = has('phone') ? phone : (before?.agent?.phone ?? '')
  const seats = has('queues') ? queues : (before?.agent?.queues ?? [])
  const tongue = has('language') ? language : before?.language
  const known = has('skills') ? skills : (before?.agent?.skills ?? [])
  const way = has('dtmf') ? dtmf : before?.agent?.dtmf
  const keys: Pick<Desk, 'dtmf'> = isWayOfKeys(way) ? { dtmf: way } : {}
  const ownWrapUp = has('wrap-up') ? wrapUpMs : before?.agent?.wrapUpMs
  const ownWeight = has('weight') ? weight : before?.agent?.weight
  const own: Pick<Desk, 'wrapUpMs' | 'weight'> = {
    ...(typeof ownWrapUp === 'number' && { wrapUpMs: ownWrapUp }),
    ...(typeof ownWeight === 'number' && { weight: ownWeight }),
  }
  const ofDesk = { id: before?.agent?.id ?? id, phone: number, ...keys, queues: seats, ...own }
  const desk = number !== '' && { agent: { ...ofDesk, ...(known.length > 0 && { skills: known }) } }
  // Who becomes something else looks after nothing any more.
  const kept = role === 'supervisor' ? (before?.supervises ?? []) : []
  const supervises = has('supervises') ? supervised : kept
  const charge = supervises.length > 0 && { supervises }
  const spoken: Pick<Person, 'language'> = isLanguage(tongue) ? { language: tongue } : {}
  const canLogIn = before?.canLogIn ?? false
  const person: Person = { id, name, role, active, canLogIn, ...spoken, ...charge, ...desk }
  return { person, mistakes }
}

const MAX_WRAP_UP_MS = 86_400_000

const seatRule =
  'Queues are written as "sales:1 support:2/3": name, colon, rank 0 to 9999, and with a slash the level 1 to 99.'
const wayRule =
  'The keys of a phone come by rfc4733, inband, info or auto; empty means as config/server.yaml says.'
const phoneRule = 'Write an extension such as 201, or small letters, digits and hyphens.'
const nameRule = 'Write small letters, digits and hyphens, beginning with a letter.'
/** A phone may be called by its extension alone. */
const isPhoneName = (text: string) => /^[a-z0-9][a-z0-9-]{0,63}$/.test(text)

const isName = (text: string) => /^[a-z][a-z0-9-]{0,63}$/.test(text)

function isRole(text: string): text is Person['role'] {
  return text === 'admin' || text === 'manager' || text === 'supervisor' || text === 'agent'
}

function isLanguage(text: string | undefined): text is 'vi' | 'en' {
  return text === 'vi' || text === 'en'
}

function isWayOfKeys(text: string | undefined): text is NonNullable<Desk['dtmf']> {
  return text === 'rfc4733' || text === 'inband' || text === 'info' || text === 'auto'
}

function activeOf(text: string, before: Person | undefined): boolean | undefined {
  if (text === '') return before?.active ?? true
  return { yes: true, no: false }[text.toLowerCase()]
}

const SEAT = /^([a-z][a-z0-9-]{0,63})(?::(\d{1,4}))?(?:\/([1-9]\d?))?$/

function seatsOf(text: string): Seat[] | undefined {
  const words = text.split(/\s+/).filter(word => word !== '')
  const seats = words.flatMap(word => {
    const [, queue, rank, level = '1'] = SEAT.exec(word) ?? []
    if (queue === undefined) return []
    return [{ queue, rank: Number(rank ?? 0), ...(level !== '1' && { level: Number(level) }) }]
  })
  return seats.length === words.length && words.length <= 200 ? seats : undefined
}

/** Null: empty, as his queues say. */
function wrapUpOf(text: string): number | null | undefined {
  if (text === '') return null
  const ms = new RegExp(DURATION_PATTERN).test(text) ? durationMs(text) : Number.NaN
  return ms <= MAX_WRAP_UP_MS ? ms : undefined
}

function weightOf(text: string): number | null | undefined {
  if (text === '') return null
  return /^([1-9]\d?|100)$/.test(text) ? Number(text) : undefined
}

/** Sorted, as they are stored. */
function skillsOf(text: string): string[] | undefined {
  const words = text.split(/\s+/).filter(word => word !== '')
  const isSkill = (word: string) => /^[a-z][a-z0-9-]{0,63}(:([1-9]|10))?$/.test(word)
  return words.every(isSkill) && words.length <= 50 ? words.sort() : undefined
}

/** Sorted, as they are stored. */
function namesOf(text: string): string[] | undefined {
  const words = text.split(/\s+/).filter(word => word !== '')
  return words.every(isName) && words.length <= 200 ? words.sort() : undefined
}
