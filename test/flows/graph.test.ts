// A flow drawn: boxes, ways, and what stands beside them.
import t from 'tap'
import { parse } from 'yaml'
import { graphOf, mermaidOf } from '../../src/flows/graph.ts'
import { readFlow } from '../../src/flows/read-flow.ts'

const { flow } = readFlow(
  'main',
  parse(`
flow: main
title: Main
start:
  - say: welcome
  - menu: main-menu
    keys: { "1": sales, "#": start }
    no-input: bye
sales:
  - queue: sales
    after: { 60s: bye }
bye:
  - call: { flow: survey }
  - hangup
`),
  () => [],
)
if (!flow) throw new Error('The flow can not be read.')
const graph = graphOf(flow)

t.test('each section is a box with its steps; queues and other flows are where callers go', async t => {
  t.match(graph.boxes[0], { id: 'start', kind: 'section', steps: ['say welcome', 'menu main-menu'] })
  t.same(
    graph.boxes.filter(({ kind }) => kind === 'end').map(({ title }) => title),
    ['queue sales', 'flow survey'],
  )
})

t.test('each way says what leads there', async t => {
  t.same(
    graph.ways.map(({ from, to, label }) => `${from} -${label}-> ${to}`),
    [
      'start -1-> sales',
      'start -#-> start',
      'start -no-input-> bye',
      'sales --> queue:sales',
      'sales -after 60s-> bye',
      'bye -call-> flow:survey',
    ],
  )
  t.equal(graph.ways[0]?.digit, '1')
})

t.test('as Mermaid it can be pasted wherever that is drawn', async t => {
  const text = mermaidOf(graph)
  t.match(text, 'flowchart TD')
  t.match(text, 'n0 -->|"1"| n1')
})
