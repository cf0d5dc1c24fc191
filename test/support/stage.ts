// What Asterisk plays and records, call by call, as it happens.
import { once } from 'node:events'
import WebSocket from 'ws'
import { conversationOf } from '../../src/asterisk/names.ts'
import type { Sound } from '../../src/calls/commands.ts'
import type { TestHouse } from './house.ts'

/** One play; `keys`: those of its sounds that began, `at`: when the first did, epoch ms. */
export type Play = { readonly id: string; readonly keys: string[]; readonly at: number; isOver: boolean }

export type Stage = {
  /** Whose number was dialled, since this began: the last call of it. */
  conversationAt(number: string): string | undefined
  /** All that was said in this conversation, in order. */
  playsOf(conversation: string): readonly Play[]
  /** How often its caller was recorded. */
  recordingsOf(conversation: string): number
  close(): void
}

type StageEvent = {
  type: string
  timestamp: string
  channel?: { id: string; dialplan: { exten: string } }
  playback?: { id: string; media_uri: string; target_uri: string }
  recording?: { name: string; target_uri: string }
}

/** Hears every prompt that Asterisk begins to play, and every recording that it begins. */
export async function watchStage(house: TestHouse): Promise<Stage> {
  const calls = new Map<string, string>()
  const plays = new Map<string, Play[]>()
  const recordings = new Map<string, number>()
  const authorization = `Basic ${Buffer.from(`tongdai:${house.secrets.ariPassword}`).toString('base64')}`
  const socket = new WebSocket(`ws://127.0.0.1:${house.ports.ari}/ari/events?app=stage&subscribeAll=true`, {
    headers: { authorization },
  })
  await once(socket, 'open')
  const conversationIn = (target: string): string => conversationOf(target.replace('channel:', ''))

  function began({ id, media_uri, target_uri }: NonNullable<StageEvent['playback']>, at: number): void {
    // His own message, played back to him.
    if (media_uri.startsWith('recording:')) return
    const conversation = conversationIn(target_uri)
    const known = plays.get(conversation) ?? []
    plays.set(conversation, known)
    // Several sounds in a row begin one after another, in one play.
    const play = known.find(one => one.id === id)
    if (play) play.keys.push(keyOf(media_uri))
    else known.push({ id, keys: [keyOf(media_uri)], at, isOver: false })
  }

  socket.on('message', data => {
    const { type, timestamp, channel, playback, recording } = JSON.parse(String(data)) as StageEvent
    if (type === 'ChannelCreated' && channel) calls.set(channel.dialplan.exten, conversationOf(channel.id))
    if (type === 'PlaybackStarted' && playback) began(playback, Date.parse(timestamp))
    if (type === 'PlaybackFinished' && playback) {
      const play = plays.get(conversationIn(playback.target_uri))?.find(({ id }) => id === playback.id)
      if (play) play.isOver = true
    }
    if (type === 'RecordingStarted' && recording) {
      const conversation = conversationIn(recording.target_uri)
      recordings.set(conversation, (recordings.get(conversation) ?? 0) + 1)
    }
  })
  return {
    conversationAt: number => calls.get(number),
    playsOf: conversation => plays.get(conversation) ?? [],
    recordingsOf: conversation => recordings.get(conversation) ?? 0,
    close: () => socket.terminate(),
  }
}

/** Files are named by their key and a hash. */
const keyOf = (uri: string): string => /([^/]+)-[0-9a-f]{12}$/.exec(uri)?.[1] ?? uri

/** A text has no key: the file of a known one is called `text`, that of another by its language. */
const isOf = (key: string | undefined, sound: Sound): boolean =>
  typeof sound === 'string' ? key === sound : key !== undefined && /^(text|[a-z]{2})$/.test(key)

/** Was all of this said, and nothing else? */
export const playsAll = ({ keys }: Play, sounds: readonly Sound[]): boolean =>
  keys.length === sounds.length && sounds.every((sound, index) => isOf(keys[index], sound))

/** Was what was said the beginning of this? */
export const playsSome = ({ keys }: Play, sounds: readonly Sound[]): boolean =>
  keys.length <= sounds.length && keys.every((key, index) => isOf(key, sounds[index] ?? ''))
