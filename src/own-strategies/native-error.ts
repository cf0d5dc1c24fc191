// What can be read of something thrown without running code of whoever made it: no getter of his is asked.
import { types } from 'node:util'

export function nativeError(thrown: unknown): { message: string; stack: string; code: string } {
  if (!types.isNativeError(thrown)) return { message: '', stack: '', code: '' }
  const read = (key: string) => {
    const value: unknown = Object.getOwnPropertyDescriptor(thrown, key)?.value
    return typeof value === 'string' ? value : ''
  }
  return { message: read('message'), stack: stackOf(thrown), code: read('code') }
}

/** An accessor of the engine's on errors of our own realm. */
function stackOf(error: Error): string {
  return error instanceof Error && typeof error.stack === 'string' ? error.stack : ''
}
