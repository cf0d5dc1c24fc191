// Hard work in a thread must not take the core that a call needs.
import { getPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import t from 'tap'

const GENTLY = new URL('../../src/office/gently.ts', import.meta.url).href

t.test(
  'a thread that works gently has the lower priority; everybody else in the process keeps his',
  async t => {
    const code = `
    import { readlinkSync } from 'node:fs'
    import { getPriority } from 'node:os'
    import { basename } from 'node:path'
    import { parentPort } from 'node:worker_threads'
    import { workGently } from '${GENTLY}'
    workGently()
    parentPort.postMessage(getPriority(Number(basename(readlinkSync('/proc/thread-self')))))`
    const before = getPriority()
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`))
    const said = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
    t.equal(said, 10)
    t.equal(getPriority(), before)
  },
)
