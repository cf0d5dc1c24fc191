// The web app as built files: pages for people, under rules that let the browser run nothing but ours.
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import files from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App, HttpParts } from './parts.ts'

/** Addresses of the web app; it reads them itself and shows the page. */
const ADDRESSES = ['/', '/log-in', '/start', '/floor', '/calls', '/calls/:id', '/desk', '/reports']
const MORE = [
  '/reports/:name',
  '/people',
  '/flows',
  '/flows/:flow',
  '/settings',
  '/settings/:tab',
  '/audit',
  '/sessions',
  '/voicemail',
  '/follow-ups',
  '/customers',
  '/what-if',
  '/prompts',
  '/not-allowed',
]

export async function pageRoutes(app: App, { pages: folder }: HttpParts): Promise<void> {
  if (folder === undefined) return
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  await app.register(files, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    index: false,
    cacheControl: false,
  })
  // Their names hold a hash of their content: they never change. Answers of the API are never kept.
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/assets/') && reply.statusCode < 400)
      reply.header('cache-control', 'public, max-age=31536000, immutable')
  })
  for (const url of [...ADDRESSES, ...MORE]) {
    app.get(url, { config: { may: 'anyone' } }, (_request, reply) => sendPage(reply, page))
  }
}

/** For addresses that nobody knows: a browser gets the app, which says so in the person's language. */
export function pageOr(
  folder: string | undefined,
  otherwise: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html')
    if (!folder || !wantsPage || /^\/(api|assets|health|metrics)\b/.test(request.url))
      return otherwise(request, reply)
    return sendPage(reply.status(404), await readFile(join(folder, 'index.html'), 'utf8'))
  }
}

/** The parts that make styles while they run (Mantine, CodeMirror) may do so by the nonce only. */
async function sendPage(reply: FastifyReply, page: string): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64')
  await reply.helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", `'nonce-${nonce}'`],
        imgSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    // It would bind the host's other ports as well, and our certificate is our own until the owner brings his.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'same-origin' },
  })
  return reply.type('text/html; charset=utf-8').send(page.replaceAll('__NONCE__', nonce))
}
