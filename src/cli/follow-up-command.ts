// "tongdai follow-ups": who gave up waiting and is to be called back.
import { type Command, Option } from 'commander'
import { localTime } from './local-time.ts'
import type { Office } from './office-client.ts'
import { type Column, table } from './table.ts'

export type FollowUpAnswer = {
  id: string
  queue: string
  callerShown?: string
  times: number
  lastAt: string
  dueAt: string
  state: 'open' | 'overdue' | 'done'
  takenBy?: { id: string }
  closedAt?: string
  closedBy?: { id: string }
}

type Tell = <T>(ask: (office: Office) => Promise<T>, show: (answer: T) => string) => Promise<void>

export function addFollowUpCommand(program: Command, tell: Tell, width: number): void {
  program
    .command('follow-ups')
    .description('who gave up waiting and is to be called back, the earliest deadline first')
    .addOption(
      new Option('--state <state>', 'which ones').choices(['open', 'overdue', 'done']).default('open'),
    )
    .option('--queue <name>')
    .option('--limit <count>', 'how many', '50')
    .action((filter: Record<string, string>) =>
      tell<{ followUps: FollowUpAnswer[] }>(
        office => office.get(`follow-ups?${new URLSearchParams(filter)}`),
        ({ followUps }) => showFollowUps(followUps, width),
      ),
    )
}

export function showFollowUps(followUps: readonly FollowUpAnswer[], width: number): string {
  if (followUps.length === 0) return 'There is nobody.'
  const columns: Column<FollowUpAnswer>[] = [
    { title: 'FOLLOW-UP', of: one => one.id },
    { title: 'CALLER', of: one => one.callerShown ?? '(erased)' },
    { title: 'QUEUE', of: one => one.queue },
    { title: 'TIMES', of: one => one.times },
    { title: 'GAVE UP', of: one => localTime(one.lastAt) },
    { title: 'DUE', of: one => localTime(one.dueAt) },
    { title: 'STATE', of: stateOf },
  ]
  return table(followUps, columns, width)
}

function stateOf({ state, takenBy, closedAt, closedBy }: FollowUpAnswer): string {
  if (closedAt !== undefined) return `done ${localTime(closedAt)} by ${closedBy?.id ?? 'a talk'}`
  return takenBy === undefined ? state : `${state}, taken by ${takenBy.id}`
}
