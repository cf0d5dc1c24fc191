// The keeper: starts servers and children in order, starts again what ends, and stops all in reverse order.
import { setTimeout as pause } from 'node:timers/promises'
import { afterEnd, type BackOff, rested } from './back-off.ts'
import { Child, type ChildNews, type ChildPlan } from './child.ts'
import type { RunningServer, ServerName } from './server-process.ts'

/** `start` starts or adopts the server; it is called again when the server ended by itself. */
export type KeptServer = { name: ServerName; start: () => Promise<RunningServer> }

export type ServerNews = { name: ServerName } & (
  | { what: 'started' | 'adopted'; pid: number }
  | { what: 'ended'; againMs: number }
  | { what: 'failed'; cause: unknown; againMs: number }
)

export type KeeperPlan = {
  /** In the order in which they start; they stop in the opposite one, children before servers. */
  servers: readonly KeptServer[]
  children: readonly ChildPlan[]
  /** How long each child may take to end what runs. */
  drainMs: number
  tell: (news: ChildNews | ServerNews) => void
}

/** Owns the servers' handles and the children. */
export class Keeper {
  readonly #plan: KeeperPlan
  readonly #children: Child[] = []
  readonly #servers = new Map<ServerName, RunningServer>()
  /** Aborted when we stop: no server is started again after that. */
  readonly #stopping = new AbortController()
  readonly #restarts: Promise<void>[] = []
  #starting: Promise<void> = Promise.resolve()
  #stopped: Promise<void> | undefined

  constructor(plan: KeeperPlan) {
    this.#plan = plan
  }

  /** Resolves when all are ready. What was started before a failure is stopped again. @throws RuntimeProblem */
  async start(): Promise<void> {
    this.#starting = this.#startAll()
    try {
      await this.#starting
    } catch (cause) {
      // Stopped in the middle of its start: that a child was never ready is no news then.
      if (this.#stopping.signal.aborted) return
      await this.stop()
      throw cause
    }
  }

  /** Drains the children, then stops the servers; the same promise when called again. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stopAll()
    return this.#stopped
  }

  /** The children leave their work to those whom the next keeper starts; the servers run on, and it adopts them. */
  handOver(): Promise<void> {
    this.#stopped ??= this.#endChildren(child => child.handOver())
    return this.#stopped
  }

  /** No more patience with the children. The servers still end in an orderly way, since they hold the data. */
  hurry(): void {
    for (const child of this.#children) child.kill()
  }

  /** The process ids of what runs, by name. */
  pids(): Record<string, number> {
    const servers = [...this.#servers.values()].map(({ name, pid }) => [name, pid] as const)
    const children = this.#children.flatMap(({ name, pid }) =>
      pid === undefined ? [] : [[name, pid] as const],
    )
    return Object.fromEntries([...servers, ...children])
  }

  async #startAll(): Promise<void> {
    const { servers, children, tell } = this.#plan
    for (const server of servers) {
      if (this.#stopping.signal.aborted) return
      await this.#startServer(server, rested)
    }
    for (const plan of children) {
      if (this.#stopping.signal.aborted) return
      const child = new Child(plan, tell)
      this.#children.push(child)
      await child.start()
    }
  }

  async #stopAll(): Promise<void> {
    await this.#endChildren(child => child.stop(this.#plan.drainMs))
    for (const server of [...this.#servers.values()].toReversed()) await server.stop()
  }

  async #endChildren(end: (child: Child) => Promise<void>): Promise<void> {
    this.#stopping.abort()
    for (const child of this.#children.toReversed()) await end(child)
    // A server that is being started at this moment must be known to who ends it, so let it come up first.
    await Promise.allSettled([this.#starting, ...this.#restarts])
  }

  async #startServer(kept: KeptServer, backOff: BackOff): Promise<void> {
    const server = await kept.start()
    const startedAt = performance.now()
    this.#servers.set(kept.name, server)
    this.#plan.tell({ name: kept.name, what: server.adopted ? 'adopted' : 'started', pid: server.pid })
    server.ended.then(() => {
      if (this.#stopping.signal.aborted) return
      this.#restarts.push(this.#restart(kept, afterEnd(backOff, performance.now() - startedAt)))
    })
  }

  /** Tries until it runs again or we stop. */
  async #restart(kept: KeptServer, afterItsEnd: BackOff): Promise<void> {
    let backOff = afterItsEnd
    this.#plan.tell({ name: kept.name, what: 'ended', againMs: backOff.waitMs })
    while (await this.#waited(backOff.waitMs)) {
      try {
        return await this.#startServer(kept, backOff)
      } catch (cause) {
        backOff = afterEnd(backOff, 0)
        this.#plan.tell({ name: kept.name, what: 'failed', cause, againMs: backOff.waitMs })
      }
    }
  }

  /** False if we were told to stop meanwhile. */
  async #waited(ms: number): Promise<boolean> {
    const { signal } = this.#stopping
    await pause(ms, undefined, { signal }).catch(() => {})
    return !signal.aborted
  }
}
