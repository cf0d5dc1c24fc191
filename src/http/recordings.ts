// A track's sound, out of the archive.
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { readTrack } from '../postgres/recordings.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { IdParams } from './views.ts'

export function recordingRoutes(app: App, { db, recordings }: HttpParts): void {
  app.get(
    '/recordings/:id',
    { config: { may: 'recordings.listen' }, schema: { params: IdParams } },
    async (request, reply) => {
      const { id } = request.params
      const path = await storedPath(id)
      const file = await open(join(recordings, path)).catch((cause: NodeJS.ErrnoException) => {
        if (cause.code !== 'ENOENT') throw cause
        throw new Problem(404, 'recording-lost', 'The file of this recording is no longer in the archive.')
      })
      const { size } = await file.stat()
      return reply
        .type('audio/wav')
        .header('content-length', size)
        .header('content-disposition', `attachment; filename="${id}.wav"`)
        .send(file.createReadStream())
    },
  )

  async function storedPath(id: string): Promise<string> {
    const track = await readTrack(db, id)
    if (!track) throw new Problem(404, 'no-such-recording', 'There is no such recording.')
    if (track.path !== undefined) return track.path
    if (track.state === 'failed')
      throw new Problem(404, 'recording-lost', 'This recording could not be kept.')
    throw new Problem(
      409,
      'recording-not-here-yet',
      'This recording is still in Asterisk; try again in a moment.',
    )
  }
}
