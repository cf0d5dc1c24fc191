// The page of the verbs for owners, ivr-flows/README.md, made of the headers of the files in src/flows/verbs/: one
// source for who reads the code and for who writes a menu. `node test/support/verb-page.ts` writes it anew.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type VerbName, verbNames } from '../../src/flows/verbs/verbs.ts'

const checkout = join(import.meta.dirname, '..', '..')
export const PAGE = join(checkout, 'ivr-flows', 'README.md')

/** What belongs together for somebody who writes a menu. */
const CHAPTERS: readonly (readonly [title: string, ...verbs: VerbName[]])[] = [
  ['Speak and ask', 'say', 'menu', 'collect', 'secret', 'notice', 'language'],
  ['Decide', 'hours', 'queue-state', 'when', 'split', 'set', 'go', 'call', 'return', 'wait'],
  ['Reach people', 'queue', 'callback', 'dial', 'transfer', 'voicemail', 'record'],
  ['Ask and tell other systems', 'customer', 'lookup', 'send', 'note'],
  ['End', 'hangup'],
]

const FIRST = `<!-- Made of the headers in src/flows/verbs/ by test/support/verb-page.ts. -->

# The verbs of a flow

A flow is a file \`ivr-flows/NAME.yaml\`: its name, a title, a language, and sections. A call begins in \`start\`. A section is a list of steps; each step is one verb with its settings. At the end of a section the call ends, unless a step leads on.

\`\`\`yaml
flow: clinic
title: Phòng khám
language: vi
start:
  - say: clinic-welcome
  - queue: support
    max-wait: 10m
    too-long: message
message:
  - voicemail: support
\`\`\`

Names of sections, prompts, queues and boxes are small letters, digits and hyphens. Times carry their unit: \`500ms\`, \`5s\`, \`2m\`, \`4h\`. Keys and phone numbers stand in quotes. The flows beside this page are examples, with their tests.
`

export function verbPage(): string {
  const chapters = CHAPTERS.flatMap(([title, ...verbs]) => [
    `## ${title}\n`,
    ...verbs.map(verb => `### ${verb}\n\n${toldIn(`verbs/${verb}.ts`)}`),
  ])
  return [
    FIRST,
    contents(),
    ...chapters,
    `## What is said\n\n${toldIn('spoken.ts')}`,
    `## What a flow knows\n\n${toldIn('value.ts')}`,
    `## Tests\n\n${toldIn('rehearsal/written-tests.ts')}`,
  ].join('\n')
}

export const missing = (): string[] =>
  verbNames.filter(name => !CHAPTERS.some(([, ...verbs]) => verbs.includes(name)))

function contents(): string {
  const lines = CHAPTERS.map(
    ([title, ...verbs]) => `| ${title} | ${verbs.map(verb => `[${verb}](#${verb})`).join(' · ')} |`,
  )
  return `| | |\n|---|---|\n${lines.join('\n')}\n`
}

/** The paragraphs and examples of a header; drawings of phases are for who reads the code. */
function toldIn(file: string): string {
  const lines = readFileSync(join(checkout, 'src', 'flows', file), 'utf8').split('\n')
  const header = lines.slice(
    0,
    lines.findIndex(line => !line.startsWith('//')),
  )
  const blocks = header
    .map(line => line.replace(/^\/\/ ?/, '').replace(' (World.known)', ''))
    .join('\n')
    .replace(/^[a-z-]+: /, '')
    .split('\n\n')
  return blocks
    .flatMap(block => {
      if (!block.startsWith('  ')) return [prose(block)]
      if (/[▶│▲└]/.test(block)) return []
      const code = block.replace(/^ {2}/gm, '').replace(/^\n+|\n+$/g, '')
      return [`\`\`\`${/^(- |[a-z]+:)/.test(code) ? 'yaml' : 'text'}\n${code}\n\`\`\``]
    })
    .filter(text => text !== '')
    .map(text => `${text}\n`)
    .join('\n')
}

/** One line, without what is said about other files of the code. */
function prose(block: string): string {
  const text = block.replaceAll('\n', ' ')
  const sentences = text.split(/(?<=[.:]) (?=[A-Z`])/)
  const kept = sentences.filter(sentence => !/\b[\w-]+\.ts\b/.test(sentence)).join(' ')
  return kept.charAt(0).toUpperCase() + kept.slice(1)
}

if (process.argv[1] === import.meta.filename) writeFileSync(PAGE, verbPage())
