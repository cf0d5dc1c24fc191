// F09, the logs' part: the disk that holds them is full. Lines are lost, and nobody stands still or ends.
import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { openLog } from '../../src/house/log.ts'
import { eventually, testFolder } from '../support/stores.ts'

const run = promisify(execFile)
const DISK_BYTES = 3_000_000
const WITHIN_MS = 1_000

t.test('a full disk stops neither us nor our end, and lines come again when there is room', async t => {
  const home = await testFolder(t, 'full')
  const folder = join(home, 'log')
  await mkdir(folder)
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES}`, 'tmpfs', folder]).catch(
    () => {},
  )
  if (!mounted) return t.pass('not run: only root may mount a small disk', { skip: true })
  t.teardown(() => run('umount', ['-l', folder]))
  const log = openLog('office', { home, logLevel: 'info' })
  const read = () => readFile(join(folder, 'office.log'), 'utf8').catch(() => '')
  log.info('the first line')
  await eventually(t, 'it is written', async () => (await read()).includes('the first line'))
  await writeFile(join(folder, 'fill'), Buffer.alloc(DISK_BYTES)).catch(() => {})
  for (let n = 0; n < 200; n++) {
    log.info({ n }, 'x'.repeat(100))
    if (n % 20 === 0) await new Promise(resolve => setTimeout(resolve, 10))
  }
  const startedAt = performance.now()
  log.fatal('a line that is written at once')
  log.flush()
  t.ok(performance.now() - startedAt < WITHIN_MS, 'nothing stands still')
  await rm(join(folder, 'fill'))
  await eventually(t, 'lines come again', async () => {
    log.info('the last line')
    return (await read()).includes('the last line')
  })
})
