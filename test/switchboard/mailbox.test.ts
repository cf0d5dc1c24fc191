// A mailbox whose reader stumbles reads on (FreeSWITCH #1641: the dispatcher was dead, and nobody noticed).
import { setImmediate as soon } from 'node:timers/promises'
import t from 'tap'
import { Mailbox } from '../../src/switchboard/mailbox.ts'

t.test('an event that breaks its step is told, and the next ones are taken in order', async t => {
  const taken: string[] = []
  const failures: unknown[] = []
  const broken = new Error('broken')
  const mailbox = new Mailbox<string>(
    async events => {
      await soon()
      if (events.includes('bad')) throw broken
      taken.push(...events)
    },
    error => failures.push(error),
  )
  mailbox.put('first')
  await soon()
  mailbox.put('bad')
  while (!mailbox.isIdle) await soon()
  for (const event of ['second', 'third']) mailbox.put(event)
  while (!mailbox.isIdle) await soon()
  t.same(taken, ['first', 'second', 'third'])
  t.same(failures, [broken])
})
