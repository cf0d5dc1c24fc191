// Unpacks fetched packages into a root of our own and makes their programs start from there.
import { open, readdir, realpath, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Package } from './fetch-archives.ts'
import type { Machine } from './machine.ts'
import { libraryPath, programNames, programPath } from './programs.ts'
import type { Progress } from './progress.ts'
import { lastWords, runCommand } from './run-command.ts'
import { RuntimeProblem } from './runtime-problem.ts'

/** Unpacking is half waiting for the disk and half decompression, so a little more than the cores helps. */
const workers = 3

/** Maintainer scripts do not run. @throws RuntimeProblem unpack-failed */
export async function unpack(
  archives: string,
  packages: readonly Package[],
  root: string,
  progress: Progress,
): Promise<void> {
  const startedAt = performance.now()
  const sentence = `Unpacking ${packages.length} packages`
  const queue = [...packages]
  let done = 0
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const result = await runCommand('dpkg', ['--extract', join(archives, next.file), root])
      if (result.code !== 0) throw unpackFailed(`dpkg --extract ${next.file}`, lastWords(result))
      done += 1
      progress({ sentence, percent: (100 * done) / packages.length })
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  // What Debian's own script would have linked: the voice that speaks when a call asks for English.
  await symlink('en_US_f_Allison', join(root, 'usr/share/asterisk/sounds/en'))
  progress({ sentence, doneMs: performance.now() - startedAt })
}

/**
 * Points the programs in `root` to the loader and libraries that come with them, since the host's are older.
 * `finalRoot` is where the root will lie in the end: the loader's path is written into each program.
 */
export async function pointToOwnLibraries(
  root: string,
  finalRoot: string,
  postgresMajor: string,
  machine: Machine,
): Promise<void> {
  const patch = async (args: string[], files: readonly string[]): Promise<void> => {
    const patchelf = ['--library-path', libraryPath(root, machine), join(root, 'usr/bin/patchelf')]
    // An rpath that is forced also rules where the libraries look for theirs, unless they have one themselves.
    const rpath = ['--force-rpath', '--set-rpath', libraryPath(finalRoot, machine)]
    const result = await runCommand(join(root, machine.loader), [...patchelf, ...args, ...rpath, ...files])
    if (result.code !== 0) throw unpackFailed('patchelf', lastWords(result))
  }
  await patch(['--set-interpreter', join(finalRoot, machine.loader)], await programFiles(root, postgresMajor))
  await patch([], await librariesWithOwnPath(root, machine))
}

/** PostgreSQL's programs start each other, so all of them count, not only those that we start. */
async function programFiles(root: string, postgresMajor: string): Promise<string[]> {
  const siblings = `usr/lib/postgresql/${postgresMajor}/bin`
  const paths = [
    ...programNames.map(name => programPath(name, postgresMajor)),
    ...(await readdir(join(root, siblings))).map(name => `${siblings}/${name}`),
  ]
  const files = new Set<string>()
  for (const path of paths) {
    const file = await realpath(join(root, path))
    if (await isBinary(file)) files.add(file)
  }
  return [...files]
}

/** PulseAudio's libraries name the host's folder themselves; sox and espeak-ng load them, though unused. */
async function librariesWithOwnPath(root: string, machine: Machine): Promise<string[]> {
  const folder = join(root, 'usr/lib', machine.triplet)
  const names = (await readdir(folder)).filter(name => /^libpulse(-simple)?\.so/.test(name))
  return [...new Set(await Promise.all(names.map(name => realpath(join(folder, name)))))]
}

async function isBinary(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.toString('latin1') === '\x7fELF'
  } finally {
    await handle.close()
  }
}

function unpackFailed(what: string, why: string): RuntimeProblem {
  return new RuntimeProblem(
    'unpack-failed',
    `The private runtime could not be unpacked: ${what}: ${why}.`,
    'Remove the folders runtime and archives in the state folder (.tongdai) and start again.',
  )
}
