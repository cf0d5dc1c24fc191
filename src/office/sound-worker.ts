// Works on sound in a thread of its own, so that the office answers meanwhile: mixes tracks, looks for peaks.
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { lay, type Side } from '../recordings/mix.ts'
import { addToPeaks, emptyPeaks, shownPeaks } from '../recordings/peaks.ts'
import { readWavFormat, wavHead } from '../recordings/wav.ts'

export type SoundJob =
  | { kind: 'mix'; tracks: readonly { file: string; side: Side; offsetMs: number }[]; into: string }
  | { kind: 'peaks'; file: string; points: number }

export type SoundResult =
  | { ok: true; durationMs: number; peaks?: number[] }
  /** A file that is no 16-bit mono WAV, or of another rate than its neighbour. */
  | { ok: false; why: 'not-mixable' }

const FRAMES_AT_ONCE = 65_536

type Track = { file: number; ratePerS: number; dataAt: number; frames: number }

const job = workerData as SoundJob
parentPort?.postMessage(job.kind === 'mix' ? mix(job) : peaks(job))

function mix({ tracks: given, into }: Extract<SoundJob, { kind: 'mix' }>): SoundResult {
  const tracks = given.flatMap(one => {
    const track = openTrack(one.file)
    return track
      ? [{ ...track, side: one.side, from: Math.round((one.offsetMs * track.ratePerS) / 1_000) }]
      : []
  })
  const ratePerS = tracks[0]?.ratePerS ?? 0
  const isSound = tracks.length === given.length && tracks.every(track => track.ratePerS === ratePerS)
  if (!isSound || ratePerS === 0) return { ok: false, why: 'not-mixable' }
  const frames = Math.max(...tracks.map(({ from, frames }) => from + frames))
  const out = openSync(`${into}.part`, 'w', 0o600)
  writeSync(out, wavHead({ channels: 2, ratePerS, dataBytes: frames * 4 }))
  for (let at = 0; at < frames; at += FRAMES_AT_ONCE) {
    const piece = new Int16Array(2 * Math.min(FRAMES_AT_ONCE, frames - at))
    for (const track of tracks) {
      const begin = Math.max(at, track.from)
      const end = Math.min(at + piece.length / 2, track.from + track.frames)
      if (begin < end) lay(piece, samplesOf(track, begin - track.from, end - begin), begin - at, track.side)
    }
    writeSync(out, new Uint8Array(piece.buffer))
  }
  fsyncSync(out)
  closeSync(out)
  for (const { file } of tracks) closeSync(file)
  renameSync(`${into}.part`, into)
  return { ok: true, durationMs: Math.round((frames / ratePerS) * 1_000) }
}

function peaks({ file, points }: Extract<SoundJob, { kind: 'peaks' }>): SoundResult {
  const track = openTrack(file)
  if (!track) return { ok: false, why: 'not-mixable' }
  const found = emptyPeaks(points, track.frames)
  for (let at = 0; at < track.frames; at += FRAMES_AT_ONCE)
    addToPeaks(found, samplesOf(track, at, Math.min(FRAMES_AT_ONCE, track.frames - at)), at)
  closeSync(track.file)
  return {
    ok: true,
    durationMs: Math.round((track.frames / track.ratePerS) * 1_000),
    peaks: shownPeaks(found),
  }
}

function openTrack(path: string): Track | undefined {
  const file = openSync(path, 'r')
  const head = new Uint8Array(4_096)
  const read = readSync(file, head, 0, head.length, 0)
  const wav = readWavFormat(head.subarray(0, read), fstatSync(file).size)
  if (wav?.format !== 1 || wav.channels !== 1 || wav.bits !== 16 || wav.ratePerS === 0) {
    closeSync(file)
    return undefined
  }
  return { file, ratePerS: wav.ratePerS, dataAt: wav.dataAt, frames: Math.floor(wav.dataBytes / 2) }
}

/** An Int16Array over the bytes that were read; both are little-endian on every machine that we run on. */
function samplesOf({ file, dataAt }: Track, from: number, frames: number): Int16Array {
  const bytes = new Uint8Array(frames * 2)
  const read = readSync(file, bytes, 0, bytes.length, dataAt + from * 2)
  return new Int16Array(bytes.buffer, 0, Math.floor(read / 2))
}
