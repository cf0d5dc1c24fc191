// The smallest configuration with which Asterisk boots; the real one is written by src/asterisk.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Runtime } from '../../src/runtime/runtime.ts'

export async function smallestEtc(runtime: Runtime, folder: string, httpPort: number): Promise<string> {
  const etc = join(folder, 'etc')
  const own = ['varlib', 'db', 'key', 'spool', 'run', 'log']
  for (const name of own) await mkdir(join(folder, name), { recursive: true })
  await mkdir(etc, { recursive: true })
  const files = {
    'asterisk.conf': [
      '[directories]',
      `astetcdir=${etc}`,
      `astmoddir=${runtime.asteriskModules}`,
      `astdatadir=${runtime.asteriskData}`,
      ...own.map(name => `ast${name}dir=${join(folder, name)}`),
    ],
    'modules.conf': ['[modules]', 'autoload=no', 'load=res_http_websocket.so'],
    'http.conf': ['[general]', 'enabled=yes', 'bindaddr=127.0.0.1', `bindport=${httpPort}`],
  }
  for (const [name, lines] of Object.entries(files)) await writeFile(join(etc, name), `${lines.join('\n')}\n`)
  return etc
}
