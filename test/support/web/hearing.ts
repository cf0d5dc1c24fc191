// What a browser hears: the energy of a sound that it fetched, and of what its player plays.
import type { Page } from 'playwright-core'
import { until } from '../until.ts'

/** One channel. `loudness`: root mean square, 0 to 1; `hz`: where most of its energy is. */
export type Heard = { loudness: number; hz: number }

/** Fetches the sound as a player does and decodes it. @returns each channel, from the middle of the sound */
export async function heardIn(page: Page, address: string): Promise<Heard[]> {
  return (await page.evaluate(`(async () => {
    const answer = await fetch(${JSON.stringify(address)})
    if (!answer.ok) throw new Error('HTTP ' + answer.status)
    const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(await answer.arrayBuffer())
    return Array.from({ length: sound.numberOfChannels }, (_, channel) => {
      const all = sound.getChannelData(channel)
      const from = Math.max(0, Math.floor(all.length / 2) - 2000)
      const part = all.subarray(from, from + 4000)
      const loudness = Math.hypot(...part) / Math.sqrt(part.length)
      const power = hz => {
        const [x, y] = part.reduce(([x, y], sample, n) => {
          const angle = (2 * Math.PI * hz * n) / 8000
          return [x + sample * Math.cos(angle), y + sample * Math.sin(angle)]
        }, [0, 0])
        return x * x + y * y
      }
      const tones = Array.from({ length: 190 }, (_, n) => 100 + n * 20)
      return { loudness, hz: tones.reduce((best, hz) => (power(hz) > power(best) ? hz : best)) }
    })
  })()`)) as Heard[]
}

/** Puts an analyser behind the player of the page; then the player may be started. */
export async function listenIn(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    const context = new AudioContext()
    const source = context.createMediaElementSource(document.querySelector('audio'))
    const sides = context.createChannelSplitter(2)
    source.connect(sides)
    source.connect(context.destination)
    const analysers = [0, 1].map(side => {
      const analyser = context.createAnalyser()
      analyser.fftSize = 8192
      sides.connect(analyser, side)
      return analyser
    })
    globalThis.heardNow = () => analysers.map(analyser => {
      const wave = new Float32Array(analyser.fftSize)
      analyser.getFloatTimeDomainData(wave)
      const bins = new Float32Array(analyser.frequencyBinCount)
      analyser.getFloatFrequencyData(bins)
      const loudest = bins.reduce((best, level, bin) => (level > bins[best] ? bin : best), 0)
      return {
        loudness: Math.hypot(...wave) / Math.sqrt(wave.length),
        hz: (loudest * context.sampleRate) / analyser.fftSize,
      }
    })
  })()`)
}

/** Waits until the player plays these tones, left and right. @returns what was heard then */
export function untilPlayed(page: Page, left: number, right: number): Promise<Heard[]> {
  let last: Heard[] = []
  const isTone = (side: number, hz: number) => {
    const heard = last[side]
    return heard !== undefined && heard.loudness > 0.05 && Math.abs(heard.hz - hz) < 25
  }
  return until(
    async () => {
      last = (await page.evaluate('heardNow()')) as Heard[]
      return isTone(0, left) && isTone(1, right) && last
    },
    10_000,
    `the player plays ${left} Hz left and ${right} Hz right`,
  )
}
