// Asks the API about a draft a moment after each change; the last answer stays until a newer one is there.
import { useEffect, useState } from 'react'
import { send } from '../../shared/client.ts'

const ASK_AFTER_MS = 400

export type Answered<T> = {
  answer: T | undefined
  failure: unknown
  /** The answer is about an earlier draft. */
  isOld: boolean
}

/** @param body must stay the same object while nothing has changed; undefined: nothing is asked */
export function useAnswer<T>(path: string, body: object | undefined, afterMs = ASK_AFTER_MS): Answered<T> {
  const [state, setState] = useState<{ answer?: T; failure?: unknown; about?: object }>({})
  useEffect(() => {
    if (!body) return
    let isOver = false
    const timer = setTimeout(() => {
      send<T>('POST', path, body).then(
        answer => !isOver && setState({ answer, about: body }),
        failure => !isOver && setState(old => ({ ...old, failure, about: body })),
      )
    }, afterMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [path, body, afterMs])
  return { answer: state.answer, failure: state.failure, isOld: state.about !== body }
}
