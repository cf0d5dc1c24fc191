// A program of its own, so that the bundler's memory is given back: builds src/ui into the folder named first.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const [, , out = ''] = process.argv
await build({
  root: join(import.meta.dirname, '..', 'ui'),
  base: '/',
  configFile: false,
  envDir: false,
  logLevel: 'error',
  // The folder is made next to where it will stand, and is put there whole.
  build: {
    outDir: out,
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2_000,
  },
})
console.log(JSON.stringify({ firstLoadBytes: await firstLoadBytes(out) }))

type Chunk = { file: string; isEntry?: boolean; imports?: string[]; css?: string[] }

/** What a browser fetches before the first page shows, gzipped: the entry, what it imports, its style sheets. */
async function firstLoadBytes(folder: string): Promise<number> {
  const manifest: Record<string, Chunk> = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  const files = new Set<string>(['index.html'])
  const visit = (chunk: Chunk | undefined) => {
    if (!chunk || files.has(chunk.file)) return
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const name of chunk.imports ?? []) visit(manifest[name])
  }
  for (const chunk of Object.values(manifest)) if (chunk.isEntry) visit(chunk)
  const sizes = await Promise.all(
    [...files].map(async file => gzipSync(await readFile(join(folder, file))).length),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
