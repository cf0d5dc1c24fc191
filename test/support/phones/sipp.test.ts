// SIPp's callers and agents, proven against a real Asterisk.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { loudness, shareOf } from '../audio/goertzel.ts'
import { toneSecond } from '../audio/tone.ts'
import { readWav } from '../audio/wav.ts'
import { startAgents } from './agents.ts'
import { startCallers } from './callers.ts'
import { freeUdpPort } from './free-port.ts'
import { openMediaHub } from './media-hub.ts'
import { AGENTS, account, openSmallExchange, TRUNK } from './small-exchange.ts'

const { runtime, folder, server, noCallIsLeft } = await openSmallExchange(t)

t.test('SIPp: callers ring registered agents, and both logs tell the same story', async t => {
  const agents = await startAgents(runtime, {
    folder: join(folder, 'agents'),
    server,
    listen: { address: AGENTS, port: await freeUdpPort(AGENTS) },
    accounts: [account],
    ringMs: 100,
    talkMs: 500,
  })
  const callers = await startCallers(runtime, {
    folder: join(folder, 'callers'),
    server,
    listen: { address: TRUNK, port: await freeUdpPort(TRUNK) },
    numbers: ['ann', 'ann', 'busy'],
    ratePerS: 20,
    limitS: 20,
  })
  const [first, second, refused] = await callers.done
  const rings = await agents.records()
  t.match(refused, { number: 'busy', failed: '486' })
  t.match(first, { number: 'ann', endedBy: 'them' })
  t.match(second, { number: 'ann', endedBy: 'them' })
  t.equal(rings.length, 2)
  for (const ring of rings) {
    t.match(ring, { agent: 'ann', endedBy: 'us' })
    t.ok(Math.abs(ring.answeredAt! - ring.invitedAt - 100) < 50)
    t.ok(Math.abs(ring.endedAt! - ring.answeredAt! - 500) < 50)
  }
  await agents.stop()
  await noCallIsLeft()
})

t.test(
  'SIPp: a caller who gives up is cancelled at the agent, and a patient one hangs up himself',
  async t => {
    const agents = await startAgents(runtime, {
      folder: join(folder, 'slow-agents'),
      server,
      listen: { address: AGENTS, port: await freeUdpPort(AGENTS) },
      accounts: [account],
      ringMs: 10_000,
    })
    const callers = await startCallers(runtime, {
      folder: join(folder, 'leaving-callers'),
      server,
      listen: { address: TRUNK, port: await freeUdpPort(TRUNK) },
      numbers: ['ann', 'tone'],
      ratePerS: 20,
      answerWithinMs: 300,
      stayMs: 300,
      limitS: 20,
    })
    const [impatient, patient] = await callers.done
    t.match(impatient, { number: 'ann', failed: 'cancelled' })
    t.match(patient, { number: 'tone', endedBy: 'us' })
    await agents.stop()
    t.match(await agents.records(), [{ agent: 'ann', endedBy: 'cancelled' }])
    await noCallIsLeft()
  },
)

t.test('SIPp with a media hub: every caller presses keys and hears what follows', async t => {
  const heard: Promise<void>[] = []
  const hub = await openMediaHub(TRUNK, stream => {
    void stream.press('42')
    heard.push(stream.ear.watch.until('a caller hears 700 Hz', () => stream.ear.hasTone(700), 5_000))
  })
  t.teardown(() => hub.close())
  const callers = await startCallers(runtime, {
    folder: join(folder, 'pressing-callers'),
    server,
    listen: { address: TRUNK, port: await freeUdpPort(TRUNK) },
    numbers: ['asks', 'asks', 'asks', 'asks', 'asks'],
    ratePerS: 20,
    sound: { hub: hub.address },
    stayMs: 2_000,
    limitS: 20,
  })
  await callers.done
  t.equal(heard.length, 5)
  await Promise.all(heard)
  await noCallIsLeft()
})

t.test('SIPp: a tone from a file is what Asterisk records', async t => {
  const toneFile = join(folder, 'tone.ulaw')
  await writeFile(toneFile, toneSecond(440))
  const callers = await startCallers(runtime, {
    folder: join(folder, 'sounding-callers'),
    server,
    listen: { address: TRUNK, port: await freeUdpPort(TRUNK) },
    numbers: ['record'],
    ratePerS: 20,
    sound: { toneFile },
    stayMs: 1_500,
    limitS: 20,
  })
  await callers.done
  await noCallIsLeft()
  const { samples } = await readWav(join(folder, 'spool', 'recorded.wav'))
  const middle = samples.slice(4_000, 8_000)
  t.ok(loudness(middle) > 1_000, 'it is loud')
  t.ok(shareOf(440, middle) > 0.8, 'it is the tone')
})
