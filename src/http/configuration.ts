// What the owner writes, over HTTP: read, check, publish, versions, back. The files are those of the checkout.
import { type Static, Type } from 'typebox'
import type { Publication } from '../postgres/versions.ts'
import { findingsIn } from '../told/findings.ts'
import { currentPerson } from './current-person.ts'
import type { App, HttpParts } from './parts.ts'
import { Problem } from './problem.ts'
import { languageOf, sentenceIn, told } from './told.ts'
import { iso, Time } from './views.ts'

// config/x.yaml, config/strategies/x.ts, ivr-flows/x.yaml, sounds/vi/prompts.yaml; nothing hidden, nothing deeper, no way up.
const name = '[^\\u0000-\\u001f/\\\\.][^\\u0000-\\u001f/\\\\]{0,99}'
const PATH = `^((config|ivr-flows)/${name}\\.ya?ml|config/strategies/${name}\\.ts|sounds/[A-Za-z][A-Za-z-]{0,9}/prompts\\.ya?ml)$`
// As much as anybody writes by hand.
const MOST_BYTES = 4 * 1024 * 1024

const FileView = Type.Object({ path: Type.String(), text: Type.String() })
const SentFile = Type.Object(
  { path: Type.String({ pattern: PATH }), text: Type.String({ maxLength: 1_000_000 }) },
  { additionalProperties: false },
)
export const SentFiles = Type.Array(SentFile, {
  maxItems: 500,
  description: 'all of them: a file that is missing is removed',
})
const FindingView = Type.Object({
  severity: Type.Union([Type.Literal('error'), Type.Literal('warning')]),
  code: Type.String(),
  file: Type.String(),
  line: Type.Integer(),
  column: Type.Integer(),
  sentence: Type.String(),
  hint: Type.String(),
})
export const Findings = Type.Array(FindingView)
const FileDiffView = Type.Object({
  path: Type.String(),
  change: Type.Union([Type.Literal('added'), Type.Literal('removed'), Type.Literal('changed')]),
  text: Type.String({ description: 'hunks as of diff -u' }),
})
const Diff = Type.Array(FileDiffView)

export const ConfigurationView = Type.Object({
  published: Type.String({ description: 'hash of the version that rules: the base of a publication' }),
  files: Type.Array(FileView),
  findings: Findings,
  edited: Diff,
  refused: Type.Optional(
    Type.Object(
      { at: Time, sentence: Type.String(), findings: Findings },
      { description: 'why what was edited on the disk is not in force' },
    ),
  ),
})
export const VersionHead = Type.Object({
  hash: Type.String(),
  author: Type.String({ description: 'id of a person; files: found on the disk' }),
  publishedAt: Time,
  comment: Type.Optional(Type.String()),
})
export const VersionView = Type.Object({
  ...VersionHead.properties,
  files: Type.Array(FileView),
  diff: Diff,
})
const Published = Type.Object({ version: Type.String() })
const Hash = Type.Object({ hash: Type.String({ pattern: '^[0-9a-f]{6,64}$' }) })
const Sent = Type.Object({ files: SentFiles }, { additionalProperties: false })
const Wish = Type.Object(
  {
    base: Type.String({ pattern: '^[0-9a-f]{6,64}$' }),
    files: SentFiles,
    comment: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
)

/** JSON Schema can't say that no path may stand there twice. */
export function once(files: Static<typeof SentFiles>): Static<typeof SentFiles> {
  const paths = files.map(({ path }) => path)
  const twice = paths.find((path, n) => paths.indexOf(path) !== n)
  if (twice === undefined) return files
  throw new Problem(400, 'file-twice', told`"${twice}" stands there twice.`)
}

export function configurationRoutes(app: App, parts: HttpParts): void {
  const { configuration } = parts
  const reading = { may: 'configuration.read' } as const
  const publishing = { may: 'configuration.publish' } as const
  const bodyLimit = MOST_BYTES

  app.get(
    '/configuration',
    { config: reading, schema: { response: { 200: ConfigurationView } } },
    async request => {
      const { findings, ...view } = await configuration.read()
      const language = languageOf(request)
      const refused = parts.refusedFiles()
      return {
        ...{ ...view, findings: findingsIn(language, findings) },
        ...(refused && {
          refused: {
            at: iso(refused.at),
            sentence: sentenceIn(language, refused.sentence),
            findings: findingsIn(language, refused.findings),
          },
        }),
      }
    },
  )

  app.post(
    '/configuration/check',
    {
      config: reading,
      bodyLimit,
      schema: { body: Sent, response: { 200: Type.Object({ findings: Findings }) } },
    },
    async request => {
      const { findings } = await parts.workshop.check(once(request.body.files))
      return { findings: findingsIn(languageOf(request), findings) }
    },
  )

  app.post(
    '/configuration/publish',
    { config: publishing, bodyLimit, schema: { body: Wish, response: { 200: Published } } },
    async request => {
      const { base, files, comment } = request.body
      const by = currentPerson(request).id
      const version = await configuration.publish({ base, files: once(files), comment, by })
      await parts.configurationChanged()
      return { version }
    },
  )

  app.get(
    '/configuration/versions',
    { config: reading, schema: { response: { 200: Type.Array(VersionHead) } } },
    async () => (await configuration.versions()).map(headView),
  )

  app.get(
    '/configuration/versions/:hash',
    { config: reading, schema: { params: Hash, response: { 200: VersionView } } },
    async request => {
      const version = await configuration.version(request.params.hash)
      return { ...headView(version), files: version.files, diff: version.diff }
    },
  )

  app.post(
    '/configuration/versions/:hash/roll-back',
    { config: publishing, schema: { params: Hash, response: { 200: Published } } },
    async request => {
      const version = await configuration.rollBack(request.params.hash, currentPerson(request).id)
      await parts.configurationChanged()
      return { version }
    },
  )
}

function headView({ hash, author, publishedAt, comment }: Publication): Static<typeof VersionHead> {
  return { hash, author, publishedAt: iso(publishedAt), ...(comment !== undefined && { comment }) }
}
