// How deep and how long a file may be, found before the parser is asked: it is slow where the lexer is fast.
import { Lexer } from 'yaml'
import { type Told, told } from '../told/told.ts'

/**
 * Sum of what the tokens cost the parser. A flow of two thousand sections has some 90,000; a flood stays under a
 * second.
 */
const MAX_COST = 120_000

/** Words and line ends are quick to parse. Quotes, brackets, commas and marks may each become a mistake. */
const costOf = (token: string): number => (DEAR.has(token[0] ?? '') ? 5 : 1)
const DEAR: ReadonlySet<string> = new Set('"\'[]{},?!&*%@`')
/** The deepest thing in our files has six levels. */
export const MAX_DEPTH = 32

/** Sentence and hint. */
export const TOO_DEEP: [Told, Told] = [
  told`This is nested more than ${MAX_DEPTH} levels deep.`,
  told`No setting needs that: look for a bracket or an indentation too many.`,
]

export type Obstacle = { code: string; offset: number; sentence: Told; hint: Told }

/** What would make the parser slow or the result strange; found with the lexer alone, which is fast. */
export function obstacleIn(text: string): Obstacle | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what we look for
  const control = text.search(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/)
  if (control >= 0)
    return {
      code: 'bad-character',
      offset: control,
      sentence: told`There is an invisible control character here.`,
      hint: told`Delete it, or save the file as plain UTF-8 text.`,
    }
  let offset = 0
  let cost = 0
  let depth = 0
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') depth++
    else if (token === ']' || token === '}') depth--
    if (depth > MAX_DEPTH) return { code: 'too-deep', offset, sentence: TOO_DEEP[0], hint: TOO_DEEP[1] }
    cost += costOf(token)
    if (cost > MAX_COST)
      return {
        code: 'too-big',
        offset,
        sentence: told`This file is too long.`,
        hint: told`Split it into several files.`,
      }
    // Marks that the lexer puts between the pieces of text: start of a document, of a scalar, end of a flow.
    if (token !== '\u0002' && token !== '\u001f' && token !== '\u0018') offset += token.length
  }
  return undefined
}
