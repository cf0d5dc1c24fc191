// "tongdai bans": addresses that guessed at phones' accounts, and letting one in again.
import type { Command } from 'commander'
import { localTime } from './local-time.ts'
import type { Office } from './office-client.ts'
import { type Column, table } from './table.ts'

export type BanAnswer = { address: string; since: string; until: string; tries: number; times: number }

type Tell = <T>(ask: (office: Office) => Promise<T>, show: (answer: T) => string) => Promise<void>

export function addBansCommands(program: Command, tell: Tell, width: number): void {
  const bans = program
    .command('bans')
    .description('addresses that are banned because they guessed at phones’ accounts')
    .action(() =>
      tell<BanAnswer[]>(
        office => office.get('bans'),
        found => showBans(found, width),
      ),
    )
  bans
    .command('lift <address>')
    .description('lets an address in again')
    .action((address: string) =>
      tell(
        office => office.delete(`bans/${encodeURIComponent(address)}`),
        () => `${address} is no longer banned.`,
      ),
    )
}

export function showBans(bans: readonly BanAnswer[], width: number): string {
  if (bans.length === 0) return 'No address is banned.'
  const columns: Column<BanAnswer>[] = [
    { title: 'ADDRESS', of: ban => ban.address },
    { title: 'SINCE', of: ban => localTime(ban.since) },
    { title: 'UNTIL', of: ban => localTime(ban.until) },
    { title: 'GUESSES', of: ban => ban.tries },
    { title: 'TIME', of: ban => ban.times },
  ]
  return table(bans, columns, width)
}
