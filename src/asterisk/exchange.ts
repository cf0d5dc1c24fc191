// The exchange that the switchboard sees: Asterisk behind one socket. Translates, and does nothing else.
import type { LegCommand } from '../calls/commands.ts'
import { HIDDEN_KEY } from '../calls/events.ts'
import type { Exchange, ExchangeEars, SeenLeg } from '../switchboard/exchange.ts'
import type { Ari } from './ari.ts'
import type { AriChannel, AriEvent } from './ari-types.ts'
import { APPLICATION } from './configuration/setup.ts'
import { openDepartures } from './departures.ts'
import { dialOut } from './doers/dial-out.ts'
import { type Deed, type DoerContext, deedFor, startTape } from './doers/doers.ts'
import { openHangUps } from './hang-ups.ts'
import { conversationOf, ours } from './names.ts'
import { openSecretKeys, type SecretKeys } from './secret-keys.ts'
import { clearEndOf, look, playRuns, readEndOf, tapeRuns } from './snapshot.ts'
import { openTexts, type Prepare } from './texts.ts'
import { openTheirClock, type TheirClock } from './their-clock.ts'
import { translate, visitorOf } from './translate.ts'

export type ExchangeParts = {
  ari: Ari
  context: DoerContext
  prepare: Prepare
  /** Set once the switchboard listens; what comes before is kept and heard then, in order. */
  failed(what: { conversation: string; uri: string; status: number }): void
  /** Another control server uses our application's name: only one may. */
  replaced(): void
}

export type AsteriskExchange = Exchange & {
  /** From now on these ears hear, beginning with what came since the socket opened. */
  listen(ears: ExchangeEars): void
  /** Back to keeping: the socket was lost, and what comes next is heard after a new recovery. */
  hold(): void
  /** What secret digits stand behind a handle. */
  redeem: SecretKeys['redeem']
  /** A conversation is over: its secrets are forgotten. */
  forget: SecretKeys['forget']
}

export function openExchange({ ari, context, prepare, failed, replaced }: ExchangeParts): AsteriskExchange {
  let ears: ExchangeEars | undefined
  let kept: AriEvent[] = []
  const secrets = openSecretKeys((conversation, input) => ears?.happened(conversation, input))
  const texts = openTexts(prepare)
  const departures = openDepartures()
  const clock = openTheirClock()
  const hangUps = openHangUps(clock.ours)
  ari.on('event', event => {
    if ('timestamp' in event) clock.heard(Date.parse(event.timestamp))
    if (ears) hear(event, ears)
    else kept.push(event)
  })

  return {
    listen(listener) {
      ears = listener
      const early = kept
      kept = []
      for (const event of early) hear(event, listener)
    },
    hold() {
      ears = undefined
      kept = []
    },
    drive,
    redeem: secrets.redeem,
    forget: secrets.forget,
    async look() {
      const snapshot = await look(ari)
      if (!snapshot) return undefined
      const talks = snapshot.bridges.flatMap(({ id, channels }) => {
        const mine = ours(id)
        return mine?.role === 'talk' ? [{ talk: id, conversation: mine.conversation, legs: channels }] : []
      })
      const phones = snapshot.endpoints.map(({ resource, state }) => ({
        phone: resource,
        reachable: state === 'online',
      }))
      // Who came first is let in first.
      const inOrder = snapshot.channels.toSorted((a, b) => createdAt(a) - createdAt(b))
      return { legs: inOrder.flatMap(channel => seenLeg(channel, clock.ours)), talks, phones }
    },
    async endOf(leg) {
      const end = await readEndOf(ari, leg)
      return end && { ...end, endedAt: clock.ours(end.endedAt) }
    },
    forgetEnd: leg => void clearEndOf(ari, leg),
    tapeRuns: recording => tapeRuns(ari, recording),
    playRuns: async play => texts.isReading(play) || playRuns(ari, play),
  }

  function drive(conversation: string, command: LegCommand): void {
    switch (command.type) {
      case 'CollectSecret':
        return secrets.collect(conversation, command)
      case 'StopSecret':
        return secrets.stop(command.handle)
      case 'DialOut':
        return dial(conversation, command)
      case 'LeaveTalk':
        return departures.leaves(command.leg, command.talk, perform(conversation, deedFor(command, context)))
      case 'StopPlay':
        texts.forget(command.play)
        break
    }
    departures.whenParted(command, () => {
      const ask = () => void perform(conversation, deedFor(command, context))
      if (command.type === 'Play') texts.whenRead(command, ask)
      else ask()
    })
  }

  function dial(conversation: string, command: Extract<LegCommand, { type: 'DialOut' }>): void {
    const { leg, contact, trunk, callerId } = command
    const deed = dialOut(command, context.outside(contact, trunk, callerId))
    if (deed) return void perform(conversation, deed)
    // Heard later, as any other refusal is.
    queueMicrotask(() =>
      ears?.happened(conversation, { type: 'CommandFailed', command: 'dial-out', subject: leg, status: 403 }),
    )
  }

  async function perform(conversation: string, { request, tolerate, failed: means }: Deed): Promise<void> {
    const { status } = await ari.request(request)
    if ((status >= 200 && status < 300) || tolerate.includes(status)) return
    failed({ conversation, uri: `${request.method} ${request.uri}`, status })
    // Never sent, or the socket broke before the answer: the next recovery asks again.
    if (status !== 0 && means) ears?.happened(conversation, means(status))
  }

  function hear(event: AriEvent, listener: ExchangeEars): void {
    const heard = hangUps.marked(event, translate(event, clock.ours))
    switch (heard?.to) {
      case undefined:
        return
      case 'door':
        return listener.knocked(heard.conversation, heard.visitor)
      case 'call':
        if (heard.input.type === 'KeyPressed' && secrets.pressed(heard.input.leg, heard.input.digit)) {
          // That a key was pressed stops the prompt; which one it was stays here.
          return listener.happened(heard.conversation, { ...heard.input, digit: HIDDEN_KEY })
        }
        return listener.happened(heard.conversation, heard.input)
      case 'floor':
        return listener.phoneSeen(heard.phone, heard.reachable)
      case 'tape': {
        const conversation = ours(heard.ear)?.conversation
        if (conversation) void perform(conversation, startTape(heard.ear, heard.recording))
        return
      }
      case 'replaced':
        return replaced()
      default:
        heard satisfies never
    }
  }
}

const createdAt = ({ creationtime }: AriChannel): number => Date.parse(creationtime)

/** Only legs in our application, or made by us: everything else is somebody else's. */
function seenLeg(channel: AriChannel, oursOf: TheirClock['ours']): SeenLeg[] {
  const { id, state, dialplan } = channel
  const up = state === 'Up'
  const mine = ours(id)
  if (mine?.role === 'agent' || mine?.role === 'out')
    return [{ leg: id, conversation: mine.conversation, role: 'agent', up }]
  if (mine) return [{ leg: id, conversation: mine.conversation, role: 'ear', up }]
  const [application, role] = (dialplan.app_data ?? '').split(',')
  if (dialplan.app_name !== 'Stasis' || application !== APPLICATION) return []
  if (role !== 'door' && role !== 'phone') return []
  return [
    {
      ...{ leg: id, conversation: conversationOf(id), role: 'caller', up },
      visitor: visitorOf(channel, role, oursOf),
    },
  ]
}
