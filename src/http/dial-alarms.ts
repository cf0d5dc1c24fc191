// Who was stopped by a cap when he dialled out, lately: a banner on every page of those who look after it, since a stolen
// account looks like that.
import { type Static, Type } from 'typebox'
import { type DialAlarm, readDialAlarms } from '../postgres/dial-alarms.ts'
import type { TeamSnapshot } from '../postgres/team.ts'
import { DENIALS, type DenialCode } from '../trunks/outbound.ts'
import { currentPerson } from './current-person.ts'
import type { App, HttpParts } from './parts.ts'
import { type Sight, seesAll, seesDesk, sightOf } from './sight.ts'
import { languageOf, sentenceIn } from './told.ts'
import { given, Time } from './views.ts'

export const DialAlarmView = Type.Object({
  phone: Type.Optional(Type.String({ description: 'whose caller was stopped' })),
  name: Type.Optional(Type.String({ description: 'of the agent at this phone' })),
  trunk: Type.Optional(Type.String({ description: 'the line that took no more' })),
  code: Type.String(),
  sentence: Type.String(),
  since: Time,
  last: Time,
  times: Type.Integer(),
})

const TRUNK = 'trunk-full:'

export function dialAlarmRoutes(app: App, parts: HttpParts): void {
  app.get(
    '/dial-alarms',
    { config: { may: 'dial-alarms.watch' }, schema: { response: { 200: Type.Array(DialAlarmView) } } },
    async request => {
      const [alarms, team] = await Promise.all([readDialAlarms(parts.db), parts.team()])
      const sight = sightOf(currentPerson(request), team)
      const words = (sentence: string) => sentenceIn(languageOf(request), sentence)
      return alarms.filter(alarm => concerns(alarm, sight, team)).map(alarm => viewOf(alarm, team, words))
    },
  )
}

/** A supervisor of some queues is told of the desks there, and of the lines that all share. */
function concerns({ object, code }: DialAlarm, sight: Sight, { agents }: TeamSnapshot): boolean {
  if (seesAll(sight) || code.startsWith(TRUNK)) return true
  const desk = agents.find(({ phone }) => phone === object)
  return desk !== undefined && seesDesk(sight, desk)
}

function viewOf(
  { object, code, since, last, times }: DialAlarm,
  { agents }: TeamSnapshot,
  words: (sentence: string) => string,
): Static<typeof DialAlarmView> {
  const about = code.startsWith(TRUNK)
    ? { trunk: code.slice(TRUNK.length) }
    : { phone: object, ...given({ name: agents.find(({ phone }) => phone === object)?.name }) }
  const sentence = 'trunk' in about ? FULL : (DENIALS[code as DenialCode] ?? code)
  return {
    ...about,
    ...{ code, sentence: words(sentence), times },
    ...{ since: since.toISOString(), last: last.toISOString() },
  }
}

const FULL = 'This line carries as many calls as it may for now.'
