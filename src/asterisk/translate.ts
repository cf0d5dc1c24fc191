// Asterisk's events in our words. Says to whom an event goes; decides nothing.
import type { CallInput } from '../calls/events.ts'
import type { Visitor } from '../switchboard/door.ts'
import type { AriChannel, AriEvent } from './ari-types.ts'
import { conversationOf, endpointOf, ours } from './names.ts'

export type Translated =
  /** Somebody stands at the door; which hotline that is, the switchboard finds out. */
  | { to: 'door'; conversation: string; visitor: Visitor }
  | { to: 'call'; conversation: string; input: CallInput }
  | { to: 'floor'; phone: string; reachable: boolean }
  | { to: 'tape'; ear: string; recording: string }
  | { to: 'replaced' }

/**
 * @param clock their time → ours, epoch ms
 * @returns undefined for events that mean nothing to us, and for legs that are not ours
 */
export function translate(event: AriEvent, clock = asItIs): Translated | undefined {
  switch (event.type) {
    case 'StasisStart':
      return entered(event.channel, event.args, clock)
    case 'ChannelDestroyed': {
      const { channel, cause, tech_cause, timestamp } = event
      const mine = ours(channel.id)
      if (mine && mine.role !== 'agent' && mine.role !== 'out') return undefined
      const techCause = tech_cause ? { techCause: tech_cause } : {}
      const input = {
        type: 'LegEnded',
        leg: channel.id,
        cause,
        ...techCause,
        endedAt: clock(Date.parse(timestamp)),
      } as const
      return { to: 'call', conversation: mine?.conversation ?? conversationOf(channel.id), input }
    }
    case 'Dial': {
      const mine = ours(event.peer.id)
      if (mine?.role !== 'out' || !SPOKE.has(event.dialstatus)) return undefined
      return {
        to: 'call',
        conversation: mine.conversation,
        input: { type: 'LegRinging', leg: event.peer.id },
      }
    }
    case 'ChannelDtmfReceived': {
      const conversation = ours(event.channel.id)?.conversation ?? conversationOf(event.channel.id)
      return {
        to: 'call',
        conversation,
        input: { type: 'KeyPressed', leg: event.channel.id, digit: event.digit },
      }
    }
    case 'PlaybackFinished': {
      const mine = ours(event.playback.id)
      const outcome = event.playback.state === 'failed' ? 'failed' : 'done'
      return (
        mine && {
          to: 'call',
          conversation: mine.conversation,
          input: { type: 'PlayEnded', play: event.playback.id, outcome },
        }
      )
    }
    case 'RecordingFinished':
    case 'RecordingFailed': {
      const { name, duration } = event.recording
      const mine = ours(name)
      const outcome = event.type === 'RecordingFailed' ? 'failed' : 'done'
      const input = {
        type: 'RecordingEnded',
        recording: name,
        durationMs: (duration ?? 0) * 1000,
        outcome,
      } as const
      return mine && { to: 'call', conversation: mine.conversation, input }
    }
    case 'PeerStatusChange':
      return seen(event.endpoint.resource, event.peer.peer_status)
    case 'ContactStatusChange':
      return seen(event.endpoint.resource, event.contact_info.contact_status)
    case 'ApplicationReplaced':
      return { to: 'replaced' }
    default:
      return undefined
  }
}

type Clock = (theirs: number) => number
const asItIs: Clock = theirs => theirs

function entered(channel: AriChannel, args: readonly string[], clock: Clock): Translated | undefined {
  const [role, recording] = args
  const mine = ours(channel.id)
  if (role === 'ear' && recording) return { to: 'tape', ear: channel.id, recording }
  if (mine)
    return { to: 'call', conversation: mine.conversation, input: { type: 'LegJoined', leg: channel.id } }
  if (role !== 'door' && role !== 'phone') return undefined
  return { to: 'door', conversation: conversationOf(channel.id), visitor: visitorOf(channel, role, clock) }
}

/** Also for legs that were found waiting in the application after a restart of ours. */
export function visitorOf(channel: AriChannel, role: 'door' | 'phone', clock: Clock): Visitor {
  return {
    leg: channel.id,
    endpoint: endpointOf(channel.name),
    through: role === 'door' ? 'trunk' : 'phone',
    dialled: channel.dialplan.exten,
    callerNumber: channel.caller.number,
    arrivedAt: clock(Date.parse(channel.creationtime)),
  }
}

/** What a trunk says before somebody picks up. */
const SPOKE = new Set(['RINGING', 'PROGRESS', 'PROCEEDING'])

const THERE = new Set(['Reachable', 'NonQualified', 'Created', 'Updated', 'Registered'])
const AWAY = new Set(['Unreachable', 'Removed', 'Unregistered'])

function seen(phone: string, status: string): Translated | undefined {
  if (!THERE.has(status) && !AWAY.has(status)) return undefined
  return { to: 'floor', phone, reachable: THERE.has(status) }
}
