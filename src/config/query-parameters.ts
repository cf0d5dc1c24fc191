// Named parameters of a query: `where number = :number` becomes `where number = $1`. Names inside of texts, quoted
// names, comments and casts (`::date`) are none.

/** What is skipped, or a parameter. */
const PART =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$|--[^\n]*|\/\*[\s\S]*?\*\/|::|:([a-z][a-z0-9_]{0,63})/g

/** @returns the query with numbered parameters, and the names in that order; `account_id` stands for `account-id` */
export function parametersIn(query: string): { text: string; names: string[] } {
  const names: string[] = []
  const text = query.replace(PART, (part: string, _tag: unknown, written: string | undefined) => {
    if (written === undefined) return part
    const name = written.replaceAll('_', '-')
    if (!names.includes(name)) names.push(name)
    return `$${names.indexOf(name) + 1}`
  })
  return { text, names }
}

/** The bare words of a query, without texts and comments. */
export function wordsIn(query: string): string {
  return query.replace(PART, ' ').trim()
}
