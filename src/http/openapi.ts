// GET /openapi.json: the API in OpenAPI's words, out of the very schemas that requests and answers are checked by.
import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import { Type } from 'typebox'
import { API_WORDS } from './api-words.ts'
import type { App } from './parts.ts'
import { POLICIES, type Policy } from './policies.ts'

type ProblemSchema = {
  type: 'object'
  required: string[]
  properties: Record<
    string,
    { type: 'string' | 'integer'; description?: string } | { type: 'array'; items: { type: 'object' } }
  >
}
type Transform = NonNullable<FastifyDynamicSwaggerOptions['transform']>

/** Before any route is added: it hears of each. */
export function describeRoutes(app: App): void {
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tongdai',
        version: '1',
        description:
          'Errors are problems (RFC 9457): look at `code`, show `detail`; Accept-Language chooses its language, vi or en. Times are RFC 3339, UTC.',
      },
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'tongdai',
            description: 'with x-csrf-token on changes',
          },
          token: { type: 'http', scheme: 'bearer' },
        },
        schemas: { Problem: PROBLEM },
      },
    },
    transform,
  })
}

export function openapiRoute(app: App): void {
  const schema = { response: { 200: Type.Object({}, { additionalProperties: true }) } }
  let description: Document | undefined
  app.get('/openapi.json', { config: { may: 'docs.read' }, schema }, async (_request, reply) => {
    description ??= withLive(app.swagger() as unknown as Document)
    return reply.type('application/json').serializer(JSON.stringify).send(description)
  })
}

const PROBLEM: ProblemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'a stable word for programs' },
    detail: { type: 'string', description: 'a sentence for people, as Accept-Language asks: vi or en' },
    instance: { type: 'string' },
    errors: { type: 'array', items: { type: 'object' } },
    findings: { type: 'array', items: { type: 'object' } },
  },
}

const security = [{ session: [] }, { token: [] }]

const transform: Transform = ({ schema, url, route }) => {
  const method = [route.method].flat().find(one => one !== 'HEAD') ?? 'GET'
  const policy = route.config?.may
  const words = {
    tags: [subjectOf(url)],
    summary: API_WORDS[`${method} ${url}`] ?? '',
    description: whoMay(policy),
    operationId: `${method.toLowerCase()} ${url}`
      .replace(/^(\w+) (\/api\/v1)?/, '$1')
      .replace(/[^A-Za-z]+(\w)?/g, (_, next = '') => next.toUpperCase()),
    ...(policy !== 'anyone' && { security }),
  }
  return { schema: { ...words, ...schema }, url }
}

function subjectOf(url: string): string {
  return url.replace('/api/v1', '').split('/')[1]?.split('.')[0] ?? 'house'
}

function whoMay(policy: Policy | undefined): string {
  const roles = policy && POLICIES[policy].roles
  if (!policy || !roles || roles === 'anyone') return 'Without a log-in.'
  return `${policy}: ${roles.join(', ')}${'own' in POLICIES[policy] ? '; others for what is their own' : ''}.`
}

type Document = { paths: Record<string, Record<string, { responses?: Record<string, unknown> }>> }

/** Sockets are left out by the plugin; and every answer may be a problem. */
function withLive(document: Document): Document {
  const problem = {
    description: 'What is wrong, as a problem',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
  const live = {
    tags: ['live'],
    summary: API_WORDS['GET /api/v1/live'],
    description: `${whoMay('live.watch')} Origin must be ours. See the types LiveSnapshot, LiveChanges and LiveResume.`,
    operationId: 'getLive',
    parameters: [{ name: 'seq', in: 'query', schema: { type: 'integer' }, description: 'go on from there' }],
    responses: { 101: { description: 'the socket is open' } },
    security,
  }
  const paths: Document['paths'] = { ...document.paths, '/api/v1/live': { get: live } }
  for (const operations of Object.values(paths))
    for (const operation of Object.values(operations))
      operation.responses = { ...operation.responses, default: problem }
  return { ...document, paths }
}
