// A bare Asterisk in a folder of its own: for trying the phones, and for the benchmark's peer. What it knows is
// in the files that the caller gives; our own configuration (src/asterisk) is not used here.
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Address } from './media.ts'
import type { Program, Programs } from './programs.ts'

export type PlainAsteriskOptions = {
  /** A folder that this Asterisk has for itself; made if absent. */
  folder: string
  sip: Address
  /** Modules beside the base's, e.g. app_queue. */
  modules?: string[]
  /** pjsip.conf after the transport; extensions.conf; further files by name. */
  files: { 'pjsip.conf': string; 'extensions.conf': string; [name: string]: string }
}

export type PlainAsterisk = {
  readonly pid: number
  readonly folder: string
  /** One command of Asterisk's console, e.g. `core show channels count`. */
  console(command: string): Promise<string>
  stop(): Promise<void>
}

/** SIP over UDP, µ-law, keys, the dialplan, hold music: what a call needs and no more. */
const BASE_MODULES = `
  res_sorcery_astdb res_sorcery_config res_sorcery_memory res_pjproject res_pjsip res_pjsip_session
  res_pjsip_authenticator_digest res_pjsip_endpoint_identifier_ip res_pjsip_endpoint_identifier_user
  res_pjsip_pubsub res_pjsip_registrar res_pjsip_sdp_rtp res_pjsip_dtmf_info res_pjsip_caller_id res_pjsip_rfc3326 chan_pjsip
  res_rtp_asterisk res_musiconhold res_timing_timerfd codec_ulaw codec_alaw codec_resample format_pcm
  format_wav pbx_config bridge_simple bridge_native_rtp bridge_builtin_features bridge_holding app_dial app_echo
  app_playtones app_read app_sayunixtime app_playback app_stack func_callerid func_channel func_global func_logic
  func_strings func_timeout func_math`

const START_MS = 20_000
const run = promisify(execFile)

/** Starts it and resolves when it is fully booted. Rejects with its last lines where it does not come up. */
export async function startPlainAsterisk(
  programs: Programs,
  { folder, sip, modules = [], files }: PlainAsteriskOptions,
): Promise<PlainAsterisk> {
  const etc = join(folder, 'etc')
  for (const name of ['etc', 'lib', 'spool', 'run', 'log'])
    await mkdir(join(folder, name), { recursive: true })
  const all = { ...baseFiles(programs.root, folder, modules), ...files }
  all['pjsip.conf'] = `${transport(sip)}\n${files['pjsip.conf']}`
  for (const [name, text] of Object.entries(all)) await writeFile(join(etc, name), `${text}\n`)

  const program = programs.program('asterisk')
  const config = join(etc, 'asterisk.conf')
  const process = startProgram(program, ['-f', '-C', config])
  const consoleArgs = (command: string) => [...program.args, '-C', config, '-rx', command]
  const env = environmentOf(program)
  const console = async (command: string) =>
    (await run(program.command, consoleArgs(command), { env, maxBuffer: 1 << 24 })).stdout
  const asterisk: PlainAsterisk = { pid: process.pid!, folder, console, stop: () => endProcess(process) }
  await booted(asterisk, process)
  return asterisk
}

async function booted(asterisk: PlainAsterisk, process: ChildProcess): Promise<void> {
  const giveUpAt = Date.now() + START_MS
  for (;;) {
    // Its console socket appears some time after the start; until then the console program says so and fails.
    const answer = await asterisk.console('core waitfullybooted').catch(() => '')
    if (answer.includes('fully booted')) return
    if (process.exitCode === null && process.signalCode === null && Date.now() < giveUpAt) continue
    await asterisk.stop()
    const log = await readFile(join(asterisk.folder, 'log', 'messages'), 'utf8').catch(() => 'no log')
    throw new Error(`Asterisk did not start in ${asterisk.folder}:\n${log.slice(-2_000)}`)
  }
}

/** Also used for SIPp: its output is not read, its files are. */
export function startProgram(program: Program, args: string[], cwd?: string): ChildProcess {
  return spawn(program.command, [...program.args, ...args], {
    env: environmentOf(program),
    stdio: 'ignore',
    ...(cwd ? { cwd } : {}),
  })
}

/** SIGTERM, and SIGKILL where that was not enough. */
export async function endProcess(process: ChildProcess, patienceMs = 5_000): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return
  const gone = once(process, 'exit')
  process.kill('SIGTERM')
  const timer = setTimeout(() => process.kill('SIGKILL'), patienceMs)
  await gone
  clearTimeout(timer)
}

const environmentOf = (program: Program) => ({ PATH: '/usr/bin:/bin', TERM: 'xterm', ...program.env })

const transport = ({ address, port }: Address) => `
[global]
type=global
user_agent=exchange
[udp]
type=transport
protocol=udp
bind=${address}:${port}`

function baseFiles(root: string, folder: string, modules: string[]): Record<string, string> {
  const loads = [...BASE_MODULES.trim().split(/\s+/), ...modules].map(name => `load = ${name}.so`)
  return {
    'asterisk.conf': `
[directories]
astetcdir => ${folder}/etc
astmoddir => ${root}/usr/lib/x86_64-linux-gnu/asterisk/modules
astvarlibdir => ${folder}/lib
astdbdir => ${folder}/lib
astkeydir => ${folder}/lib
astdatadir => ${root}/usr/share/asterisk
astspooldir => ${folder}/spool
astrundir => ${folder}/run
astlogdir => ${folder}/log
[options]
systemname = plain`,
    'modules.conf': ['[modules]', 'autoload = no', ...loads].join('\n'),
    'logger.conf': '[general]\n[logfiles]\nmessages => notice,warning,error',
    'rtp.conf': '[general]\nrtpstart = 20000\nrtpend = 29999',
    'musiconhold.conf': `[default]\nmode = files\ndirectory = ${root}/usr/share/asterisk/moh`,
    'ccss.conf': '',
    'cdr.conf': '[general]\nenable = no',
    'cel.conf': '[general]\nenable = no',
    'features.conf': '[general]',
    'stasis.conf': '[threadpool]',
    'udptl.conf': '[general]',
    'acl.conf': '',
    'pjproject.conf': '[startup]\ntype=startup\nlog_level=0',
  }
}
