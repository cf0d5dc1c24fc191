// Who has gone is remembered for a while, and not for ever.
import t from 'tap'
import { openDeparted } from '../../src/switchboard/departed.ts'

t.test(
  'the latest who have gone are known, however often each is told; the oldest are forgotten',
  async t => {
    const departed = openDeparted(3)
    for (const conversation of ['a', 'b', 'b', 'c']) departed.add(conversation)
    t.same(['a', 'b', 'c', 'd'].map(departed.has), [true, true, true, false])
    departed.add('d')
    t.same(['a', 'b', 'c', 'd'].map(departed.has), [false, true, true, true])
  },
)
