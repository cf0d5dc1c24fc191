// Secrets that the owner brings, such as the password of his mail server: the YAML says the name, the value
// stands in a file that only he may read.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePrivateFile } from './private-file.ts'

/** The YAML names a secret that nobody has set. */
export class NoSuchSecret extends Error {
  readonly code = 'no-such-secret'
  constructor(name: string) {
    super(`There is no secret "${name}". Set it with "npx tongdai secret ${name}".`)
  }
}

/** @throws NoSuchSecret */
export async function readNamedSecret(home: string, name: string): Promise<string> {
  const text = await readFile(fileOf(home, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new NoSuchSecret(name) : error
  })
  return text.trim()
}

/** @returns name → value of those passwords of trunks that somebody has set */
export async function readTrunkSecrets(
  home: string,
  trunks: readonly { readonly registration?: { readonly secret: string } }[],
): Promise<Record<string, string>> {
  const names = new Set(trunks.flatMap(({ registration }) => registration?.secret ?? []))
  const found: [string, string][] = []
  for (const name of names) {
    const value = await readNamedSecret(home, name).catch((error: unknown) => {
      if (error instanceof NoSuchSecret) return undefined
      throw error
    })
    // More than one line would be more than a password in the file that it goes into.
    if (value !== undefined && !/[\r\n]/.test(value)) found.push([name, value])
  }
  return Object.fromEntries(found)
}

export async function writeNamedSecret(home: string, name: string, value: string): Promise<void> {
  await writePrivateFile(fileOf(home, name), `${value}\n`)
}

/** A folder of their own: no name of the owner's can be that of a key of ours. */
function fileOf(home: string, name: string): string {
  return join(home, 'secrets', 'named', name)
}
