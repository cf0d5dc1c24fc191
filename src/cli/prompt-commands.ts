// "tongdai prompt": what callers hear in each language, what is missing, new recordings, and the voice itself.
import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { told } from '../told/told.ts'
import { CliProblem, type Office } from './office-client.ts'
import { type Column, table } from './table.ts'

type InLanguage = { source: 'recorded' | 'file' | 'spoken' | 'missing'; text?: string; durationMs?: number }
type PromptsAnswer = {
  languages: string[]
  studio: Record<string, string>
  prompts: { key: string; number: number; group: string; languages: Record<string, InLanguage> }[]
}
type Tell = <T>(ask: (office: Office) => Promise<T>, show: (answer: T) => string) => Promise<void>
type Row = { key: string; number: number; language: string } & InLanguage

export function addPromptCommands(program: Command, tell: Tell, width: number): void {
  const prompt = program.command('prompt').description('what callers hear')
  prompt
    .command('list [language]')
    .description('all prompts: recorded, spoken by the voice, or missing; numbers and dates only with --all')
    .option('--all', 'the words of numbers, amounts, dates and times too')
    .action((language: string | undefined, { all }: { all?: boolean }) =>
      tell<PromptsAnswer>(
        office => office.get('prompts'),
        answer =>
          `${showPrompts(rowsOf(answer, language, all ? undefined : 'values'), width)}\n\n${studioIn(answer, language)}`,
      ),
    )
  prompt
    .command('missing [language]')
    .description('what a language lacks that another one has')
    .action((language: string | undefined) =>
      tell<PromptsAnswer>(
        office => office.get('prompts'),
        answer => {
          const rows = rowsOf(answer, language).filter(({ source }) => source === 'missing')
          return rows.length === 0 ? 'Nothing is missing.' : showPrompts(rows, width)
        },
      ),
    )
  prompt
    .command('add <language> <key> [file]')
    .description('gives a prompt a recording (WAV, MP3, OGG, FLAC), a text, or both')
    .option('--text <sentence>', 'what the voice says while there is no recording; published at once')
    .action(async (language: string, key: string, file: string | undefined, { text }: { text?: string }) => {
      if (file === undefined && text === undefined)
        throw new CliProblem(
          'nothing-to-add',
          told`There is nothing to add.`,
          told`Name a sound file, or write --text.`,
        )
      const path = placeOf(language, key)
      const sound = file === undefined ? undefined : await soundIn(file)
      await tell(
        async office => {
          if (text !== undefined) await office.put(`${path}/text`, { text })
          if (sound) await office.put(`${path}/recording`, sound)
          return { language, key }
        },
        () => `Callers hear the new ${key} (${language}) from now on.`,
      )
    })
  prompt
    .command('say <language> <text> [file]')
    .description('has the voice say a text into a WAV file (said.wav unless named)')
    .action((language: string, text: string, file = 'said.wav') =>
      tell(
        async office => {
          await writeFile(file, await office.sound('prompts/say', { language, text }))
          return { file }
        },
        () => `${file} holds it.`,
      ),
    )
}

function placeOf(language: string, key: string): string {
  return `prompts/${encodeURIComponent(language)}/${encodeURIComponent(key)}`
}

async function soundIn(file: string): Promise<Buffer> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new CliProblem(
      'no-such-file',
      told`${file} can't be read (${error.code ?? error.message}).`,
      told`Name a sound file.`,
    )
  })
}

function rowsOf({ languages, prompts }: PromptsAnswer, only?: string, withoutGroup?: string): Row[] {
  if (only !== undefined && !languages.includes(only)) {
    const hint = told`There are ${languages.join(', ')}.`
    throw new CliProblem('unknown-language', told`Nothing is said in the language "${only}".`, hint)
  }
  return prompts
    .filter(({ group }) => group !== withoutGroup)
    .flatMap(({ key, number, languages: said }) =>
      languages
        .filter(language => only === undefined || language === only)
        .map(language => ({ key, number, language, ...(said[language] ?? { source: 'missing' as const }) })),
    )
}

function studioIn({ studio }: PromptsAnswer, only?: string): string {
  const codes = Object.entries(studio).filter(([language]) => only === undefined || language === only)
  const said = codes.map(([language, code]) => `${code} (${language})`).join(', ')
  return `To record one by telephone, dial ${said} from your phone.`
}

export function showPrompts(rows: readonly Row[], width: number): string {
  const columns: Column<Row>[] = [
    { title: 'NO', of: row => row.number },
    { title: 'PROMPT', of: row => row.key },
    { title: 'IN', of: row => row.language },
    { title: 'BY', of: row => SOURCES[row.source] },
    { title: 'SECONDS', of: row => row.durationMs && (row.durationMs / 1000).toFixed(1) },
    { title: 'TEXT', of: row => row.text },
  ]
  return table(rows, columns, width)
}

const SOURCES = { recorded: 'recording', file: 'file', spoken: 'voice', missing: 'MISSING' } as const
