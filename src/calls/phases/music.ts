// What a waiting caller hears between announcements: Asterisk's own music, ringing, or songs of the owner's in turn.
import type { CallInput } from '../events.ts'
import { mint, type Turn } from '../turn.ts'
import type { Wait } from '../wait.ts'
import { soundsOf } from './sounds.ts'

/** Asterisk plays it by itself, for as long as somebody listens, whatever happens to us. */
export const OWN_MUSIC = 'default'

export function startMusic(turn: Turn, wait: Wait): Wait {
  const { musicAt: _, song: __, ...rest } = wait
  const music = turn.book.queue(wait.queue)?.music ?? OWN_MUSIC
  const { caller, language } = turn.call
  if (music === OWN_MUSIC) {
    turn.commands.push({ type: 'StartMusic', leg: caller.leg, music })
    return { ...rest, music: 'on' }
  }
  const heard = wait.songs ?? 0
  const next = music === 'ringback' ? undefined : music[heard % music.length]
  const say = next === undefined ? [{ tone: 'ring' } as const] : soundsOf([next], language)
  const song = mint(turn, 'play')
  turn.commands.push({ type: 'Play', leg: caller.leg, play: song, say, language })
  return { ...rest, music: 'on', song, songs: heard + 1 }
}

/** @returns how he waits without it. */
export function stopMusic(turn: Turn, wait: Wait): Wait {
  const { song, ...rest } = wait
  if (song !== undefined) turn.commands.push({ type: 'StopPlay', play: song })
  else if (wait.music === 'on') turn.commands.push({ type: 'StopMusic', leg: turn.call.caller.leg })
  return { ...rest, music: 'off' }
}

/** A song is over: the next one; or, where it could not be played, what always can. @returns undefined: none of his */
export function afterSong(
  turn: Turn,
  wait: Wait,
  { play, outcome }: Extract<CallInput, { type: 'PlayEnded' }>,
): Wait | undefined {
  if (wait.song === undefined || play !== wait.song) return undefined
  const { song: _, ...rest } = wait
  if (outcome === 'done') return startMusic(turn, rest)
  turn.commands.push({ type: 'StartMusic', leg: turn.call.caller.leg, music: OWN_MUSIC })
  return rest
}
