// Files of recorded prompts: what kind of sound somebody sent, where it is kept, how many takes are.
import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type RecordedPrompts, recordedFolder } from '../runtime/recorded-prompts.ts'

export type SoundKind = 'wav' | 'mp3' | 'ogg' | 'opus' | 'flac' | 'aiff'

/** By its first bytes: names and types that people give are often wrong. */
export function kindOfSound(sound: Buffer): SoundKind | undefined {
  const first = sound.toString('latin1', 0, 4)
  if (first === 'RIFF' && sound.toString('latin1', 8, 12) === 'WAVE') return 'wav'
  if (first === 'OggS') return sound.includes('OpusHead', 0, 'latin1') ? 'opus' : 'ogg'
  if (first === 'fLaC') return 'flac'
  if (first === 'FORM') return 'aiff'
  const [one = 0, two = 0] = sound
  const isMpegAudio = one === 0xff && (two & 0xe0) === 0xe0 && (two & 0x06) !== 0
  return first.startsWith('ID3') || isMpegAudio ? 'mp3' : undefined
}

/** As it was sent; what telephones play is made of it. */
export async function storeTake(
  home: string,
  { language, key }: { language: string; key: string },
  sound: Buffer,
  kind: SoundKind,
): Promise<{ name: string; path: string; discard(): Promise<void> }> {
  const folder = join(recordedFolder(home), language)
  const hash = createHash('sha256').update(sound).digest('hex').slice(0, 12)
  const name = `${key}-${hash}.${kind}`
  const path = join(folder, name)
  const draft = join(folder, `.${process.pid}-${hash}.part`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const before = await readdir(folder)
  try {
    await writeFile(draft, sound)
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
  // The same sound may be an earlier take already: that one stays.
  return {
    name,
    path,
    discard: async () => void (before.includes(name) || (await rm(path, { force: true }))),
  }
}

const KEPT_TAKES = 10

/** Forgets the oldest takes of a prompt, and erases files that no take names. */
export async function withoutOldTakes(
  home: string,
  takes: RecordedPrompts['takes'],
  { language, key }: { language: string; key: string },
): Promise<RecordedPrompts['takes']> {
  const list = (takes[language]?.[key] ?? []).slice(0, KEPT_TAKES)
  const named = new Set(list.map(({ file }) => file))
  const folder = join(recordedFolder(home), language)
  const own = new RegExp(`^${key}-[0-9a-f]{12}\\.`)
  for (const name of await readdir(folder).catch(() => []))
    if (own.test(name) && !named.has(name)) await rm(join(folder, name), { force: true })
  return { ...takes, [language]: { ...takes[language], [key]: list } }
}
