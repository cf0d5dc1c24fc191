// A caller who speaks a message, and hangs up: he ended the call, also where the flow comes to its end first.
import t from 'tap'
import type { CallInput } from '../../src/calls/events.ts'
import { arrive, step } from '../../src/calls/step.ts'
import { deepFreeze } from '../../src/config/deep-freeze.ts'
import type { Flow } from '../../src/flows/flow.ts'
import { book } from '../core/world/setting.ts'
import { arrival, gone } from './story.ts'

const rule = { greeting: [], box: 'sales', maxMs: 60_000, silenceMs: 5_000, review: false }
const flow = (...after: Flow['sections'][string]): Flow => ({
  name: 'main',
  title: 'Main',
  sections: { start: [{ verb: 'voicemail', box: 'sales', rule }, ...after] },
})

const over: CallInput = { type: 'RecordingEnded', recording: 'c-msg-1', durationMs: 3_000, outcome: 'done' }

/** How the call ends after these events, in which it began to be recorded at once. */
function endingOf(said: Flow, ...inputs: readonly CallInput[]): string {
  const here = { ...book, flow: () => said }
  const now = { wall: 1_000_000, house: 1_000 }
  const facts: string[] = []
  let { call } = arrive('c', arrival, now, here)
  for (const input of inputs) {
    const taken = step(deepFreeze(call), input, now, here)
    call = taken.call
    for (const fact of taken.facts)
      if (fact.type === 'CallEnded') facts.push(Object.values(fact.ending).join(' '))
  }
  return facts.join(', ')
}

t.test('the flow ends the call of one who stays', async t => {
  t.equal(endingOf(flow(), over, gone('L')), 'left flow-ended system')
  t.equal(endingOf(flow({ verb: 'hangup' }), over, gone('L')), 'left flow-ended system')
})

t.test('of one who hung up the flow’s end is not what ended it', async t => {
  const hungUp: CallInput = { ...over, hungUp: true }
  t.equal(endingOf(flow(), hungUp, gone('L')), 'left caller-hung-up caller')
  t.equal(endingOf(flow({ verb: 'hangup' }), hungUp, gone('L')), 'left caller-hung-up caller')
  t.equal(endingOf(flow({ verb: 'say', say: ['goodbye'] }), hungUp, gone('L')), 'left caller-hung-up caller')
  t.equal(endingOf(flow(), gone('L'), hungUp), 'left caller-hung-up caller', 'in the other order too')
})
