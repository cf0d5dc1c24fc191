// The law of the house as data (design.md §3): who may import whom, and what a room may not do.
// Whoever needs a new arrow adds it here, with its reason, where a reviewer sees it.

/** `types` means: only `import type`, so nothing of it runs here. */
export type Arrow = 'all' | 'types'

/** Pure, in the order in which a call passes. Each with the rooms that it may import. */
export const ROOMS: Readonly<Record<string, readonly string[]>> = {
  // Sentences for people and their Vietnamese: whoever finds a mistake says it with its values told apart.
  told: [],
  trunks: [],
  flows: ['told'],
  calls: ['flows', 'recordings'],
  // Whose Why is told in the reader's language.
  queues: ['agents', 'told'],
  agents: [],
  recordings: [],
  cdrs: ['calls'],
  reports: ['cdrs'],
  // Days simulated around the floor's own engine, told in the numbers of the reports.
  simulations: ['queues', 'agents', 'reports'],
}

/** What everything else may import besides rooms, which are open to all of these. */
export const OTHERS: Readonly<Record<string, Readonly<Record<string, Arrow>>>> = {
  // The motor knows the wings only by ports that it declares itself.
  switchboard: { config: 'types' },
  // The owner's words. It reads files, so it is no room; it shares the rooms' own types. Strategies of his own are
  // tried out before they are taken.
  config: { 'own-strategies': 'all' },
  // Runs the owner's own code, shut off from everything.
  'own-strategies': {},
  secrets: {},
  asterisk: { switchboard: 'types', config: 'types' },
  // Asks other systems for a flow: HTTP services and databases.
  lookups: { switchboard: 'types', config: 'types', outside: 'all' },
  // The way to other people's systems: which addresses may be asked, and one request.
  outside: {},
  redis: { switchboard: 'types', config: 'types' },
  postgres: { switchboard: 'types', config: 'types', secrets: 'all' },
  runtime: { config: 'types' },
  http: { config: 'types', secrets: 'all', postgres: 'all', redis: 'all', office: 'types' },
  // The office's own process: it composes HTTP, the scribe, the archiver and the checks out of the other wings,
  // and reads the journal through the upcasters.
  office: {
    ...{ config: 'all', secrets: 'all', switchboard: 'all', asterisk: 'all' },
    ...{ postgres: 'all', redis: 'all', http: 'all', outside: 'all' },
    // How late the event loop runs, and the programs that dump and restore.
    runtime: 'all',
    // Days are simulated and replayed by the owner's strategies too.
    'own-strategies': 'all',
  },
  // Other people's processes: the command line asks the office over HTTPS and shares where that stands, and the
  // doctor runs the office's checks when no office answers.
  // Backup and restore start our PostgreSQL when the house is down, and the bundle of Asterisk's files is printed.
  cli: {
    ...{ config: 'all', office: 'all', secrets: 'all', redis: 'all' },
    ...{ postgres: 'all', runtime: 'all', asterisk: 'all' },
  },
  ui: { http: 'types' },
}

/** Single files that may import a single file against the rules above. */
export const EXCEPTIONS: readonly { from: string; to: string; arrow: Arrow; because: string }[] = [
  {
    from: 'cdrs/',
    to: 'switchboard/journal.ts',
    arrow: 'types',
    because: 'a CDR is a fold over the journal, and the record of that is declared by who writes it',
  },
  {
    from: 'reports/',
    to: 'switchboard/journal.ts',
    arrow: 'types',
    because: 'reports are counted once more from the raw journal, past the CDRs, to prove both',
  },
]

/** Compose the house, each process in a file of house/: they know everything, and only main.ts knows them. */
export const ROOTS = ['main.ts', 'house.ts', 'house']

/** Files that may import each other in a circle. */
export const CIRCLES: readonly { within: string; because: string }[] = [
  { within: 'calls/phases/', because: 'a call goes from phase to phase and back, as its diagram says' },
]

/** What rooms may use of the world outside: each is pure. */
export const ROOM_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  // re2js: patterns of the owner, in linear time.
  flows: ['typebox', 're2js'],
  // immutable: ten thousand agents change one at a time, and each step leaves the floor of before as it was.
  queues: ['immutable'],
  // max: only it knows which foreign numbers cost extra, and which islands share a country's code.
  trunks: ['libphonenumber-js/min', 'libphonenumber-js/max'],
}

/** Not in a room: time, chance, the machine and waiting come in as data, or not at all. */
export const NOT_IN_ROOMS: readonly RegExp[] = [
  /\bDate\.now\b/,
  /\bnew Date\b/,
  /\bMath\.random\b/,
  /\bperformance\b/,
  /\bcrypto\b/,
  /\bprocess\./,
  /\bawait\b/,
  /\basync\b/,
  /\bset(Timeout|Interval|Immediate)\b/,
  /\bconsole\./,
  /\bfetch\(/,
]

/** What may stand in one file only, texts included: whoever needs it goes through that file. */
export const ONLY_IN: readonly { file: string; pattern: RegExp; because: string }[] = [
  {
    file: 'asterisk/doers/dial-out.ts',
    pattern: /PJSIP\/[^'"`\s]*@/,
    because: 'dials a trunk, which only one doer does',
  },
  {
    file: 'asterisk/configuration/dialplan.ts',
    pattern: /\bDial\(PJSIP/,
    because: 'dials in the dialplan, which only the emergency target may',
  },
  {
    file: 'calls/phases/trunks.ts',
    pattern: /type: 'DialOut',/,
    because: 'asks for a trunk past the decision of trunks/outbound.ts',
  },
]

/** The only readers of the environment. */
export const ENVIRONMENT_READERS = ['config.ts', 'bootstrap.mjs']

export const LONGEST_FILE_LINES = 250
