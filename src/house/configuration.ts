// The configuration as a process of ours reads it: checked, or refused with all its findings.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config/config-types.ts'
import {
  checkTree,
  type Environment,
  type Finding,
  hasErrors,
  inWords,
  readTree,
  type Tree,
} from '../config.ts'
import { findingsIn } from '../told/findings.ts'
import type { Language } from '../told/told.ts'
import { foldersOf } from './addresses.ts'

/** The files can't be used; `findings` say what is wrong where. */
export class BadConfiguration extends Error {
  readonly code = 'bad-configuration'
  readonly findings: readonly Finding[]
  constructor(findings: readonly Finding[], language: Language = 'en') {
    super(findingsIn(language, findings).map(inWords).join('\n'))
    this.findings = findings
  }
}

/** Reads and checks the files as they are now. @throws BadConfiguration */
export async function readConfiguration(
  environment: Environment,
): Promise<{ config: Config; tree: Tree; warnings: readonly Finding[] }> {
  const tree = await readTree(environment.configRoot)
  const { config, findings } = checkTree(tree, environment)
  if (!config || hasErrors(findings)) throw new BadConfiguration(findings, environment.language)
  return { config, tree, warnings: findings }
}

/** Keeps the version on disk: calls that began with it go on with it after a restart, whatever the files say then. */
export async function keepVersion({ home }: Environment, { version }: Config, tree: Tree): Promise<void> {
  const { versions } = foldersOf(home)
  await mkdir(versions, { recursive: true, mode: 0o700 })
  const file = join(versions, `${version}.json`)
  await writeFile(`${file}.part`, JSON.stringify(tree), { mode: 0o600 })
  await rename(`${file}.part`, file)
}

/** @returns the versions of that hashes that can still be had; checked anew, since code may be newer than they. */
export async function readVersions(
  environment: Environment,
  hashes: Iterable<string>,
): Promise<ReadonlyMap<string, Config>> {
  const found = new Map<string, Config>()
  for (const hash of new Set(hashes)) {
    const text = await readFile(join(foldersOf(environment.home).versions, `${hash}.json`), 'utf8').catch(
      () => undefined,
    )
    const config = text && checkTree(JSON.parse(text) as Tree, environment).config
    if (config) found.set(hash, config)
  }
  return found
}
