// Sentences for people: written in English where they are needed, with their values told apart, so that a table can
// say them in another language.

export type Language = 'vi' | 'en'

/** A sentence with values in it: `template` is English with {0}, {1} … in their places. A value may be told itself. */
export type Told = { readonly template: string; readonly values: readonly (string | number | Told)[] }

/** English template → the same in another language. */
export type Tongue = Readonly<Record<string, string>>

/** told`There is no phone "${phone}".` */
export function told(strings: TemplateStringsArray, ...values: readonly (string | number | Told)[]): Told {
  return { template: strings.reduce((all, text, index) => `${all}{${index - 1}}${text}`), values }
}

/** Words that stand elsewhere, such as what a schema says: nothing of them is a value. */
export const toldAs = (words: string): Told => ({ template: words, values: [] })

/** Nothing to say. */
export const SILENCE: Told = toldAs('')

/** What the table does not know is said in English. */
export function wordsOf({ template, values }: Told, tongue: Tongue = {}): string {
  const words = Object.hasOwn(tongue, template) ? tongue[template]! : template
  return words.replaceAll(/\{(\d+)\}/g, (place, index) => {
    const value = values[Number(index)]
    return typeof value === 'object' ? wordsOf(value, tongue) : String(value ?? place)
  })
}
