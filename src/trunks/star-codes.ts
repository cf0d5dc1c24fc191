// Codes that our own phones dial to reach the house itself, not a person or a hotline.

/** A registered phone that dials this hears itself: the first thing a new installation tries. */
export const ECHO_NUMBER = '*43'

/** What an agent changes of his own state by dialling. */
export const AGENT_CODES = ['log-in', 'log-out', 'pause', 'ready'] as const
export type AgentCode = (typeof AGENT_CODES)[number]

const KEYPAD = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz']

/**
 * What to dial for the studio in each language: the code itself in the house's own, and for any other the code and
 * the language's letters on the keypad (`en`: `*4436`).
 * @param code as in server.yaml, e.g. `*44`
 */
export function studioCodes(
  code: string,
  languages: readonly string[],
  own: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    languages.map(language => [language, language === own ? code : `${code}${onKeypad(language)}`]),
  )
}

function onKeypad(letters: string): string {
  return [...letters].map(letter => KEYPAD.findIndex(key => key.includes(letter)) + 2).join('')
}
