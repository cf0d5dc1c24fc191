// Commands that work on the house itself, whether it runs or not: backup, service, Asterisk's files, secrets.
import { text as textOf } from 'node:stream/consumers'
import type { Command } from 'commander'
import type { Environment } from '../config.ts'
import { writeNamedSecret } from '../secrets/named-secret.ts'
import { told } from '../told/told.ts'
import { CliProblem } from './office-client.ts'

// Each is loaded only when it is asked for: they bring half the house along.
export function addHouseCommands(program: Command, environment: Environment): void {
  program
    .command('backup <file>')
    .description(
      'database, recordings, configuration and secrets in one file (.tar, .tgz); the house may run',
    )
    .action(async (file: string) => {
      const { backup } = await import('./backup/backup.ts')
      const { terminalProgress } = await import('../runtime/progress.ts')
      const done = await backup(environment, file, terminalProgress(process.stderr))
      const size = `${(done.bytes / 1e6).toFixed(1)} MB`
      console.log(
        `${done.file}: ${done.conversations} conversations, ${done.recordings} recordings, ${size}.`,
      )
      console.log("It holds the keys to your callers' numbers: keep it as safe as those.")
    })

  program
    .command('restore <file>')
    .description('makes a house out of a backup; the house must not run')
    .option('--force', 'also where there is a house already: that one is put aside')
    .action(async (file: string, { force = false }: { force?: boolean }) => {
      const { restore } = await import('./backup/restore.ts')
      const { terminalProgress } = await import('../runtime/progress.ts')
      const done = await restore(environment, file, { force, progress: terminalProgress(process.stderr) })
      const what = `${done.conversations} conversations and ${done.recordings} recordings`
      console.log(`The house is as it was at ${done.takenAt}: ${what}. Start it with "npm start".`)
      if (done.before) console.log(`What was there before lies in ${done.before}`)
    })

  program
    .command('hand-over')
    .description(
      'ends Tongdai and lets calls go on in Asterisk until the next start, of a newer version perhaps',
    )
    .action(async () => {
      const { handOver } = await import('./hand-over.ts')
      const { terminalProgress } = await import('../runtime/progress.ts')
      await handOver(environment, terminalProgress(process.stderr))
      console.log('Ended; calls go on. The next start takes them up (a service starts by itself).')
    })

  program
    .command('install-service')
    .description('lets systemd run the house from the start of the machine')
    .option('--print', 'only show the unit')
    .action(async ({ print = false }: { print?: boolean }) => {
      const { installService } = await import('./install-service.ts')
      console.log(await installService(environment, print))
    })

  program
    .command('asterisk-config')
    .description('prints the configuration for an Asterisk of your own; it holds a password')
    .option('--folder <path>', 'write the files there instead')
    .option('--modules <path>', "that Asterisk's astmoddir")
    .option('--data <path>', "that Asterisk's astdatadir", '/usr/share/asterisk')
    .option('--state <path>', 'a folder that it may write to', '/var/lib/asterisk')
    .action(async (options: { folder?: string; modules?: string; data: string; state: string }) => {
      const { asteriskConfig } = await import('./asterisk-config.ts')
      console.log(await asteriskConfig(environment, options))
    })

  program
    .command('secret <name>')
    .description('sets a secret that the configuration names, such as the password of the mail server')
    .action(async (name: string) => {
      if (!/^[a-z][a-z0-9-]{0,63}$/.test(name)) {
        const hint = told`Use small letters, digits and hyphens, as in the configuration.`
        throw new CliProblem('bad-name', told`"${name}" can't be the name of a secret.`, hint)
      }
      if (process.stdin.isTTY) console.error(`Type the secret "${name}", Enter, then Ctrl-D:`)
      const value = (await textOf(process.stdin)).trim()
      if (value === '')
        throw new CliProblem('empty-secret', told`Nothing was typed.`, told`Nothing was changed.`)
      await writeNamedSecret(environment.home, name, value)
      console.log(`The secret "${name}" is set.`)
    })
}
