// Names of the queues in the files as they are now. Checking a large tree takes a while, and people are changed one
// after another: so the last answer holds for a moment.
import { checkTree, readTree } from '../config.ts'

const holdsMs = 2_000

/** @returns a function that gives the names; undefined when the files can't be read */
export function queueNames(configRoot: string): () => Promise<readonly string[] | undefined> {
  let last: Promise<readonly string[] | undefined> | undefined
  let askedAt = 0
  return () => {
    if (last && performance.now() - askedAt < holdsMs) return last
    askedAt = performance.now()
    last = read(configRoot)
    return last
  }
}

async function read(configRoot: string): Promise<readonly string[] | undefined> {
  const { config } = checkTree(await readTree(configRoot))
  return config && Object.keys(config.queues)
}
