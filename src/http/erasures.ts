// Erasing one number: first what there is, then the order itself. Whoever asks types the number; it stands in no answer
// and no log.
import { Type } from 'typebox'
import type { ErasurePreview } from '../office/eraser.ts'
import { currentPerson } from './current-person.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { told } from './told.ts'

const Wish = Type.Object(
  { number: Type.String({ minLength: 1, maxLength: 40, description: 'as people write it' }) },
  { additionalProperties: false },
)
const counts = {
  conversations: Type.Integer({ description: 'their times, queues and agents stay, without a number' }),
  recordings: Type.Integer(),
  messages: Type.Integer({ description: 'of voicemail' }),
  notes: Type.Integer(),
  followUps: Type.Integer(),
  sendings: Type.Integer(),
  customer: Type.Boolean({ description: 'somebody wrote him down' }),
}
export const ErasureView = Type.Object(counts)
export const ErasurePreviewView = Type.Object({
  ...counts,
  held: Type.Integer({ description: 'calls on legal hold: as long as there is one, nothing is erased' }),
  obstacle: Type.Optional(Type.String({ description: 'why it can’t be erased now' })),
})

export function erasureRoutes(app: App, parts: HttpParts): void {
  const { eraser } = parts

  app.post(
    '/erasures/preview',
    { config: { may: 'numbers.erase' }, schema: { body: Wish, response: { 200: ErasurePreviewView } } },
    async request => {
      const preview = await eraser.preview(contactOf(parts, request.body.number))
      const { live, onTheWay, unfinished, ...shown } = preview
      const problem = obstacleIn(preview)
      return { ...shown, ...(problem && { obstacle: problem.code }) }
    },
  )

  app.post(
    '/erasures',
    { config: { may: 'numbers.erase' }, schema: { body: Wish, response: { 200: ErasureView } } },
    async request => {
      const contact = contactOf(parts, request.body.number)
      if (isNothing(await eraser.preview(contact)))
        throw new Problem(404, 'unknown-number', 'Nothing is kept of this number.')
      const done = await eraser.erase(contact, currentPerson(request).id)
      if ('erased' in done) return done.erased
      throw obstacleIn(done.obstacle) ?? unfinished()
    },
  )
}

function obstacleIn({ held, live, onTheWay, unfinished: open }: ErasurePreview): Problem | undefined {
  if (held > 0)
    return new Problem(
      409,
      'legal-hold',
      told`${held} calls of this number are on legal hold. Lift the holds first, or wait until they are over.`,
    )
  if (live)
    return new Problem(
      409,
      'on-the-line',
      'This number is on the line, or waits to be called back. Try again when that is over.',
    )
  return onTheWay || open > 0 ? unfinished() : undefined
}

function unfinished(): Problem {
  return new Problem(
    409,
    'not-on-record-yet',
    'The latest call of this number is not wholly on record yet. Try again in five minutes.',
  )
}

function isNothing({ held, live, onTheWay, unfinished: open, ...found }: ErasurePreview): boolean {
  return held === 0 && !live && !onTheWay && open === 0 && Object.values(found).every(one => !one)
}

/** @throws Problem no-number */
function contactOf(parts: HttpParts, text: string): string {
  const number = parts.numberOf(text)
  if (number === undefined) throw new Problem(422, 'no-number', 'This is no telephone number.')
  return parts.contactOf(number)
}
