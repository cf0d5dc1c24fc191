// Checks data against a schema and says what is wrong in words for people, all of it at once.
// `saying` in a schema completes the sentence "… must be".
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { TSchema } from 'typebox'
import { didYouMean } from '../flows/did-you-mean.ts'
import type { Path, Problem } from '../flows/problem.ts'
import { SILENCE, type Told, told, toldAs, wordsOf } from '../told/told.ts'
import type { Source } from './yaml.ts'

/** More of one value helps nobody. */
const MAX_PROBLEMS = 50

const ajv = new Ajv({
  ...{ allErrors: true, verbose: true, strict: true, allowUnionTypes: true },
  // Each is used a few times only: faster code is not worth the time it takes, which callers wait for after a crash.
  code: { optimize: false },
})
ajv.addKeyword('saying')

const compiled = new WeakMap<object, ValidateFunction>()

/** @returns what is wrong with the value at `base` of the source; nothing when it fits the schema. */
export function problemsOf(
  schema: TSchema,
  value: unknown,
  base: Path,
  source: Source | undefined,
): Problem[] {
  const validate = compiled.get(schema) ?? ajv.compile(schema)
  compiled.set(schema, validate)
  if (validate(value)) return []
  const known = new Set<string>()
  const problems: Problem[] = []
  for (const error of worthTelling(validate.errors ?? [])) {
    if (problems.length >= MAX_PROBLEMS) break
    const problem = inWords(error, base, source)
    const once = JSON.stringify([
      problem.path,
      problem.at ?? '',
      problem.code === 'missing-key' ? wordsOf(problem.sentence) : '',
    ])
    if (known.has(once)) continue
    known.add(once)
    problems.push(problem)
  }
  return problems
}

/**
 * Of a choice either the choice itself is told, not why each branch of it does not fit; or, where it is plain which
 * branch was meant, what is wrong in that one.
 */
function worthTelling(errors: readonly ErrorObject[]): ErrorObject[] {
  const hidden = new Set<ErrorObject>()
  for (const [index, choice] of errors.entries()) {
    if (choice.keyword !== 'anyOf') continue
    const branches = branchesOf(choice, errors, index)
    const meant = branches.filter(branch => branch.every(error => isWithin(choice, error)))
    const told = meant.length === 1 ? meant[0] : undefined
    if (told) hidden.add(choice)
    for (const error of branches.filter(branch => branch !== told).flat()) hidden.add(error)
  }
  return errors.filter(error => !hidden.has(error))
}

/** What is wrong in each branch of the choice at `index`: the errors right before it. */
function branchesOf(choice: ErrorObject, errors: readonly ErrorObject[], index: number): ErrorObject[][] {
  const prefix = `${choice.schemaPath}/`
  const branches = new Map<string, ErrorObject[]>()
  for (let at = index - 1; at >= 0; at--) {
    const error = errors[at]!
    if (!error.schemaPath.startsWith(prefix) || !isAtOrIn(choice.instancePath, error.instancePath)) break
    const [branch = ''] = error.schemaPath.slice(prefix.length).split('/', 1)
    branches.get(branch)?.push(error) ?? branches.set(branch, [error])
  }
  return [...branches.values()]
}

/** The value itself is of that branch's kind: what is wrong lies deeper, or is a setting too many. */
function isWithin(choice: ErrorObject, error: ErrorObject): boolean {
  return error.instancePath !== choice.instancePath || error.keyword === 'additionalProperties'
}

const isAtOrIn = (outer: string, inner: string) => inner === outer || inner.startsWith(`${outer}/`)

type Shape = {
  saying?: string
  type?: string
  properties?: Record<string, Shape>
  patternProperties?: Record<string, Shape>
}

function inWords(error: ErrorObject, base: Path, source: Source | undefined): Problem {
  const path = [...base, ...partsOf(error.instancePath)]
  const shape = error.parentSchema as Shape
  if (error.keyword === 'additionalProperties') {
    const key = String(error.params.additionalProperty)
    return unknownKey(key, [...path, key], shape)
  }
  if (error.keyword === 'required') {
    const key = String(error.params.missingProperty)
    const saying = shape.properties?.[key]?.saying
    return {
      code: 'missing-key',
      path,
      sentence: told`"${key}" is missing here.`,
      hint: saying ? told`It must be ${toldAs(saying)}.` : told`Add ${key}: to it.`,
    }
  }
  const written = source?.written(path)
  if (error.keyword === 'type' && shape.type === 'string' && isNoText(error.data) && written)
    return {
      code: 'unquoted',
      path,
      sentence: told`YAML reads ${written} as ${toldAs(typeof error.data === 'number' ? 'a number' : 'true or false')}, not as text.`,
      hint: told`Put it in quotes: "${written}".`,
    }
  const name = path.at(-1)
  const subject = typeof name === 'string' ? told`"${name}"` : toldAs('This')
  return {
    code: error.keyword === 'type' || error.keyword === 'anyOf' ? 'wrong-type' : 'wrong-value',
    path,
    sentence: told`${subject} must be ${expected(error, shape)}, and is ${shown(error.data)}.`,
    hint: SILENCE,
  }
}

function unknownKey(key: string, path: Path, shape: Shape): Problem {
  if (shape.patternProperties)
    return {
      code: 'bad-key',
      path,
      at: 'key',
      sentence: told`"${key}" can't be a key here.`,
      hint: shape.saying ? told`Write ${toldAs(shape.saying)}.` : SILENCE,
    }
  return {
    code: 'unknown-key',
    path,
    at: 'key',
    sentence: told`There is no setting "${key}" here.`,
    hint: didYouMean(key, Object.keys(shape.properties ?? {})),
  }
}

function expected(error: ErrorObject, shape: Shape): Told {
  if (shape.saying) return toldAs(shape.saying)
  if (error.keyword === 'enum') return told`one of ${(error.params.allowedValues as unknown[]).join(', ')}`
  if (error.keyword === 'minItems' || error.keyword === 'minProperties') return told`not empty`
  if (error.keyword === 'maxItems' || error.keyword === 'maxProperties') return told`shorter`
  if (error.keyword === 'minimum') return told`at least ${Number(error.params.limit)}`
  if (error.keyword === 'maximum') return told`at most ${Number(error.params.limit)}`
  return TYPES[String(error.params.type)] ?? told`something else`
}

const TYPES: Readonly<Record<string, Told>> = {
  string: told`a text`,
  boolean: told`true or false`,
  integer: told`a whole number`,
  number: told`a number`,
  array: told`a list (lines that start with "- ")`,
  object: told`a group of settings (lines of "name: value")`,
}

function shown(value: unknown): Told {
  const isEmpty = value === null || value === undefined || (Array.isArray(value) && value.length === 0)
  if (isEmpty) return told`empty`
  if (typeof value === 'string') return told`"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`
  if (Array.isArray(value)) return told`a list`
  return typeof value === 'object' ? told`a group of settings` : told`${String(value)}`
}

function isNoText(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean'
}

/** JSON pointer → path; indexes become numbers. */
function partsOf(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map(part => (/^\d{1,6}$/.test(part) ? Number(part) : part))
}
