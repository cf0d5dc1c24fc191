// What a manager has chosen to try: a day, or an imagined one, and the change.
import { useMemo, useState } from 'react'

export type Imagined = {
  callsPerHour: number
  hours: number
  talkS: number
  patienceS: number
  staff: number
}

/** undefined: as it is. */
export type Wish = {
  source: 'recorded' | 'imagined'
  day: string
  queue: string | null
  agents: number
  volume: number
  wrapUpS: number | undefined
  ringS: number | undefined
  strategy: string | null
  imagined: Imagined
}

export const UNCHANGED = { agents: 0, volume: 100, wrapUpS: undefined, ringS: undefined, strategy: null }

const START: Wish = {
  ...{ source: 'recorded', day: '', queue: null, ...UNCHANGED },
  imagined: { callsPerHour: 60, hours: 8, talkS: 180, patienceS: 180, staff: 5 },
}

/** @returns what is chosen, how to choose, and the body of the question; the same object while nothing changes */
export function useWish(queues: readonly string[]) {
  const [wish, setWish] = useState<Wish>(START)
  const imaginedQueue = wish.queue ?? queues[0]
  const body = useMemo(() => {
    const { source, day, queue, agents, volume, wrapUpS, ringS, strategy, imagined } = wish
    if (source === 'imagined' && imaginedQueue === undefined) return undefined
    return {
      ...(source === 'recorded' && day !== '' && { day }),
      change: {
        ...(queue !== null && { queue }),
        ...(agents !== 0 && { agents }),
        ...(volume !== 100 && { volume: volume / 100 }),
        ...(wrapUpS !== undefined && { 'wrap-up': `${wrapUpS}s` }),
        ...(ringS !== undefined && { ring: `${ringS}s` }),
        ...(strategy !== null && { strategy }),
      },
      ...(source === 'imagined' && {
        imagined: {
          ...{ queue: imaginedQueue, hours: imagined.hours, agents: imagined.staff },
          ...{ talk: `${imagined.talkS}s`, 'calls-per-hour': imagined.callsPerHour },
          ...(imagined.patienceS > 0 && { patience: `${imagined.patienceS}s` }),
        },
      }),
    }
  }, [wish, imaginedQueue])
  const choose = (change: Partial<Wish>) => setWish(before => ({ ...before, ...change }))
  return { wish, choose, body }
}
