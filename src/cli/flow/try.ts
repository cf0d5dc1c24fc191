// "tongdai flow try": a conversation with a flow. Everything that the caller did so far is rehearsed anew after each
// of his acts, which takes a millisecond and keeps nothing.
import { createInterface } from 'node:readline'
import { type Attempted, type Met, tryFlow } from '../../config/flow-trying.ts'
import { checkTree, inWords, readTree } from '../../config.ts'
import type { WrittenTest } from '../../flows/rehearsal/written-tests.ts'
import { findingsIn } from '../../told/findings.ts'
import { told } from '../../told/told.ts'
import type { Terminal } from '../commands.ts'
import { CliProblem } from '../office-client.ts'
import { noSuchFlow } from './no-such-flow.ts'

export type TryOptions = {
  language?: string
  hotline?: string
  at?: string
  hours: readonly string[]
  lookup: readonly string[]
}

type Act = Exclude<NonNullable<WrittenTest['press']>, string>[number]

const HELP = 'Keys such as 1 or 4711#; nothing: he presses nothing; wait 60s; speak 10s; hang up; again; bye.'

/** @returns the exit code */
export async function tryInTerminal(
  root: string,
  flow: string,
  options: TryOptions,
  { input, out, environment }: Pick<Terminal, 'input' | 'out' | 'environment'>,
): Promise<number> {
  const { config, findings } = checkTree(await readTree(root), undefined, 'left-out')
  if (!config) {
    const errors = findingsIn(environment.language, findings).filter(({ severity }) => severity === 'error')
    throw new CliProblem(
      'findings',
      told`The files have mistakes.`,
      told`Mend them first.`,
      errors.map(inWords),
    )
  }
  const { language, hotline, at } = options
  const world = { hours: hoursIn(options.hours), lookups: lookupsIn(options.lookup) }
  const now = Date.now()
  const after = (acts: Act[]): Attempted => {
    const more = { ...(language && { language }), ...(hotline && { hotline }), ...(at && { at }) }
    const attempted = tryFlow(config, { flow, acts, ...more, ...world }, now)
    if (!attempted) throw noSuchFlow(flow)
    return attempted
  }
  let acts: Act[] = []
  let heard = after(acts)
  let shown = 0
  const show = () => {
    for (const met of heard.met.slice(shown)) for (const line of linesOf(met)) out(line)
    shown = heard.met.length
    out(standing(heard))
  }
  out(HELP)
  show()
  for await (const line of createInterface({ input: input ?? process.stdin, terminal: false })) {
    const said = line.trim()
    if (said === 'bye' || said === 'quit') break
    if (said === 'again') [acts, shown] = [[], 0]
    else {
      const act = actOf(said)
      if (act === undefined) {
        out(HELP)
        continue
      }
      acts = [...acts, act]
    }
    heard = after(acts)
    show()
    if (heard.state === 'ended') break
  }
  return 0
}

function actOf(said: string): Act | undefined {
  if (/^[0-9*#A-D]{0,64}$/.test(said)) return said
  const timed = /^(wait|speak) +(\d{1,6}(?:ms|s|m|h|d))$/.exec(said)
  if (timed?.[1] === 'wait') return { wait: timed[2] ?? '' }
  if (timed) return { speak: timed[2] ?? '' }
  return said === 'hang up' ? 'hang-up' : undefined
}

function linesOf({ atMs, kind, words, sentences, place }: Met): string[] {
  const time = clock(atMs)
  if (kind === 'section') return [`${time}  [${place.section}]`]
  const heard = sentences.map(({ key, text }) => (text === '' ? `♪ ${key ?? ''}` : `“${text}”`))
  const about = `${time}    ${words.replace(/^\{ | \}$/g, '')}`
  return heard.length === 0 ? [about] : [...heard.map(text => `${time}  ${text}`), about]
}

function standing({ state, keys, queue, ended, elapsedMs, unused }: Attempted): string {
  const time = clock(elapsedMs)
  const idle = unused > 0 ? ' (nobody asked for that)' : ''
  if (state === 'ended') return `${time}  The call is over: ${ended ?? ''}.${idle}`
  const which = keys.length > 0 ? ` (${keys.join(' ')})` : ''
  if (state === 'waits') return `${time}  He waits${queue ? ` in ${queue}` : ''}${which}.${idle} wait 60s?`
  return `${time}  Keys${which}?${idle}`
}

function clock(ms: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  return `${two(ms / 60_000)}:${two((ms / 1_000) % 60)}`
}

function hoursIn(written: readonly string[]): Record<string, 'open' | 'closed'> {
  return Object.fromEntries(
    written.map(one => {
      const [, name = '', position] = /^([a-z][a-z0-9-]*)=(open|closed)$/.exec(one) ?? []
      if (position !== 'open' && position !== 'closed')
        throw new CliProblem('wrong-hours', told`"${one}" says nothing.`, told`Write --hours office=closed.`)
      return [name, position] as const
    }),
  )
}

function lookupsIn(written: readonly string[]): NonNullable<WrittenTest['lookups']> {
  return Object.fromEntries(
    written.map(one => {
      const [, name = '', answer = ''] = /^([a-z][a-z0-9-]*)=(.+)$/.exec(one) ?? []
      if (name === '')
        throw new CliProblem(
          'wrong-lookup',
          told`"${one}" is no answer.`,
          told`Write --lookup balance=balance=250000.`,
        )
      if (answer === 'not-found' || answer === 'failed') return [name, answer] as const
      const values = answer.split(',').map(pair => {
        const [key = '', ...rest] = pair.split('=')
        const value = rest.join('=')
        return [key, /^-?\d+(\.\d+)?$/.test(value) && !/^0\d/.test(value) ? Number(value) : value]
      })
      return [name, { found: Object.fromEntries(values) as Record<string, string | number> }] as const
    }),
  )
}
