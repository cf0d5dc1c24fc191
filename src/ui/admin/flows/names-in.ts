// The names that stand in the files of a draft, read line by line: they must be found in half-written files too.
import type { ConfigurationFile } from '../../../http/published.ts'

type Files = readonly ConfigurationFile[]

export const flowPath = (flow: string): string => `ivr-flows/${flow}.yaml`

export function flowNames(files: Files): string[] {
  return files.flatMap(({ path }) => /^ivr-flows\/([a-z][a-z0-9-]*)\.yaml$/.exec(path)?.[1] ?? [])
}

export type Kind = 'section' | 'queue' | 'hours' | 'prompt' | 'lookup' | 'send' | 'box' | 'flow' | 'language'

/** Of this kind, as a step of this flow may name them. */
export function namesOf(kind: Kind, files: Files, flow: string): string[] {
  switch (kind) {
    case 'section':
      return keysAt(0, textOf(files, flowPath(flow))).filter(name => !NO_SECTIONS.has(name))
    case 'queue':
      return [...textOf(files, 'config/queues.yaml').matchAll(/^- *\{? *name: ([a-z][a-z0-9-]*)/gm)].map(at)
    case 'hours':
      return ['hotline', ...keysUnder('hours', textOf(files, 'config/hours.yaml'))]
    case 'lookup':
      return keysUnder('lookups', textOf(files, 'config/lookups.yaml'))
    case 'send':
      return keysAt(0, textOf(files, 'config/sends.yaml'))
    case 'box':
      return keysAt(0, textOf(files, 'config/boxes.yaml'))
    case 'flow':
      return flowNames(files)
    case 'language':
      return languagesIn(files)
    case 'prompt':
      return [
        ...new Set(languagesIn(files).flatMap(one => keysAt(0, textOf(files, `sounds/${one}/prompts.yaml`)))),
      ]
  }
}

/** Hours or lookups that this flow names, and flows that it leads to. */
export function usedIn(files: Files, flow: string, verb: 'hours' | 'lookup'): string[] {
  const own = textOf(files, flowPath(flow))
  const others = [...own.matchAll(/\bflow: ([a-z][a-z0-9-]*)/g)].map(match =>
    textOf(files, flowPath(at(match))),
  )
  const steps = new RegExp(`^ *- *\\{? *${verb}: ([a-z][a-z0-9-]*)`, 'gm')
  return [...new Set([own, ...others].flatMap(text => [...text.matchAll(steps)].map(at)))]
}

/** The sentence of a prompt, in the language of the flow if it has one there. */
export function sentenceOf(prompt: string, files: Files, flow: string): string | undefined {
  const [, own = ''] = /^language: ([a-z]{2})/m.exec(textOf(files, flowPath(flow))) ?? []
  const line = new RegExp(`^${prompt}: *(.+)$`, 'm')
  const languages = [own, ...languagesIn(files)]
  return languages.map(one => line.exec(textOf(files, `sounds/${one}/prompts.yaml`))?.[1]).find(Boolean)
}

const NO_SECTIONS = new Set(['flow', 'title', 'language', 'tests'])

const at = (match: RegExpMatchArray): string => match[1] ?? ''

const textOf = (files: Files, path: string): string => files.find(file => file.path === path)?.text ?? ''

function languagesIn(files: Files): string[] {
  return files.flatMap(({ path }) => /^sounds\/([a-z]{2})\/prompts\.yaml$/.exec(path)?.[1] ?? [])
}

function keysAt(indent: number, text: string): string[] {
  return [...text.matchAll(new RegExp(`^ {${indent}}([a-z][a-z0-9-]*):`, 'gm'))].map(at)
}

/** Keys one step further in than this one, as long as it lasts. */
function keysUnder(key: string, text: string): string[] {
  const [, below = ''] =
    new RegExp(`^${key}:[^\\n]*\\n((?:[ #][^\\n]*\\n|\\n)*)`, 'm').exec(`${text}\n`) ?? []
  return keysAt(2, below)
}
