// One look through a tree: parses each file once, and collects findings with their places.
import type { TSchema } from 'typebox'
import type { Path, Problem } from '../flows/problem.ts'
import { told } from '../told/told.ts'
import { type Finding, found } from './finding.ts'
import { placeBefore, type Salvaged } from './salvage.ts'
import type { Tree, TreeFile } from './tree.ts'
import { problemsOf } from './validate.ts'
import { readYaml, type Source } from './yaml.ts'

/** More of one file helps nobody. */
const MAX_FINDINGS_PER_FILE = 100

export class Inspection {
  readonly findings: Finding[] = []
  /** Languages and flows whose file could not be used: nothing can be said about what they lack. */
  readonly unreadLanguages = new Set<string>()
  readonly unreadFlows = new Set<string>()
  /** Files of which only a part is looked at. */
  readonly salvaged = new Map<string, Salvaged>()
  readonly paths: readonly string[]
  #files: ReadonlyMap<string, TreeFile>
  #sources = new Map<string, Source | undefined>()
  #unread = new Set<string>()
  #counts = new Map<string, number>()

  constructor(tree: Tree) {
    this.#files = new Map(tree.files.map(file => [file.path, file]))
    this.paths = [...this.#files.keys()]
  }

  has(path: string): boolean {
    return this.#files.has(path)
  }

  /** @returns undefined when the file is not there or can't be read; its findings are noted once. */
  dataOf(path: string): unknown {
    return this.#sourceOf(path)?.data
  }

  /** @returns the text of a file that is no YAML; undefined when it could not be read: its findings are noted once. */
  textOf(path: string): string | undefined {
    const file = this.#files.get(path)
    return this.#isRead(path) ? file?.text : undefined
  }

  validate(path: string, schema: TSchema, value: unknown, at: Path): Problem[] {
    return problemsOf(schema, value, at, this.#sourceOf(path))
  }

  /** Notes problems of a file as findings. */
  add(path: string, problems: readonly Problem[]): void {
    const source = this.#sourceOf(path)
    for (const { severity, code, path: part, at, sentence, hint } of problems) {
      const salvaged = this.salvaged.get(path)
      const place = source?.place(salvaged ? placeBefore(part, salvaged) : part, at) ?? { line: 1, column: 1 }
      this.#note(found({ severity: severity ?? 'error', code, file: path, ...place }, { sentence, hint }))
    }
  }

  /** The same for a file that is no YAML. */
  addAt(path: string, place: { line: number; column: number }, what: Omit<Problem, 'path' | 'at'>): void {
    const { severity = 'error', code, sentence, hint } = what
    this.#note(found({ severity, code, file: path, ...place }, { sentence, hint }))
  }

  #note(finding: Finding): void {
    const count = (this.#counts.get(finding.file) ?? 0) + 1
    this.#counts.set(finding.file, count)
    if (count < MAX_FINDINGS_PER_FILE) this.findings.push(finding)
    else if (count === MAX_FINDINGS_PER_FILE) this.findings.push(found({ ...finding, code: 'more' }, MORE))
  }

  #isRead(path: string): boolean {
    const file = this.#files.get(path)
    if (!file?.unread) return file !== undefined
    if (this.#unread.has(path)) return false
    this.#unread.add(path)
    const { code, ...what } = UNREAD[file.unread]
    this.#note(found({ severity: 'error', code, file: path, line: file.line ?? 1, column: 1 }, what))
    return false
  }

  #sourceOf(path: string): Source | undefined {
    if (this.#sources.has(path)) return this.#sources.get(path)
    this.#sources.set(path, undefined)
    const file = this.#files.get(path)
    if (!file || !this.#isRead(path) || !/\.ya?ml$/.test(path)) return undefined
    const { source, findings } = readYaml(path, file.text)
    this.#sources.set(path, source)
    for (const finding of findings) this.#note(finding)
    return source
  }
}

const MORE = {
  sentence: told`There is more wrong from here on.`,
  hint: told`Mend what is listed, then look again.`,
}

const UNREAD = {
  'too-big': {
    code: 'too-big',
    sentence: told`This file is larger than 1 MB.`,
    hint: told`Split it into several files, or remove what does not belong there.`,
  },
  'bad-encoding': {
    code: 'bad-encoding',
    sentence: told`This line is not UTF-8 text.`,
    hint: told`Save the file with the encoding UTF-8.`,
  },
  unreadable: {
    code: 'unreadable',
    sentence: told`This file could not be read.`,
    hint: told`Check its permissions, and that it is a plain file.`,
  },
} as const
