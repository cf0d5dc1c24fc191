// The doctor looks at Asterisk: version, modules, the agents' phones.
import { MODULES } from '../asterisk/configuration/modules.ts'
import { AriRefused, type AsteriskFacts, askAsterisk } from '../asterisk/look-from-outside.ts'
import { readTeamCopy } from '../postgres/team-copy.ts'
import { told } from '../told/told.ts'
import { bad, type Check, good, type Patient, warning } from './check.ts'

export async function checkAsterisk({ asterisk: source, home }: Patient): Promise<Check[]> {
  try {
    const facts = await askAsterisk(source)
    return [versionOf(facts), modulesOf(facts), await phonesOf(facts, home)]
  } catch (error) {
    const loading = error instanceof AriRefused && (error.status === 404 || error.status === 503)
    const sentence = loading ? told`Asterisk is still loading.` : told`Asterisk does not answer.`
    const hint =
      error instanceof AriRefused && error.status === 401
        ? told`It refuses our password: it runs with another configuration.`
        : told`No call can come in: look at its log.`
    return [bad('asterisk', sentence, hint)]
  }
}

function versionOf({ version }: AsteriskFacts): Check {
  const [, major = 0, minor = 0, patch = 0] = (/^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? []).map(Number)
  const isNewEnough = major > 22 || (major === 22 && (minor > 10 || (minor === 10 && patch >= 1)))
  if (isNewEnough) return good('asterisk', told`Asterisk ${version} answers.`)
  return bad(
    'asterisk',
    told`Asterisk ${version} is too old or unknown.`,
    told`Tongdai needs 22.10.1 or newer.`,
  )
}

function modulesOf({ modules }: AsteriskFacts): Check {
  const running = new Set(modules)
  const missing = MODULES.filter(name => !running.has(name))
  if (missing.length === 0) return good('modules', told`All ${MODULES.length} modules of Asterisk run.`)
  const hint = told`Look at Asterisk’s log; on an Asterisk of your own, load them.`
  return warning('modules', told`Not running in Asterisk: ${missing.join(', ')}.`, hint)
}

async function phonesOf({ endpoints }: AsteriskFacts, home: string): Promise<Check> {
  const phones = (await readTeamCopy(home))?.phones.filter(({ kind }) => kind === 'agent') ?? []
  const away = phones.filter(({ id }) => endpoints.get(id) !== 'online').map(({ id }) => id)
  const sentence = told`${phones.length - away.length} of ${phones.length} agents' phones are registered.`
  if (away.length === 0) return good('phones', sentence)
  const hint = told`Not registered: ${away.slice(0, 10).join(', ')}${away.length > 10 ? ' …' : ''}`
  return warning('phones', sentence, hint)
}
