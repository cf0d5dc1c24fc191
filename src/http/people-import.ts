// A table of people goes out, and comes in: whole or not at all, all its mistakes at once, tried first if wished.
import { type Static, Type } from 'typebox'
import { audit } from '../postgres/audit.ts'
import { type Person, readPeople } from '../postgres/people.ts'
import { currentPerson } from './current-person.ts'
import type { App, HttpParts } from './parts.ts'
import { type Change, changePeople } from './people-changing.ts'
import { columns, csvOf, type Place, rowsOf } from './people-csv.ts'
import type { Known, Mistake } from './people-mistakes.ts'
import { personOf } from './people-rows.ts'
import { Imported } from './people-schemas.ts'
import { Problem } from './problem.ts'
import { peopleInSight } from './sight-of-people.ts'
import { told } from './told.ts'

const mostBytes = 1024 * 1024
const mostRows = 5_000
const mostErrors = 200

const Check = Type.Object(
  { check: Type.Optional(Type.Literal('1', { description: 'only tried: nothing is written' })) },
  { additionalProperties: false },
)

export function peopleTableRoutes(app: App, parts: HttpParts): void {
  app.addContentTypeParser('text/csv', { parseAs: 'string', bodyLimit: mostBytes }, (_request, body, done) =>
    done(null, body),
  )

  app.get('/people.csv', { config: { may: 'people.see' } }, async (request, reply) => {
    const people = peopleInSight(currentPerson(request), await readPeople(parts.db))
    const details = { people: people.length }
    await audit(parts.db, {
      who: currentPerson(request).id,
      action: 'people.export',
      object: 'people',
      details,
    })
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="people.csv"')
      .send(csvOf(people))
  })

  app.post(
    '/people/import',
    {
      config: { may: 'people.change' },
      bodyLimit: mostBytes,
      schema: {
        querystring: Check,
        body: Type.String({ description: 'text/csv as in people.csv' }),
        response: { 200: Imported },
      },
    },
    async request => {
      const checkOnly = request.query.check === '1'
      const change = await importPeople(parts, request.body, { who: currentPerson(request).id, checkOnly })
      return importedView(change, checkOnly)
    },
  )
}

async function importPeople(
  parts: HttpParts,
  text: string,
  { who, checkOnly }: { who: string; checkOnly: boolean },
): Promise<Change> {
  const { rows, header, wrong } = rowsOf(text)
  if (rows.length > mostRows)
    throw refusal([{ ...topLeft, sentence: told`At most ${mostRows} people at once.` }])
  if (rows.length === 0 && wrong.length > 0) throw refusal(wrong)
  const wanted = (known: Known) => {
    const before = new Map(known.people.map(person => [person.id, person]))
    const read = rows.map((row, index) => personOf(row, index, { before: before.get(row.cells.id), header }))
    const mistakes = [...read.flatMap(one => one.mistakes), ...twice(rows)]
    const readable = read.flatMap(({ person }, place) => (person ? [{ person, place }] : []))
    const people = readable.map(({ person }) => person)
    return { people, mistakes, places: readable.map(({ place }) => place) }
  }
  const change = await changePeople(parts, { who, checkOnly: checkOnly || wrong.length > 0, wanted })
  const places = change.mistakes.map(({ index, field, code, sentence }) => ({
    ...{ field, code, sentence, line: rows[index]?.line ?? 1 },
    column: header.indexOf(field) + 1 || 1,
  }))
  const all = [...wrong, ...places].sort((a, b) => a.line - b.line || a.column - b.column)
  if (all.length > 0) throw refusal(all)
  return change
}

const topLeft = { field: 'file', line: 1, column: 1, code: 'too-many-rows' }

function twice(rows: ReturnType<typeof rowsOf>['rows']): Mistake[] {
  const lines = new Map<string, number>()
  return rows.flatMap(({ line, cells: { id } }, index) => {
    const earlier = lines.get(id)
    if (earlier === undefined) lines.set(id, line)
    if (earlier === undefined || id === '') return []
    const sentence = told`"${id}" stands in line ${earlier} already.`
    return [{ index, field: 'id', code: 'duplicate-account', sentence }]
  })
}

function refusal(wrong: readonly Place[]): Problem {
  const list = columns.join(', ')
  const sentence =
    wrong.length === 1
      ? told`The table has one mistake; nothing was taken. Mend the lines named, and send it again. Columns: ${list}.`
      : told`The table has ${wrong.length} mistakes; nothing was taken. Mend the lines named, and send it again. Columns: ${list}.`
  const errors = wrong.slice(0, mostErrors).map(({ code: _, ...place }) => place)
  return new Problem(422, 'bad-table', sentence, { errors })
}

function importedView(change: Change, checkedOnly: boolean): Static<typeof Imported> {
  const { created, changed, unchanged, phones } = change
  const ids = (people: readonly Person[]) => people.map(({ id }) => id)
  return { checkedOnly, created: ids(created), changed: ids(changed), unchanged, phones }
}
