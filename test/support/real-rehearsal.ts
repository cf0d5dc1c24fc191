// A test of a flow as a real call: the same keys, in time with the prompts that Asterisk really plays, and what the
// caller met read from Asterisk's events and the journal. Compared by the same code as the rehearsal without a phone.
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import WebSocket from 'ws'
import type { CallEvent } from '../../src/calls/events.ts'
import { testHouseOf } from '../../src/config/flow-tests.ts'
import { tryFlow } from '../../src/config/flow-trying.ts'
import type { Config } from '../../src/config.ts'
import { compare, textOf } from '../../src/flows/rehearsal/expectation.ts'
import { type Met, metByPlay } from '../../src/flows/rehearsal/met.ts'
import { runTest } from '../../src/flows/rehearsal/run-tests.ts'
import type { Expected, WrittenTest } from '../../src/flows/rehearsal/written-tests.ts'
import { readSpoken } from '../../src/flows/spoken.ts'
import type { TestHouse } from './house.ts'
import { callIs, liveCallFrom } from './live-calls.ts'
import type { Call } from './phones/call.ts'
import type { Phone } from './phones/phone.ts'
import { cdrFrom, readJournal } from './records.ts'
import { until } from './until.ts'

/** One play; `keys`: those of its prompts that began. */
type Play = { id: string; channel: string; keys: string[]; at: number }

export type Stage = { readonly plays: readonly Play[]; close(): void }

/** Hears every prompt that Asterisk begins to play. */
export async function watchPlays(house: TestHouse): Promise<Stage> {
  const plays: Play[] = []
  const authorization = `Basic ${Buffer.from(`tongdai:${house.secrets.ariPassword}`).toString('base64')}`
  const socket = new WebSocket(`ws://127.0.0.1:${house.ports.ari}/ari/events?app=stage&subscribeAll=true`, {
    headers: { authorization },
  })
  await once(socket, 'open')
  socket.on('message', data => {
    const event = JSON.parse(String(data)) as PlaybackEvent
    if (event.type !== 'PlaybackStarted') return
    const { id, media_uri, target_uri } = event.playback
    // Files are named by their key and a hash.
    // Several prompts in a row begin one after another, in one play.
    const key = /([^/]+)-[0-9a-f]{12}$/.exec(media_uri)?.[1] ?? media_uri
    // Of his place in the line the house itself tells, by no step of the flow.
    if (key.startsWith('position-')) return
    const known = plays.find(play => play.id === id)
    if (known) known.keys.push(key)
    else
      plays.push({
        id,
        keys: [key],
        channel: target_uri.replace('channel:', ''),
        at: Date.parse(event.timestamp),
      })
  })
  return { plays, close: () => socket.terminate() }
}

const SEALED = 'sealed'

const SPEECH_MS = 2_000

type PlaybackEvent = {
  type: string
  timestamp: string
  playback: { id: string; media_uri: string; target_uri: string }
}

export type RealTest = {
  house: TestHouse
  stage: Stage
  phone: Phone
  config: Config
  flow: string
  /** Where it is answered, and by whom it is dialled. */
  number: string
  from: string
  test: WrittenTest
}

/** @returns what the caller met, in words, and why it is not what the test expects. */
export async function runForReal(real: RealTest): Promise<{ met: string[]; sentence?: string }> {
  const call = await real.phone.dial(real.number, { from: real.from })
  try {
    return await live(real, call)
  } finally {
    // A test that did not get on leaves nobody behind.
    await call.hangUp().catch(() => {})
  }
}

async function live(real: RealTest, call: Call): Promise<{ met: string[]; sentence?: string }> {
  const { house, config, flow, from, test } = real
  const acts = [test.press ?? []].flat()
  const after = (done: number) => {
    const { at, hours, lookups, language } = test
    const world = {
      ...(at && { at }),
      ...(hours && { hours }),
      ...(lookups && { lookups }),
      ...(language && { language }),
    }
    return tryFlow(config, { flow, acts: acts.slice(0, done), ...world }, Date.now())!
  }
  const caller = await until(() => liveCallFrom(house, from), 5_000, 'the call has arrived')
  const played = () => real.stage.plays.filter(({ channel }) => channel === caller.caller.leg)
  for (const [index, act] of acts.entries()) {
    const { met, state } = after(index)
    if (typeof act === 'object' && 'speak' in act)
      await callIs(house, from, 'ivr', ({ recording }) => recording !== undefined)
    else {
      const said = met.filter(({ sentences }) => sentences.length > 0)
      // He answers once the last of what he is asked has begun.
      const parts = said.at(-1)?.sentences.length ?? 0
      await until(
        () => said.length === 0 || (played()[said.length - 1]?.keys.length ?? 0) >= parts,
        20_000,
        `"${test.name}": prompt ${said.length} is played before act ${index}`,
      )
      if (state === 'waits') await callIs(house, from, 'waiting')
    }
    await perform(call, act)
  }
  const simulated = runTest(flow, config.flows[flow]?.language, test, testHouseOf(config)).met
  const isOver = simulated.at(-1)?.startsWith('{ hangup:') ?? false
  if (isOver) await call.ended(60_000)
  else {
    const due = simulated.filter(words => /^\{ (say|menu|collect|secret|dial):/.test(words)).length
    await until(() => played().length >= due, 60_000, `"${test.name}": prompt ${due} is played`)
    await callIs(house, from, 'waiting')
    await call.hangUp()
  }
  await cdrFrom(house, from)
  const journal = (await readJournal(house)).filter(({ by }) => by === caller.id)
  const really = metIn(journal, played(), config)
  // Who is left in a queue hangs up only because the test is over.
  const told = isOver ? really : really.filter(one => !('hangup' in one))
  const wrong = compare(test.expect.map(firstOnly), told)
  const words = told.filter(one => !('section' in one)).map(textOf)
  if (!wrong) return { met: words }
  return { met: words, sentence: `was to meet ${wrong.expected}, and meets ${wrong.met ?? 'nothing more'}` }
}

async function perform(call: Call, act: Exclude<NonNullable<WrittenTest['press']>, string>[number]) {
  if (act === 'hang-up') await call.hangUp()
  else if (typeof act === 'string') {
    if (act !== '') await call.press(act)
  } else if ('speak' in act) {
    // He really speaks, though not as long.
    call.say(440)
    await pause(SPEECH_MS)
    call.say(undefined)
    await call.press('#')
  }
  // Time passes by itself: what comes next is waited for.
}

/** Sections, questions, queues …: in the order in which they happened. */
function metIn(
  journal: readonly { at: number; event: { type: string } }[],
  plays: readonly Play[],
  { flows }: Config,
): Met[] {
  let place = { flow: '', section: '' }
  const found: Met[] = []
  const all = [...journal, ...plays].sort((a, b) => a.at - b.at)
  for (const one of all) {
    if ('keys' in one) {
      const steps = flows[place.flow]?.sections[place.section] ?? []
      const asked = steps.map(step => metByPlay(step, one.keys)).find(met => !('say' in met))
      found.push(asked ?? { say: one.keys.slice(0, 1) })
      continue
    }
    const event = one.event as CallEvent
    if (event.type === 'SectionEntered') {
      place = { flow: event.flow, section: event.section }
      found.push({ section: event.section })
    }
    if (event.type === 'QueueJoined') found.push({ queue: event.queue })
    if (event.type === 'QueueLeft') found.push({ 'leave-queue': true })
    if (event.type === 'MessageStarted') found.push({ voicemail: event.box ?? '' })
    // The value is sealed.
    if (event.type === 'NoteTaken') found.push({ note: { [event.name]: SEALED } })
    if (event.type === 'SendingAsked') found.push({ send: event.send })
    if (event.type === 'LanguageChosen') found.push({ language: event.language })
    if (event.type === 'CallEnded')
      found.push({ hangup: event.ending.reason === 'caller-hung-up' ? 'caller' : 'normal' })
  }
  return found
}

/** Of several things in a row the first is compared: a key may interrupt the others. */
function firstOnly(one: Expected): Expected {
  if (typeof one === 'object' && 'note' in one)
    return { note: Object.fromEntries(Object.keys(one.note).map(name => [name, SEALED])) }
  if (typeof one !== 'object' || !('say' in one)) return one
  const [first] = readSpoken(one.say)
  return first === undefined ? one : { say: first }
}
