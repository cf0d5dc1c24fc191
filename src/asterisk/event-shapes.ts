// What an event must have before anybody reads it. Asterisk has always sent it; should something else come over the socket,
// it is no event, and the socket stays.
import type { AriEvent } from './ari-types.ts'

const CHANNEL = {
  id: 'string',
  name: 'string',
  creationtime: 'string',
  caller: { number: 'string' },
  dialplan: { exten: 'string' },
} as const

type Shape = { readonly [field: string]: 'string' | 'number' | 'list' | Shape }

const SHAPES: Readonly<Partial<Record<string, Shape>>> = {
  StasisStart: { args: 'list', channel: CHANNEL },
  StasisEnd: { channel: { id: 'string' } },
  ChannelDestroyed: { timestamp: 'string', cause: 'number', channel: { id: 'string' } },
  ChannelHangupRequest: { timestamp: 'string', channel: { id: 'string' } },
  ChannelDtmfReceived: { digit: 'string', channel: { id: 'string' } },
  PlaybackFinished: { playback: { id: 'string', state: 'string' } },
  RecordingFinished: { recording: { name: 'string' } },
  RecordingFailed: { recording: { name: 'string' } },
  PeerStatusChange: { endpoint: { resource: 'string' }, peer: { peer_status: 'string' } },
  ContactStatusChange: { endpoint: { resource: 'string' }, contact_info: { contact_status: 'string' } },
  Dial: { peer: { id: 'string' }, dialstatus: 'string' },
  RESTResponse: { request_id: 'string', status_code: 'number' },
} satisfies Partial<Record<AriEvent['type'], Shape>>

/** One that we don't know is one that nobody reads. */
export function isEvent(value: unknown): value is AriEvent {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false
  const { type } = value
  const shape = typeof type === 'string' && Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined
  return typeof type === 'string' && (shape === undefined || has(value, shape))
}

function has(value: object, shape: Shape): boolean {
  return Object.entries(shape).every(([field, wanted]) => {
    const found = (value as Record<string, unknown>)[field]
    if (wanted === 'list') return Array.isArray(found)
    if (typeof wanted === 'string') return typeof found === wanted
    return typeof found === 'object' && found !== null && has(found, wanted)
  })
}
