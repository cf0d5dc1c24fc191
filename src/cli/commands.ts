// The commands: each asks the office and prints what it says.
import { Command } from 'commander'
import type { Environment } from '../config.ts'
import { RuntimeProblem } from '../runtime/runtime-problem.ts'
import { told } from '../told/told.ts'
import { addBansCommands } from './bans-command.ts'
import { addEraseCommand } from './erase-command.ts'
import { addFlowCommands } from './flow/flow-commands.ts'
import { addFollowUpCommand } from './follow-up-command.ts'
import { addHoursCommands } from './hours-commands.ts'
import { addHouseCommands } from './house-commands.ts'
import { CliProblem, type Office, reachOffice } from './office-client.ts'
import { addPromptCommands } from './prompt-commands.ts'
import {
  type AgentAnswer,
  type CallAnswer,
  type CdrAnswer,
  type StatusAnswer,
  showAgents,
  showCalls,
  showCdr,
  showCdrs,
  showChecks,
  showStatus,
  type WholeCdrAnswer,
} from './show.ts'
import { addSimulateCommands } from './simulate-commands.ts'
import { addWhyCommand } from './why-command.ts'

export type Terminal = {
  environment: Environment
  /** What is typed; the terminal's own unless named. */
  input?: NodeJS.ReadableStream
  /** Columns. */
  width: number
  out(text: string): void
  err(text: string): void
}

/** Runs one command. @param args as typed after `tongdai`. @returns the exit code */
export async function runCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const { environment, width, out, err } = terminal
  let exitCode = 0
  const program = new Command('tongdai')
    .description('Looks after a Tongdai call center. The house itself is started with "npm start".')
    .option('--json', 'print the answer as JSON')
    .configureHelp({ showGlobalOptions: true })

  program
    .command('status')
    .description('how the house stands')
    .action(() => tell<StatusAnswer>(office => office.get('status'), showStatus))

  program
    .command('calls')
    .description('the calls of this moment')
    .action(() =>
      tell<CallAnswer[]>(
        office => office.get('calls'),
        calls => showCalls(calls, Date.now(), width),
      ),
    )

  const call = program.command('call').description('steers a call')
  call
    .command('hang-up <id>')
    .description('ends it for everybody in it')
    .action((id: string) => done(office => office.post(`calls/${segment(id)}/hang-up`), `${id} is hung up.`))
  call
    .command('requeue <id> <queue>')
    .description('sends its caller, who waits or talks, into a queue; he keeps the time that he has waited')
    .action((id: string, queue: string) =>
      done(
        office => office.post(`calls/${segment(id)}/requeue`, { queue }),
        `The caller of ${id} waits in ${queue} now.`,
      ),
    )

  call
    .command('priority <id> <priority>')
    .description('gives its caller, who waits, another priority from 0 to 100; he keeps his wait')
    .action((id: string, priority: string) =>
      done(
        office => office.post(`calls/${segment(id)}/priority`, { priority: Number(priority) }),
        `The caller of ${id} waits with priority ${priority} now.`,
      ),
    )

  program
    .command('agents')
    .description('all agents and what they do')
    .action(() =>
      tell<AgentAnswer[]>(
        office => office.get('agents'),
        agents => showAgents(agents, Date.now(), width),
      ),
    )

  const agent = program.command('agent').description('changes what an agent does')
  agent
    .command('ready <id>')
    .description('takes calls from now on')
    .action((id: string) => done(office => office.post(`agents/${segment(id)}/ready`), `${id} is ready.`))
  agent
    .command('log-out <id>')
    .description('takes no calls any more; a running call is finished first')
    .action((id: string) =>
      done(office => office.post(`agents/${segment(id)}/log-out`), `${id} is logged out.`),
    )
  agent
    .command('pause <id>')
    .description('takes no calls; a running call is finished first')
    .option('--reason <word>', 'why, e.g. lunch', 'break')
    .action((id: string, { reason }: { reason: string }) =>
      done(
        office => office.post(`agents/${segment(id)}/pause`, { reason }),
        `${id} takes a break (${reason}).`,
      ),
    )

  program
    .command('cdr <id>')
    .description('the record of one call, with its time line')
    .action((id: string) =>
      tell<WholeCdrAnswer>(
        office => office.get(`cdrs/${segment(id)}`),
        cdr => showCdr(cdr, width),
      ),
    )

  addWhyCommand(program, tell, environment.language)

  program
    .command('cdrs')
    .description('the latest calls')
    .option('--from <time>', 'arrived at or after, e.g. 2026-03-02 or 2026-03-02T09:00')
    .option('--to <time>', 'arrived before')
    .option('--number <number>', 'of this caller')
    .option('--queue <name>')
    .option('--agent <id>')
    .option('--ending <result>', 'answered, abandoned, left, failed …')
    .option('--limit <count>', 'how many', '20')
    .action((filter: Record<string, string>) =>
      tell<{ cdrs: CdrAnswer[] }>(
        office => office.get(`cdrs?${question(filter)}`),
        ({ cdrs }) => showCdrs(cdrs, width),
      ),
    )

  program
    .command('reload')
    .description('reads config/, ivr-flows/ and sounds/ again; what has mistakes is refused whole')
    .action(() => done(office => office.post('reload'), 'The new configuration is in force for new calls.'))

  program
    .command('phone')
    .description('phones')
    .command('password <id>')
    .description('gives a phone a new password, shown once')
    .action((id: string) =>
      tell<{ phone: string; password: string }>(
        office => office.post(`phones/${segment(id)}/password`),
        ({ phone, password }) => `The phone ${phone} now has the password ${password}`,
      ),
    )

  program
    .command('doctor')
    .description('examines everything, also when the house is down')
    .action(async () => {
      // Loaded only here: it brings half the house along.
      const { doctor } = await import('./doctor.ts')
      const checks = await doctor(environment)
      print(checks, checks => showChecks(checks, environment.language))
      if (checks.some(({ verdict }) => verdict === 'bad')) exitCode = 1
    })

  addFlowCommands(program, terminal, tell, code => {
    exitCode = code
  })
  addBansCommands(program, tell, width)
  addFollowUpCommand(program, tell, width)
  addEraseCommand(program, tell)
  addHoursCommands(program, tell, width)
  addPromptCommands(program, tell, width)
  addSimulateCommands(program, tell, width)
  addHouseCommands(program, environment)

  try {
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    if (error instanceof RuntimeProblem) err(error.message)
    else if (error instanceof CliProblem) err(error.in(environment.language))
    else throw error
    return 1
  }
  return exitCode

  async function tell<T>(ask: (office: Office) => Promise<T>, show: (answer: T) => string): Promise<void> {
    print(await ask(await reachOffice(environment.home, environment.language)), show)
  }

  async function done(ask: (office: Office) => Promise<unknown>, sentence: string): Promise<void> {
    await tell(ask, () => sentence)
  }

  function print<T>(answer: T, show: (answer: T) => string): void {
    out(program.opts<{ json?: boolean }>().json ? JSON.stringify(answer, null, 2) : show(answer))
  }
}

/** As one part of an address, whatever was typed. */
function segment(id: string): string {
  return encodeURIComponent(id)
}

/** Times without a zone are the terminal's own. */
function question(filter: Record<string, string>): URLSearchParams {
  const { from, to, ...rest } = filter
  const times = Object.entries({ from, to }).flatMap(([name, text]): [string, string][] => {
    if (text === undefined) return []
    const time = new Date(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text)
    if (Number.isFinite(time.getTime())) return [[name, time.toISOString()]]
    throw new CliProblem(
      'no-such-time',
      told`"${text}" is no time.`,
      told`Write 2026-03-02 or 2026-03-02T09:00.`,
    )
  })
  return new URLSearchParams([...Object.entries(rest), ...times])
}
