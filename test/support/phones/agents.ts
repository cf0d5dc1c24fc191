// Many agents' phones by SIPp: registered with digest, they answer whatever rings and write down when.
import { agentScenario } from './agent-scenario.ts'
import type { Account } from './digest.ts'
import type { Address } from './media.ts'
import type { Programs } from './program.ts'
import { registrationScenario } from './registration-scenario.ts'
import { startSipp } from './sipp.ts'
import { byCall, type Noted, parseNotes } from './sipp-log.ts'
import type { SippSound } from './sipp-scenario.ts'

export type AgentsOptions = {
  folder: string
  server: Address
  /** One address and port for all of them. */
  listen: Address
  accounts: Account[]
  /** From INVITE to answer; 0 answers at once. */
  ringMs?: number
  /** An agent hangs up this long after his answer, if the caller has not before. */
  talkMs?: number
  sound?: SippSound
  limitS?: number
}

/** Times are epoch ms. */
export type AgentRecord = {
  callId: string
  agent: string
  invitedAt: number
  answeredAt?: number
  endedAt?: number
  endedBy?: 'us' | 'them' | 'cancelled'
}

export type Agents = {
  readonly pid: number
  /** All rings so far, in the order of their INVITEs. */
  records(): Promise<AgentRecord[]>
  stop(): Promise<void>
}

/** Resolves when all are registered and their phone is up. Rejects where a registration was refused. */
export async function startAgents(programs: Programs, options: AgentsOptions): Promise<Agents> {
  const { folder, server, listen, sound = 'none', limitS = 300 } = options
  const { ringMs = 0, talkMs = limitS * 1_000 } = options
  await register(programs, options)
  // On the port that registered: an exchange that keeps the address a REGISTER came from must find it there.
  const phone = await startSipp(programs, {
    folder,
    name: 'agents',
    scenario: agentScenario({ sound, ringMs, talkMs }),
    server,
    listen,
    limitS,
    echo: sound === 'echo',
  })
  const records = async () => [...byCall(parseNotes(await phone.log())).values()].flatMap(toRecords)
  return { pid: phone.pid, records, stop: phone.stop }
}

async function register(
  programs: Programs,
  { folder, server, listen, accounts }: AgentsOptions,
): Promise<void> {
  const registration = await startSipp(programs, {
    folder,
    name: 'registration',
    scenario: registrationScenario(),
    lines: accounts.map(
      ({ user, password }) => `${user};[authentication username=${user} password=${password}];`,
    ),
    server,
    listen,
    calls: accounts.length,
    ratePerS: 100,
    limitS: 30,
    isStrict: true,
  })
  await registration.done
}

function toRecords(notes: Noted[]): AgentRecord[] {
  const find = (what: string) => notes.find(note => note.what === what)
  const invited = find('invited')
  if (!invited) return [] // an OPTIONS
  const answered = find('answered')
  const ended = notes.find(({ what }) => what.startsWith('ended') || what === 'cancelled')
  const by = { 'ended-by-us': 'us', 'ended-by-them': 'them', cancelled: 'cancelled' } as const
  return [
    {
      callId: invited.callId,
      agent: invited.subject,
      invitedAt: invited.at,
      ...(answered ? { answeredAt: answered.at } : {}),
      ...(ended ? { endedAt: ended.at, endedBy: by[ended.what as keyof typeof by] } : {}),
    },
  ]
}
