// Texts that no database keeps: with a null character, or with half of a character. Refused at the door, so that
// no route needs to think of them.
import { Problem } from './problem.ts'

/** Not recursive: who sends thirty thousand brackets finds no stack to overflow. @throws Problem 400 */
export function refuseUnstorable(sent: unknown): void {
  const open: unknown[] = [sent]
  while (open.length > 0) {
    const one = open.pop()
    if (typeof one === 'string' && (one.includes('\0') || !one.isWellFormed()))
      throw new Problem(
        400,
        'bad-text',
        'A text holds a null character or half of a character; leave it out.',
      )
    if (typeof one === 'object' && one !== null)
      for (const [name, value] of Object.entries(one)) open.push(name, value)
  }
}
