// A floor's journal, as its owner writes it, goes through the engine once more: the same decisions, one by one.
import t from 'tap'
import { chanceOf } from '../../src/flows/chance.ts'
import { patientStrategy } from '../../src/own-strategies/strategies.ts'
import type { FloorInput } from '../../src/queues/events.ts'
import type { Roster } from '../../src/queues/roster.ts'
import { STRATEGY_NAMES } from '../../src/queues/strategies/strategies.ts'
import { type Day, SHIFT_OVER } from '../../src/simulations/day.ts'
import { type Made, madeDay } from '../../src/simulations/made-day.ts'
import { type ReplayRecord, replay } from '../../src/simulations/replay.ts'
import { simulate } from '../../src/simulations/simulate.ts'
import { openAlarms } from '../../src/switchboard/alarms.ts'
import { type FloorDesk, openFloorDesk } from '../../src/switchboard/floor-desk.ts'
import type { JournalRecord } from '../../src/switchboard/journal.ts'
import { readRecord } from '../../src/switchboard/upcasters.ts'

const parts = { chance: chanceOf }
const START_WALL = Date.parse('2026-03-02T01:00:00Z')

const made: Made = {
  queue: 'sales',
  rules: { strategy: 'round-robin', ringMs: 20_000, wrapUpMs: 12_000, restMs: 5_000 },
  callsPerHalfHour: [60, 90, 60],
  talk: { kind: 'lognormal', meanMs: 150_000, cv: 0.9 },
  patience: { kind: 'exponential', meanMs: 120_000 },
  agents: 7,
  habits: { pickUp: { kind: 'lognormal', meanMs: 6_000, cv: 0.5 }, missed: 0.1, wrapUpUsed: 1 },
}

/** A floor with its owner, a clock that is set, and a journal in memory, as JSON. */
class Owned {
  readonly records: JournalRecord[] = []
  readonly #stored = new Map<string, string>()
  house = 0.25
  boot = 'first'
  roster: Roster
  #desk: FloorDesk

  constructor(roster: Roster) {
    this.roster = roster
    this.#desk = this.#open()
  }

  /** Killed and started: only what was stored is left. */
  restart(boot = this.boot): void {
    this.boot = boot
    this.#desk = this.#open()
  }

  async happens(...inputs: FloorInput[]): Promise<void> {
    for (const input of inputs) this.#desk.happened(input)
    // The mailbox empties itself in the next turns of the loop.
    await new Promise(resolve => setImmediate(resolve))
  }

  /** As it would come out of PostgreSQL. */
  get replayed(): ReplayRecord[] {
    return this.records.map(record => {
      const { id, house, event } = readRecord(JSON.stringify(record))
      return { seq: Number(id.slice('floor:'.length)), house, event } as ReplayRecord
    })
  }

  #open(): FloorDesk {
    const alarms = openAlarms(
      () => this.house,
      () => {},
    )
    t.teardown(() => alarms.close())
    return openFloorDesk({
      clock: {
        boot: this.boot,
        now: () => ({ wall: START_WALL + Math.floor(this.house), house: this.house }),
      },
      journal: {
        writeCall: async () => {},
        writeFloor: async (records, entries) => {
          this.records.push(...records)
          for (const [name, value] of entries) {
            if (value === undefined) this.#stored.delete(name)
            else this.#stored.set(name, value)
          }
        },
      },
      roster: () => this.roster,
      tellCall: () => {},
      moved: () => {},
      failed: error => {
        throw error
      },
      alarms,
      stored: Object.fromEntries(this.#stored),
    })
  }
}

/** What a simulated day tells its engine, told to a floor with an owner; `between` may meddle. */
async function lived(
  day: Day,
  seed: number,
  between?: (owned: Owned, nth: number) => Promise<void>,
): Promise<Owned> {
  const told: { input: FloorInput; atMs: number }[] = []
  simulate(day, seed, (input, _, atMs) => told.push({ input, atMs }))
  const owned = new Owned({ ...day.roster, chance: chanceOf })
  for (const [nth, { input, atMs }] of told.entries()) {
    owned.house = atMs + 0.125
    await owned.happens(input)
    await between?.(owned, nth)
  }
  return owned
}

t.test('a day of each strategy replays to identical decisions', async t => {
  for (const [seed, strategy] of STRATEGY_NAMES.entries()) {
    const day = madeDay({ ...made, rules: { ...made.rules, strategy } }, seed)
    const { replayed } = await lived(day, seed)
    const found = replay(replayed, parts)
    t.ok(found.offers > 100, `${strategy}: ${found.offers} offers`)
    t.same([found.differing, found.differences, found.gaps, found.unplayable], [0, [], [], 0], strategy)
  }
})

t.test(
  'a strategy of the owner’s own replays alike: by its script, and where it was stopped as it was then',
  async t => {
    const day = madeDay({ ...made, rules: { ...made.rules, strategy: 'mine' } }, 6)
    const script = `tongdaiOwn = { name: 'mine', measure: ({ agent, workMs, calls }) => {
      if (calls > 6 && agent === 'agent-2') throw new Error('not seven')
      return workMs
    } }`
    const honest = patientStrategy({ name: 'mine', script })
    const own = (version: string, isSlowAt: (offer: string) => boolean): Roster => ({
      ...day.roster,
      ...{ chance: chanceOf, version },
      own: {
        mine: {
          ...honest,
          // What a busy machine did stands in no script.
          measureAll: (candidates, offer) =>
            isSlowAt(offer)
              ? { code: 'too-slow', message: '' }
              : (honest.measureAll?.(candidates, offer) ?? candidates.map(honest.measure)),
        },
      },
    })
    const owned = await lived({ ...day, roster: own('v0', () => false) }, 6, async (owned, nth) => {
      if (nth === 0) owned.roster = own('v1', offer => offer === 'offer-20' || offer === 'offer-40')
      if (nth === 400) owned.roster = own('v2', () => false)
      if (nth === 0 || nth === 400) await owned.happens({ type: 'TeamChanged', hash: 'next' })
      if (nth === 300) owned.restart()
    })
    const stops = owned.replayed.flatMap(({ event }) =>
      event.type === 'StrategyStopped' ? [[event.code, event.isOff]] : [],
    )
    t.same(stops.slice(0, 3), [
      ['too-slow', false],
      ['too-slow', false],
      ['threw', true],
    ])
    t.ok(stops.length > 3, 'the next version fails anew')
    const run = ({ script }: { script: string }) => patientStrategy({ name: 'mine', script })
    const found = replay(owned.replayed, { ...parts, run })
    t.ok(found.offers > 100, `${found.offers} offers`)
    t.same([found.differing, found.differences, found.gaps, found.unplayable], [0, [], [], 0])
    t.ok(replay(owned.replayed, parts).differing > 50, 'and it is the script that decides')
  },
)

t.test('changed rules, new people, kills and a machine that starts anew are replayed as well', async t => {
  const day = madeDay({ ...made, callsPerHalfHour: [80, 80] }, 3)
  const owned = await lived(day, 3, async (owned, nth) => {
    if (nth === 150) {
      // Nothing that is stored changes, and yet everything that comes is decided otherwise.
      owned.roster = {
        ...owned.roster,
        queues: { sales: { ...made.rules, strategy: 'longest-idle', ringMs: 9_000, maxWaiting: 20 } },
      }
      await owned.happens({ type: 'TeamChanged', hash: 'v2' })
    }
    if (nth === 300) owned.restart()
    if (nth === 450) {
      const newcomer = { phone: 'chi-phone', queues: [{ queue: 'sales', rank: 99 }] }
      owned.roster = { ...owned.roster, agents: { ...owned.roster.agents, chi: newcomer } }
      await owned.happens(
        { type: 'TeamChanged', hash: 'v3' },
        { type: 'PhoneSeen', phone: 'chi-phone', reachable: true },
      )
    }
    if (nth === 600) owned.restart('second')
  })
  const found = replay(owned.replayed, parts)
  t.ok(found.inputs > 350, `${found.inputs} inputs`)
  const notes = owned.replayed.flatMap(({ event }) => (event.type === 'FloorNoted' ? [event.because] : []))
  t.same(notes, ['opened', 'team', 'team', 'opened', 'team', 'opened'])
  t.same([found.differing, found.differences, found.gaps, found.unplayable], [0, [], [], 0])
})

t.test('the whole floor is noted every six hours, and the replay agrees with the note', async t => {
  const day = madeDay({ ...made, callsPerHalfHour: new Array<number>(14).fill(12), agents: 3 }, 4)
  const { replayed } = await lived(day, 4)
  const whole = replayed.filter(({ event }) => event.type === 'FloorNoted' && event.stored)
  t.equal(whole.length, 2)
  t.equal(replay(replayed, parts).differing, 0)
  const later = replayed.slice(replayed.indexOf(whole[1] as ReplayRecord) - 5)
  const found = replay(later, parts)
  t.equal(found.differing, 0, 'one may begin at any of the notes')
  t.equal(found.unplayable, 5, 'what stands before it can’t be replayed, and is counted')
})

t.test('what does not fit is told, with its number', async t => {
  const day = madeDay(made, 5)
  const { replayed } = await lived(day, 5)
  const offered = replayed.findIndex(({ event }) => event.type === 'CallOffered')
  const record = replayed[offered]
  if (record?.event.type !== 'CallOffered') throw new Error('nobody was offered')
  const forged = replayed.with(offered, { ...record, event: { ...record.event, agents: ['somebody-else'] } })
  const [difference] = replay(forged, parts).differences
  t.match(difference, {
    seq: replayed[offered - 1]?.seq ?? 0,
    input: replayed[offered - 1]?.event.type ?? '',
    recorded: [{ type: 'CallOffered', agents: ['somebody-else'] }],
    decided: [{ type: 'CallOffered', agents: record.event.agents }],
  })
  const torn = replayed.toSpliced(offered - 1, 2)
  const [gap] = replay(torn, parts).gaps
  t.same(gap, { after: record.seq - 2, before: record.seq + 1 })
  const old = replayed.flatMap(({ seq, event }) => (event.type === 'FloorNoted' ? [] : [{ seq, event }]))
  t.equal(
    replay(old, parts).unplayable,
    old.length,
    'from before house time was noted: none of it can be replayed',
  )
  const paused = replayed.filter(({ event }) => event.type === 'AgentPaused' && event.reason === SHIFT_OVER)
  t.equal(paused.length, made.agents, 'the whole day was there')
})
