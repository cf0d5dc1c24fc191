// What may be asked of the thread for flows, and what it answers. Everything here can be sent between threads.

import type { Finding } from '../config/finding.ts'
import type { Drawing } from '../config/flow-drawing.ts'
import type { ToldTest } from '../config/flow-tests.ts'
import type { Attempt, Attempted } from '../config/flow-trying.ts'
import type { Staff } from '../config/staffing.ts'
import type { Tree } from '../config.ts'
import type { ImpactAnswer } from './flow-impact.ts'

/** By kind: what is given, and what comes back. `findings` stand alone where mistakes keep the work from being done. */
export type RehearsalWork = {
  /** `staff`: who works here now. */
  check: { given: { tree: Tree; staff: Staff }; answer: { findings: readonly Finding[] } }
  /** Without a flow: the tests of all. */
  test: {
    given: { tree: Tree; flow?: string | undefined }
    answer: { findings: readonly Finding[]; flows?: { flow: string; tests: ToldTest[] }[] }
  }
  try: {
    given: { tree: Tree; attempt: Attempt; now: number }
    answer: { findings: readonly Finding[]; attempted?: Attempted | undefined }
  }
  draw: { given: { tree: Tree; flow: string }; answer: { drawing?: Drawing | undefined } }
  impact: {
    /** `root`, `recordings`: of the working copy, where versions kept none. `now`: epoch ms. */
    given: { before: Tree; after: Tree; databaseUrl: string; now: number; hours: number }
    answer: { findings: readonly Finding[]; impact?: ImpactAnswer }
  }
}

export type RehearsalKind = keyof RehearsalWork

export type RehearsalJob = {
  [K in RehearsalKind]: { readonly id: number; readonly kind: K } & RehearsalWork[K]['given']
}[RehearsalKind]

export type RehearsalSaid =
  | { readonly id: number; readonly answer: RehearsalWork[RehearsalKind]['answer'] }
  | { readonly id: number; readonly failed: string; readonly code?: string | undefined }
