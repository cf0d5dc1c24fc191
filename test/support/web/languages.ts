// What the web app says, in each of its languages, so that a test looks for what people read.
import { sentenceIn } from '../../../src/http/told.ts'
import { type TextKey, texts } from '../../../src/ui/shared/texts/say.ts'

export const LANGUAGES = ['vi', 'en'] as const
export type Language = (typeof LANGUAGES)[number]
export type Say = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string

/** The text of that key with its values put in, as the page shows it. */
export function sayIn(language: Language): Say {
  return (key, values = {}) =>
    texts[key][LANGUAGES.indexOf(language)]!.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
      String(values[name]),
    )
}

/** What the API says, told in this language. @param template as src/http/vietnamese.ts has it, with its values put in */
export function toldIn(language: Language, template: string, ...values: readonly string[]): string {
  return sentenceIn(language, { template, values })
}
