// The three rings of design.md §8: which test file belongs where, and what each ring may cost.

export type Ring = {
  readonly name: 'core' | 'wings' | 'calls'
  /** Files that run at a time, on two cores. */
  readonly atATime: number
  /** Files whose keys, tones and times a neighbour would spoil: they run first, one after the other. */
  readonly alone?: readonly string[]
  readonly budgetMinutes: number
  /** For one file; far above what a good one needs, so only a hanging file meets it. */
  readonly limitMs: number
  /** Whether its files need Asterisk, PostgreSQL and Redis. */
  readonly needsRuntime: boolean
}

export const RINGS: readonly Ring[] = [
  { name: 'core', atATime: 2, budgetMinutes: 1, limitMs: 60_000, needsRuntime: false },
  { name: 'wings', atATime: 2, budgetMinutes: 3, limitMs: 180_000, needsRuntime: true },
  // Mostly they wait for a tone or a timer; browsers need the cores that callers leave.
  {
    ...({ name: 'calls', atATime: 2, budgetMinutes: 10, limitMs: 600_000, needsRuntime: true } as const),
    alone: [
      'test/acceptance/hang-up-anywhere.test.ts',
      'test/acceptance/switchboard-killed.test.ts',
      'test/acceptance/restarts.test.ts',
      'test/acceptance/kills-under-load.test.ts',
      'test/acceptance/call-shapes.test.ts',
      'test/acceptance/two-hundred-callers.test.ts',
      'test/acceptance/standby.test.ts',
      'test/acceptance/asterisk-away.test.ts',
      'test/acceptance/stores-away.test.ts',
      'test/acceptance/full-disk.test.ts',
      'test/acceptance/answer-and-goodbye.test.ts',
      'test/acceptance/one-call.test.ts',
      'test/acceptance/one-desk.test.ts',
      'test/acceptance/chaos.test.ts',
      'test/acceptance/flow-tests-real.test.ts',
      'test/acceptance/flow-verbs.test.ts',
      'test/acceptance/menu.test.ts',
      'test/acceptance/studio.test.ts',
      'test/acceptance/registered-trunk.test.ts',
      'test/acceptance/left-behind.test.ts',
      'test/acceptance/moved-calls.test.ts',
      'test/acceptance/dialling-out.test.ts',
      'test/acceptance/callback.test.ts',
      'test/acceptance/outside-calls.test.ts',
      'test/acceptance/acd.test.ts',
      'test/acceptance/agents-day.test.ts',
      'test/acceptance/hours.test.ts',
      'test/acceptance/edited-files.test.ts',
      'test/acceptance/sip-flood.test.ts',
      'test/acceptance/sip-guessing.test.ts',
      'test/acceptance/web/pages.test.ts',
      'test/acceptance/web/oversight.test.ts',
    ],
  },
]

const WINGS = [
  ...[
    'asterisk',
    'cli',
    'docker',
    'http',
    'house',
    'keeper',
    'lookups',
    'main',
    'office',
    'postgres',
    'redis',
  ],
  ...['runtime', 'secrets', 'support', 'switchboard', 'ui'],
]

/** @param file relative to the checkout, like `test/redis/lease.test.ts` */
export function ringOf(file: string): Ring['name'] {
  const first = file.split('/')[1]?.replace(/\.test\.ts$/, '') ?? ''
  if (first === 'acceptance' || first === 'demo') return 'calls'
  return WINGS.includes(first) ? 'wings' : 'core'
}
