// What is wrong with people as somebody wants them to be, all at once. Pure: judged against those who are there.
import type { Person } from '../postgres/people.ts'
import { type Sentence, told } from './told.ts'

export type Known = {
  people: readonly Person[]
  phones: readonly { id: string; kind: 'agent' | 'caller' }[]
  /** undefined: the files can't be read now, so nothing is said of queues */
  queues: readonly string[] | undefined
}

/** `index`: which of the wanted; `field`: column of the CSV. */
export type Mistake = { index: number; field: string; code: string; sentence: Sentence }

export function mistakesOf(wanted: readonly Person[], known: Known): Mistake[] {
  return [
    ...wanted.flatMap((person, index) => ofQueues(person, index, known.queues)),
    ...wanted.flatMap((person, index) => ofSupervised(person, index, known.queues)),
    ...wanted.flatMap(ofSkills),
    ...ofPhones(wanted, known),
    ...ofDesks(wanted, known),
    ...ofAdmins(wanted, known),
  ]
}

function ofQueues({ agent }: Person, index: number, queues: Known['queues']): Mistake[] {
  const names = (agent?.queues ?? []).map(({ queue }) => queue)
  return ofNames(names, { index, field: 'queues', queues })
}

function ofSupervised({ role, supervises = [] }: Person, index: number, queues: Known['queues']): Mistake[] {
  if (supervises.length > 0 && role !== 'supervisor') {
    const sentence = 'Only a supervisor looks after queues. Leave this empty, or make him a supervisor.'
    return [mistake(index, 'supervises', 'no-supervisor', sentence)]
  }
  return ofNames(supervises, { index, field: 'supervises', queues })
}

/** One skill at two levels would be one of them by chance. */
function ofSkills({ agent }: Person, index: number): Mistake[] {
  const names = (agent?.skills ?? []).map(skill => skill.replace(/:\d+$/, ''))
  return names
    .filter((name, at) => names.indexOf(name) !== at)
    .map(name => mistake(index, 'skills', 'twice', told`The skill "${name}" is named twice.`))
}

function ofNames(
  names: readonly string[],
  { index, field, queues }: { index: number; field: string; queues: Known['queues'] },
): Mistake[] {
  const unknown = queues ? names.filter(name => !queues.includes(name)) : []
  const twice = names.filter((name, at) => names.indexOf(name) !== at)
  return [
    ...unknown.map(name => mistake(index, field, 'unknown-queue', noQueue(name, queues))),
    ...twice.map(name => mistake(index, field, 'twice', told`The queue "${name}" is named twice.`)),
  ]
}

function noQueue(name: string, queues: Known['queues']): Sentence {
  if (!queues?.length) return told`There is no queue "${name}".`
  return told`There is no queue "${name}". Queues are: ${queues.slice(0, 20).join(', ')}.`
}

function ofPhones(wanted: readonly Person[], { people, phones }: Known): Mistake[] {
  const callers = new Set(phones.filter(({ kind }) => kind === 'caller').map(({ id }) => id))
  const changed = new Set(wanted.map(({ id }) => id))
  const owners = new Map<string, string>()
  for (const { id, agent } of people) if (agent && !changed.has(id)) owners.set(agent.phone, id)
  return wanted.flatMap(({ id, agent }, index) => {
    if (!agent) return []
    const { phone } = agent
    if (callers.has(phone))
      return [
        mistake(index, 'phone', 'phone-taken', told`The phone "${phone}" is a caller's, not an agent's.`),
      ]
    const owner = owners.get(phone)
    owners.set(phone, owner ?? id)
    if (owner === undefined) return []
    return [mistake(index, 'phone', 'phone-taken', told`The phone "${phone}" is at the desk of "${owner}".`)]
  })
}

/** A desk keeps its id for ever, so a new one may meet an old one of somebody else. */
function ofDesks(wanted: readonly Person[], { people }: Known): Mistake[] {
  return wanted.flatMap(({ id, agent }, index) => {
    const owner = people.find(one => one.id !== id && one.agent !== undefined && one.agent.id === agent?.id)
    if (!owner || wanted.some(one => one.id === owner.id && one.agent?.id !== agent?.id)) return []
    return [mistake(index, 'id', 'desk-taken', told`The desk "${agent?.id ?? id}" belongs to "${owner.id}".`)]
  })
}

/** Without an admin who can log in, nobody could ever be let in again. */
function ofAdmins(wanted: readonly Person[], { people }: Known): Mistake[] {
  const after = new Map([...people, ...wanted].map(person => [person.id, person]))
  const before = people.filter(isAdmin)
  if (before.length === 0 || [...after.values()].some(isAdmin)) return []
  const last = wanted.findIndex(({ id }) => before.some(admin => admin.id === id))
  const sentence = 'This is the last admin who can log in. Make somebody else an admin first.'
  return [mistake(last, 'role', 'last-admin', sentence)]
}

const isAdmin = ({ role, active, canLogIn }: Person) => role === 'admin' && active && canLogIn

const mistake = (index: number, field: string, code: string, sentence: Sentence): Mistake => ({
  index,
  field,
  code,
  sentence,
})
