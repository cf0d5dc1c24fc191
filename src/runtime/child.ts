// One child of the keeper: started, listened to, killed when frozen, started again when it ended.
import { type ChildProcess, spawn } from 'node:child_process'
import { afterEnd, type BackOff, rested } from './back-off.ts'
import {
  heardFrom,
  isFrozen,
  isReady,
  type LivenessLimits,
  looked,
  newborn,
  usualLimits,
} from './liveness.ts'
import { RuntimeProblem } from './runtime-problem.ts'
import type { FromChild, ToChild } from './supervise-me.ts'

export type ChildPlan = {
  name: string
  command: string
  args: readonly string[]
  limits?: LivenessLimits
}

/** What happens to a child, for the log. `againMs`: so long until it is started again. */
export type ChildNews = { name: string; pid: number } & (
  | { what: 'started' | 'ready' | 'frozen' }
  | { what: 'ended'; code: number | null; signal: NodeJS.Signals | null; againMs: number | undefined }
)

const lookEveryMs = 500
/** A child that ends so often before it was ever ready has a reason that another try does not mend. */
const startTries = 3
/** Closing what is open takes no longer, unless something hangs. */
const handOverMs = 5_000
/** What a child gets beyond its drain to end by itself. */
const graceMs = 1000

/** Owns one process at a time and the timers around it. */
export class Child {
  readonly name: string
  readonly #plan: ChildPlan
  readonly #tell: (news: ChildNews) => void
  #process: ChildProcess | undefined
  #again: NodeJS.Timeout | undefined
  #backOff = rested
  #stopping = false
  #wasReady = false
  #firstReady = Promise.withResolvers<void>()

  constructor(plan: ChildPlan, tell: (news: ChildNews) => void) {
    this.name = plan.name
    this.#plan = plan
    this.#tell = tell
    // A failure that comes when nobody waits for the start any more is told as news, that is enough.
    this.#firstReady.promise.catch(() => {})
  }

  get pid(): number | undefined {
    return this.#process?.pid
  }

  /** Resolves when the child says that it is ready. @throws RuntimeProblem if it keeps ending before that */
  start(): Promise<void> {
    this.#spawn()
    return this.#firstReady.promise
  }

  /** Lets it drain for `limitMs`, then kills it. */
  stop(limitMs: number): Promise<void> {
    return this.#end({ drain: { limitMs } }, limitMs)
  }

  /** Lets it leave its work to a successor, whom somebody else starts. */
  handOver(): Promise<void> {
    return this.#end({ handOver: true }, handOverMs)
  }

  async #end(message: ToChild, limitMs: number): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#again)
    // Whoever waits for its start need not wait any longer.
    this.#firstReady.reject(neverReady(this.name, null, null))
    const child = this.#process
    if (!child) return
    const ended = new Promise(resolve => child.once('exit', resolve))
    if (child.connected) child.send(message, () => {})
    const tooLong = setTimeout(() => child.kill('SIGKILL'), limitMs + graceMs)
    await ended
    clearTimeout(tooLong)
  }

  /** Ends it now; after `stop` it stays ended. */
  kill(): void {
    this.#process?.kill('SIGKILL')
  }

  #spawn(): void {
    const { command, args, limits = usualLimits } = this.#plan
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    this.#process = child
    const startedAt = performance.now()
    let liveness = newborn
    let lookedAt = startedAt
    const look = setInterval(() => {
      liveness = looked(liveness, performance.now() - lookedAt)
      lookedAt = performance.now()
      if (!isFrozen(liveness, limits) || this.#stopping) return
      this.#news(child, { what: 'frozen' })
      child.kill('SIGKILL')
    }, lookEveryMs)
    child.once('spawn', () => this.#news(child, { what: 'started' }))
    child.on('message', (message: FromChild) => {
      liveness = heardFrom(liveness)
      if (!('ready' in message)) return
      liveness = isReady(liveness)
      this.#wasReady = true
      this.#firstReady.resolve()
      this.#news(child, { what: 'ready' })
    })
    // A command that is not there: the exit event does not come then.
    child.once('error', () => {
      if (child.pid === undefined) child.emit('exit', 127, null)
    })
    child.once('exit', (code, signal) => {
      clearInterval(look)
      // Who was at work and goes without a fault makes room for a successor: no reason to wait.
      const backOff =
        liveness.atWork && code === 0 ? rested : afterEnd(this.#backOff, performance.now() - startedAt)
      this.#ended(child, code, signal, backOff)
    })
  }

  #ended(child: ChildProcess, code: number | null, signal: NodeJS.Signals | null, backOff: BackOff): void {
    this.#process = undefined
    this.#backOff = backOff
    const hopeless = !this.#wasReady && this.#backOff.failures >= startTries
    const againMs = this.#stopping || hopeless ? undefined : this.#backOff.waitMs
    this.#news(child, { what: 'ended', code, signal, againMs })
    if (againMs !== undefined) this.#again = setTimeout(() => this.#spawn(), againMs)
    else if (!this.#wasReady) this.#firstReady.reject(neverReady(this.name, code, signal))
  }

  #news(child: ChildProcess, news: { what: 'started' | 'ready' | 'frozen' } | EndedNews): void {
    this.#tell({ name: this.name, pid: child.pid ?? 0, ...news })
  }
}

type EndedNews = {
  what: 'ended'
  code: number | null
  signal: NodeJS.Signals | null
  againMs: number | undefined
}

function neverReady(name: string, code: number | null, signal: NodeJS.Signals | null): RuntimeProblem {
  return new RuntimeProblem(
    'server-failed',
    `The ${name} ended before it was ready (${signal ?? `exit code ${code}`}).`,
    'Its reason stands in the lines above.',
  )
}
