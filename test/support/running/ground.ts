// What test files run on: the private runtime, and an environment that is not the owner's.
import { join } from 'node:path'
import { ownEnvironment } from '../../../src/config.ts'
import { installRuntime } from '../../../src/runtime/install.ts'
import { terminalProgress } from '../../../src/runtime/progress.ts'
import { RuntimeProblem } from '../../../src/runtime/runtime-problem.ts'

/** The owner's databases and ports are his: tests run on servers and ports of their own, whatever he has set. */
export function testEnvironment(): NodeJS.ProcessEnv {
  const owners = /^(DATABASE_URL|REDIS_URL|LOG_LEVEL|ASTERISK_.*|TONGDAI_.*)$/
  const kept = Object.entries(process.env).filter(
    ([name]) => name === 'TONGDAI_ARCHIVE' || !owners.test(name),
  )
  return Object.fromEntries(kept)
}

/** @returns Asterisk's version; or why there is none, in a sentence */
export async function bringUpRuntime(checkout: string): Promise<{ asterisk?: string; problem?: string }> {
  const { archive } = ownEnvironment().environment
  const progress = terminalProgress(process.stderr)
  try {
    const { asteriskVersion } = await installRuntime({ home: join(checkout, '.tongdai'), archive, progress })
    return { asterisk: asteriskVersion }
  } catch (error) {
    if (error instanceof RuntimeProblem) return { problem: error.message }
    throw error
  }
}
