// Reports over HTTP: who may, what is refused in a sentence, and the files for spreadsheets.
import { parse } from 'csv-parse/sync'
import t from 'tap'
import { csvOf, xlsxOf } from '../../src/http/report-files.ts'
import { ask } from '../../src/postgres/database.ts'
import { officeFor } from '../support/office.ts'

const house = await officeFor(t, 'report-files')
const { db, get } = house
const day = 'from=2026-03-02T00:00:00%2B07:00&to=2026-03-03T00:00:00%2B07:00'
const calls = '/api/v1/reports/calls'

await ask(
  db,
  `insert into conversations (conversation, channel, hotline, via, contact, number_kind, flow, version, language,
     queue, agent, arrived_at, queued_at, answered_at, ended_at, wait_ms, ring_ms, talk_ms, wrap_up_ms,
     result, reason, who, keys)
   select id, 'voice', 'main', 'itsp', 'k', 'national', 'main', 'v1', 'vi', queue, agent, at, at,
     at + answered * interval '1 second', at + interval '100 seconds', 0, 0, talk, 0, result, 'r', 'caller', '[]'
   from (values
     ('a', 'sales', 'ann', timestamptz '2026-03-02T08:59:59.999+07', 7, 60000, 'answered'),
     ('b', 'sales', 'ann', timestamptz '2026-03-02T09:00:00+07', 30, 61000, 'answered'),
     ('c', 'support', null, timestamptz '2026-03-02T09:30:00+07', null, 0, 'abandoned'),
     ('d', '=1+1', null, timestamptz '2026-03-02T23:59:59+07', null, 0, 'abandoned'),
     ('e', 'sales', null, timestamptz '2026-03-03T00:00:00+07', null, 0, 'abandoned'))
     as v (id, queue, agent, at, answered, talk, result)`,
)

t.test('the list says what reports there are, and what each number means in both languages', async t => {
  const said = await get('/api/v1/reports')
  t.match(said, { status: 200, body: [{ name: 'calls', title: { vi: 'Cuộc gọi', en: 'Calls' } }] })
  const [report] = said.body as {
    dimensions: { by: string }[]
    metrics: { key: string; definition: object }[]
  }[]
  t.same(
    report?.dimensions.map(({ by }) => by),
    ['queue', 'agent', 'hotline', 'hour', 'day'],
  )
  t.ok(report?.metrics.every(({ definition }) => 'vi' in definition && 'en' in definition))
})

t.test('a day ends where the next one begins, in the house’s time zone', async t => {
  const said = await get(`${calls}?${day}&by=hour`)
  t.match(said, {
    status: 200,
    body: {
      rows: [
        { key: '08', label: '08:00', values: { offered: 1, answered: 1, 'service-level': 100 } },
        { key: '09', label: '09:00', values: { offered: 2, answered: 1, 'service-level': 0 } },
        { key: '23', values: { offered: 1, abandoned: 1 } },
      ],
      totals: { values: { offered: 4, 'service-level': 25, 'average-wait': 18_500 } },
    },
  })
  const elsewhere = await get(`${calls}?${day}&by=day&timezone=UTC`)
  t.match(elsewhere.body, { rows: [{ key: '2026-03-02', values: { offered: 4 } }] })
})

t.test('a queue is called by its title, and by its name when nobody knows it any more', async t => {
  const said = await get(`${calls}?${day}&by=queue&language=en`)
  const { rows } = said.body as { rows: { key: string; label: string }[] }
  t.same(
    rows.map(({ key, label }) => [key, label]),
    [
      ['=1+1', '=1+1'],
      ['sales', 'Sales'],
      ['support', 'Support'],
    ],
  )
})

t.test('what cannot be counted is refused in a sentence', async t => {
  for (const [query, status, code] of [
    ['from=2026-03-03T00:00:00Z&to=2026-03-03T00:00:00Z&by=queue', 400, 'empty-range'],
    ['from=2026-03-04T00:00:00Z&to=2026-03-03T00:00:00Z&by=queue', 400, 'empty-range'],
    ['from=2026-13-41T00:00:00Z&to=2026-03-03T00:00:00Z&by=queue', 400, 'no-such-time'],
    [`${day}&by=queue&timezone=Asia/Saigonn`, 400, 'no-such-timezone'],
    [`${day}&by=queue&timezone=%2B07:00`, 400, 'no-such-timezone'],
    [`${day}&by=queue&timezone=${encodeURIComponent("UTC'; drop table people")}`, 400, 'no-such-timezone'],
    [`${day}&by=moon`, 400, 'invalid-request'],
    [`${day}`, 400, 'invalid-request'],
    ['by=queue', 400, 'invalid-request'],
    [`${day}&by=queue&within=soon`, 400, 'invalid-request'],
    [`${day}&by=queue&service-level=best`, 400, 'invalid-request'],
  ] as const) {
    const said = await get(`${calls}?${query}`)
    t.match(said, { status, body: { code, detail: /\w/ } }, query)
  }
  t.match(await get(`/api/v1/reports/nothing`), { status: 404, body: { code: 'no-such-report' } })
  for (const query of [
    'day=2026-02-30',
    'day=0000-01-01',
    'hour=25',
    'timezone=Moon/Base',
    'answered-within=1',
  ])
    t.equal((await get(`/api/v1/cdrs?${query}`)).status, 400, query)
})

t.test('nothing counted is an answer too: no rows, and no averages', async t => {
  const said = await get(`${calls}?from=1999-01-01T00:00:00Z&to=1999-02-01T00:00:00Z&by=agent`)
  t.match(said, {
    status: 200,
    body: { rows: [], totals: { values: { offered: 0, 'average-wait': null }, counts: { offered: 0 } } },
  })
})

t.test('supervisors and above may read reports, agents may not', async t => {
  for (const [role, status] of [
    ['agent', 403],
    ['supervisor', 200],
    ['manager', 200],
    ['admin', 200],
  ] as const) {
    const person = await house.logIn(`a-${role}`, role)
    for (const path of ['', '.csv', '.xlsx'])
      t.equal((await get(`${calls}${path}?${day}&by=queue`, person)).status, status, `${role} ${path}`)
  }
})

t.test(
  'CSV opens in a spreadsheet: with its mark, seconds, the variant in the title, and no formula',
  async t => {
    const said = await get(`${calls}.csv?${day}&by=queue&language=en&within=30s`)
    t.match(said, { status: 200, type: /^text\/csv/ })
    t.match(
      said.headers['content-disposition'],
      /attachment; filename="calls-queue-2026-03-02_2026-03-03.csv"/,
    )
    t.same([...said.raw.subarray(0, 3)], [0xef, 0xbb, 0xbf])
    const [titles = [], ...rows] = parse(said.raw, { bom: true }) as string[][]
    t.same(titles.slice(0, 6), [
      'Queue',
      'Offered',
      'Answered',
      'Abandoned',
      'Service level (answered within 30 s ÷ offered), %',
      'Average wait (ASA, answered), s',
    ])
    t.equal(rows[0]?.[0], "'=1+1", 'a formula is disarmed')
    t.same(rows[1]?.slice(0, 6), ['Sales', '2', '2', '0', '100', '18.5'])
    t.same(rows.at(-1)?.slice(0, 4), ['Total', '4', '2', '2'])
  },
)

t.test('a workbook is a workbook, and says when it would be too large', async t => {
  const said = await get(`${calls}.xlsx?${day}&by=queue`)
  t.match(said, { status: 200, type: /spreadsheetml/ })
  t.equal(said.raw.subarray(0, 2).toString(), 'PK')
  const table = [['a'], ...Array.from({ length: 20 }, () => ['=1+1'])]
  await t.rejects(xlsxOf(table, 20), { code: 'too-many-rows', message: /21 rows.*20/ })
  t.match(csvOf(table), /'=1\+1/)
})
