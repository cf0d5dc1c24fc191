// Records a history of a test house, from now on until it is closed.
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import WebSocket from 'ws'
import { contactRef } from '../../../src/secrets/sealing.ts'
import type { AriProxy } from '../chaos/ari-proxy.ts'
import { deskOf } from '../desks.ts'
import type { TestHouse } from '../house.ts'
import { loggedErrors } from '../invariants/logged-errors.ts'
import type { CallerRecord } from '../phones/callers.ts'
import { readCdrs } from '../records.ts'
import type { HistoryLine } from './lines.ts'

const PROCESSES = ['switchboard', 'office', 'Asterisk', 'PostgreSQL', 'Redis'] as const
type ProcessName = (typeof PROCESSES)[number]

export type Recorder = {
  readonly lines: readonly HistoryLine[]
  /** How big these processes are: before, or after, what the test does. */
  measure(moment: 'before' | 'after', names?: readonly ProcessName[]): Promise<void>
  /** The test has ended this process. */
  announce(name: ProcessName): void
  /** @param from the callers' own numbers, from this one on, as `startCallers` gave them */
  callers(calls: readonly CallerRecord[], from: number): void
  /** Adds how all of it ended, and hears no more. @param announced errors that the test provoked */
  close(agents: readonly string[], announced?: readonly RegExp[]): Promise<readonly HistoryLine[]>
}

type AriEvent = {
  type: string
  timestamp: string
  channel?: { id: string; name: string; state: string }
  bridge?: { id: string }
}

export async function recordHistory(house: TestHouse, proxy?: AriProxy): Promise<Recorder> {
  const lines: HistoryLine[] = []
  const killed: ProcessName[] = []
  const authorization = `Basic ${Buffer.from(`tongdai:${house.secrets.ariPassword}`).toString('base64')}`
  const socket = new WebSocket(`ws://127.0.0.1:${house.ports.ari}/ari/events?app=history&subscribeAll=true`, {
    headers: { authorization },
  })
  await once(socket, 'open')
  socket.on('message', data => {
    const { type, timestamp, channel, bridge } = JSON.parse(String(data)) as AriEvent
    const who = channel ? { leg: channel.id, name: channel.name, state: channel.state } : {}
    lines.push({ at: Date.parse(timestamp), kind: 'event', type, ...who, ...(bridge && { talk: bridge.id }) })
  })
  proxy?.hear(
    ({ id, method, uri }) => lines.push({ at: Date.now(), kind: 'request', id, method, uri }),
    ({ id, status }) => lines.push({ at: Date.now(), kind: 'answer', id, status }),
  )

  async function processes(): Promise<void> {
    const log = (await house.log('keeper')).split('\n').filter(Boolean)
    const left = [...killed]
    for (const line of log) {
      const { name, pid, what, time } = JSON.parse(line) as {
        name?: ProcessName
        pid?: number
        what?: string
        time: number | string
      }
      const isOurs = name === 'switchboard' || name === 'office'
      if (!name || !pid || what !== (isOurs ? 'ready' : 'started')) continue
      const at = new Date(time).getTime()
      const isFirst = !lines.some(one => one.kind === 'process' && one.name === name)
      const index = left.indexOf(name)
      const announced = !isFirst && index >= 0
      if (announced) left.splice(index, 1)
      lines.push({ at, kind: 'process', name, pid, announced })
    }
  }

  return {
    lines,
    async measure(moment, names = PROCESSES) {
      for (const name of names) {
        const size = await sizeOf(await house.pid(name))
        lines.push({ at: Date.now(), kind: 'size', name, moment, ...size })
      }
    },
    announce: name => killed.push(name),
    callers(calls, from) {
      const sorted = calls.toSorted((a, b) => a.startedAt - b.startedAt)
      for (const [n, { startedAt, answeredAt, endedBy, failed }] of sorted.entries()) {
        const contact = contactRef(house.secrets.contactKey, `+${from + n}`)
        const ending = { ...(endedBy && { endedBy }), ...(failed && { failed }) }
        lines.push({
          at: startedAt,
          kind: 'caller',
          contact,
          answered: answeredAt !== undefined,
          ...ending,
        })
      }
    },
    async close(agents, announced = []) {
      socket.terminate()
      const at = Date.now()
      for (const { conversation, contact, arrived_at, ended_at, reason } of await readCdrs(house)) {
        const times = { arrivedAt: arrived_at.getTime(), endedAt: ended_at.getTime() }
        lines.push({ at, kind: 'record', conversation, contact, ...times, reason })
      }
      for (const agent of agents)
        lines.push({ at, kind: 'desk', agent, state: (await deskOf(house, agent)).state.name })
      for (const text of await loggedErrors(house, announced)) lines.push({ at, kind: 'error', text })
      await processes()
      return lines
    },
  }
}

export async function sizeOf(pid: number): Promise<{ rssMb: number; handles: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const rssMb = Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024)
  return { rssMb, handles: (await readdir(`/proc/${pid}/fd`)).length }
}
