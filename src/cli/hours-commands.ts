// "tongdai hours": what is open, and the switch against the calendar.
import type { Command } from 'commander'
import { localTime } from './local-time.ts'
import type { Office } from './office-client.ts'
import { type Column, table } from './table.ts'

type SwitchAnswer = { position: 'open' | 'closed'; until?: string; note?: string; byName: string }
type HoursAnswer = {
  timezone: string
  hours: {
    name: string
    open: boolean
    because: string
    reason?: string
    nextChangeAt?: string
    switch?: SwitchAnswer
  }[]
  hotlines: { hotline: string; hours?: string; switch?: SwitchAnswer }[]
}

type Tell = <T>(ask: (office: Office) => Promise<T>, show: (answer: T) => string) => Promise<void>

export function addHoursCommands(program: Command, tell: Tell, width: number): void {
  const hours = program
    .command('hours')
    .description('which opening hours are open now, why and until when')
    .action(() =>
      tell<HoursAnswer>(
        office => office.get('hours'),
        answer => showHours(answer, width),
      ),
    )
  for (const [verb, position, description] of VERBS) {
    const command = hours.command(`${verb} <name>`).description(description)
    command.option('--hotline', 'the name is that of a hotline, whatever hours it asks for')
    if (position !== 'automatic')
      command
        .option('--until <time>', 'follows the calendar again then: 14:00, or 2026-03-02T14:00:00+07:00')
        .option('--note <text>', 'why')
    command.action(async (name: string, options: { hotline?: boolean; until?: string; note?: string }) => {
      const { hotline, ...more } = options
      const path = `${hotline ? 'hotlines' : 'hours'}/${encodeURIComponent(name)}/switch`
      await tell<{ until?: string }>(
        office => office.post(path, { position, ...more }),
        ({ until }) => told(name, position, until),
      )
    })
  }
}

const VERBS = [
  ['close', 'closed', 'closed from now on, whatever the calendar says'],
  ['open', 'open', 'open from now on, whatever the calendar says'],
  ['automatic', 'automatic', 'follows the calendar again'],
] as const

function told(name: string, position: string, until: string | undefined): string {
  if (position === 'automatic') return `${name} follows the calendar again.`
  const end = until === undefined ? `"tongdai hours automatic ${name}"` : localTime(until)
  return `${name} is ${position} until ${end}.`
}

export function showHours({ hours, hotlines }: HoursAnswer, width: number): string {
  type Row = { name: string; state: string; why: string; until: string | undefined }
  const rows: Row[] = [
    ...hours.map(one => ({
      name: one.name,
      state: one.open ? 'open' : 'closed',
      why: one.switch ? whoSwitched(one.switch) : one.reason ? `${one.because}: ${one.reason}` : one.because,
      until: one.switch ? one.switch.until : one.nextChangeAt,
    })),
    ...hotlines.flatMap(one =>
      one.switch
        ? [
            {
              name: `hotline ${one.hotline}`,
              state: one.switch.position,
              why: whoSwitched(one.switch),
              until: one.switch.until,
            },
          ]
        : [],
    ),
  ]
  if (rows.length === 0) return 'There are no opening hours in config/hours.yaml.'
  const columns: Column<Row>[] = [
    { title: 'HOURS', of: row => row.name },
    { title: 'NOW', of: row => row.state },
    { title: 'WHY', of: row => row.why },
    { title: 'UNTIL', of: row => row.until && localTime(row.until) },
  ]
  return table(rows, columns, width)
}

function whoSwitched({ byName, note }: SwitchAnswer): string {
  return note === undefined ? `switched by ${byName}` : `switched by ${byName}: ${note}`
}
