// A voice that is a service: JSON with the text in, sound out.

import { VoiceProblem } from './speak.ts'
import { MOST_BYTES } from './voice-command.ts'

type Service = {
  readonly url: string
  readonly secret?: string
  readonly body: Readonly<Record<string, string | number | boolean>>
  readonly timeoutMs: number
}

/** @returns the sound. @throws VoiceProblem when it does not come whole in time, whatever the reason */
export async function soundByHttp(
  service: Service,
  said: { readonly text: string; readonly language: string },
  secret: (name: string) => Promise<string>,
): Promise<Buffer> {
  const { url, body, timeoutMs } = service
  const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'audio/*' }
  const host = new URL(url).host
  try {
    if (service.secret !== undefined) headers.authorization = `Bearer ${await secret(service.secret)}`
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify(filled(body, said)),
      signal: AbortSignal.timeout(timeoutMs),
      // A token is for this service and no other.
      redirect: 'error',
    })
    if (!answer.ok) throw new VoiceProblem(`The voice at ${host} answered ${answer.status}.`)
    return await wholeOf(answer, host)
  } catch (error) {
    if (error instanceof VoiceProblem) throw error
    const { name, message } = error as Error
    const why = name === 'TimeoutError' ? `took longer than ${timeoutMs} ms` : `does not answer (${message})`
    throw new VoiceProblem(`The voice at ${host} ${why}.`)
  }
}

async function wholeOf(answer: Response, host: string): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of answer.body ?? []) {
    bytes += part.length
    if (bytes > MOST_BYTES) throw new VoiceProblem(`The voice at ${host} does not stop speaking.`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function filled(body: Service['body'], said: Readonly<Record<string, string>>): Service['body'] {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key,
      typeof value === 'string'
        ? value.replace(/\{(text|language)\}/g, (_, name: string) => said[name] ?? '')
        : value,
    ]),
  )
}
