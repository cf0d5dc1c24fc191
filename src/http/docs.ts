// GET /api/docs: a page to read the API and to try it, by whoever is logged in. Nothing of it comes from outside.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Type } from 'typebox'
import type { App } from './parts.ts'
import { Problem } from './problem.ts'

const folder = join(dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui')), 'static')
const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tongdai API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<main id="docs"></main>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`

// Changes need the csrf of the session that the reader is logged in with.
const start = `let csrf
const session = () => fetch('/api/v1/session').then(answer => answer.ok ? answer.json() : {})
SwaggerUIBundle({
  url: '/api/v1/openapi.json',
  domNode: document.getElementById('docs'),
  deepLinking: true,
  validatorUrl: null,
  requestInterceptor: async request => {
    if ((request.method ?? 'GET') === 'GET') return request
    csrf ??= (await session()).csrf
    if (csrf) request.headers['x-csrf-token'] = csrf
    return request
  },
})
`

// The page's own styles stand inside its elements; scripts come from here only.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const Name = Type.Object({ file: Type.String({ pattern: '^[a-z.-]{1,40}$' }) })

export function docsRoutes(app: App): void {
  const config = { may: 'anyone' } as const
  const schema = { hide: true }

  app.get('/api/docs', { config, schema }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', policy).send(page),
  )

  app.get('/api/docs/start.js', { config, schema }, async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(start),
  )

  app.get('/api/docs/:file', { config, schema: { ...schema, params: Name } }, async (request, reply) => {
    const { file } = request.params
    // Names come from people: `constructor` is no file.
    const type = Object.hasOwn(FILES, file) ? FILES[file] : undefined
    if (type === undefined) throw new Problem(404, 'no-such-address', 'There is nothing here.')
    return reply.type(type).send(await readFile(join(folder, file)))
  })
}
