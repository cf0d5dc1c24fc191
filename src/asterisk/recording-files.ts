// Finished recordings, fetched from Asterisk and deleted there: over HTTP, because the event socket refuses
// binary answers (406).
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { Agent, type IncomingMessage, request } from 'node:http'
import { readWav } from './wav-header.ts'

/** `url` is `http://127.0.0.1:<port>`. */
export type RecordingSource = { url: string; user: string; password: string }

/** Asterisk does not answer, or is still loading. Trying again later is right. */
export class AsteriskAway extends Error {
  readonly code = 'asterisk-away'
}

export type FetchedFile = { bytes: number; sha256: string; durationMs: number }

// Two connections are enough for an archive that never hurries.
const agent = new Agent({ keepAlive: true, maxSockets: 2 })
const timeoutMs = 10_000

/**
 * Fetches one recording into `file`, synced to the disk.
 * @returns `gone` when Asterisk has no such recording, `broken` when what came is no WAV
 * @throws AsteriskAway; the file system's error when the disk is full
 */
export async function fetchRecording(
  source: RecordingSource,
  name: string,
  file: string,
): Promise<FetchedFile | 'gone' | 'broken'> {
  const response = await ask(source, 'GET', `recordings/stored/${encodeURIComponent(name)}/file`)
  if (response.statusCode !== 200) {
    response.resume()
    // Asterisk answers 404 to everything while it loads.
    if (response.statusCode === 404 && (await isLoaded(source))) return 'gone'
    throw new AsteriskAway(`Asterisk answered ${response.statusCode} when asked for the recording ${name}.`)
  }
  const bytes = await written(response, file)
  return readAndMend(file, bytes)
}

/** Deletes it in Asterisk; one that is gone already is fine. @throws AsteriskAway */
export async function deleteRecording(source: RecordingSource, name: string): Promise<void> {
  const response = await ask(source, 'DELETE', `recordings/stored/${encodeURIComponent(name)}`)
  response.resume()
  if (response.statusCode === 204 || response.statusCode === 404) return
  throw new AsteriskAway(`Asterisk answered ${response.statusCode} when asked to delete ${name}.`)
}

/** The names of all finished recordings that Asterisk keeps. @throws AsteriskAway */
export async function storedNames(source: RecordingSource): Promise<string[]> {
  const response = await ask(source, 'GET', 'recordings/stored')
  const chunks: Buffer[] = []
  for await (const chunk of whole(response)) chunks.push(chunk)
  if (response.statusCode !== 200) throw new AsteriskAway(`Asterisk answered ${response.statusCode}.`)
  const stored = JSON.parse(Buffer.concat(chunks).toString()) as { name: string }[]
  return stored.map(({ name }) => name)
}

async function isLoaded(source: RecordingSource): Promise<boolean> {
  const response = await ask(source, 'GET', 'asterisk/info?only=status')
  response.resume()
  return response.statusCode === 200
}

function ask(source: RecordingSource, method: string, path: string): Promise<IncomingMessage> {
  const { url, user, password } = source
  return new Promise((resolve, reject) => {
    const away = (cause: Error) => reject(new AsteriskAway('Asterisk does not answer.', { cause }))
    const asked = request(`${url}/ari/${path}`, {
      method,
      agent,
      auth: `${user}:${password}`,
      timeout: timeoutMs,
    })
    asked.once('timeout', () => asked.destroy(new Error(`no answer within ${timeoutMs} ms`)))
    asked.once('error', away)
    asked.once('response', resolve)
    asked.end()
  })
}

async function written(response: IncomingMessage, file: string): Promise<number> {
  const handle = await open(file, 'w', 0o600)
  let bytes = 0
  try {
    for await (const chunk of whole(response)) {
      bytes += chunk.length
      await handle.write(chunk)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  const promised = Number(response.headers['content-length'] ?? bytes)
  if (bytes === promised) return bytes
  throw new AsteriskAway(`Only ${bytes} of ${promised} bytes came.`)
}

/** The body; an answer that breaks off is Asterisk's absence, not the disk's fault. */
async function* whole(response: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    yield* response
  } catch (cause) {
    if (!response.complete) throw new AsteriskAway('The answer broke off.', { cause })
    throw cause
  }
}

/** A recording that a crash cut off has a header without its length: it is put right, so that players play it. */
async function readAndMend(file: string, bytes: number): Promise<FetchedFile | 'broken'> {
  const handle = await open(file, 'r+')
  try {
    const wav = readWav((await handle.read(Buffer.alloc(512), 0, 512, 0)).buffer, bytes)
    if (!wav) return 'broken'
    if (wav.mended) {
      await handle.write(wav.mended, 0, wav.mended.length, 0)
      await handle.sync()
    }
    const hash = createHash('sha256')
    for await (const chunk of handle.createReadStream({ start: 0, autoClose: false })) hash.update(chunk)
    return { bytes, sha256: hash.digest('hex'), durationMs: wav.durationMs }
  } finally {
    await handle.close()
  }
}
