// One change in Asterisk over plain HTTP: for the office, which holds no socket.
import type { RecordingSource } from './recording-files.ts'

/** @param path behind `asterisk/`. @returns the status. @throws TypeError (fetch failed) or TimeoutError when it does not answer */
export async function changeAsterisk(
  { url, user, password }: RecordingSource,
  method: 'GET' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const response = await fetch(`${url}/ari/asterisk/${path}`, {
    method,
    headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(2_000),
  })
  await response.body?.cancel()
  return response.status
}
