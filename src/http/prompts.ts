// What callers hear, over HTTP: list, listen, record by sending a sound, write, take back.
import { type Static, Type } from 'typebox'
import type { PromptEntry } from '../office/prompt-list.ts'
import { currentPerson } from './current-person.ts'
import { noteDeed } from './note-deed.ts'
import type { App, HttpParts } from './parts.ts'
import { sendSound } from './sound.ts'
import { Time } from './views.ts'

const MOST_BYTES = 12 * 1024 * 1024

const Language = Type.String({ pattern: '^[a-z]{2}$' })
const Key = Type.String({ pattern: '^[a-z][a-z0-9-]{0,63}$' })
const Place = Type.Object({ language: Language, key: Key })
const Text = Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' })
const TakeView = Type.Object({
  recorded: Type.Boolean({ description: 'false: a recording was taken away' }),
  at: Time,
  by: Type.String(),
  from: Type.Union([Type.Literal('upload'), Type.Literal('phone')]),
})
const InLanguage = Type.Object({
  source: Type.Union(
    [Type.Literal('recorded'), Type.Literal('file'), Type.Literal('spoken'), Type.Literal('missing')],
    { description: 'recorded: here; file: beside prompts.yaml; spoken: by the voice' },
  ),
  text: Type.Optional(Type.String()),
  durationMs: Type.Optional(Type.Integer()),
  take: Type.Optional(TakeView),
  takes: Type.Integer({ description: 'how many can be taken back' }),
})

export const PromptsView = Type.Object({
  languages: Type.Array(Type.String()),
  studio: Type.Record(Type.String(), Type.String(), {
    description: 'language → what our own phones dial to record a prompt in it',
  }),
  prompts: Type.Array(
    Type.Object({
      key: Type.String(),
      number: Type.Integer({ description: 'what to dial for it in the studio' }),
      group: Type.Union([Type.Literal('house'), Type.Literal('values'), Type.Literal('own')]),
      languages: Type.Record(Type.String(), InLanguage),
    }),
  ),
})
const Done = Type.Object({ done: Type.Literal(true) })
const Sound = Type.String({ description: 'audio/wav; a part of it by Range' })
const done = { done: true } as const

export function promptRoutes(app: App, parts: HttpParts): void {
  const { prompts } = parts
  const reading = { may: 'prompts.read' } as const
  const changing = { may: 'prompts.change' } as const
  const answer = { params: Place, response: { 200: Done } }

  for (const type of [/^audio\//, /^application\/(octet-stream|ogg)$/])
    app.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit: MOST_BYTES }, (_request, body, parsed) =>
      parsed(null, body),
    )

  app.get('/prompts', { config: reading, schema: { response: { 200: PromptsView } } }, async () => {
    const { languages, studio, prompts: entries } = await prompts.list()
    return { languages, studio, prompts: entries.map(promptView) }
  })

  app.get(
    '/prompts/:language/:key/sound',
    {
      config: reading,
      schema: { params: Place, produces: ['audio/wav'], response: { 200: Sound, 206: Sound } },
    },
    async (request, reply) => {
      const { language, key } = request.params
      return sendSound(request, reply, {
        file: await prompts.sound(request.params),
        name: `${language}-${key}.wav`,
      })
    },
  )

  app.post(
    '/prompts/say',
    {
      config: reading,
      schema: {
        body: Type.Object({ language: Language, text: Text }, { additionalProperties: false }),
        produces: ['audio/wav'],
        response: { 200: Sound, 206: Sound },
      },
    },
    async (request, reply) => {
      const { language, text } = request.body
      return sendSound(request, reply, { file: await prompts.say(language, text), name: 'said.wav' })
    },
  )

  app.put(
    '/prompts/:language/:key/text',
    {
      config: changing,
      schema: { ...answer, body: Type.Object({ text: Text }, { additionalProperties: false }) },
    },
    async request => {
      await prompts.write(request.params, request.body.text, currentPerson(request).id)
      parts.configurationChanged()
      return done
    },
  )

  app.put(
    '/prompts/:language/:key/recording',
    {
      config: changing,
      bodyLimit: MOST_BYTES,
      schema: { ...answer, body: Type.Unsafe<Buffer>({ description: 'a sound: WAV, MP3, OGG or FLAC' }) },
    },
    async request => {
      const sound = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      await prompts.record(request.params, sound, { by: currentPerson(request).id, from: 'upload' })
      await note(request, 'prompts.record', { bytes: sound.length })
      return done
    },
  )

  app.delete('/prompts/:language/:key/recording', { config: changing, schema: answer }, async request => {
    await prompts.remove(request.params, currentPerson(request).id)
    await note(request, 'prompts.remove')
    return done
  })

  app.post('/prompts/:language/:key/undo', { config: changing, schema: answer }, async request => {
    await prompts.undo(request.params)
    await note(request, 'prompts.undo')
    return done
  })

  function note(
    request: Parameters<typeof currentPerson>[0] & { params: Static<typeof Place> },
    action: string,
    details?: Record<string, unknown>,
  ): Promise<void> {
    const { language, key } = request.params
    const who = currentPerson(request).id
    return noteDeed(parts, { who, action, object: `${language}/${key}`, ...(details && { details }) })
  }
}

function promptView({ languages, ...prompt }: PromptEntry): Static<typeof PromptsView>['prompts'][number] {
  const told = Object.entries(languages).map(([language, { take, ...rest }]) => {
    const seen = take && { recorded: take.file !== undefined, at: take.at, by: take.by, from: take.from }
    return [language, { ...rest, ...(seen && { take: seen }) }] as const
  })
  return { ...prompt, languages: Object.fromEntries(told) }
}
