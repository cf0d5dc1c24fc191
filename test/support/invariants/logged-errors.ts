// Lines of our own logs that say that something went wrong.
import type { TestHouse } from '../house.ts'

/** pino's number for `error`; `fatal` is 60. */
const ERROR = 50

/** @returns the lines of level error and above of all processes that no pattern announces */
export async function loggedErrors(house: TestHouse, announced: readonly RegExp[]): Promise<string[]> {
  const logs = await Promise.all((['keeper', 'switchboard', 'office'] as const).map(house.log))
  const lines = logs.flatMap(log => log.split('\n').filter(Boolean))
  return lines
    .filter(line => (JSON.parse(line) as { level: number }).level >= ERROR)
    .filter(line => !announced.some(pattern => pattern.test(line)))
}
