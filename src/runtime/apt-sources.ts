// Which Debian archive this machine uses, read from apt's own list of sources.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One archive: its address and, where the host says it, the key ring that signs it (a path). */
export type Archive = { uri: string; signedBy?: string }
type Source = Archive & { suites: string[]; components: string[] }

/** Suites by which an archive is known to be Debian's own and not one of a vendor or another distribution. */
const debianSuite =
  /^(bullseye|bookworm|trixie|forky|duke|sid|unstable|testing|stable|oldstable)(-updates)?\/?$/

/** The host's Debian archives in the order of its files; `etc` is apt's configuration folder. */
export async function hostArchives(etc = '/etc/apt'): Promise<Archive[]> {
  const parts = join(etc, 'sources.list.d')
  const names = (await readdir(parts).catch(() => [])).sort()
  const files = [
    join(etc, 'sources.list'),
    ...names.filter(name => /\.(list|sources)$/.test(name)).map(name => join(parts, name)),
  ]
  const sources = await Promise.all(
    files.map(async file => {
      const text = await readFile(file, 'utf8').catch(() => '')
      return file.endsWith('.sources') ? parseDeb822(text) : parseOneLine(text)
    }),
  )
  return sources
    .flat()
    .filter(({ suites, components }) => suites.some(s => debianSuite.test(s)) && components.includes('main'))
    .filter(({ uri }) => !uri.startsWith('cdrom:'))
    .map(({ uri, signedBy }) => (signedBy === undefined ? { uri } : { uri, signedBy }))
}

/** The `*.sources` form: paragraphs of `Field: value`, continued on indented lines. */
export function parseDeb822(text: string): Source[] {
  return text
    .replace(/^#.*\n?/gm, '')
    .split(/\n\s*\n/)
    .flatMap(paragraph => {
      const fields = new Map(
        [...paragraph.matchAll(/^([\w-]+):((?:.*)(?:\n[ \t].*)*)/gm)].map(
          ([, name = '', value = '']) => [name.toLowerCase(), value.trim()] as const,
        ),
      )
      const words = (name: string) => (fields.get(name) ?? '').split(/\s+/).filter(Boolean)
      if (!words('types').includes('deb') || /^(no|false|off|0)$/i.test(fields.get('enabled') ?? ''))
        return []
      const signedBy = fields.get('signed-by')
      return words('uris').map(uri => ({
        uri,
        suites: words('suites'),
        components: words('components'),
        // A key written out in the file itself is not a path; the host's trusted keys stand in for it.
        ...(signedBy?.startsWith('/') ? { signedBy: signedBy.split(/[\s,]+/)[0] ?? signedBy } : {}),
      }))
    })
}

/** The `*.list` form: `deb [options] uri suite component …`. */
export function parseOneLine(text: string): Source[] {
  return [...text.matchAll(/^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+([^#\n]+)/gm)].map(
    ([, options = '', uri = '', suite = '', components = '']) => {
      const signedBy = /signed-by=(\/[^\s,\]]+)/.exec(options)?.[1]
      return {
        uri,
        suites: [suite],
        components: components.trim().split(/\s+/),
        ...(signedBy === undefined ? {} : { signedBy }),
      }
    },
  )
}
