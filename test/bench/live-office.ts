// The office alone in a process of its own, so that its processor time can be read: for live.ts.
//
//   node live-office.ts <options as JSON>     says "ready" and runs until it is ended
import { pino } from 'pino'
import { checkTree, readTree } from '../../src/config.ts'
import { openOffice } from '../../src/office/office.ts'
import { keys } from '../../src/redis/keys.ts'
import { readSecrets } from '../../src/secrets/secrets.ts'

export type LiveOfficeOptions = {
  home: string
  configRoot: string
  databaseUrl: string
  redisUrl: string
  ports: { https: number; ari: number }
  /** Folder of the built web app. */
  pages: string
}

const given = JSON.parse(process.argv[2] ?? '{}') as LiveOfficeOptions
const { home, configRoot, databaseUrl, redisUrl, ports, pages } = given
const { config } = checkTree(await readTree(configRoot), { ports })
if (!config) throw new Error('The shipped configuration has mistakes.')
const secrets = await readSecrets(home)
const office = await openOffice({
  ...{ config, home, configRoot, secrets, databaseUrl, redisUrl, keys: keys('tongdai:') },
  asterisk: { url: `http://127.0.0.1:${ports.ari}`, user: 'tongdai', password: secrets.ariPassword },
  ...{ host: '127.0.0.1', pages },
  log: pino({ level: 'error' }),
})
process.once('SIGTERM', () => void office.close().then(() => process.exit(0)))
process.stdout.write('ready\n')
