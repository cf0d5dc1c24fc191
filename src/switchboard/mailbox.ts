// One mailbox: events are taken one at a time, in the order in which they came. What came while a step was
// being written is stepped through together and written once.

export class Mailbox<T> {
  #waiting: T[] = []
  #busy = false
  readonly #take: (events: readonly T[]) => Promise<void>
  readonly #failed: (error: unknown) => void

  constructor(take: (events: readonly T[]) => Promise<void>, failed: (error: unknown) => void) {
    this.#take = take
    this.#failed = failed
  }

  put(event: T): void {
    this.#waiting.push(event)
    if (!this.#busy) void this.#run()
  }

  get isIdle(): boolean {
    return !this.#busy && this.#waiting.length === 0
  }

  async #run(): Promise<void> {
    this.#busy = true
    while (this.#waiting.length > 0) {
      const events = this.#waiting
      this.#waiting = []
      try {
        await this.#take(events)
      } catch (error) {
        this.#failed(error)
      }
    }
    this.#busy = false
  }
}
