// A bare Asterisk in a folder of its own: for trying the phones, and for the benchmark's peer. What it knows is
// in the files that the caller gives; our own configuration (src/asterisk) is not used here.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startAsterisk } from '../../../src/runtime/asterisk-server.ts'
import { lastWords, runCommand } from '../../../src/runtime/run-command.ts'
import type { Runtime } from '../../../src/runtime/runtime.ts'
import type { Address } from './media.ts'

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
  app_playtones app_read app_record app_sayunixtime app_playback app_stack func_callerid func_channel func_global func_logic
  func_strings func_timeout func_math`

/** Starts it and resolves when it is fully booted. Rejects with its last lines where it does not come up. */
export async function startPlainAsterisk(
  runtime: Runtime,
  { folder, sip, modules = [], files }: PlainAsteriskOptions,
): Promise<PlainAsterisk> {
  const etcFolder = join(folder, 'etc')
  for (const name of ['etc', 'lib', 'spool', 'run', 'log'])
    await mkdir(join(folder, name), { recursive: true })
  const all: Record<string, string> = { ...baseFiles(runtime, folder, modules), ...files }
  all['pjsip.conf'] = `${transport(sip)}\n${files['pjsip.conf']}`
  for (const [name, text] of Object.entries(all)) await writeFile(join(etcFolder, name), `${text}\n`)
  const server = await startAsterisk({ runtime, etcFolder, folder })
  const program = runtime.program('asterisk')

  async function console(command: string): Promise<string> {
    const args = [...program.args, '-C', join(etcFolder, 'asterisk.conf'), '-rx', command]
    const result = await runCommand(program.command, args)
    if (result.code !== 0) throw new Error(`Asterisk's console refused "${command}": ${lastWords(result)}`)
    return result.stdout
  }

  return { pid: server.pid, folder, console, stop: server.stop }
}

const transport = ({ address, port }: Address) => `
[global]
type=global
user_agent=exchange
[udp]
type=transport
protocol=udp
bind=${address}:${port}`

function baseFiles(runtime: Runtime, folder: string, modules: string[]): Record<string, string> {
  const loads = [...BASE_MODULES.trim().split(/\s+/), ...modules].map(name => `load = ${name}.so`)
  return {
    'asterisk.conf': `
[directories]
astetcdir => ${folder}/etc
astmoddir => ${runtime.asteriskModules}
astvarlibdir => ${folder}/lib
astdbdir => ${folder}/lib
astkeydir => ${folder}/lib
astdatadir => ${runtime.asteriskData}
astspooldir => ${folder}/spool
astrundir => ${folder}/run
astlogdir => ${folder}/log
[options]
systemname = plain`,
    'modules.conf': ['[modules]', 'autoload = no', ...loads].join('\n'),
    'logger.conf': '[general]\n[logfiles]\nmessages => notice,warning,error',
    'rtp.conf': '[general]\nrtpstart = 20000\nrtpend = 29999',
    'musiconhold.conf': `[default]\nmode = files\ndirectory = ${runtime.asteriskData}/moh`,
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
