// YAML text → plain data that remembers its places. Written for hostile files too: every loop has a bound.
import { LineCounter, parseDocument } from 'yaml'
import { told, toldAs } from '../told/told.ts'
import { type Finding, found } from './finding.ts'
import { obstacleIn, TOO_DEEP } from './yaml-limits.ts'
import { type Places, placesIn } from './yaml-places.ts'
import { type Find, Values } from './yaml-values.ts'

/** More of one file helps nobody. */
const MAX_SYNTAX_FINDINGS = 20

const YAML_HINT = told`Check the indentation (spaces, no tabs), the colons and the quotes around here.`

export type Source = Places & {
  readonly file: string
  readonly data: unknown
}

/** @returns the data with its places, or only findings when the text is not YAML that we accept. */
export function readYaml(file: string, text: string): { source?: Source; findings: readonly Finding[] } {
  const lines = new LineCounter()
  const findings: Finding[] = []
  const find: Find = (code, offset, sentence, hint) => {
    const { line, col } = lines.linePos(offset)
    const place = { file, line: Math.max(1, line), column: Math.max(1, col) }
    findings.push(found({ severity: 'error', code, ...place }, { sentence, hint }))
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
      find(
        'yaml',
        error.pos[0],
        told`This is not valid YAML: ${toldAs(error.message.replace(/\.?$/, '.'))}`,
        YAML_HINT,
      )
  }
  if (findings.length > 0) return { findings }
  const values = new Values(find)
  const data = values.of(document.contents, 0)
  if (values.refused) return { findings }
  return { source: { file, data, ...placesIn(document, lines, values) }, findings }
}

function countLines(text: string, lines: LineCounter): void {
  lines.addNewLine(0)
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1)
}
