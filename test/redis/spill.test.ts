// What stands in the spill file after a crash or a full disk is read again, whatever was left half.
import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { openSpill, type Spilled } from '../../src/redis/spill.ts'
import { testFolder } from '../support/stores.ts'

const step = (id: string): Spilled => ({ hash: 'calls', events: [], fields: [[id, '{"phase":{}}']] })

t.test('half a line in the middle, or at the end, keeps no other step from being read', async t => {
  const file = join(await testFolder(t, 'spill'), 'journal.jsonl')
  const spill = await openSpill(file)
  await spill.append(step('a'))
  await appendFile(file, '{"hash":"calls","events":[],"fields":[["b",{}')
  await spill.append(step('c'))
  await appendFile(file, '{"hash":"ca')
  await spill.close()
  const again = await openSpill(file)
  t.same(again.left, [step('a'), step('c')])
  await again.clear()
  await again.close()
  const empty = await openSpill(file)
  t.same(empty.left, [])
  await empty.close()
})
