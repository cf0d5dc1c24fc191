// The API describes itself: every route, with a sentence, with what it takes and gives.
import { Ajv } from 'ajv'
import t from 'tap'
import { frontDeskFor } from '../support/front-desk.ts'
import { knownRoutes } from '../support/routes.ts'

const house = await frontDeskFor(t)

type Operation = {
  summary?: string
  operationId: string
  parameters?: { name: string; in: string }[]
  requestBody?: unknown
  responses: Record<string, { content?: Record<string, { schema?: object }> }>
  security?: unknown[]
}
type Description = { openapi: string; paths: Record<string, Record<string, Operation>> }

const said = await house.ask('GET', '/api/v1/openapi.json')
const api = said.body as Description

t.test('every route is described', async t => {
  t.match(said, { status: 200, type: /^application\/json/ })
  t.match(api.openapi, /^3\./)
  const routes = (await knownRoutes()).filter(
    ({ url }) => !url.startsWith('/api/docs') && (url.startsWith('/api/') || /^\/(health|metrics)/.test(url)),
  )
  t.ok(routes.length > 40)
  for (const { method, url, may, schema } of routes) {
    const operation = api.paths[url.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
    const name = `${method} ${url}`
    if (!operation) {
      t.fail(`${name} is missing`)
      continue
    }
    t.ok(operation.summary, `${name} has a sentence (api-words.ts)`)
    t.ok(
      Object.keys(operation.responses).some(status => /^[12]/.test(status)),
      `${name} says what it answers`,
    )
    t.match(
      operation.responses.default,
      { content: { 'application/problem+json': Object } },
      `${name} may fail`,
    )
    const inPath = [...url.matchAll(/:(\w+)/g)].map(([, param]) => param)
    const told = (operation.parameters ?? []).filter(one => one.in === 'path').map(one => one.name)
    t.same(told.sort(), inPath.sort(), `${name} names what stands in its address`)
    t.equal(operation.requestBody !== undefined, schema.body !== undefined, `${name} says what it takes`)
    t.equal(operation.security === undefined, may === 'anyone', `${name} says whether a log-in is needed`)
  }
  const ids = Object.values(api.paths).flatMap(operations =>
    Object.values(operations).map(({ operationId }) => operationId),
  )
  t.equal(new Set(ids).size, ids.length, 'each has a name of its own')
})

t.test('answers are as they are described', async t => {
  const ajv = new Ajv({ strict: false, validateFormats: false })
  for (const path of [
    'agents',
    'calls',
    'queues',
    'cdrs',
    'people',
    'status',
    'configuration',
    'configuration/versions',
    'trunks',
    'audit',
    'sessions',
    'tokens',
    'reports',
  ]) {
    const answer = await house.ask('GET', `/api/v1/${path}`)
    t.equal(answer.status, 200, path)
    const schema = api.paths[`/api/v1/${path}`]?.get?.responses['200']?.content?.['application/json']?.schema
    t.ok(schema && ajv.validate(schema, answer.body), `${path}: ${ajv.errorsText()}`)
  }
})

t.test('a page shows it, without anything from elsewhere, to be read by who is logged in', async t => {
  const page = await house.say('/api/docs')
  t.match(page, {
    status: 200,
    type: /^text\/html/,
    headers: { 'content-security-policy': /default-src 'none'; script-src 'self';/ },
  })
  const addresses = [...String(page.body).matchAll(/(?:src|href)="([^"]+)"/g)].map(
    ([, address]) => address ?? '',
  )
  t.equal(addresses.length, 3)
  for (const address of addresses) {
    t.match(address, /^\/api\/docs\//)
    t.equal((await house.say(address)).status, 200, address)
  }
  t.notMatch(String(page.body), /<script>|style=|https?:\/\//)
  for (const file of ['nothing.js', '..%2fpackage.json', 'index.html'])
    t.match((await house.say(`/api/docs/${file}`)).status, /400|404/, file)
  t.equal((await house.say('/api/v1/openapi.json')).status, 401)
})
