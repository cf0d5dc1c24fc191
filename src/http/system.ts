// The house itself: how it stands, what an examination finds, and reading its configuration again.
import { Type } from 'typebox'
import type { RefusedFiles } from '../office/file-following.ts'
import { askRedis } from '../redis/connection.ts'
import { journalLag } from '../redis/journal-reader.ts'
import { type Pulse, readFloor, readLiveCalls, readPulse, readStandingBy } from '../redis/live.ts'
import { checkIn } from '../told/checks.ts'
import { findingsIn } from '../told/findings.ts'
import type { Language } from '../told/told.ts'
import { placeOf } from './calls.ts'
import { type CurrentPerson, currentPerson } from './current-person.ts'
import { carryOut } from './order.ts'
import type { App, HttpParts } from './parts.ts'
import { seesAll, seesCall, seesDesk, seesQueue, sightOf } from './sight.ts'
import { languageOf, sentenceIn } from './told.ts'
import { given } from './views.ts'

const Status = Type.Object({
  switchboard: Type.String({ description: 'active, standby, degraded …; away without a pulse' }),
  standby: Type.Optional(Type.String({ description: 'the machine that stands by to take over' })),
  asterisk: Type.Optional(Type.String()),
  asteriskVersion: Type.Optional(Type.String()),
  refusedCallers: Type.Optional(
    Type.Integer({ description: 'callers refused for want of capacity; missing: none in the last minute' }),
  ),
  version: Type.Optional(Type.String({ description: 'hash of the configuration that runs' })),
  calls: Type.Record(Type.String(), Type.Integer(), { description: 'phase → number of calls' }),
  waiting: Type.Integer(),
  agents: Type.Record(Type.String(), Type.Integer(), { description: 'state → number of agents' }),
  refused: Type.Optional(
    Type.Array(Type.String(), { description: 'mistakes that keep edited files from coming into force' }),
  ),
  journal: Type.Object({ records: Type.Integer(), oldestMs: Type.Integer() }),
})

const Checks = Type.Array(
  Type.Object({
    name: Type.String(),
    verdict: Type.Union([Type.Literal('good'), Type.Literal('warning'), Type.Literal('bad')]),
    sentence: Type.String(),
    hint: Type.Optional(Type.String()),
  }),
)

export function systemRoutes(app: App, parts: HttpParts): void {
  app.get(
    '/status',
    { config: { may: 'system.status' }, schema: { response: { 200: Status } } },
    async request => look(parts, currentPerson(request), languageOf(request)),
  )

  app.get(
    '/doctor',
    { config: { may: 'system.doctor' }, schema: { response: { 200: Checks } } },
    async request => (await parts.examine()).map(check => checkIn(languageOf(request), check)),
  )

  app.post(
    '/reload',
    {
      config: { may: 'system.reload' },
      schema: { response: { 200: Type.Object({ done: Type.Literal(true) }) } },
    },
    async request => {
      const answer = await carryOut(parts, { type: 'reload' })
      // It runs already; without PostgreSQL it is put on record later.
      const unpublished = (err: unknown) =>
        request.log.error({ err }, 'the new configuration is not on record')
      await parts.configuration.takeFiles(currentPerson(request).id).catch(unpublished)
      await parts.configurationChanged()
      return answer
    },
  )
}

/** A supervisor of some queues is told the numbers of these. */
async function look(
  { redis, keys, team, refusedFiles }: HttpParts,
  person: CurrentPerson,
  language: Language,
) {
  const [pulse, standingBy, allCalls, floor, lag] = await Promise.all([
    readPulse(redis, keys),
    readStandingBy(redis, keys),
    readLiveCalls(redis, keys),
    readFloor(redis, keys),
    askRedis(journalLag(redis, keys)),
  ])
  const sight = sightOf(person, { agents: [] })
  const calls = allCalls.filter(call => seesCall(sight, placeOf(call)))
  const desks = seesAll(sight) ? undefined : (await team()).agents.filter(desk => seesDesk(sight, desk))
  const agents = desks ? desks.flatMap(({ id }) => floor.agents.get(id) ?? []) : [...floor.agents.values()]
  const { asterisk, asteriskVersion, version, refused: refusedCallers }: Partial<Pulse> = pulse ?? {}
  return {
    switchboard: pulse?.state ?? 'away',
    ...given({
      standby: standingBy?.machine,
      asterisk,
      asteriskVersion,
      refusedCallers,
      version,
      refused: mistakesIn(refusedFiles(), language),
    }),
    calls: tally(calls.map(call => call.phase?.name ?? 'unknown')),
    waiting: floor.waiting.filter(({ queue }) => seesQueue(sight, queue)).length,
    agents: tally(agents.map(agent => agent.state.name)),
    journal: lag,
  }
}

/** In words, as the command line prints findings. */
function mistakesIn(refused: RefusedFiles | undefined, language: Language): string[] | undefined {
  if (!refused) return undefined
  const errors = findingsIn(language, refused.findings).filter(({ severity }) => severity === 'error')
  return errors.length === 0
    ? [sentenceIn(language, refused.sentence)]
    : errors.map(({ file, line, column, code, sentence }) => `${file}:${line}:${column} ${code}: ${sentence}`)
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
