import t from 'tap'
import { table } from '../../src/cli/table.ts'

const columns = [
  { title: 'AGENT', of: (row: { id: string }) => row.id },
  { title: 'NAME', of: (row: { name: string }) => row.name },
  { title: 'CALLS', of: (row: { calls?: number }) => row.calls },
]

t.test('columns align for Vietnamese names, composed or not, and numbers stand to the right', t => {
  const rows = [
    { id: 'ann', name: 'Nguyễn Thị Ánh', calls: 5 },
    { id: 'bob', name: 'Nguyễn Thị Ánh'.normalize('NFD'), calls: 1234 },
    { id: 'cho', name: '조선' },
  ]
  t.equal(
    table(rows, columns, 80),
    [
      'AGENT  NAME            CALLS',
      'ann    Nguyễn Thị Ánh      5',
      'bob    Nguyễn Thị Ánh   1234',
      'cho    조선',
    ].join('\n'),
  )
  t.end()
})

t.test('no line is wider than the window', t => {
  const rows = [{ id: 'a-very-long-name-of-an-agent', name: 'Công Tằng Tôn Nữ Thị Hoàng Yến', calls: 1 }]
  for (const width of [30, 40, 60]) {
    for (const line of table(rows, columns, width).split('\n'))
      t.ok([...line].length <= width, `${width}: ${line}`)
  }
  t.match(table(rows, columns, 30), '…')
  t.end()
})
