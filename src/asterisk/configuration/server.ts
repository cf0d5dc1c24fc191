// Asterisk itself: its folders, its HTTP server and ARI user (loopback only), logs, media ports.
import type { AsteriskSetup } from './setup.ts'

export function asteriskConf({ folders, systemName, maxCalls }: AsteriskSetup): string {
  const { etc, modules, data, state } = folders
  return [
    '[directories]',
    `astetcdir = ${etc}`,
    `astmoddir = ${modules}`,
    `astdatadir = ${data}`,
    `astvarlibdir = ${state}/lib`,
    `astdbdir = ${state}/lib`,
    `astkeydir = ${state}/lib`,
    `astspooldir = ${state}/spool`,
    `astrundir = ${state}/run`,
    `astlogdir = ${state}/log`,
    `astcachedir = ${state}/cache`,
    '',
    '[options]',
    `systemname = ${systemName}`,
    'live_dangerously = no',
    `maxcalls = ${maxCalls}`,
    'nocolor = yes',
    'dumpcore = no',
    '',
  ].join('\n')
}

export function httpConf({ ari }: AsteriskSetup): string {
  return [
    '[general]',
    'servername = Tongdai',
    'enabled = yes',
    'bindaddr = 127.0.0.1',
    `bindport = ${ari.port}`,
    'enable_static = no',
    'enable_status = no',
    'sessionlimit = 300',
    '',
  ].join('\n')
}

export function ariConf({ ari }: AsteriskSetup): string {
  return [
    '[general]',
    'enabled = yes',
    'pretty = no',
    '; The default of 100 ms closes the socket of a reader that is only busy for a moment.',
    'websocket_write_timeout = 2000',
    '',
    `[${ari.user}]`,
    'type = user',
    'read_only = no',
    `password = ${ari.password}`,
    'deny = 0.0.0.0/0.0.0.0',
    'permit = 127.0.0.1/255.255.255.255',
    '',
  ].join('\n')
}

export const rtpConf = ({ rtp }: AsteriskSetup): string =>
  [
    '[general]',
    `rtpstart = ${rtp.first}`,
    `rtpend = ${rtp.last}`,
    'strictrtp = yes',
    'icesupport = no',
    '',
  ].join('\n')

export const musicConf = ({ folders }: AsteriskSetup): string =>
  ['[general]', '', '[default]', 'mode = files', `directory = ${folders.data}/moh`, 'sort = random', ''].join(
    '\n',
  )

export const loggerConf = (): string =>
  [
    '[general]',
    'dateformat = %F %T.%3q',
    'queue_log = no',
    '[logfiles]',
    '; No notices: there is one for each request of a stranger, and it costs time by which to tell who is unknown.',
    'messages => warning,error',
    'security => security',
    '',
  ].join('\n')

/**
 * Phones' objects come over ARI (`/dyn`), trunks from pjsip.conf; memory, because we push again anyway. Where phones are
 * stands in Asterisk's database: after a restart of it they can be rung at once, and not only when they register again.
 */
export const sorceryConf = (): string =>
  [
    '[res_pjsip]',
    'auth = config,pjsip.conf,criteria=type=auth',
    'auth/dyn = memory',
    'aor = config,pjsip.conf,criteria=type=aor',
    'aor/dyn = memory',
    'endpoint = config,pjsip.conf,criteria=type=endpoint',
    'endpoint/dyn = memory',
    'contact = astdb,registrar',
    '',
    '; Who is banned comes over ARI as well: it holds from the next message on, without any reload.',
    '[acl]',
    'acl = config,pjsip.conf,criteria=type=acl',
    'acl/dyn = memory',
    '',
  ].join('\n')
