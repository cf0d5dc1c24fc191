// As which user a server runs. PostgreSQL refuses root, and the others are better off without it.
import { runCommand } from './run-command.ts'
import { RuntimeProblem } from './runtime-problem.ts'

/** The user nobody and its group, the same on every Debian. */
const nobody = 65534

/**
 * `self`: as whoever started us. `nobody`: as that user, who then owns the server's folders.
 * `namespace`: still root for the file system, but without any of its powers, and nobody in the server's own eyes.
 */
export type RunAs = { kind: 'self' | 'nobody' | 'namespace'; root: boolean }

/**
 * Root steps down to nobody where that user can reach `paths` (no folder above them is closed to others),
 * else into a user namespace. @throws RuntimeProblem root-refused if `needed` and neither works
 */
export async function stepDown(paths: readonly string[], needed: boolean): Promise<RunAs> {
  if (process.getuid?.() !== 0) return { kind: 'self', root: false }
  const reach = ['-c', 'for path; do test -e "$path" || exit 1; done', 'sh', ...paths]
  const reached = await runCommand('sh', reach, { uid: nobody, gid: nobody, cwd: '/' })
  if (reached.code === 0) return { kind: 'nobody', root: true }
  const [program = '', ...args] = wrapper({ kind: 'namespace', root: true })
  if ((await runCommand(program, [...args, 'true'])).code === 0) return { kind: 'namespace', root: true }
  if (!needed) return { kind: 'self', root: true }
  throw new RuntimeProblem(
    'root-refused',
    `PostgreSQL does not run as root, and here no other user can reach ${paths[0]}.`,
    'Start Tongdai as an ordinary user, or let others pass through the folders above (chmod o+x).',
  )
}

/** What goes before a program's own command line. */
export function wrapper({ kind }: RunAs): string[] {
  return kind === 'namespace' ? ['unshare', '--user', `--map-user=${nobody}`, `--map-group=${nobody}`] : []
}

/** What spawn needs to know. */
export function identity({ kind }: RunAs): { uid?: number; gid?: number } {
  return kind === 'nobody' ? { uid: nobody, gid: nobody } : {}
}

/** Makes the folders the server's own, also after an earlier start under another user. */
export async function handOver({ kind, root }: RunAs, folders: readonly string[]): Promise<void> {
  if (!root) return
  const owner = kind === 'nobody' ? `${nobody}:${nobody}` : '0:0'
  await runCommand('chown', ['--recursive', '--no-dereference', owner, ...folders])
}
