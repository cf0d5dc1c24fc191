// The cookie of a session: nothing but a secret, out of reach of scripts and of other sites.
import type { FastifyReply, FastifyRequest } from 'fastify'

const name = 'tongdai'
// `Secure` holds on http://localhost too: browsers trust their own machine.
const options = { httpOnly: true, secure: true, sameSite: 'strict', path: '/' } as const

export function readCookie({ cookies }: FastifyRequest): string | undefined {
  const secret = cookies[name]
  return secret !== undefined && /^[\w-]{43}$/.test(secret) ? secret : undefined
}

export function setCookie(reply: FastifyReply, secret: string): void {
  reply.setCookie(name, secret, options)
}

export function clearCookie(reply: FastifyReply): void {
  reply.clearCookie(name, options)
}
