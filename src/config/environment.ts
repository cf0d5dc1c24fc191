// What the environment says: where things are, never how they behave.
import { isAbsolute, join, resolve } from 'node:path'
import { type Language, type Told, told, toldAs, wordsOf } from '../told/told.ts'
import { FINDINGS_IN_VIETNAMESE } from '../told/vietnamese/findings.ts'

export type Environment = {
  /** In which the person at the terminal reads. */
  readonly language: Language
  /** Databases of the owner's own; without them we run ours. */
  readonly databaseUrl?: string
  readonly redisUrl?: string
  /** An Asterisk that others start (a container), and the folder from which it reads what we write. */
  readonly asterisk?: { readonly url: string; readonly etc: string }
  /** Folder of all run-time state, absolute. */
  readonly home: string
  /** Folder that holds the private runtime; several homes of one machine may share it. Absolute. */
  readonly runtimeHome: string
  /** Address of an archive of Debian packages to fetch the private runtime from. */
  readonly archive?: string
  /** Folder that holds config/, ivr-flows/ and sounds/, absolute. */
  readonly configRoot: string
  readonly logLevel: LogLevel
  /** Replace those of server.yaml, so that a second system can run beside the first. */
  readonly ports: {
    readonly https?: number
    readonly sip?: number
    readonly ari?: number
    readonly postgres?: number
    readonly redis?: number
    readonly rtpFirst?: number
    readonly rtpLast?: number
  }
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** A variable that we can't use. Never repeats its value, which may hold a password. */
export type EnvironmentProblem = {
  readonly code: 'bad-url' | 'bad-port' | 'bad-word' | 'goes-together'
  readonly variable: string
  readonly sentence: Told
  readonly hint: Told
}

type Variables = Readonly<Record<string, string | undefined>>

/**
 * Reads the variables; empty ones count as absent.
 * @param checkout folder of the checkout: the default place of everything.
 * @returns what could be read, with defaults for the rest, and every variable that is wrong.
 */
export function readEnvironment(
  variables: Variables,
  checkout: string,
): { environment: Environment; problems: readonly EnvironmentProblem[] } {
  const problems: EnvironmentProblem[] = []
  const folder = (name: string, otherwise: string) => resolve(variables[name]?.trim() || otherwise)
  const url = (name: string, schemes: readonly string[], example: string) =>
    readUrl(name, variables[name]?.trim(), schemes, example, problems)
  const port = (name: string) => readPort(name, variables[name]?.trim(), problems)
  const databaseUrl = url(
    'DATABASE_URL',
    ['postgres', 'postgresql'],
    'postgres://user:password@host:5432/tongdai',
  )
  const redisUrl = url('REDIS_URL', ['redis', 'rediss'], 'redis://:password@host:6379/0')
  const archive = url('TONGDAI_ARCHIVE', ['http', 'https', 'file'], 'https://deb.debian.org/debian')
  const asteriskUrl = url('ASTERISK_URL', ['http'], 'http://127.0.0.1:8088')
  const asterisk = asteriskUrl && { url: asteriskUrl, etc: folder('ASTERISK_ETC', '/asterisk/etc') }
  const home = folder('TONGDAI_HOME', join(checkout, '.tongdai'))
  const environment: Environment = {
    ...(databaseUrl ? { databaseUrl } : {}),
    ...(redisUrl ? { redisUrl } : {}),
    ...(asterisk ? { asterisk } : {}),
    language: languageIn(variables),
    home,
    runtimeHome: folder('TONGDAI_RUNTIME', home),
    ...(archive ? { archive } : {}),
    configRoot: folder('TONGDAI_CONFIG', checkout),
    logLevel: readLogLevel(variables.LOG_LEVEL?.trim(), problems),
    ports: {
      ...given('https', port('TONGDAI_HTTPS_PORT')),
      ...given('sip', port('TONGDAI_SIP_PORT')),
      ...given('ari', port('TONGDAI_ARI_PORT')),
      ...given('postgres', port('TONGDAI_POSTGRES_PORT')),
      ...given('redis', port('TONGDAI_REDIS_PORT')),
      ...given('rtpFirst', port('TONGDAI_RTP_FIRST')),
      ...given('rtpLast', port('TONGDAI_RTP_LAST')),
    },
  }
  if (asterisk && !(databaseUrl && redisUrl))
    problems.push({
      code: 'goes-together',
      variable: 'ASTERISK_URL',
      sentence: told`ASTERISK_URL is set, but DATABASE_URL or REDIS_URL is not.`,
      hint: told`With an Asterisk of your own, name your own PostgreSQL and Redis as well.`,
    })
  return { environment, problems }
}

/** By the locale, as every program of the terminal finds it: `vi_VN.UTF-8`. */
function languageIn({ LC_ALL, LC_MESSAGES, LANG }: Variables): Language {
  return /^vi(_|\.|@|$)/.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'vi' : 'en'
}

/** `DATABASE_URL is no address of a database. Write it like …` */
export function environmentInWords({ sentence, hint }: EnvironmentProblem, language: Language): string {
  const tongue = language === 'vi' ? FINDINGS_IN_VIETNAMESE : undefined
  return `${wordsOf(sentence, tongue)} ${wordsOf(hint, tongue)}`
}

function given<K extends string>(key: K, value: number | undefined): { [P in K]?: number } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]: number })
}

function readUrl(
  variable: string,
  text: string | undefined,
  schemes: readonly string[],
  example: string,
  problems: EnvironmentProblem[],
): string | undefined {
  if (!text) return undefined
  // An archive may also be a folder on this machine.
  if (schemes.includes('file') && isAbsolute(text)) return text
  const url = URL.parse(text)
  const scheme = url?.protocol.slice(0, -1) ?? ''
  if (url && schemes.includes(scheme) && (url.hostname !== '' || scheme === 'file' || url.search !== ''))
    return text
  problems.push({
    code: 'bad-url',
    variable,
    sentence: told`${variable} is not an address that starts with ${either(schemes)}.`,
    hint: told`Write it like ${example}, or unset it.`,
  })
  return undefined
}

function either([first = '', ...others]: readonly string[]): Told {
  return others.reduce<Told>((all, scheme) => told`${all} or ${scheme}://`, toldAs(`${first}://`))
}

function readPort(
  variable: string,
  text: string | undefined,
  problems: EnvironmentProblem[],
): number | undefined {
  if (!text) return undefined
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port
  problems.push({
    code: 'bad-port',
    variable,
    sentence: told`${variable} is not a port number.`,
    hint: told`Write a number from 1 to 65535, or unset it.`,
  })
  return undefined
}

function readLogLevel(text: string | undefined, problems: EnvironmentProblem[]): LogLevel {
  if (!text) return 'info'
  const level = LOG_LEVELS.find(word => word === text.toLowerCase())
  if (level) return level
  problems.push({
    code: 'bad-word',
    variable: 'LOG_LEVEL',
    sentence: told`LOG_LEVEL is no level that we know.`,
    hint: told`Write one of ${LOG_LEVELS.join(', ')}, or unset it.`,
  })
  return 'info'
}
