// One sound at a time: what plays stops when the next one begins, and when the page is left.

import { notifications } from '@mantine/notifications'
import { useCallback, useEffect, useRef, useState } from 'react'
import { api, soundFrom } from './client.ts'
import { sentenceOf } from './states.tsx'
import { useText } from './text.ts'

export type Hearing = {
  /** What plays now; undefined: silence. */
  playing: string | undefined
  /** Plays a sound of the API, or stops it when it is the one that plays. */
  play(path: string): void
  /** Has a text spoken and plays it. */
  say(language: string, text: string): Promise<void>
}

/** What plays while it is a text. */
export const SAID = 'said'

export function useHearing(): Hearing {
  const t = useText()
  const [playing, setPlaying] = useState<string>()
  const audio = useRef<HTMLAudioElement>(null)
  const stop = useCallback(() => {
    audio.current?.pause()
    audio.current = null
    setPlaying(undefined)
  }, [])
  useEffect(() => stop, [stop])

  const start = useCallback(
    async (name: string, source: string) => {
      stop()
      const next = new Audio(source)
      audio.current = next
      setPlaying(name)
      const over = () => audio.current === next && stop()
      next.addEventListener('ended', over)
      await next.play().catch(error => {
        // Another one was started meanwhile: no mistake.
        if (audio.current !== next) return
        over()
        throw error
      })
    },
    [stop],
  )

  const told = (work: Promise<void>) =>
    work.catch(error => {
      notifications.show({ color: 'red', title: t('failed'), message: sentenceOf(error, t) })
    })

  return {
    playing,
    play(path) {
      if (playing === path) stop()
      else void told(start(path, `${api}${path}`))
    },
    async say(language, text) {
      const spoken = soundFrom('/prompts/say', { language, text })
      await told(spoken.then(sound => start(SAID, URL.createObjectURL(sound))))
    },
  }
}
