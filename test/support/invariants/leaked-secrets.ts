// No secret of a house stands in any of its logs, ours, Asterisk's, PostgreSQL's or Redis'. Looked for after every test
// that ran a whole house.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** @returns which secret stands in which file */
export async function leakedSecrets(
  home: string,
  secrets: Readonly<Record<string, string>>,
): Promise<string[]> {
  const entries = await readdir(home, { recursive: true, withFileTypes: true }).catch(() => [])
  const logs = entries.filter(one => one.isFile() && isLog(one.name, one.parentPath))
  const found = await Promise.all(
    logs.map(async ({ name, parentPath }) => {
      const text = await readFile(join(parentPath, name), 'latin1').catch(() => '')
      return Object.entries(secrets)
        .filter(([, secret]) => secret.length >= 8 && text.includes(secret))
        .map(([what]) => `${what} in ${name}`)
    }),
  )
  return found.flat()
}

function isLog(name: string, folder: string): boolean {
  return /\.log(\.\d+)?$/.test(name) || /\/log(\/|$)/.test(folder)
}
