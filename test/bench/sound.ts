// What is heard in a turn. Without recording: nothing, so that signalling and routing are measured and not the
// carrying of packets. With recording both contestants need sound to write: callers say a tone (SIPp streams
// it), agents echo what they hear; real packets both ways, fifty a second each.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toneSecond } from '../support/audio/tone.ts'
import type { SippSound } from '../support/phones/sipp-scenario.ts'

const TONE_HZ = 440

export async function soundOf(
  isRecorded: boolean,
  folder: string,
): Promise<{ callers: SippSound; agents: SippSound }> {
  if (!isRecorded) return { callers: 'none', agents: 'none' }
  const toneFile = join(folder, 'tone.ulaw')
  await writeFile(toneFile, toneSecond(TONE_HZ))
  return { callers: { toneFile }, agents: 'echo' }
}
