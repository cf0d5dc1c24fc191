// One delivery: a webhook that is signed, or a mail. What the flow gave is opened here, and nowhere kept.
import { createHmac } from 'node:crypto'
import type { BoxConfig } from '../config/files/boxes.ts'
import type { SendConfig } from '../config/files/sends.ts'
import { ask, OutsideProblem } from '../outside/request.ts'
import { readNumbers } from '../postgres/contacts.ts'
import type { DueSending } from '../postgres/sendings.ts'
import { NoSuchSecret, readNamedSecret } from '../secrets/named-secret.ts'
import { unseal } from '../secrets/sealing.ts'
import { sendMail } from './mail.ts'
import { noticeMail } from './message-notice.ts'
import type { OutboxOptions } from './outbox.ts'

/** It was not taken, for a reason that people may read: a word, never what was sent. */
export class NotTaken extends Error {}

type Values = Readonly<Record<string, string | number | boolean>>

/** A person does not wait here, but others of the outbox do. */
const PATIENCE_MS = 10_000
/** Nobody reads the answer. */
const MAX_ANSWER_BYTES = 64 * 1024

/** @throws NotTaken; DatabaseAway */
export async function deliver(sending: DueSending, options: OutboxOptions, stop: AbortSignal): Promise<void> {
  const { boxes, sends } = options.config()
  if (sending.send.startsWith('box:')) {
    const box = boxes[sending.send.slice('box:'.length)]
    return box && box.notify.length > 0 ? notice(sending, box, options) : undefined
  }
  const send = sends[sending.send]
  if (!send) throw new NotTaken('no-such-send')
  const values = await valuesOf(sending, options)
  if (send.kind === 'webhook') return post(sending, send, values, options, stop)
  return mail(sending, send, values, options)
}

async function post(
  { id, conversation, send, askedAt }: DueSending,
  { url, secret, fields, allowPrivate }: Extract<SendConfig, { kind: 'webhook' }>,
  values: Values,
  { home }: OutboxOptions,
  stop: AbortSignal,
): Promise<void> {
  const said = { id, send, conversation, askedAt: askedAt.toISOString(), fields: { ...fields, ...values } }
  const body = JSON.stringify(said)
  const timestamp = Math.floor(Date.now() / 1000).toString()
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'idempotency-key': id,
    'tongdai-timestamp': timestamp,
  }
  if (secret !== undefined)
    headers['tongdai-signature'] = `v1=${await signature(home, secret, `${timestamp}.${body}`)}`
  const signal = AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)])
  const wish = {
    url,
    method: 'POST',
    headers,
    body,
    allowPrivate,
    maxBytes: MAX_ANSWER_BYTES,
    signal,
  } as const
  const { status } = await ask(wish).catch((error: unknown) => {
    throw error instanceof OutsideProblem ? new NotTaken(error.code) : error
  })
  if (status < 200 || status > 299) throw new NotTaken(`status-${status}`)
}

async function signature(home: string, secret: string, text: string): Promise<string> {
  const key = await readNamedSecret(home, secret).catch((error: unknown) => {
    throw error instanceof NoSuchSecret ? new NotTaken(error.code) : error
  })
  return createHmac('sha256', key).update(text).digest('hex')
}

async function mail(
  { id }: DueSending,
  { to, subject, text }: Extract<SendConfig, { kind: 'mail' }>,
  values: Values,
  { home, house, config }: OutboxOptions,
): Promise<void> {
  const { mail: server } = config()
  if (!server) throw new NotTaken('no-mail-server')
  await sendMail(home, server, {
    to,
    subject: filled(subject, values).replace(/\s+/g, ' '),
    text: filled(text, values),
    messageId: messageId(id, house),
  }).catch(refused)
}

async function notice({ id }: DueSending, box: BoxConfig, options: OutboxOptions): Promise<void> {
  const { home, house, config, pagesUrl } = options
  const { mail: server } = config()
  if (!server) throw new NotTaken('no-mail-server')
  const text = noticeMail(box, server.language, pagesUrl())
  await sendMail(home, server, { to: box.notify, ...text, messageId: messageId(id, house) }).catch(refused)
}

function messageId(id: string, house: string): string {
  return `<${id.replace(/[^A-Za-z0-9.-]/g, '.')}@${house}>`
}

/** nodemailer's word for it, such as EAUTH or ECONNECTION; with the server's number if it said one. */
function refused(error: unknown): never {
  if (error instanceof NoSuchSecret) throw new NotTaken(error.code)
  const { code = 'mail', responseCode } = error as { code?: string; responseCode?: number }
  throw new NotTaken([code.toLowerCase(), responseCode].filter(part => part !== undefined).join('-'))
}

function filled(text: string, values: Values): string {
  return text.replace(/\{([a-z][a-z0-9-]*)\}/g, (_, name: string) => String(values[name] ?? ''))
}

/** @throws NotTaken when they were erased meanwhile */
async function valuesOf({ sealed, contact }: DueSending, { db, sealKey }: OutboxOptions): Promise<Values> {
  const opened = unseal(sealKey, sealed, contact ?? '')
  if (!opened) throw new NotTaken('values-erased')
  const inputs = JSON.parse(opened.toString()) as Record<string, unknown>
  const values: Record<string, string | number | boolean> = {}
  for (const [name, input] of Object.entries(inputs)) {
    if (typeof input === 'string' || typeof input === 'number' || typeof input === 'boolean')
      values[name] = input
    else if (isCaller(input) && contact !== null) {
      const number = (await readNumbers(db, sealKey, [contact])).get(contact)
      // He withheld it, or it comes a moment later than the event.
      if (number !== undefined && number !== '') values[name] = number
    }
  }
  return values
}

function isCaller(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'caller' in input
}
