// Which agents stayed on a line on which nobody was any more, and for how long: by Asterisk's own clock, which no slow
// test delays.
import { once } from 'node:events'
import WebSocket from 'ws'
import { conversationOf, ours } from '../../src/asterisk/names.ts'
import type { TestHouse } from './house.ts'

type Line = { agentUpAt?: number; agentGoneAt?: number; callerGoneAt?: number }

export type LoneWatch = {
  /** Conversation → ms in which its agent had picked up, had not been let go, and had no caller. */
  aloneMs(): Map<string, number>
  close(): void
}

const WANTED = ['ChannelStateChange', 'ChannelHangupRequest', 'ChannelDestroyed', 'RESTResponse']

type LegEvent = { type: string; timestamp: string; channel?: { id: string; state: string } }

/** Watches from now on. */
export async function watchLoneAgents(house: TestHouse): Promise<LoneWatch> {
  const lines = new Map<string, Line>()
  const authorization = `Basic ${Buffer.from(`tongdai:${house.secrets.ariPassword}`).toString('base64')}`
  const socket = new WebSocket(`ws://127.0.0.1:${house.ports.ari}/ari/events?app=alone&subscribeAll=true`, {
    headers: { authorization },
  })
  await once(socket, 'open')
  await house.askAri('PUT', 'applications/alone/eventFilter', { allowed: WANTED.map(type => ({ type })) })
  socket.on('message', data => {
    const { type, timestamp, channel } = JSON.parse(String(data)) as LegEvent
    if (!channel) return
    const mine = ours(channel.id)
    if (mine && mine.role !== 'agent') return
    const conversation = mine?.conversation ?? conversationOf(channel.id)
    const line = lines.get(conversation) ?? {}
    lines.set(conversation, line)
    const at = Date.parse(timestamp)
    // A leg hangs up before it is gone; the party has left at the first of the two.
    if (!mine && type !== 'ChannelStateChange') line.callerGoneAt ??= at
    if (mine && type === 'ChannelStateChange' && channel.state === 'Up') line.agentUpAt ??= at
    if (mine && type === 'ChannelDestroyed') line.agentGoneAt = at
  })
  return {
    aloneMs: () =>
      new Map(
        [...lines].flatMap(([conversation, { agentUpAt, agentGoneAt, callerGoneAt }]) => {
          if (agentUpAt === undefined || callerGoneAt === undefined) return []
          const ms = (agentGoneAt ?? Number.POSITIVE_INFINITY) - Math.max(agentUpAt, callerGoneAt)
          return [[conversation, Math.max(0, ms)] as const]
        }),
      ),
    close: () => socket.terminate(),
  }
}
