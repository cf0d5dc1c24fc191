// YAML text → plain data that remembers its places. Written for hostile files too: every loop has a bound.
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from 'yaml'
import type { Path } from '../flows/problem.ts'
import type { Finding } from './finding.ts'

/** The parser needs some 10 µs for each; forty thousand are about six thousand lines. */
const MAX_TOKENS = 40_000
/** The deepest thing in our files has six levels. */
const MAX_DEPTH = 32
/** Aliases repeat what they point at; this is the limit of what one file may grow to. */
const MAX_VALUES = 20_000
/** More of one file helps nobody. */
const MAX_SYNTAX_FINDINGS = 20

export type Source = {
  readonly file: string
  /** Objects have no prototype. */
  readonly data: unknown
  place(path: Path, at?: 'key'): { line: number; column: number }
  /** A scalar as it is written, e.g. `02871099999` where the data says 2871099999. */
  written(path: Path): string | undefined
}

/** @returns the data with its places, or only findings when the text is not YAML that we accept. */
export function readYaml(file: string, text: string): { source?: Source; findings: readonly Finding[] } {
  const lines = new LineCounter()
  const findings: Finding[] = []
  const find = (code: string, offset: number, sentence: string, hint: string) => {
    const { line, col } = lines.linePos(offset)
    findings.push({
      severity: 'error',
      code,
      file,
      line: Math.max(1, line),
      column: Math.max(1, col),
      sentence,
      hint,
    })
  }
  countLines(text, lines)
  const obstacle = obstacleIn(text)
  if (obstacle) {
    find(obstacle.code, obstacle.offset, obstacle.sentence, obstacle.hint)
    return { findings }
  }
  // Duplicate keys are found below: the parser's own search for them is quadratic.
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, schema: 'core' })
  for (const error of [...document.errors, ...document.warnings].slice(0, MAX_SYNTAX_FINDINGS)) {
    if (error.code === 'RESOURCE_EXHAUSTION') find('too-deep', error.pos[0], ...TOO_DEEP)
    else
      find('yaml', error.pos[0], `This is not valid YAML: ${error.message.replace(/\.?$/, '.')}`, YAML_HINT)
  }
  if (findings.length > 0) return { findings }
  const values = new Values(document, find)
  const data = values.of(document.contents, 0)
  if (values.refused) return { findings }
  return { source: { file, data, ...places(document, lines, values) }, findings }
}

const YAML_HINT = 'Check the indentation (spaces, no tabs), the colons and the quotes around here.'
const TOO_DEEP: [string, string] = [
  `This is nested more than ${MAX_DEPTH} levels deep.`,
  'No setting needs that: look for a bracket or an indentation too many.',
]

function countLines(text: string, lines: LineCounter): void {
  lines.addNewLine(0)
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1)
}

type Obstacle = { code: string; offset: number; sentence: string; hint: string }

/** What would make the parser slow or the result strange; found with the lexer alone, which is fast. */
function obstacleIn(text: string): Obstacle | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what we look for
  const control = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/)
  if (control >= 0)
    return {
      code: 'bad-character',
      offset: control,
      sentence: 'There is an invisible control character here.',
      hint: 'Delete it, or save the file as plain UTF-8 text.',
    }
  let offset = 0
  let tokens = 0
  let depth = 0
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') depth++
    else if (token === ']' || token === '}') depth--
    if (depth > MAX_DEPTH) return { code: 'too-deep', offset, sentence: TOO_DEEP[0], hint: TOO_DEEP[1] }
    if (++tokens > MAX_TOKENS)
      return {
        code: 'too-big',
        offset,
        sentence: 'This file is too long.',
        hint: 'Split it into several files.',
      }
    // Marks that the lexer puts between the pieces of text: start of a document, of a scalar, end of a flow.
    if (token !== '\u0002' && token !== '\u001f' && token !== '\u0018') offset += token.length
  }
  return undefined
}

type Find = (code: string, offset: number, sentence: string, hint: string) => void

/** Turns nodes into values, within bounds. */
class Values {
  /** Something that no value can stand for was met; its finding is written. */
  refused = false
  readonly anchors = new Map<string, Node>()
  #left = MAX_VALUES
  #find: Find
  #lines = new Set<number>()

  constructor(document: Document.Parsed, find: Find) {
    this.#find = find
    void document
  }

  of(node: unknown, depth: number): unknown {
    if (this.refused) return null
    if (isAlias(node)) {
      const target = this.anchors.get(node.source)
      if (target) return this.of(target, depth + 1)
      return this.#refuse(
        'unknown-anchor',
        node,
        `There is no "&${node.source}" above.`,
        'Write the value out here.',
      )
    }
    if (--this.#left < 0)
      return this.#refuse(
        'too-many-values',
        node,
        'Aliases (*) make this file far too large.',
        'Write less of them.',
      )
    if (depth > MAX_DEPTH) return this.#refuse('too-deep', node, ...TOO_DEEP)
    if (isScalar(node)) return this.#anchored(node, node.value)
    if (isSeq(node)) {
      const list = node.items.map(item => this.of(item, depth + 1))
      return this.#anchored(node, list)
    }
    if (isMap(node)) return this.#anchored(node, this.#mapping(node, depth))
    return null
  }

  #anchored<T>(node: Node & { anchor?: string }, value: T): T {
    // Known only behind its own end, so that nothing can contain itself.
    if (node.anchor) this.anchors.set(node.anchor, node)
    return value
  }

  #mapping(map: YAMLMap, depth: number): Record<string, unknown> {
    const record: Record<string, unknown> = Object.create(null)
    for (const pair of map.items) {
      const key = keyOf(pair.key)
      const offset = offsetOf(pair.key)
      if (key === undefined) {
        this.#refuse('bad-key', pair.key, 'A key must be a word or a text in quotes.', YAML_HINT)
        continue
      }
      if (isScalar(pair.key) && typeof pair.key.value !== 'string')
        this.#once('unquoted', offset, `The key ${key} is not a text to YAML.`, `Put it in quotes: "${key}".`)
      if (key in record)
        this.#once('duplicate-key', offset, `"${key}" stands here a second time.`, 'Keep one of the two.')
      record[key] = this.of(pair.value, depth + 1)
    }
    return record
  }

  /** The same place may be met again through aliases. */
  #once(code: string, offset: number, sentence: string, hint: string): void {
    if (this.#lines.has(offset) || this.#lines.size >= 100) return
    this.#lines.add(offset)
    this.#find(code, offset, sentence, hint)
  }

  #refuse(code: string, node: unknown, sentence: string, hint: string): null {
    if (!this.refused) this.#find(code, offsetOf(node), sentence, hint)
    this.refused = true
    return null
  }
}

/** The text of a key as it is written. */
function keyOf(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined
  if (typeof node.value === 'string') return node.value
  return node.source ?? String(node.value)
}

function offsetOf(node: unknown): number {
  return (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) && node.range ? node.range[0] : 0
}

/** Finds nodes by their path, only when somebody asks: findings are few. */
function places(
  document: Document.Parsed,
  lines: LineCounter,
  values: Values,
): Pick<Source, 'place' | 'written'> {
  const resolved = (node: unknown) => (isAlias(node) ? values.anchors.get(node.source) : node)
  /** The node at the path, or the nearest one above it; `key`: the node of its last key. */
  const walk = (path: Path) => {
    let node: unknown = resolved(document.contents)
    let key: unknown
    let complete = true
    for (const part of path) {
      const before: unknown = node
      if (isMap(before)) {
        const pair = before.items.findLast(item => keyOf(item.key) === String(part))
        complete = pair !== undefined
        if (!pair) break
        key = pair.key
        node = resolved(pair.value) ?? pair.key
      } else if (isSeq(before) && typeof part === 'number' && before.items[part]) {
        key = undefined
        node = resolved(before.items[part])
      } else {
        complete = false
        break
      }
    }
    return { node, key, complete }
  }
  return {
    place(path, at) {
      const { node, key } = walk(path)
      const { line, col } = lines.linePos(offsetOf(at === 'key' && key ? key : node))
      return { line: Math.max(1, line), column: Math.max(1, col) }
    },
    written(path) {
      const { node, complete } = walk(path)
      return complete && isScalar(node) ? node.source : undefined
    },
  }
}
