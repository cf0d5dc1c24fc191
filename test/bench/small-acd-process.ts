// A small ACD as one writes it with ari-client: callers in a line, free agents in turn, a bridge for each call. It keeps
// everything in memory, writes nothing down and survives nothing; what it does, it does at once.
import ariClient, { type Channel } from 'ari-client'

export type AcdSettings = {
  url: string
  user: string
  password: string
  agents: readonly string[]
  isRecorded: boolean
}

export const SMALL_ACD = 'small-acd'

type Call = { caller: string; agent: string; leg: string; bridge?: string }

/** Whoever is told something may have hung up a moment before. */
const tooLate = () => {}

async function run({ url, user, password, agents, isRecorded }: AcdSettings): Promise<void> {
  const ari = await ariClient.connect(url, user, password)
  const free = [...agents]
  const waiting: string[] = []
  /** By both of their channels. */
  const calls = new Map<string, Call>()
  let made = 0

  ari.on('StasisStart', ({ args: [role] }: { args: string[] }, { id }: Channel) => {
    if (role === 'caller') void came(id)
    else void answered(id)
  })
  ari.on('StasisEnd', (_: unknown, { id }: Channel) => gone(id))
  // An agent who was rung and never answered was never in the application.
  ari.on('ChannelDestroyed', (_: unknown, { id }: Channel) => gone(id))
  await ari.start(SMALL_ACD)
  process.send?.('ready')

  async function came(id: string): Promise<void> {
    waiting.push(id)
    await ari.channels.answer({ channelId: id }).catch(tooLate)
    serve()
    if (waiting.includes(id)) await ari.channels.startMoh({ channelId: id }).catch(tooLate)
  }

  function serve(): void {
    while (free.length > 0 && waiting.length > 0) {
      const call: Call = {
        caller: waiting.shift() as string,
        agent: free.shift() as string,
        leg: `agent-leg-${++made}`,
      }
      calls.set(call.caller, call)
      calls.set(call.leg, call)
      const ringing = { endpoint: `PJSIP/${call.agent}`, channelId: call.leg, timeout: 15 }
      ari.channels.originate({ ...ringing, app: SMALL_ACD, appArgs: 'agent' }).catch(() => gone(call.leg))
    }
  }

  async function answered(leg: string): Promise<void> {
    const call = calls.get(leg)
    if (!call) return void ari.channels.hangup({ channelId: leg }).catch(tooLate)
    const bridgeId = `bridge-${leg}`
    call.bridge = bridgeId
    const bridged = ari.bridges.create({ type: 'mixing', bridgeId })
    await Promise.all(
      [bridged, ari.channels.stopMoh({ channelId: call.caller })].map(one => one.catch(tooLate)),
    )
    await ari.bridges.addChannel({ bridgeId, channel: `${call.caller},${leg}` }).catch(tooLate)
    if (isRecorded) await ari.bridges.record({ bridgeId, name: bridgeId, format: 'wav' }).catch(tooLate)
  }

  function gone(id: string): void {
    const call = calls.get(id)
    if (!call) {
      const place = waiting.indexOf(id)
      if (place >= 0) waiting.splice(place, 1)
      return
    }
    calls.delete(call.caller)
    calls.delete(call.leg)
    free.push(call.agent)
    serve()
    ari.channels.hangup({ channelId: id === call.caller ? call.leg : call.caller }).catch(tooLate)
    if (call.bridge) ari.bridges.destroy({ bridgeId: call.bridge }).catch(tooLate)
  }
}

if (process.send) process.once('message', (settings: AcdSettings) => void run(settings))
