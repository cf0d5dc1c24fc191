// What would have been: a recorded or imagined day simulated with a change, and a day replayed.
import { type Static, Type } from 'typebox'
import { durationMs } from '../flows/duration.ts'
import type { SimulationWork } from '../office/simulation-jobs.ts'
import { lastDayWithCalls } from '../postgres/floor-journal.ts'
import { STRATEGY_NAMES } from '../queues/strategies/strategies.ts'
import { serviceLevel, USUAL } from '../reports/metrics/service-level.ts'
import type { Change } from '../simulations/change.ts'
import type { Compared } from '../simulations/what-if.ts'
import type { Language } from '../told/told.ts'
import { checkedDay } from './moments.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { ReplayView, ReplayWish, SimulationView, SimulationWish } from './simulation-schemas.ts'
import { languageOf, told } from './told.ts'

type Wish = Static<typeof SimulationWish>
type Source = SimulationWork['what-if']['given']['source']

export function simulationRoutes(app: App, parts: HttpParts): void {
  const config = { may: 'simulations.run' } as const

  app.post(
    '/simulations',
    { config, schema: { body: Type.Optional(SimulationWish), response: { 200: SimulationView } } },
    async request => {
      const wish = request.body ?? {}
      const { arrivals, runs, seed = 1, 'service-level': variant = USUAL.variant, within } = wish
      const level = { variant, withinMs: within === undefined ? USUAL.withinMs : durationMs(within) }
      const roster = await parts.roster()
      const source = await sourceOf(parts, wish, roster)
      const said = await parts.simulations.ask('what-if', {
        source,
        wish: {
          change: changeOf(wish.change ?? {}, roster),
          arrivals: arrivals ?? ('imagined' in source ? 'random' : 'recorded'),
          ...{ level, runs, seed },
        },
      })
      return viewOf(parts, said, { source, level, language: languageOf(request), roster })
    },
  )

  app.post(
    '/simulations/replay',
    { config, schema: { body: Type.Optional(ReplayWish), response: { 200: ReplayView } } },
    async ({ body }) => {
      const { timezone } = parts
      const day = await dayOf(parts, body?.day)
      const said = await parts.simulations.ask('replay', { day, timezone })
      return { day, timezone, ...said } as Static<typeof ReplayView>
    },
  )
}

type Roster = Awaited<ReturnType<HttpParts['roster']>>

async function sourceOf(parts: HttpParts, { day, imagined }: Wish, roster: Roster): Promise<Source> {
  if (!imagined) return { day: await dayOf(parts, day), timezone: parts.timezone, roster }
  if (day !== undefined)
    throw new Problem(400, 'two-days', 'Name a day, or imagine one; both at once can’t be simulated.')
  const { queue, hours, agents, talk, patience, 'calls-per-hour': callsPerHour } = imagined
  return {
    imagined: {
      ...{ queue, hours, agents, callsPerHour, rules: rulesOf(roster, queue) },
      ...(roster.own && { own: roster.own }),
      talkMs: durationMs(talk),
      patienceMs: patience === undefined ? Number.POSITIVE_INFINITY : durationMs(patience),
    },
  }
}

async function dayOf({ reportDb, timezone }: HttpParts, day: string | undefined): Promise<string> {
  const found = checkedDay(day) ?? (await lastDayWithCalls(reportDb, timezone))
  if (found !== undefined) return found
  throw new Problem(404, 'no-day-on-record', 'Nobody has called a queue yet. Imagine a day instead.')
}

function changeOf(
  { queue, ring, retry, 'wrap-up': wrapUp, ...plain }: NonNullable<Wish['change']>,
  roster: Roster,
): Change {
  if (queue !== undefined) rulesOf(roster, queue)
  const { agents, strategy, volume } = plain
  if (strategy !== undefined && !strategiesOf(roster).includes(strategy))
    throw new Problem(400, 'no-such-strategy', told`There is no strategy "${strategy}".`)
  return {
    ...(queue !== undefined && { queue }),
    ...(agents !== undefined && { agents }),
    ...(strategy !== undefined && { strategy }),
    ...(volume !== undefined && { volume }),
    ...(ring !== undefined && { ringMs: durationMs(ring) }),
    ...(retry !== undefined && { restMs: durationMs(retry) }),
    ...(wrapUp !== undefined && { wrapUpMs: durationMs(wrapUp) }),
  }
}

function rulesOf({ queues }: Roster, queue: string) {
  const rules = Object.hasOwn(queues, queue) ? queues[queue] : undefined
  if (rules) return rules
  throw new Problem(404, 'no-such-queue', told`There is no queue "${queue}" in config/queues.yaml.`)
}

/** The built-in ones, and the owner's own. */
const strategiesOf = ({ own = {} }: Roster): string[] => [...STRATEGY_NAMES, ...Object.keys(own)]

type Asked = {
  source: Source
  level: { variant: string; withinMs: number }
  language: Language
  roster: Roster
}

function viewOf(
  parts: HttpParts,
  said: SimulationWork['what-if']['answer'],
  { source, level, language, roster }: Asked,
): Static<typeof SimulationView> {
  const isReal = 'day' in source
  // Of an imagined day nothing was ever so.
  const shown = ({ real, ...compared }: Compared) => ({ ...(isReal && { real }), ...compared })
  const { title } = serviceLevel(level as typeof USUAL)
  return {
    ...(isReal && { day: source.day }),
    timezone: parts.timezone,
    ...{ calls: said.calls, runs: said.runs, tookMs: said.tookMs },
    serviceLevel: { ...level, title },
    total: shown(said.total),
    queues: said.queues.map(({ queue, ...compared }) => {
      const name = parts.title('queue', queue, language)
      return { queue, ...(name !== undefined && { title: name }), ...shown(compared) }
    }),
    halfHours: said.halfHours.map(({ real, ...half }) => ({ ...half, ...(isReal && { real }) })),
    strategies: strategiesOf(roster),
  }
}
