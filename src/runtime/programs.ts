// The programs of the private runtime: where each lies in its root and what it needs to find its data.
import type { Machine } from './machine.ts'

export type ProgramName =
  | 'asterisk'
  | 'redis-server'
  | 'redis-cli'
  | 'postgres'
  | 'initdb'
  | 'psql'
  | 'pg_dump'
  | 'pg_restore'
  | 'sipp'
  | 'sox'
  | 'espeak-ng'

/** How a program is started: `command` with `args` before its own, and `env` on top of any other. */
export type Program = { command: string; args: readonly string[]; env: Readonly<Record<string, string>> }

export const programNames: readonly ProgramName[] = [
  'asterisk',
  'redis-server',
  'redis-cli',
  'postgres',
  'initdb',
  'psql',
  'pg_dump',
  'pg_restore',
  'sipp',
  'sox',
  'espeak-ng',
]

/** The Debian packages that bring them, with Asterisk's prompts and hold music. */
export const packages = [
  'asterisk',
  'asterisk-core-sounds-en-wav',
  'asterisk-moh-opsound-wav',
  'redis-server',
  'postgresql',
  'sip-tester',
  'sox',
  'espeak-ng',
  'patchelf',
] as const

/** The program's path below the root. */
export function programPath(name: ProgramName, postgresMajor: string): string {
  switch (name) {
    case 'asterisk':
      return 'usr/sbin/asterisk'
    case 'postgres':
    case 'initdb':
    case 'psql':
    case 'pg_dump':
    case 'pg_restore':
      return `usr/lib/postgresql/${postgresMajor}/bin/${name}`
    default:
      return `usr/bin/${name}`
  }
}

/** What points a program to its data, where it would look in the host's folders otherwise. */
export function programEnvironment(
  name: ProgramName,
  root: string,
  machine: Machine,
): Record<string, string> {
  // The C library's C.UTF-8, which a very small host may not have.
  const locales = { LOCPATH: `${root}/usr/lib/locale` }
  switch (name) {
    case 'espeak-ng':
      return { ...locales, ESPEAK_DATA_PATH: `${root}/usr/lib/${machine.triplet}/espeak-ng-data` }
    case 'sipp':
      return { ...locales, TERMINFO_DIRS: `${root}/usr/share/terminfo:/usr/share/terminfo:/lib/terminfo` }
    default:
      return locales
  }
}

/** sox and espeak-ng need PulseAudio's private library to load at all, though they never play anything. */
export function libraryPath(root: string, machine: Machine): string {
  return `${root}/usr/lib/${machine.triplet}:${root}/usr/lib/${machine.triplet}/pulseaudio`
}
