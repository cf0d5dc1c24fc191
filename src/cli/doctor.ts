// "tongdai doctor": the office's examination, or, when there is none, what can be seen without it.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pino } from 'pino'
import { checkTree, type Environment, inWords, readTree } from '../config.ts'
import type { Check } from '../office/check.ts'
import { examine } from '../office/checks.ts'
import { keys } from '../redis/keys.ts'
import { readSecrets } from '../secrets/secrets.ts'
import { findingsIn } from '../told/findings.ts'
import { CliProblem, reachOffice } from './office-client.ts'

export async function doctor(environment: Environment): Promise<Check[]> {
  try {
    const office = await reachOffice(environment.home, environment.language)
    return await office.get<Check[]>('doctor')
  } catch (error) {
    if (!(error instanceof CliProblem) || error.code !== 'office-away') throw error
    return withoutOffice(environment)
  }
}

async function withoutOffice(environment: Environment): Promise<Check[]> {
  const { home, configRoot } = environment
  const { config, findings } = checkTree(await readTree(configRoot), environment)
  const mistakes = findingsIn(environment.language, findings)
    .filter(({ severity }) => severity === 'error')
    .map((finding): Check => ({ name: 'configuration', verdict: 'bad', sentence: inWords(finding) }))
  if (!config) return mistakes
  const sound: Check = { name: 'configuration', verdict: 'good', sentence: 'It has no mistakes.' }
  if (!existsSync(join(home, 'secrets', 'master.key'))) {
    const sentence = `The house has never been started in ${home}.`
    return [sound, { name: 'house', verdict: 'bad', sentence, hint: 'Run "npm start".' }]
  }
  const secrets = await readSecrets(home)
  const { ari, postgres, redis, https, tls } = config.server
  const own = (scheme: string, user: string, password: string, port: number, rest: string) =>
    `${scheme}://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${rest}`
  const checks = await examine({
    home,
    databaseUrl:
      environment.databaseUrl ??
      own('postgres', 'tongdai', secrets.postgresPassword, postgres.port, 'tongdai'),
    redisUrl: environment.redisUrl ?? own('redis', '', secrets.redisPassword, redis.port, '0'),
    keys: keys('tongdai:'),
    asterisk: { url: `http://127.0.0.1:${ari.port}`, user: 'tongdai', password: secrets.ariPassword },
    httpsPort: https.port,
    tls: tls && { cert: resolve(configRoot, tls.cert), key: resolve(configRoot, tls.key) },
    log: pino({ level: 'silent' }),
  })
  return [sound, ...checks]
}
