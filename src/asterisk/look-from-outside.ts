// Asterisk as an examiner sees it, over plain HTTP: for the office and the command line, which hold no socket.
import type { RecordingSource } from './recording-files.ts'

export type AsteriskFacts = {
  version: string
  /** Names of the modules that run. */
  modules: string[]
  /** Endpoint → `online`, `offline`, `unknown`. */
  endpoints: Map<string, string>
}

/** @throws TypeError (fetch failed) or TimeoutError when it does not answer; AriRefused when it says no */
export async function askAsterisk(source: RecordingSource): Promise<AsteriskFacts> {
  const [info, modules, endpoints] = await Promise.all([
    get<{ system?: { version?: string } }>(source, 'asterisk/info?only=system'),
    get<{ name: string; status: string }[]>(source, 'asterisk/modules'),
    get<{ resource: string; state?: string }[]>(source, 'endpoints/PJSIP'),
  ])
  return {
    version: info.system?.version ?? 'unknown',
    modules: modules
      .filter(({ status }) => status === 'Running')
      .map(({ name }) => name.replace(/\.so$/, '')),
    endpoints: new Map(endpoints.map(({ resource, state }) => [resource, state ?? 'unknown'])),
  }
}

/** Asterisk answers, but not with what was asked for. */
export class AriRefused extends Error {
  readonly status: number
  constructor(status: number) {
    super(`Asterisk answered ${status}.`)
    this.status = status
  }
}

async function get<T>({ url, user, password }: RecordingSource, path: string): Promise<T> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const response = await fetch(`${url}/ari/${path}`, {
    headers: { authorization },
    signal: AbortSignal.timeout(2_000),
  })
  if (!response.ok) throw new AriRefused(response.status)
  return (await response.json()) as T
}
