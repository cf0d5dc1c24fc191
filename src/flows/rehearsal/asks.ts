// Does a step wait for keys right now? There a rehearsed caller presses his next ones.
import { isLeaving } from '../leaving.ts'
import type { Step } from '../verbs/verbs.ts'

export function asksNow(step: Step, memory: unknown): boolean {
  if (isLeaving(memory)) return false
  const phase = (memory as { phase?: unknown } | undefined)?.phase
  switch (step.verb) {
    case 'menu':
      return phase !== 'leaving'
    case 'collect':
    case 'secret':
      return true
    case 'dial':
      return phase !== 'ringing'
    case 'queue':
      return step.keys.size > 0
    case 'voicemail':
      return phase === 'choosing' || phase === 'reviewing'
    case 'callback':
      return phase === 'offering' || phase === 'entering'
    default:
      return false
  }
}
