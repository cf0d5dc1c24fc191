// "tongdai erase NUMBER": shows what is kept of it; with --yes it is erased.
import type { Command } from 'commander'
import type { Office } from './office-client.ts'

type Counts = {
  conversations: number
  recordings: number
  messages: number
  notes: number
  followUps: number
  sendings: number
  customer: boolean
  obstacle?: string
}

type Tell = <T>(ask: (office: Office) => Promise<T>, show: (answer: T) => string) => Promise<void>

export function addEraseCommand(program: Command, tell: Tell): void {
  program
    .command('erase <number>')
    .description('shows what is kept of a number; with --yes all of it is erased, for good')
    .option('--yes', 'erase it')
    .action((number: string, { yes = false }: { yes?: boolean }) =>
      tell<Counts>(
        office => office.post(yes ? 'erasures' : 'erasures/preview', { number }),
        counts => (yes ? `Erased: ${told(counts)}.` : asked(counts)),
      ),
    )
}

function asked(counts: Counts): string {
  const kept = `There are ${told(counts)}.`
  if (counts.obstacle) return `${kept}\nNothing of it can be erased now (${counts.obstacle}).`
  return `${kept}\nTo erase it for good, add --yes. Calls keep their times, queues and agents, without the number.`
}

function told({ conversations, recordings, messages, notes, followUps, sendings, customer }: Counts): string {
  const parts = [
    `${conversations} calls`,
    `${recordings} recordings`,
    `${messages} messages`,
    `${notes} notes`,
    `${followUps} follow-ups`,
    `${sendings} sendings`,
  ]
  return `${parts.join(', ')}${customer ? ', and a customer' : ''}`
}
