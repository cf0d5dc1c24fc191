// Flows while they are written: their tests, a conversation with one, a drawing, what yesterday's callers would
// meet, and what today's callers did. Files are a draft's; nothing is changed.
import { type Static, Type } from 'typebox'
import { flowSchema } from '../flows/json-schema.ts'
import { scriptParts } from '../flows/rehearsal/written-tests.ts'
import { readTraffic } from '../postgres/flow-traffic.ts'
import { findingsIn, reasonIn } from '../told/findings.ts'
import { once, SentFiles } from './configuration.ts'
import {
  AttemptedView,
  DrawingView,
  FlowNameParams,
  ImpactView,
  TestsView,
  TrafficView,
} from './flow-schemas.ts'
import { checkedDay } from './moments.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { languageOf, told } from './told.ts'

const bodyLimit = 4 * 1024 * 1024
const only = { additionalProperties: false }
const Flow = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' })

const TestWish = Type.Object({ files: SentFiles, flow: Type.Optional(Flow) }, only)
const DrawWish = Type.Object({ files: SentFiles, flow: Flow }, only)
const { at, hotline, language, hours, lookups, chance, caller, press } = scriptParts
const TryWish = Type.Object(
  { files: SentFiles, flow: Flow, ...{ at, hotline, language, hours, lookups, chance, caller }, acts: press },
  only,
)
const ImpactWish = Type.Object(
  { files: SentFiles, hours: Type.Optional(Type.Integer({ minimum: 1, maximum: 24 * 31, default: 24 })) },
  only,
)
const Day = Type.Object({ day: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })) }, only)

export function flowRoutes(app: App, parts: HttpParts): void {
  const config = { may: 'configuration.read' } as const

  app.post(
    '/flows/test',
    { config, bodyLimit, schema: { body: TestWish, response: { 200: TestsView } } },
    async request => {
      const { body } = request
      const language = languageOf(request)
      const { findings, flows } = await parts.workshop.test(once(body.files), body.flow)
      if (body.flow !== undefined && flows?.length === 0) throw noSuchFlow(body.flow)
      return {
        findings: findingsIn(language, findings),
        ...(flows && {
          flows: flows.map(({ flow, tests }) => ({
            flow,
            tests: tests.map(({ why, met, ...test }) => ({
              ...test,
              met: [...met],
              ...(why && { sentence: reasonIn(language, why) }),
            })),
          })),
        }),
      }
    },
  )

  app.post(
    '/flows/try',
    { config, bodyLimit, schema: { body: TryWish, response: { 200: AttemptedView } } },
    async request => {
      const { files, ...attempt } = request.body
      const { findings, attempted } = await parts.workshop.tryOut(once(files), attempt)
      const isWhole = findings.every(({ severity }) => severity !== 'error')
      if (isWhole && !attempted) throw noSuchFlow(attempt.flow)
      return {
        findings: findingsIn(languageOf(request), findings),
        ...(attempted && { attempted: structuredClone(attempted) }),
      } as Static<typeof AttemptedView>
    },
  )

  app.post(
    '/flows/graph',
    { config, bodyLimit, schema: { body: DrawWish, response: { 200: DrawingView } } },
    async ({ body }) => {
      const { drawing } = await parts.workshop.draw(once(body.files), body.flow)
      if (!drawing) throw noSuchFlow(body.flow)
      return drawing as Static<typeof DrawingView>
    },
  )

  app.post(
    '/configuration/impact',
    { config, bodyLimit, schema: { body: ImpactWish, response: { 200: ImpactView } } },
    async request => {
      const { body } = request
      const said = await parts.workshop.impact(once(body.files), body.hours ?? 24)
      if (!said) throw new Problem(409, 'nothing-published', 'Nothing is published yet to compare with.')
      const { findings, impact } = said
      return { findings: findingsIn(languageOf(request), findings), ...impact } as Static<typeof ImpactView>
    },
  )

  app.get(
    '/flow-schema',
    { config, schema: { response: { 200: Type.Record(Type.String(), Type.Unknown()) } } },
    async () => ({ ...flowSchema() }),
  )

  app.get(
    '/flows/:flow/traffic',
    { config, schema: { params: FlowNameParams, querystring: Day, response: { 200: TrafficView } } },
    async ({ params: { flow }, query }) => {
      const { timezone } = parts
      const day = checkedDay(query.day) ?? today(timezone)
      const rows = await readTraffic(parts.reportDb, flow, day, timezone)
      const sections = new Map<string, Static<typeof TrafficView>['sections'][number]>()
      for (const { section, what, digit, callers } of rows) {
        const known = sections.get(section) ?? { section, entered: 0, hungUp: 0, keys: {} }
        if (what === 'entered') known.entered = callers
        else if (what === 'hung-up') known.hungUp = callers
        else if (digit !== null) known.keys[digit] = callers
        sections.set(section, known)
      }
      return { flow, day, timezone, sections: [...sections.values()] }
    },
  )
}

function noSuchFlow(name: string): Problem {
  return new Problem(
    404,
    'no-such-flow',
    told`There is no flow "${name}" among these files, or it cannot be read.`,
  )
}

/** On the house's wall. */
function today(timezone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(Date.now())
}
