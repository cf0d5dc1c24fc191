// What the flows name and the house must be able to say, in each language that callers may hear.
import { checkMentions, type Known } from '../flows/check-flow.ts'
import type { Flow } from '../flows/flow.ts'
import { type Entry, languagesOf } from '../flows/languages.ts'
import type { Problem } from '../flows/problem.ts'
import { VALUE_KEYS } from '../flows/speech/keys.ts'
import { told } from '../told/told.ts'
import { HOTLINE_HOURS, type Hotline } from '../trunks/hotline.ts'
import type { OutboundRules } from '../trunks/outbound-rules.ts'
import type { Prompts } from './config-types.ts'
import { BUILT_IN_PROMPTS, SYSTEM_PROMPTS } from './files/prompts.ts'
import { serverFile } from './files/server.ts'
import type { Inspection } from './inspection.ts'
import { outsideProblems } from './outside-numbers.ts'
import type { Parts } from './references.ts'

/** Notes queues, hours, sections and prompts that a flow names and that don't exist. */
export function checkFlows(
  parts: Parts & { readonly outbound: OutboundRules | undefined },
  hotlines: readonly Hotline[],
  inspection: Inspection,
): void {
  const { queues, hours, lookups, sends, boxes } = parts.names
  const others = { lookups, sends, boxes, ...answersOf(parts), ...reachOf(parts, hotlines) }
  const spokenAt = languagesOf(parts.flows, entriesOf(parts, hotlines))
  const there = languagesThere(parts.prompts)
  const languages = [...there, ...inspection.unreadLanguages]
  const prompts = new Map(
    there
      .filter(language => !inspection.unreadLanguages.has(language))
      .map(language => [language, promptsIn(parts.prompts, language)]),
  )
  for (const [name, flow] of parts.flows) {
    const own = new Set([ownLanguage(flow, parts)])
    const known = { queues, hours: hours && [...hours, HOTLINE_HOURS], prompts, languages, ...others }
    const here = (section: string, step: number) => {
      const heard = spokenAt(name, section, step)
      // Where nobody comes, since a step before it can't be read.
      return heard.size > 0 ? heard : own
    }
    inspection.add(`ivr-flows/${name}.yaml`, checkMentions(flow, { ...known, spokenAt: here }))
  }
}

const ownLanguage = ({ language }: Flow, { server }: Parts): string => language ?? server?.language ?? 'vi'

/** Whoever dials a hotline; and each flow in its own language, which speaks where another has no words. */
function entriesOf(parts: Parts, hotlines: readonly Hotline[]): Entry[] {
  const own = [...parts.flows].map(([name, flow]) => ({ flow: name, language: ownLanguage(flow, parts) }))
  return [...own, ...hotlines]
}

/** Whether the rules for dialling out let flows reach a number. */
function reachOf(
  { outbound, server }: Parts & { readonly outbound: OutboundRules | undefined },
  hotlines: readonly Hotline[],
): Pick<Known, 'outsideProblem'> {
  if (!outbound || !server) return {}
  return { outsideProblem: number => outsideProblems(number, outbound, hotlines, server.country) }
}

const languagesThere = ({ sentences, recordings }: Prompts): string[] => [
  ...new Set([...Object.keys(sentences), ...Object.keys(recordings)]),
]

/** What lookups can answer, if each says so; and those whose address would show a secret. */
function answersOf({ lookups }: Parts): Pick<Known, 'answers' | 'inAddress'> {
  if (!lookups) return { answers: undefined, inAddress: [] }
  const all = Object.entries(lookups.lookups)
  const inAddress = all.flatMap(([name, one]) => (one.kind === 'http' && one.method === 'GET' ? [name] : []))
  // Which columns a query has, only its database knows.
  if (all.some(([, { kind }]) => kind === 'database')) return { answers: undefined, inAddress }
  const answers = new Set(all.flatMap(([, one]) => (one.kind === 'http' ? Object.keys(one.takes) : [])))
  return { answers, inAddress }
}

/** Whatever the flows are, the house itself must be able to speak in each language. */
export function checkLanguages(parts: Parts, hotlines: readonly Hotline[], inspection: Inspection): void {
  const languages = new Set(hotlines.map(hotline => hotline.language))
  for (const flow of parts.flows.values()) if (flow.language) languages.add(flow.language)
  if (parts.server) languages.add(parts.server.language)
  for (const language of languages) {
    if (inspection.unreadLanguages.has(language)) continue
    const there = promptsIn(parts.prompts, language)
    const missing = BUILT_IN_PROMPTS.filter(key => !there.has(key))
    const wanted = [...SYSTEM_PROMPTS, ...VALUE_KEYS].filter(key => !there.has(key))
    const file = `sounds/${language}/prompts.yaml`
    if (there.size === 0)
      inspection.add(serverFile.path, [
        {
          code: 'unknown-language',
          path: ['language'],
          sentence: told`A hotline, a flow or this file speaks "${language}", and there is nothing to say in it.`,
          hint: told`Add ${file}, or use one of ${Object.keys(parts.prompts.sentences).join(', ')}.`,
        },
      ])
    else
      inspection.add(file, [
        ...missing.map(key => ({
          code: 'missing-prompt',
          path: [],
          sentence: told`The house itself says "${key}", and it is missing here.`,
          hint: told`Add a sentence, or a recording sounds/${language}/${key}.wav.`,
        })),
        ...incomplete(language, wanted),
      ])
  }
}

/** One warning for all: whoever's flows never say them can live without. */
function incomplete(language: string, missing: readonly string[]): Problem[] {
  if (missing.length === 0) return []
  const some = missing.slice(0, 6).join(', ') + (missing.length > 6 ? ' …' : '')
  return [
    {
      severity: 'warning',
      code: 'incomplete-language',
      path: [],
      sentence: told`${missing.length} prompts that flows may need are missing in the language ${language}: ${some}.`,
      hint: told`"npx tongdai prompt missing ${language}" lists them.`,
    },
  ]
}

function promptsIn(prompts: Prompts, language: string): ReadonlySet<string> {
  return new Set([
    ...Object.keys(prompts.sentences[language] ?? {}),
    ...Object.keys(prompts.recordings[language] ?? {}),
  ])
}
