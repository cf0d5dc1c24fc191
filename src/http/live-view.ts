// The live floor as people who see equally far are told of it: each message is made once for all of them.
import type { Static } from 'typebox'
import { outsiderOf } from '../calls/parties.ts'
import type { LiveFloor } from '../office/live-floor.ts'
import type { Touched } from '../office/live-state.ts'
import { type AgentView, agentView } from './agents.ts'
import type { Caller } from './callers.ts'
import { type CallView, callerOf, callView } from './calls.ts'
import type { LiveMessage } from './live-messages.ts'
import type { HttpParts } from './parts.ts'
import { type QueueView, queueView, titlesOf } from './queues.ts'
import { type Sight, seesAll, seesCall, seesDesk, seesQueue } from './sight.ts'
import { given, iso } from './views.ts'

type Views = {
  agents: Map<string, Static<typeof AgentView>>
  calls: Map<string, Static<typeof CallView>>
  queues: Map<string, Static<typeof QueueView>>
}

export class LiveView {
  readonly sight: Sight
  readonly #floor: LiveFloor
  readonly #callerOf: (conversation: string) => Caller
  readonly #parts: Pick<HttpParts, 'title'>
  /** Ids that these people have been shown, so that they hear when one leaves their sight. */
  #shown: { agents: Set<string>; calls: Set<string>; queues: Set<string> } | undefined
  #snapshot: { seq: number; switchboard: string; text: string } | undefined

  constructor(
    parts: Pick<HttpParts, 'live' | 'title'>,
    sight: Sight,
    caller: (conversation: string) => Caller,
  ) {
    this.#parts = parts
    this.#floor = parts.live
    this.sight = sight
    this.#callerOf = caller
  }

  /** Everything in sight, as JSON. */
  snapshot(): string {
    const { seq } = this.#floor.state
    const { switchboard } = this.#head()
    if (this.#snapshot?.seq === seq && this.#snapshot.switchboard === switchboard) return this.#snapshot.text
    const { agents, calls, queues } = this.#views(this.#everything())
    this.#shown = {
      agents: new Set(agents.keys()),
      calls: new Set(calls.keys()),
      queues: new Set(queues.keys()),
    }
    const text = this.#said({
      type: 'snapshot',
      ...this.#head(),
      agents: [...agents.values()],
      calls: [...calls.values()].sort((a, b) => ((a.arrivedAt ?? '') < (b.arrivedAt ?? '') ? -1 : 1)),
      queues: [...queues.values()],
    })
    this.#snapshot = { seq, switchboard, text }
    return text
  }

  /** What just changed, as JSON; undefined when nothing of it is in sight. */
  changes(touched: Touched): string | undefined {
    const isAboutSwitchboard = touched.agents.size + touched.calls.size + touched.queues.size === 0
    const message = this.#changes(touched, true)
    const hasNews = message.agents ?? message.calls ?? message.queues ?? message.gone
    return hasNews || isAboutSwitchboard ? this.#said(message) : undefined
  }

  /** What a client missed who knows all up to `seq`; a snapshot where that can't be told. */
  since(seq: number): string {
    const missed = this.#floor.state.changedSince(seq)
    // What was once in sight of somebody who sees a part is not remembered for each of them.
    if (!missed || !seesAll(this.sight)) return this.snapshot()
    // Who watches on from here hears of what leaves his sight.
    if (!this.#shown) this.snapshot()
    return this.#said(this.#changes(missed, false))
  }

  #changes(touched: Touched, onlyShown: boolean): Extract<LiveMessage, { type: 'changes' }> {
    const views = this.#views(touched)
    const gone: { agents?: string[]; calls?: string[]; queues?: string[] } = {}
    const message: Extract<LiveMessage, { type: 'changes' }> = { type: 'changes', ...this.#head() }
    for (const kind of ['agents', 'calls', 'queues'] as const) {
      const shown = this.#shown?.[kind]
      const left = [...touched[kind]].filter(id => !views[kind].has(id) && (!onlyShown || shown?.has(id)))
      if (left.length > 0) gone[kind] = left
      for (const id of left) shown?.delete(id)
      for (const id of views[kind].keys()) shown?.add(id)
    }
    if (views.agents.size > 0) message.agents = [...views.agents.values()]
    if (views.calls.size > 0) message.calls = [...views.calls.values()]
    if (views.queues.size > 0) message.queues = [...views.queues.values()]
    if (Object.keys(gone).length > 0) message.gone = gone
    return message
  }

  /** Of these, what exists and is in sight. */
  #views(ids: { agents: Iterable<string>; calls: Iterable<string>; queues: Iterable<string> }): Views {
    const { state, team, pulse } = this.#floor
    const views: Views = { agents: new Map(), calls: new Map(), queues: new Map() }
    const desks = new Map(team.agents.map(agent => [agent.id, agent]))
    for (const id of ids.agents) {
      const desk = desks.get(id)
      if (desk && seesDesk(this.sight, desk))
        views.agents.set(id, agentView(desk, state.agents.get(id), pulse, this.sight))
    }
    for (const id of ids.calls) {
      const call = state.calls.get(id)
      if (!call) continue
      const view = callView(call, {}, pulse)
      if (seesCall(this.sight, view)) views.calls.set(id, { ...view, ...this.#callerOf(id) })
    }
    const waiting = [...state.waiting.values()]
    const known = this.#queues()
    for (const queue of ids.queues) {
      if (known.has(queue) && seesQueue(this.sight, queue))
        views.queues.set(queue, {
          ...queueView(queue, team, { agents: state.agents, waiting }, pulse),
          ...given({ title: titlesOf(this.#parts, queue) }),
        })
    }
    return views
  }

  #everything() {
    const { state, team } = this.#floor
    const agents = team.agents.map(({ id }) => id)
    return { agents, calls: state.calls.keys(), queues: [...this.#queues()].sort() }
  }

  /** A queue is one that somebody sits in or waits in. */
  #queues(): Set<string> {
    const { state, team } = this.#floor
    const names = new Set(team.agents.flatMap(({ queues }) => queues.map(({ queue }) => queue)))
    for (const { queue } of state.waiting.values()) names.add(queue)
    return names
  }

  #head(): { seq: number; at: string; switchboard: string } {
    const { state, pulse } = this.#floor
    return { seq: state.seq, at: iso(Date.now()), switchboard: pulse?.state ?? 'away' }
  }

  #said(message: LiveMessage): string {
    return JSON.stringify(message)
  }
}

/** Numbers are opened and put into words once a call. */
export function callerMemory(parts: HttpParts, floor: LiveFloor): (conversation: string) => Caller {
  const known = new Map<string, { sealed: string; caller: Caller }>()
  return conversation => {
    const call = floor.state.calls.get(conversation)
    if (!call?.sealed) return {}
    const found = known.get(conversation)
    const sealed = `${call.sealed} ${(call.phase && outsiderOf({ phase: call.phase })?.contact) ?? ''}`
    if (found?.sealed === sealed) return found.caller
    const caller = callerOf(parts, call)
    if (known.size > 2 * floor.state.calls.size + 100)
      for (const id of known.keys()) if (!floor.state.calls.has(id)) known.delete(id)
    known.set(conversation, { sealed, caller })
    return caller
  }
}
