// YAML nodes → plain values, within bounds; objects have no prototype.
import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import { type Told, told } from '../told/told.ts'
import { MAX_DEPTH, TOO_DEEP } from './yaml-limits.ts'

/** Aliases repeat what they point at; this is the limit of what one file may grow to. */
const MAX_VALUES = 20_000

const KEY_HINT = told`Write it like "name: value".`

/** Notes a finding at an offset of the text. */
export type Find = (code: string, offset: number, sentence: Told, hint: Told) => void

/** Turns nodes into values, within bounds. */
export class Values {
  /** Something that no value can stand for was met; its finding is written. */
  refused = false
  readonly anchors = new Map<string, Node>()
  #left = MAX_VALUES
  #find: Find
  #told = new Set<number>()

  constructor(find: Find) {
    this.#find = find
  }

  of(node: unknown, depth: number): unknown {
    if (this.refused) return null
    if (isAlias(node)) {
      const target = this.anchors.get(node.source)
      if (target) return this.of(target, depth + 1)
      return this.#refuse(
        'unknown-anchor',
        node,
        told`There is no "&${node.source}" above.`,
        told`Write the value out here.`,
      )
    }
    if (--this.#left < 0)
      return this.#refuse(
        'too-many-values',
        node,
        told`Aliases (*) make this file far too large.`,
        told`Write less of them.`,
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
        this.#refuse('bad-key', pair.key, told`A key must be a word or a text in quotes.`, KEY_HINT)
        continue
      }
      if (isScalar(pair.key) && typeof pair.key.value !== 'string')
        this.#once(
          'unquoted',
          offset,
          told`The key ${key} is not a text to YAML.`,
          told`Put it in quotes: "${key}".`,
        )
      if (key in record)
        this.#once(
          'duplicate-key',
          offset,
          told`"${key}" stands here a second time.`,
          told`Keep one of the two.`,
        )
      record[key] = this.of(pair.value, depth + 1)
    }
    return record
  }

  /** The same place may be met again through aliases. */
  #once(code: string, offset: number, sentence: Told, hint: Told): void {
    if (this.#told.has(offset) || this.#told.size >= 100) return
    this.#told.add(offset)
    this.#find(code, offset, sentence, hint)
  }

  #refuse(code: string, node: unknown, sentence: Told, hint: Told): null {
    if (!this.refused) this.#find(code, offsetOf(node), sentence, hint)
    this.refused = true
    return null
  }
}

/** The text of a key as it is written. */
export function keyOf(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined
  if (typeof node.value === 'string') return node.value
  return node.source ?? String(node.value)
}

/** Where a node begins in the text. */
export function offsetOf(node: unknown): number {
  return (isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)) && node.range ? node.range[0] : 0
}
