// Hears everything that Asterisk says of channels, as a second application beside ours.
import { once } from 'node:events'
import WebSocket from 'ws'
import type { TestHouse } from './house.ts'

export type AriWatcher = {
  /** Names of all channels that were created since it was opened, e.g. `PJSIP/trunk-carrier-00000003`. */
  readonly created: readonly string[]
  close(): void
}

export async function watchChannels(house: TestHouse): Promise<AriWatcher> {
  const created: string[] = []
  const { ariPassword } = house.secrets
  const authorization = `Basic ${Buffer.from(`tongdai:${ariPassword}`).toString('base64')}`
  const socket = new WebSocket(`ws://127.0.0.1:${house.ports.ari}/ari/events?app=watcher&subscribeAll=true`, {
    headers: { authorization },
  })
  await once(socket, 'open')
  socket.on('message', data => {
    const event = JSON.parse(String(data)) as { type: string; channel?: { name: string } }
    if (event.type === 'ChannelCreated' && event.channel) created.push(event.channel.name)
  })
  return { created, close: () => socket.terminate() }
}
