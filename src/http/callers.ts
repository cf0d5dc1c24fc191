// Callers as views show them.
import type { HttpParts } from './parts.ts'

/** Empty when the number is not known: anonymous, or erased. */
export type Caller = {
  caller?: string
  callerShown?: string
  /** The number outside that is called into the call, or is in it. */
  outside?: string
}

export function callerView({ shown }: HttpParts, number: string | undefined): Caller {
  return number ? { caller: number, callerShown: shown(number) } : {}
}
