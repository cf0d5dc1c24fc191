// Messages that callers left in boxes: listed, heard, marked, deleted and brought back.
import { type Static, Type } from 'typebox'
import type { BoxConfig } from '../config/files/boxes.ts'
import { audit } from '../postgres/audit.ts'
import { readNumbers } from '../postgres/contacts.ts'
import {
  changeMessage,
  countMessages,
  findMessages,
  type Message,
  type MessageQuestion,
  otherBoxes,
  readMessage,
} from '../postgres/messages.ts'
import { seal, unseal } from '../secrets/sealing.ts'
import { callerView } from './callers.ts'
import { type CurrentPerson, currentPerson } from './current-person.ts'
import { listeningBook } from './listening.ts'
import { BoxView, Change, MessagePage, MessageQuery, type MessageView } from './message-schemas.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { seesAll, seesQueue, sightOf } from './sight.ts'
import { placeOf, sendSound } from './sound.ts'
import { given, IdParams } from './views.ts'

/** As configured; of one that was taken out of the configuration only its name is left. */
type Box = Pick<BoxConfig, 'name'> & Partial<BoxConfig> & { removed?: true }

const Sound = Type.String({ description: 'audio/wav; a part of it by Range' })
const Done = Type.Object({ done: Type.Literal(true) })
const config = { may: 'messages.hear' } as const

export function messageRoutes(app: App, parts: HttpParts): void {
  const { db, recordings, sealKey } = parts
  const listening = listeningBook(parts)

  app.get('/boxes', { config, schema: { response: { 200: Type.Array(BoxView) } } }, async request => {
    const boxes = await boxesOf(currentPerson(request))
    const counts = await countMessages(
      db,
      boxes.map(({ name }) => name),
    )
    return boxes.map(({ name, title = {}, queue, hotline, removed }) => {
      const { fresh = 0, total = 0 } = counts.find(({ box }) => box === name) ?? {}
      return { name, title: { ...title }, ...given({ queue, hotline, removed }), new: fresh, total }
    })
  })

  app.get(
    '/boxes/:id/messages',
    { config, schema: { params: IdParams, querystring: MessageQuery, response: { 200: MessagePage } } },
    async request => {
      const { id: box } = request.params
      const { limit, state, cursor } = request.query
      if (!(await boxesOf(currentPerson(request))).some(({ name }) => name === box)) throw noSuchBox()
      const question: MessageQuestion = { box, state, before: readCursor(cursor), limit: limit + 1 }
      const found = await findMessages(db, question)
      const page = found.slice(0, limit)
      const last = page.at(-1)
      const next = found.length > limit && last ? { next: cursorAfter(last) } : {}
      return { messages: await views(page), ...next }
    },
  )

  app.get(
    '/messages/:id/sound',
    { config, schema: { params: IdParams, produces: ['audio/wav'], response: { 200: Sound, 206: Sound } } },
    async (request, reply) => {
      const { recording, path } = await messageFor(request)
      if (path === null)
        throw new Problem(
          409,
          'recording-not-here-yet',
          'This message is still in Asterisk; try again in a moment.',
        )
      const file = await placeOf(recordings, path)
      await listening({ who: currentPerson(request).id, action: 'messages.listen', object: recording })
      return sendSound(request, reply, { file, name: `${recording}.wav` })
    },
  )

  app.patch(
    '/messages/:id',
    { config, schema: { params: IdParams, body: Change, response: { 200: Done } } },
    async request => {
      const { recording } = await messageFor(request)
      const { heard, note } = request.body
      const by = currentPerson(request).id
      const sealed = note === undefined ? undefined : note.trim() && seal(sealKey, note.trim(), recording)
      await changeMessage(db, recording, { by, ...given({ heard, note: sealed }) })
      // What it says is personal; that it was written is not.
      if (note !== undefined) await audit(db, { who: by, action: 'messages.note', object: recording })
      return { done: true as const }
    },
  )

  for (const [url, method, deleted, action] of [
    ['/messages/:id', 'DELETE', true, 'messages.delete'],
    ['/messages/:id/restore', 'POST', false, 'messages.restore'],
  ] as const)
    app.route({
      url,
      method,
      config,
      schema: { params: IdParams, response: { 200: Done } },
      handler: async request => {
        const { recording, box } = await messageFor(request as { params: { id: string } } & typeof request)
        const by = currentPerson(request).id
        await changeMessage(db, recording, { by, deleted })
        await audit(db, { who: by, action, object: recording, details: { box } })
        return { done: true as const }
      },
    })

  /** The boxes that this person hears: of his queues, or all of them and what lies in those that are no more. */
  async function boxesOf(person: CurrentPerson): Promise<Box[]> {
    const sight = sightOf(person, await parts.team())
    const boxes = parts.boxes()
    if (!seesAll(sight)) return boxes.filter(({ queue }) => queue !== undefined && seesQueue(sight, queue))
    const removed = await otherBoxes(
      db,
      boxes.map(({ name }) => name),
    )
    return [...boxes, ...removed.map(name => ({ name, removed: true }) as const)]
  }

  /** @throws Problem the same for what he may not hear as for what does not exist */
  async function messageFor(request: Parameters<typeof currentPerson>[0] & { params: { id: string } }) {
    const message = await readMessage(db, request.params.id)
    const boxes = message ? await boxesOf(currentPerson(request)) : []
    if (message && boxes.some(({ name }) => name === message.box)) return message
    throw new Problem(404, 'no-such-message', 'There is no such message.')
  }

  async function views(messages: readonly Message[]): Promise<MessageView[]> {
    const numbers = await readNumbers(db, sealKey, [...new Set(messages.map(({ contact }) => contact))])
    return messages.map(message => ({
      ...callerView(parts, numbers.get(message.contact)),
      ...viewOf(
        message,
        message.note === null ? undefined : unseal(sealKey, message.note, message.recording),
      ),
    }))
  }
}

function viewOf(message: Message, note: Buffer | undefined): Static<typeof MessageView> {
  const { recording, conversation, hotline, box, at, durationMs, state, heardAt, heardBy, deletedAt } =
    message
  return {
    ...{ recording, conversation, hotline, box, at: at.toISOString(), durationMs },
    ready: state === 'stored',
    ...given({
      heardAt: heardAt?.toISOString(),
      heardBy,
      note: note?.toString(),
      deletedAt: deletedAt?.toISOString(),
    }),
  }
}

function noSuchBox(): Problem {
  return new Problem(404, 'no-such-box', 'There is no such box.')
}

function cursorAfter({ at, recording }: Message): string {
  return Buffer.from(JSON.stringify([at.getTime(), recording])).toString('base64url')
}

function readCursor(cursor: string | undefined): MessageQuestion['before'] {
  if (cursor === undefined) return undefined
  const text = Buffer.from(cursor, 'base64url').toString()
  const [, ms, recording] = /^\[(\d{1,15}),"([A-Za-z0-9._-]{1,128})"\]$/.exec(text) ?? []
  if (ms !== undefined && recording !== undefined) return { at: Number(ms), recording }
  throw new Problem(400, 'bad-cursor', 'Take the cursor from "next" of an earlier answer, unchanged.')
}
