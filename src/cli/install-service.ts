// "tongdai install-service": a systemd unit for this checkout, run by the user who owns it.
import { existsSync } from 'node:fs'
import { stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Environment, ownVariables } from '../config.ts'
import { lastWords, runCommand } from '../runtime/run-command.ts'
import { writePrivateFile } from '../secrets/private-file.ts'
import { told } from '../told/told.ts'
import { configurationOf } from './house-database.ts'
import { CliProblem } from './office-client.ts'
import { systemdUnit } from './systemd-unit.ts'

const UNIT = '/etc/systemd/system/tongdai.service'

/** @returns what to print: the unit itself, or what was done */
export async function installService(environment: Environment, onlyPrint: boolean): Promise<string> {
  const checkout = dirname(dirname(import.meta.dirname))
  const { home } = environment
  const { server } = await configurationOf(environment)
  const { uid, gid } = await stat(checkout)
  const variables = ownVariables()
  const file = join(home, 'service.env')
  const unit = systemdUnit({
    ...{ checkout, home, user: await nameOf('-u', uid), group: await nameOf('-g', gid) },
    node: process.execPath,
    ...(Object.keys(variables).length > 0 ? { variables: file } : {}),
    drainMs: server.drainMs,
    lowPorts: server.https.port < 1024,
  })
  if (onlyPrint) return unit
  if (!existsSync('/run/systemd/system')) {
    const hint = told`Start the house with "npm start" by whatever starts programs here; --print shows the unit.`
    throw new CliProblem('no-systemd', told`This machine is not run by systemd.`, hint)
  }
  if (process.getuid?.() !== 0) {
    const hint = told`Run "sudo npx tongdai install-service"; --print shows what would be written.`
    throw new CliProblem('not-root', told`Only root may write ${UNIT}.`, hint)
  }
  if (Object.keys(variables).length > 0) await writeVariables(file, variables, { uid, gid })
  await writeFile(UNIT, unit, { mode: 0o644 })
  for (const args of [['daemon-reload'], ['enable', 'tongdai.service']]) {
    const result = await runCommand('systemctl', args)
    if (result.code === 0) continue
    const hint = told`The unit is in ${UNIT}; look at it with "systemd-analyze verify".`
    throw new CliProblem(
      'systemctl-failed',
      told`systemctl ${args.join(' ')} failed: ${lastWords(result)}.`,
      hint,
    )
  }
  return [
    `${UNIT} is written and enabled: the house starts with the machine.`,
    'Stop it here if it runs, then: systemctl start tongdai',
    'Its sheet with addresses, and its news: journalctl -u tongdai',
  ].join('\n')
}

/** They may hold passwords, so they don't stand in the unit, which everybody may read. */
async function writeVariables(
  file: string,
  variables: Readonly<Record<string, string>>,
  { uid, gid }: { uid: number; gid: number },
): Promise<void> {
  const lines = Object.entries(variables).map(
    ([name, value]) => `${name}="${value.replace(/["\\]/g, '\\$&')}"`,
  )
  await writePrivateFile(file, `${lines.join('\n')}\n`)
  await runCommand('chown', [`${uid}:${gid}`, file])
}

async function nameOf(kind: '-u' | '-g', id: number): Promise<string> {
  const table = kind === '-u' ? 'passwd' : 'group'
  const { code, stdout } = await runCommand('getent', [table, String(id)])
  return code === 0 ? (stdout.split(':')[0] ?? String(id)) : String(id)
}
