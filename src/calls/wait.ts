// A flow under way, and being in line: what the phases of a call share that go through these.
import type { Place, SkillTerm } from '../flows/flow.ts'
import type { PlayId, RecordingId, TalkId } from './events.ts'

/** The flow under way: where it stands, and what it waits for. */
export type Course = {
  place: Place
  playing?: PlayId
  /** House ms at which the flow wants to be woken. */
  wakeAt?: number
  /** What the caller is saying is being recorded. */
  recording?: RecordingId
  /** A lookup that has not answered yet. */
  asking?: string
  /** Secret digits that are being collected. */
  secret?: string
}

/**
 * What waiting and ringing share: the caller keeps his place, his music and his talk. The flow rests at its queue
 * step, or goes through a section meanwhile (keys and times of the queue); then there is no music.
 */
export type Wait = Course & {
  queue: string
  priority: number
  /** House ms since when he waits. */
  since: number
  /** House ms when he joined this queue; the queue's own times run from here. */
  joinedAt?: number
  skills?: readonly SkillTerm[]
  talk: TalkId
  music: 'off' | 'on'
  /** One of the owner's, or ringing; without it, music is Asterisk's own. */
  song?: PlayId
  /** Songs that he has heard the beginning of. */
  songs?: number
  /** House ms: music starts then. A call taken at once never hears a blip of it. */
  musicAt?: number
  /** House ms of the next spoken position. */
  announceAt?: number
  saying?: PlayId
  /** Comfort messages heard. */
  comforted?: number
  /** The last position told; announced positions never grow. */
  told?: number
  /** The last minutes told of his wait; these never grow either. */
  toldMinutes?: number
  /** Sent here by an agent: if nobody has answered at this house time, he goes back to that queue. */
  back?: { queue: string; at: number }
}
