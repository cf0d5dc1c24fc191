// What the editor offers while a flow is written: verbs, their settings, and names that exist.
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import type { ConfigurationFile } from '../../../http/published.ts'
import type { FlowLanguage } from './flow-language.ts'
import { type Kind, namesOf, sentenceOf } from './names-in.ts'

export type Draft = {
  readonly files: readonly ConfigurationFile[]
  readonly flow: string
  readonly language: FlowLanguage
}

/** What kind of name a setting wants. */
const WANTS: Readonly<Record<string, Kind>> = {
  ...{ go: 'section', call: 'section', closed: 'section', holiday: 'section', 'no-input': 'section' },
  ...{ invalid: 'section', failed: 'section', found: 'section', 'not-found': 'section', else: 'section' },
  ...{ 'too-long': 'section', 'no-answer': 'section', section: 'section' },
  ...{ say: 'prompt', menu: 'prompt', notice: 'prompt', dial: 'prompt', prompt: 'prompt' },
  ...{ greeting: 'prompt', meanwhile: 'prompt' },
  ...{ queue: 'queue', hours: 'hours', lookup: 'lookup', send: 'send', voicemail: 'box' },
  ...{ flow: 'flow', language: 'language' },
}

/** Settings whose values are keys or times with a section each. */
const LEADS = /\b(keys|after|split):\s*\{[^}]*$/

/** @param draft asked at each completion, so that it is always the newest */
export function completing(draft: () => Draft) {
  return (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos)
    const before = line.text.slice(0, context.pos - line.from)
    const [word = ''] = /[a-z0-9-]*$/.exec(before) ?? []
    const ahead = before.slice(0, before.length - word.length)
    const options = offersFor(ahead, linesAbove(context, line.number), draft())
    const isAsked = context.explicit || word !== '' || /[:[{,-] $/.test(ahead)
    if (options.length === 0 || !isAsked) return null
    return { from: context.pos - word.length, options, validFor: /^[a-z0-9-]*$/ }
  }
}

function linesAbove(context: CompletionContext, number: number): string[] {
  const { doc } = context.state
  const lines: string[] = []
  for (let n = number - 1; n >= 1 && lines.length < 60; n--) lines.push(doc.line(n).text)
  return lines
}

function offersFor(ahead: string, above: readonly string[], draft: Draft): Completion[] {
  const { language } = draft
  if (/^ *- $/.test(ahead)) return verbOffers(language)
  if (/^ +$/.test(ahead)) return settingOffers(ahead.length, above, language)
  // The key that stands last before the cursor, also in a list or in braces.
  const [, key = ''] = /([a-z-]+):\s*(?:\[[^\]]*|\{[^}]*)?$/.exec(ahead) ?? []
  if (LEADS.test(ahead) && /: *$/.test(ahead)) return named('section', draft)
  const [, inner = key] = /([a-z-]+): *$/.exec(ahead) ?? []
  const kind = WANTS[inner] ?? WANTS[key]
  if (kind !== undefined) return named(kind, draft)
  const fixed = [...language.values()].flatMap(one => one.settings.get(inner)?.values ?? [])
  return [...new Set(fixed)].map(label => ({ label, type: 'constant' }))
}

function verbOffers(language: FlowLanguage): Completion[] {
  return [...language].map(([label, { settings, about }]) => ({
    label,
    type: 'keyword',
    apply: ALONE.has(label) ? label : `${label}: `,
    ...(about && { info: about }),
    detail: [...settings.keys()].filter(key => key !== label).join(', '),
  }))
}

/** Verbs that may stand alone, as a word. */
const ALONE = new Set(['hangup', 'return'])

/** The settings of the step above that are not there yet. */
function settingOffers(indent: number, above: readonly string[], language: FlowLanguage): Completion[] {
  const there = new Set<string>()
  for (const line of above) {
    const [, spaces = '', dash = '', key = ''] = /^( *)(- )?([a-z-]+):/.exec(line) ?? []
    if (key === '') continue
    if (spaces.length + dash.length === indent) there.add(key)
    if (dash !== '' && spaces.length < indent) {
      const verb = language.get(key)
      const left = [...(verb?.settings ?? [])].filter(([one]) => one !== key && !there.has(one))
      return left.map(([label, { about }]) => ({
        label,
        type: 'property',
        apply: `${label}: `,
        ...(about && { info: about }),
      }))
    }
    if (spaces.length === 0 && dash === '') return []
  }
  return []
}

function named(kind: Kind, { files, flow }: Draft): Completion[] {
  return namesOf(kind, files, flow).map(label => {
    const sentence = kind === 'prompt' ? sentenceOf(label, files, flow) : undefined
    return { label, type: 'variable', ...(sentence && { info: sentence }) }
  })
}
