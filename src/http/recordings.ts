// What was recorded, to be heard: track by track, both parties together, or by a link that soon expires.
import { type Static, Type } from 'typebox'
import {
  isServedBy,
  mayStillShare,
  readTrack,
  type TrackFile,
  type TrackOfConversation,
  tracksOf,
} from '../postgres/recordings.ts'
import { readLink, signLink } from '../secrets/links.ts'
import { type CurrentPerson, currentPerson } from './current-person.ts'
import { listeningBook } from './listening.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { onlyQueues } from './sight.ts'
import { placeOf, sendSound } from './sound.ts'
import { given, IdParams, iso, Ms, Time } from './views.ts'

const TrackView = Type.Object({
  recording: Type.String(),
  party: Type.String({
    description:
      'caller, agent; outside: a number called into the call; message: what a caller recorded in the flow',
  }),
  agent: Type.String(),
  state: Type.String({ description: 'expected, in-asterisk, stored, failed, erased' }),
  startedAt: Time,
  durationMs: Type.Optional(Ms),
  bytes: Type.Optional(Type.Integer()),
})
const PeaksView = Type.Object({
  durationMs: Ms,
  peaks: Type.Array(Type.Number(), { description: 'the loudest of each stretch: 0 silence, 1 full' }),
})
const PeaksQuestion = Type.Object(
  { points: Type.Integer({ minimum: 10, maximum: 20_000, default: 1_000 }) },
  { additionalProperties: false },
)
const LinkView = Type.Object({ url: Type.String(), expiresAt: Time })
const LinkWish = Type.Object(
  { minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 24 * 60 })) },
  { additionalProperties: false },
)
/** A request without a body arrives as null. */
const LinkWishOrNone = Type.Union([LinkWish, Type.Null()])
const Token = Type.Object({ token: Type.String({ pattern: '^[A-Za-z0-9_.-]{20,200}$' }) })
const Sound = Type.String({ description: 'audio/wav; a part of it by Range' })

const LINK_MINUTES = 15

export function recordingRoutes(app: App, parts: HttpParts): void {
  const { db, recordings, sounds, linkKey } = parts
  const listening = listeningBook(parts)
  const config = { may: 'recordings.listen' } as const

  app.get(
    '/cdrs/:id/recordings',
    { config, schema: { params: IdParams, response: { 200: Type.Array(TrackView) } } },
    async request => {
      const { id: conversation } = request.params
      if (!(await isInSight(currentPerson(request), { conversation }))) return []
      return (await tracksOf(db, conversation)).map(trackView)
    },
  )

  app.get(
    '/recordings/:id',
    { config, schema: { params: IdParams, produces: ['audio/wav'], response: { 200: Sound, 206: Sound } } },
    async (request, reply) => {
      const { id } = request.params
      const file = await fileFor(currentPerson(request), id)
      await listening({ who: currentPerson(request).id, action: 'recordings.listen', object: id })
      return sendSound(request, reply, { file, name: `${id}.wav` })
    },
  )

  app.get(
    '/conversations/:id/mix.wav',
    { config, schema: { params: IdParams, produces: ['audio/wav'], response: { 200: Sound, 206: Sound } } },
    async (request, reply) => {
      const { id } = request.params
      if (!(await isInSight(currentPerson(request), { conversation: id }))) throw nothingRecorded()
      const file = await mixOf(id)
      await listening({ who: currentPerson(request).id, action: 'recordings.listen-mixed', object: id })
      return sendSound(request, reply, { file, name: `${id}.wav` })
    },
  )

  app.get(
    '/recordings/:id/peaks',
    { config, schema: { params: IdParams, querystring: PeaksQuestion, response: { 200: PeaksView } } },
    async request => {
      const { id } = request.params
      const file = await fileFor(currentPerson(request), id)
      const peaks = await sounds.peaks(id, file, request.query.points)
      if (!peaks) throw new Problem(409, 'not-readable', 'This recording is no sound that can be drawn.')
      return peaks
    },
  )

  app.post(
    '/recordings/:id/link',
    {
      config: { may: 'recordings.share' },
      schema: { params: IdParams, body: LinkWishOrNone, response: { 200: LinkView } },
    },
    async request => {
      const { id: recording } = request.params
      await fileFor(currentPerson(request), recording)
      const by = currentPerson(request).id
      const expiresAt = Math.floor(Date.now() / 1_000) + (request.body?.minutes ?? LINK_MINUTES) * 60
      await listening({ who: by, action: 'recordings.share', object: recording, details: { expiresAt } })
      const token = signLink(linkKey, { recording, by, expiresAt })
      return { url: `/api/v1/listen/${token}`, expiresAt: iso(expiresAt * 1_000) }
    },
  )

  app.get(
    '/listen/:token',
    {
      config: { may: 'anyone' },
      schema: { params: Token, produces: ['audio/wav'], response: { 200: Sound, 206: Sound } },
    },
    async (request, reply) => {
      const { recording, by } = await linkOf(request.params.token)
      const file = await fileOf(recording)
      const details = { from: request.ip }
      await listening({ who: `link:${by}`, action: 'recordings.listen', object: recording, details })
      return sendSound(request, reply, { file, name: `${recording}.wav` })
    },
  )

  /** A supervisor of some queues hears what these served. */
  async function isInSight(
    person: CurrentPerson,
    of: { conversation: string } | { recording: string },
  ): Promise<boolean> {
    const queues = onlyQueues(person)
    return queues === undefined || isServedBy(db, of, queues)
  }

  /** @throws Problem the same for what is not in his sight as for what does not exist */
  async function fileFor(person: CurrentPerson, recording: string): Promise<string> {
    if (!(await isInSight(person, { recording }))) throw noSuchRecording()
    return fileOf(recording)
  }

  async function fileOf(id: string): Promise<string> {
    const track = await readTrack(db, id)
    if (!track) throw noSuchRecording()
    return placeOf(recordings, storedPath(track))
  }

  async function mixOf(conversation: string): Promise<string> {
    const tracks = await tracksOf(db, conversation)
    const whole = tracks.filter(({ state, party }) => state !== 'failed' && party !== 'message')
    if (whole.length === 0) throw nothingRecorded()
    const laid = await Promise.all(
      whole.map(async track => ({
        file: await placeOf(recordings, storedPath(track)),
        ...{ party: track.party, startedAt: track.startedAt, sha256: track.sha256 ?? track.recording },
      })),
    )
    const file = await sounds.mix(laid)
    if (file) return file
    throw new Problem(409, 'not-mixable', 'These tracks cannot be mixed; listen to them one by one.')
  }

  /** One answer for whatever is wrong with it, so that guessing teaches nothing. */
  async function linkOf(token: string): Promise<{ recording: string; by: string }> {
    const link = readLink(linkKey, token)
    const isAlive = link !== undefined && link.expiresAt > Date.now() / 1_000
    if (isAlive && (link.by === 'api' || (await mayStillShare(db, link.by)))) return link
    throw new Problem(404, 'link-over', 'This link has expired. Ask who gave it to you for a new one.')
  }
}

function noSuchRecording(): Problem {
  return new Problem(404, 'no-such-recording', 'There is no such recording.')
}

function nothingRecorded(): Problem {
  return new Problem(404, 'no-such-recording', 'Nothing of this was recorded.')
}

function storedPath(track: TrackFile): string {
  if (track.path !== undefined) return track.path
  if (track.state === 'failed') throw new Problem(404, 'recording-lost', 'This recording could not be kept.')
  if (track.state === 'erased')
    throw new Problem(404, 'recording-erased', 'This recording was kept as long as it may be, then erased.')
  throw new Problem(
    409,
    'recording-not-here-yet',
    'This recording is still in Asterisk; try again in a moment.',
  )
}

function trackView(track: TrackOfConversation): Static<typeof TrackView> {
  const { recording, party, agent, state, startedAt, durationMs, bytes } = track
  return { recording, party, agent, state, startedAt: iso(startedAt), ...given({ durationMs, bytes }) }
}
