// What the raw journal says of each conversation, read without the CDRs: the proof that these are right.
import type { JournalRecord } from '../switchboard/journal.ts'

/** Milliseconds, or epoch ms where the name ends in At. */
export type Visit = {
  arrivedAt: number
  hotline: string
  queue: string
  answerWaitMs?: number
  abandonWaitMs?: number
  talkMs: number
  wrapUpMs: number
  /** How often agents did not take it. */
  missed: number
}

export type DeskVisit = Omit<Visit, 'hotline' | 'queue'> & { agent: string }

/** Conversations that are over and had joined a queue; and, apart, what each agent had to do with them. */
export function visitsIn(records: Iterable<JournalRecord>): { visits: Visit[]; deskVisits: DeskVisit[] } {
  const stories = new Map<string, JournalRecord[]>()
  const known = new Set<string>()
  for (const record of records) {
    if (record.conversation === undefined || known.has(record.id)) continue
    known.add(record.id)
    const story = stories.get(record.conversation) ?? []
    stories.set(record.conversation, story)
    story.push(record)
  }
  const told = [...stories].flatMap(([conversation, story]) => tell(conversation, story) ?? [])
  return { visits: told.map(({ visit }) => visit), deskVisits: told.flatMap(({ desks }) => desks) }
}

function tell(conversation: string, story: readonly JournalRecord[]) {
  const own = story.filter(({ id }) => mailboxOf(id) === conversation).sort(bySeq)
  const floor = story.filter(({ id }) => mailboxOf(id) !== conversation).sort(bySeq)
  const arrived = own.find(({ event }) => event.type === 'CallArrived')?.event
  const ended = own.find(({ event }) => event.type === 'CallEnded')?.event
  if (arrived?.type !== 'CallArrived' || ended?.type !== 'CallEnded') return undefined
  const { arrivedAt, hotline } = arrived
  const endedAt = Math.max(arrivedAt, ended.endedAt)
  const moment = ({ at }: JournalRecord) => Math.min(Math.max(at, arrivedAt), endedAt)
  const desks = new Map<string, DeskVisit>()
  for (const agent of offeredTo(story))
    desks.set(agent, { agent, arrivedAt, talkMs: 0, wrapUpMs: 0, missed: missedBy(agent, own, floor) })

  let queue: string | undefined
  let servedIn: string | undefined
  let joinedAt: number | undefined
  let firstWaitMs: number | undefined
  let talk: { desk: DeskVisit; from: number } | undefined
  const firstJoined = own.find(({ event }) => event.type === 'QueueJoined')
  const hangUp = (at: number) => {
    if (talk) talk.desk.talkMs += at - talk.from
    talk = undefined
  }
  for (const record of own) {
    const { event } = record
    const at = moment(record)
    if (event.type === 'QueueJoined') {
      hangUp(at)
      queue = event.queue
      joinedAt ??= at
    } else if (event.type === 'TalkStarted') {
      hangUp(at)
      const desk = desks.get(event.agent)
      if (!desk) continue
      servedIn = event.queue
      const waitMs = at - (joinedAt ?? at)
      firstWaitMs ??= waitMs
      desk.answerWaitMs ??= waitMs
      joinedAt = undefined
      talk = { desk, from: at }
    } else if (event.type === 'TalkEnded' && talk?.desk.agent === event.agent) hangUp(at)
  }
  hangUp(endedAt)
  addWrapUps(floor, desks)
  if (!firstJoined) return undefined

  const isAbandoned = ended.ending.result === 'abandoned' && firstWaitMs === undefined
  const abandonWaitMs = isAbandoned ? endedAt - moment(firstJoined) : undefined
  if (abandonWaitMs !== undefined)
    for (const agent of goneFrom(story)) Object.assign(desks.get(agent) ?? {}, { abandonWaitMs })
  const visit: Visit = {
    ...{ arrivedAt, hotline, queue: servedIn ?? queue ?? '' },
    ...(firstWaitMs !== undefined && { answerWaitMs: firstWaitMs }),
    ...(abandonWaitMs !== undefined && { abandonWaitMs }),
    talkMs: sum([...desks.values()].map(({ talkMs }) => talkMs)),
    wrapUpMs: sum([...desks.values()].map(({ wrapUpMs }) => wrapUpMs)),
    missed: sum([...desks.values()].map(({ missed }) => missed)),
  }
  return { visit, desks: [...desks.values()] }
}

/** What the call says of an offer's end goes before what the floor says of it. */
function missedBy(agent: string, own: readonly JournalRecord[], floor: readonly JournalRecord[]): number {
  const ends = new Map<string, string>()
  for (const { event } of [...own, ...floor]) {
    if (event.type === 'OfferEnded' && event.agent === agent && !ends.has(event.offer))
      ends.set(event.offer, event.cause)
  }
  for (const { event } of [...own, ...floor]) {
    const isAnswer = event.type === 'OfferAccepted' || event.type === 'TalkStarted'
    if (isAnswer && event.agent === agent) ends.set(event.offer, 'answered')
  }
  for (const offer of consultedIn([...own, ...floor])) ends.delete(offer)
  const missed = ['no-answer', 'busy', 'declined', 'unreachable']
  return [...ends.values()].filter(cause => missed.includes(cause)).length
}

/** Offers by which a colleague asked somebody, and which never rang for the customer. */
function consultedIn(story: readonly JournalRecord[]): Set<string> {
  const forCustomer = new Set(
    story.flatMap(({ event }) =>
      event.type === 'AgentRinging' || event.type === 'TalkStarted' ? [event.offer] : [],
    ),
  )
  return new Set(
    story.flatMap(({ event }) =>
      event.type === 'PartyRinging' && !forCustomer.has(event.offer) ? [event.offer] : [],
    ),
  )
}

function offeredTo(story: readonly JournalRecord[]): Set<string> {
  const consulted = consultedIn(story)
  return new Set(
    story.flatMap(({ event }) => {
      // Whom a colleague asked was not offered the customer.
      if ('offer' in event && consulted.has(event.offer)) return []
      if (event.type === 'CallOffered') return event.agents
      return event.type === 'Offered' || event.type === 'TalkStarted' ? [event.agent] : []
    }),
  )
}

function goneFrom(story: readonly JournalRecord[]): Set<string> {
  return new Set(
    story.flatMap(({ event }) =>
      event.type === 'OfferEnded' && event.cause === 'caller-gone' ? [event.agent] : [],
    ),
  )
}

function addWrapUps(floor: readonly JournalRecord[], desks: ReadonlyMap<string, DeskVisit>): void {
  const since = new Map<string, number>()
  for (const { at, event } of floor) {
    if (event.type !== 'AgentStateChanged') continue
    const from = since.get(event.agent)
    const desk = desks.get(event.agent)
    if (event.from === 'wrap-up' && from !== undefined && desk) desk.wrapUpMs += Math.max(0, at - from)
    since.delete(event.agent)
    if (event.to === 'wrap-up') since.set(event.agent, at)
  }
}

function mailboxOf(id: string): string {
  return id.slice(0, id.lastIndexOf(':'))
}

function bySeq(a: JournalRecord, b: JournalRecord): number {
  return seqOf(a) - seqOf(b)
}

function seqOf({ id }: JournalRecord): number {
  return Number(id.slice(id.lastIndexOf(':') + 1))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
