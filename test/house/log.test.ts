// F09, the logs' part: the disk that holds them is full. Lines are lost, and nobody stands still or ends.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { openLog } from '../../src/house/log.ts'
import { mayMount, mountSmallDisk } from '../support/small-disk.ts'
import { eventually, testFolder } from '../support/stores.ts'

const WITHIN_MS = 1_000

const skip = mayMount ? false : 'only root may mount a small disk'

t.test(
  'a full disk stops neither us nor our end, and lines come again when there is room',
  { skip },
  async t => {
    const home = await testFolder(t, 'full')
    const folder = join(home, 'log')
    const disk = await mountSmallDisk(folder, '3m')
    t.teardown(() => disk.remove())
    const log = openLog('office', { home, logLevel: 'info' })
    const read = () => readFile(join(folder, 'office.log'), 'utf8').catch(() => '')
    log.info('the first line')
    await eventually(t, 'it is written', async () => (await read()).includes('the first line'))
    await disk.fill()
    for (let n = 0; n < 200; n++) {
      log.info({ n }, 'x'.repeat(100))
      if (n % 20 === 0) await new Promise(resolve => setTimeout(resolve, 10))
    }
    const startedAt = performance.now()
    log.fatal('a line that is written at once')
    log.flush()
    t.ok(performance.now() - startedAt < WITHIN_MS, 'nothing stands still')
    await disk.clear()
    await eventually(t, 'lines come again', async () => {
      log.info('the last line')
      return (await read()).includes('the last line')
    })
  },
)
