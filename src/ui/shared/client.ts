// Asks the API. Every mistake comes back as an ApiProblem with its code and a sentence to show.
import type { Finding } from '../../http/published.ts'

/** `line` and `column` where it came from a file. */
export type FieldMistake = { field: string; sentence: string; line?: number; column?: number }

export type ProblemBody = {
  status: number
  code: string
  detail: string
  errors?: FieldMistake[]
  findings?: Finding[]
  /** Whatever else the answer says, e.g. a diff. */
  [more: string]: unknown
}

export class ApiProblem extends Error {
  readonly body: ProblemBody

  constructor(body: ProblemBody) {
    super(body.detail)
    this.body = body
  }
}

/** The server was not reached at all. */
export class NotReached extends Error {}

export const api = '/api/v1'
let csrf = ''

/** Sent with whatever changes something, once somebody has logged in. */
export function rememberCsrf(token: string): void {
  csrf = token
}

let onLoggedOut = () => {}
/** Called when the session is over, so that the log-in page can show. */
export function whenLoggedOut(tell: () => void): void {
  onLoggedOut = tell
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return ask<T>('GET', path, undefined, signal)
}

export function send<T = unknown>(
  method: 'POST' | 'PATCH' | 'DELETE' | 'PUT',
  path: string,
  body?: unknown,
): Promise<T> {
  return ask<T>(method, path, body)
}

/** A body that is no JSON, e.g. CSV. */
export function sendText<T>(path: string, text: string, type: string): Promise<T> {
  return fetchAnswer<T>(path, { method: 'POST', body: text, headers: { 'content-type': type } })
}

/** A file as it is. */
export function sendFile<T = unknown>(method: 'PUT' | 'POST', path: string, file: Blob): Promise<T> {
  return fetchAnswer<T>(path, { method, body: file, headers: { 'content-type': 'application/octet-stream' } })
}

/** Asks for a sound. */
export async function soundFrom(path: string, body: unknown): Promise<Blob> {
  const headers = { 'content-type': 'application/json' }
  return fetchAnswer<Blob>(path, { method: 'POST', body: JSON.stringify(body), headers })
}

function ask<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const json = body === undefined ? {} : { body: JSON.stringify(body) }
  const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
  return fetchAnswer<T>(path, { method, headers, ...json, ...(signal ? { signal } : {}) })
}

async function fetchAnswer<T>(path: string, init: RequestInit): Promise<T> {
  const headers = {
    accept: 'application/json',
    'accept-language': document.documentElement.lang,
    'x-csrf-token': csrf,
    ...init.headers,
  }
  const answer = await fetch(api + path, { ...init, headers, credentials: 'same-origin' }).catch(cause => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new NotReached('not reached', { cause })
  })
  const isSound = (answer.headers.get('content-type') ?? '').startsWith('audio/')
  if (answer.ok && isSound) return (await answer.blob()) as T
  const text = await answer.text()
  const isJson = (answer.headers.get('content-type') ?? '').includes('json')
  const body: unknown = text && isJson ? JSON.parse(text) : text
  if (answer.ok) return body as T
  if (answer.status === 401 && path !== '/session') onLoggedOut()
  throw new ApiProblem(
    isProblem(body) ? body : { status: answer.status, code: 'no-answer', detail: `HTTP ${answer.status}` },
  )
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'status' in body
}

/** `/cdrs?from=…`: parameters without a value are left out. */
export function withQuery(path: string, parameters: Readonly<Record<string, string | number | undefined>>) {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  return query.size > 0 ? `${path}?${query}` : path
}
