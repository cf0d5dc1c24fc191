// Which people a supervisor of some queues knows of: himself, and who sits in these queues; of their seats only these.
import type { Person } from '../postgres/people.ts'
import type { CurrentPerson } from './current-person.ts'
import { onlyQueues } from './sight.ts'

export function peopleInSight(viewer: CurrentPerson, people: Person[]): Person[] {
  const only = onlyQueues(viewer)
  if (!only) return people
  return people.flatMap(person => {
    if (person.id === viewer.id) return [person]
    const { agent, supervises: _, ...rest } = person
    const queues = agent?.queues.filter(({ queue }) => only.includes(queue)) ?? []
    return agent && queues.length > 0 ? [{ ...rest, agent: { ...agent, queues } }] : []
  })
}
