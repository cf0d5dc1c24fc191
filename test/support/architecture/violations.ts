// Holds the sources against the rules; one sentence for each mistake.
import * as rules from './rules.ts'
import { codeOf, type Import, importsOf } from './source.ts'

/** Paths below src, like `calls/step.ts`, with their texts. */
export type Sources = ReadonlyMap<string, string>

export function violations(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) => [
    ...placeOf(file),
    ...importsOf(file, text).flatMap(found => wrongImport(file, found, sources)),
    ...wrongCode(file, text),
  ])
}

/** The room, wing or root that a file belongs to. */
const partOf = (file: string): string =>
  file === 'config.ts' ? 'config' : file.includes('/') ? (file.split('/')[0] ?? '') : file

const isRoom = (part: string) => Object.hasOwn(rules.ROOMS, part)
const isRoot = (part: string) => rules.ROOTS.includes(part) || part === 'bootstrap.mjs'

function placeOf(file: string): string[] {
  const part = partOf(file)
  if (isRoom(part) || isRoot(part) || Object.hasOwn(rules.OTHERS, part)) return []
  return [`${file}: "${part}" is neither room nor wing; name it in test/support/architecture/rules.ts`]
}

function wrongImport(file: string, found: Import, sources: Sources): string[] {
  const from = partOf(file)
  if (!found.inside) return wrongPackage(file, from, found.target)
  if (!sources.has(found.target)) return [`${file} imports ${found.target}, which is not there`]
  const to = partOf(found.target)
  if (from === to || isRoot(from)) {
    // bootstrap.mjs runs before there are packages, on an older Node that reads no TypeScript.
    if (file === 'bootstrap.mjs' && !found.target.endsWith('.mjs')) return [`${file} imports ${found.target}`]
    return []
  }
  const sentence = `${file} imports ${found.target}: ${from} may not know ${to}`
  if (isRoot(to)) return [`${sentence}, only main.ts knows the house`]
  const arrow = arrowBetween(from, to) ?? exceptionFor(file, found.target)
  if (!arrow) return [sentence]
  return arrow === 'types' && !found.typesOnly ? [`${sentence} but by \`import type\``] : []
}

function arrowBetween(from: string, to: string): rules.Arrow | undefined {
  if (isRoom(from)) return rules.ROOMS[from]?.includes(to) ? 'all' : undefined
  return isRoom(to) ? 'all' : rules.OTHERS[from]?.[to]
}

function exceptionFor(file: string, target: string): rules.Arrow | undefined {
  return rules.EXCEPTIONS.find(({ from, to }) => file.startsWith(from) && target === to)?.arrow
}

function wrongPackage(file: string, from: string, target: string): string[] {
  if (!isRoom(from) || rules.ROOM_PACKAGES[from]?.includes(target)) return []
  return [`${file} imports ${target}: a room is pure and needs nothing of it`]
}

function wrongCode(file: string, text: string): string[] {
  const code = codeOf(text)
  const found: string[] = []
  const lineOf = (index: number) => code.slice(0, index).split('\n').length
  const refuse = (pattern: RegExp, why: string) => {
    const match = pattern.exec(code)
    if (match) found.push(`${file}:${lineOf(match.index)} ${why}: ${match[0]}`)
  }
  if (isRoom(partOf(file)))
    for (const pattern of rules.NOT_IN_ROOMS) refuse(pattern, 'is in a room and yet says')
  if (!rules.ENVIRONMENT_READERS.includes(file))
    refuse(/\bprocess\.env\b/, 'reads the environment, which only config.ts does')
  for (const { file: only, pattern, because } of rules.ONLY_IN) {
    const match = file === only ? null : pattern.exec(withoutComments(text))
    if (match) found.push(`${file} ${because}: ${match[0]}`)
  }
  refuse(/(:|\bas|[<,|(=])\s*any\b(?=\s*([;,)\]>|=[&{}]|$))/m, 'says any')
  const lines = text.trimEnd().split('\n')
  if (lines.length > rules.LONGEST_FILE_LINES)
    found.push(`${file} has ${lines.length} lines; ${rules.LONGEST_FILE_LINES} is the end`)
  if (!/^(#!.*\n)?\/\/ ./.test(text)) found.push(`${file} does not say in its first line what it is`)
  return found
}

const withoutComments = (text: string) => text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
