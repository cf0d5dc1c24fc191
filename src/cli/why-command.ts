// "tongdai why": whom a call was offered to and why, when nobody could be rung, and why it waits now.
import type { Command } from 'commander'
import { type Language, type Told, told, wordsOf } from '../told/told.ts'
import { TERMINAL_IN_VIETNAMESE } from '../told/vietnamese/terminal.ts'
import type { Office } from './office-client.ts'

export type WhyAnswer = {
  conversation: string
  isLive: boolean
  now?: { words: string[] }
  offers: { offer: string; agent: string; at: string; until?: string; cause?: string; words: string[] }[]
  waits: { at: string; until?: string; queue: string; words: string[] }[]
}

type Tell = <T>(ask: (office: Office) => Promise<T>, show: (answer: T) => string) => Promise<void>

export function addWhyCommand(program: Command, tell: Tell, language: Language): void {
  program
    .command('why <call>')
    .description(
      'whom a call was offered to and why, and why it waits: by its id, or a caller’s number for his latest',
    )
    .action((call: string) =>
      tell<WhyAnswer>(
        office => office.get(`why?${new URLSearchParams({ call })}`),
        answer => showWhy(answer, language),
      ),
    )
}

export function showWhy({ conversation, isLive, now, offers, waits }: WhyAnswer, language: Language): string {
  const say = (text: Told) => wordsOf(text, language === 'vi' ? TERMINAL_IN_VIETNAMESE : undefined)
  const points = [
    ...waits.map(wait => ({ ...wait, head: say(told`nobody could be rung${lasted(wait)}`) })),
    ...[...Map.groupBy(offers, ({ offer }) => offer).values()].map(group => ({
      at: group[0]?.at ?? '',
      words: group[0]?.words ?? [],
      head: group.map(one => `${one.agent}: ${one.cause ?? '…'}${lasted(one)}`).join(', '),
    })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1))
  return [
    isLive ? say(told`Call ${conversation} is going on.`) : say(told`Call ${conversation} is over.`),
    ...points.flatMap(({ at, head, words }) => [`${clockTime(at)}  ${head}`, ...words.map(indented)]),
    ...(points.length === 0 ? [say(told`It was offered to nobody and waited for nobody.`)] : []),
    ...(now ? [say(told`At this moment:`), ...now.words.map(indented)] : []),
  ].join('\n')
}

const indented = (sentence: string): string => `          ${sentence}`

/** ` (0:07)`. */
function lasted({ at, until }: { at: string; until?: string }): string {
  if (until === undefined) return ''
  const seconds = Math.max(0, Math.round((Date.parse(until) - Date.parse(at)) / 1_000))
  return ` (${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')})`
}

const clockTime = (at: string): string => new Date(at).toLocaleTimeString('sv-SE')
