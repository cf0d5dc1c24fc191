// Reads a source file as far as the architecture cares: what it imports, and its code without comments and texts.
import { posix } from 'node:path'

export type Import = { readonly target: string; readonly inside: boolean; readonly typesOnly: boolean }

/** Relative targets are answered as paths below src, others as they stand. @param file path below src */
export function importsOf(file: string, text: string): Import[] {
  const statements = text.matchAll(/^(?:import|export)\s([^;'"]*?\sfrom\s+)?'([^']+)'/gm)
  const awaited = text.matchAll(/\bimport\('([^']+)'\)()/g)
  return [
    ...Array.from(statements, ([, clause = '', target = '']) => ({ clause, target })),
    ...Array.from(awaited, ([, target = '']) => ({ clause: '', target })),
  ].map(({ clause, target }) => {
    const inside = target.startsWith('.')
    return {
      target: inside ? posix.join(posix.dirname(file), target) : target,
      inside,
      typesOnly: isTypesOnly(clause),
    }
  })
}

/** `type { A }`, `type * as x`, and `{ type A, type B }`. */
function isTypesOnly(clause: string): boolean {
  if (/^type\s/.test(clause)) return true
  const names = /^\{([^}]*)\}/
    .exec(clause)?.[1]
    ?.split(',')
    .filter(name => name.trim() !== '')
  return names?.every(name => /^\s*type\s/.test(name)) ?? false
}

/** Lines stay where they are. Template strings stay too, since code stands in them. */
export function codeOf(text: string): string {
  const keepLines = (part: string) => part.replaceAll(/[^\n]/g, ' ')
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, keepLines)
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replaceAll(/(^|\s)\/\/.*$/gm, '')
}
