// The lock between processes: one at a time, and free again when its holder is killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import t from 'tap'
import { withFileLock } from '../../src/runtime/file-lock.mjs'
import { ownFolder } from './home.ts'

t.test('the second waits for the first, and gets its turn also after a failure', async t => {
  const file = join(await ownFolder(t), 'lock')
  const order: string[] = []
  const inside = Promise.withResolvers<void>()
  const leave = Promise.withResolvers<void>()
  const first = withFileLock(file, async () => {
    inside.resolve()
    await leave.promise
    order.push('first')
    throw new Error('failed inside')
  })
  await inside.promise
  const second = withFileLock(
    file,
    async () => order.push('second'),
    () => leave.resolve(),
  )
  await t.rejects(first, { message: 'failed inside' })
  await second
  t.same(order, ['first', 'second'])
})

t.test('a holder that is killed gives the lock back', async t => {
  const file = join(await ownFolder(t), 'lock')
  const lock = JSON.stringify(join(import.meta.dirname, '../../src/runtime/file-lock.mjs'))
  const code = `import { withFileLock } from ${lock}
    await withFileLock(${JSON.stringify(file)}, () => { console.log('held'); return new Promise(() => {}) })`
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  let waited = false
  const mine = withFileLock(
    file,
    async () => waited,
    () => {
      waited = true
      holder.kill('SIGKILL')
    },
  )
  t.ok(await mine, 'it was held until the kill')
})
