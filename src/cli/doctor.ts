// "tongdai doctor": the office's examination, or, when there is none, what can be seen without it.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pino } from 'pino'
import { checkTree, type Environment, inWords, readTree } from '../config.ts'
import { bad, good } from '../office/check.ts'
import { examine } from '../office/checks.ts'
import { keys } from '../redis/keys.ts'
import { readSecrets } from '../secrets/secrets.ts'
import { type CheckInWords, checkIn } from '../told/checks.ts'
import { findingsIn } from '../told/findings.ts'
import { told } from '../told/told.ts'
import { CliProblem, reachOffice } from './office-client.ts'

export async function doctor(environment: Environment): Promise<CheckInWords[]> {
  try {
    const office = await reachOffice(environment.home, environment.language)
    return await office.get<CheckInWords[]>('doctor')
  } catch (error) {
    if (!(error instanceof CliProblem) || error.code !== 'office-away') throw error
    return withoutOffice(environment)
  }
}

async function withoutOffice(environment: Environment): Promise<CheckInWords[]> {
  const { home, configRoot, language } = environment
  const { config, findings } = checkTree(await readTree(configRoot), environment)
  const mistakes = findingsIn(language, findings)
    .filter(({ severity }) => severity === 'error')
    .map(finding => ({ name: 'configuration', verdict: 'bad', sentence: inWords(finding) }) as const)
  if (!config) return mistakes
  const sound = checkIn(language, good('configuration', told`It has no mistakes.`))
  if (!existsSync(join(home, 'secrets', 'master.key'))) {
    const sentence = told`The house has never been started in ${home}.`
    return [sound, checkIn(language, bad('house', sentence, told`Run "npm start".`))]
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
    config,
    tls: tls && { cert: resolve(configRoot, tls.cert), key: resolve(configRoot, tls.key) },
    log: pino({ level: 'silent' }),
  })
  return [sound, ...checks.map(check => checkIn(language, check))]
}
