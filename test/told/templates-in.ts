// Finds what stands in told`…` of a source text, with {0}, {1} … for its values, as told() itself makes it.

export function templatesIn(source: string): string[] {
  const found: string[] = []
  for (const { index } of source.matchAll(/\btold`/g)) found.push(templateAt(source, index + 'told`'.length))
  return found
}

function templateAt(source: string, begin: number): string {
  let template = ''
  let places = 0
  let at = begin
  while (at < source.length && source[at] !== '`') {
    if (source[at] === '\\') {
      template += source[at + 1]
      at += 2
    } else if (source.startsWith('${', at)) {
      template += `{${places++}}`
      at = endOfValue(source, at + 2)
    } else template += source[at++]
  }
  return template
}

/** Behind the `}` that closes a value; strings and templates may stand in it. */
function endOfValue(source: string, begin: number): number {
  let depth = 1
  let at = begin
  for (; depth > 0 && at < source.length; at++) {
    const letter = source[at] ?? ''
    if (letter === '`') at = endOfTemplate(source, at + 1)
    else if (letter === "'" || letter === '"') at = source.indexOf(letter, at + 1)
    else if (letter === '{') depth++
    else if (letter === '}') depth--
  }
  return at
}

/** Its closing backtick. */
function endOfTemplate(source: string, begin: number): number {
  let at = begin
  while (at < source.length && source[at] !== '`')
    at = source.startsWith('${', at) ? endOfValue(source, at + 2) : at + 1
  return at
}
