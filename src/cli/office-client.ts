// The command line's way to the office: address and token from the state folder, our own certificate trusted.

import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import type { PeerCertificate } from 'node:tls'
import { type Finding, inWords } from '../config.ts'
import { addressFile, type OfficeAddress } from '../office/address.ts'
import { type Language, SILENCE, type Told, told, toldAs, wordsOf } from '../told/told.ts'
import { TERMINAL_IN_VIETNAMESE } from '../told/vietnamese/terminal.ts'

/** Something that the person at the terminal should read; no stack trace. */
export class CliProblem extends Error {
  readonly code: string
  readonly sentence: Told
  readonly hint: Told
  readonly details: readonly string[]

  /** @param details lines that are in the reader's language already */
  constructor(code: string, sentence: Told, hint: Told, details: readonly string[] = []) {
    super(wordsOf(sentence))
    this.code = code
    this.sentence = sentence
    this.hint = hint
    this.details = details
  }

  /** All of it, a line each. */
  in(language: Language): string {
    const tongue = language === 'vi' ? TERMINAL_IN_VIETNAMESE : undefined
    const lines = [wordsOf(this.sentence, tongue), ...this.details, wordsOf(this.hint, tongue)]
    return lines.filter(Boolean).join('\n')
  }
}

export type Office = {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
  /** A Buffer is sent as it is. */
  put<T>(path: string, body: unknown): Promise<T>
  delete<T>(path: string): Promise<T>
  /** Asks for a sound. */
  sound(path: string, body: unknown): Promise<Buffer>
}

/**
 * @param language in which it tells what it refuses
 * @throws CliProblem office-away, not-allowed
 */
export async function reachOffice(home: string, language: Language = 'en'): Promise<Office> {
  const address = JSON.parse(await own(addressFile(home), home)) as OfficeAddress
  const token = (await own(join(home, 'secrets', 'api.token'), home)).trim()
  const trust = await own(address.trust, home)
  const ask = <T>(method: string, path: string, body?: unknown) =>
    say<T>({ url: `${address.url}/api/v1/${path}`, method, token, trust, language, body })
  return {
    get: path => ask('GET', path),
    post: (path, body) => ask('POST', path, body),
    put: (path, body) => ask('PUT', path, body),
    delete: path => ask('DELETE', path),
    sound: (path, body) => ask('POST', path, body),
  }
}

async function own(file: string, home: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw away(told`there is no running office in ${home}`)
    if (error.code !== 'EACCES') throw error
    const hint = told`Run the command as the user who started the house.`
    throw new CliProblem('not-allowed', told`You may not read ${file}.`, hint)
  })
}

function away(why: Told): CliProblem {
  const hint = told`Start the house with "npm start"; "npx tongdai doctor" tells what is wrong.`
  return new CliProblem('office-away', told`The office is not running: ${why}.`, hint)
}

type Question = {
  url: string
  method: string
  token: string
  trust: string
  language: Language
  body: unknown
}

function say<T>({ url, method, token, trust, language, body }: Question): Promise<T> {
  const isSound = Buffer.isBuffer(body)
  const sent = body === undefined || isSound ? body : JSON.stringify(body)
  const type = isSound ? 'application/octet-stream' : 'application/json'
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      method,
      ca: trust,
      // The owner's own certificate need not name localhost: then it must be that very certificate.
      allowPartialTrustChain: true,
      ...(isLeaf(trust) && {
        checkServerIdentity: (_host: string, peer: PeerCertificate) => sameAs(trust, peer),
      }),
      headers: {
        authorization: `Bearer ${token}`,
        'accept-language': language,
        ...(sent !== undefined && { 'content-type': type }),
      },
      timeout: 20_000,
    })
    asked.once('timeout', () => asked.destroy(new Error('no answer within 20 s')))
    asked.once('error', error =>
      reject(away(toldAs(`${error.message || 'no connection'} (${new URL(url).host})`))),
    )
    asked.once('response', async answer => {
      const chunks: Buffer[] = []
      for await (const chunk of answer) chunks.push(chunk)
      const whole = Buffer.concat(chunks)
      const isAnswer = !answer.headers['content-type']?.startsWith('audio/')
      const said: unknown = isAnswer ? JSON.parse(whole.toString() || 'null') : whole
      if (answer.statusCode === 200) resolve(said as T)
      else reject(refusal(said as Refusal))
    })
    asked.end(sent)
  })
}

function isLeaf(pem: string): boolean {
  return !new X509Certificate(pem).ca
}

function sameAs(pem: string, peer: PeerCertificate): Error | undefined {
  const same = new X509Certificate(pem).fingerprint256 === peer.fingerprint256
  return same ? undefined : new Error('the office shows another certificate than it started with')
}

type Refusal = {
  code: string
  detail: string
  errors?: { field: string; sentence: string }[]
  findings?: Finding[]
}

function refusal({ code, detail, errors = [], findings = [] }: Refusal): CliProblem {
  const details = [...errors.map(({ field, sentence }) => `${field}: ${sentence}`), ...findings.map(inWords)]
  return new CliProblem(code, toldAs(detail), SILENCE, details)
}
