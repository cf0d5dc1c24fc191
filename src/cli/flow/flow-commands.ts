// "tongdai flow": checks, tests, draws and tries flows. They work on the files as they lie there; only what needs
// yesterday's callers asks the house.
import { type Command, Option } from 'commander'
import { drawFlow } from '../../config/flow-drawing.ts'
import { readTree } from '../../config.ts'
import { mermaidOf } from '../../flows/graph.ts'
import { flowSchemaText } from '../../flows/json-schema.ts'
import type { Terminal } from '../commands.ts'
import type { Office } from '../office-client.ts'
import { checkFlow } from './check.ts'
import { askImpact, showImpact } from './impact.ts'
import { noSuchFlow } from './no-such-flow.ts'
import { testForReal } from './real.ts'
import { testFlows } from './test.ts'
import { type TryOptions, tryInTerminal } from './try.ts'

type Tell = <T>(ask: (office: Office) => Promise<T>, show: (answer: T) => string) => Promise<void>

/** @param exit sets the code that the program ends with */
export function addFlowCommands(
  program: Command,
  terminal: Terminal,
  tell: Tell,
  exit: (code: number) => void,
): void {
  const root = terminal.environment.configRoot
  const { out } = terminal
  const { language } = terminal.environment
  const isJson = () => program.opts<{ json?: boolean }>().json === true
  const flow = program.command('flow').description('flows: what is wrong with them, their tests, a try')

  flow
    .command('check [flow]')
    .description('what is wrong with the files, or with one flow')
    .action(async (name?: string) => exit(await checkFlow(root, name, { isJson: isJson(), language, out })))

  flow
    .command('test [flow]')
    .description('runs the tests that stand in the flows')
    .option('--real', 'as real calls too, in a house of its own that is started for them')
    .action(async (name: string | undefined, { real }: { real?: boolean }) =>
      exit(
        real
          ? await testForReal(root, name, isJson())
          : await testFlows(root, name, { isJson: isJson(), language, out }),
      ),
    )

  flow
    .command('draw [flow]')
    .description('the flow as a Mermaid drawing')
    .action(async (name = 'main') => {
      const drawing = drawFlow(await readTree(root), name)
      if (!drawing) throw noSuchFlow(name)
      out(isJson() ? JSON.stringify(drawing, null, 2) : mermaidOf(drawing.graph).trimEnd())
    })

  flow
    .command('try [flow]')
    .description('a conversation with a flow: it says what the caller hears, and asks for keys')
    .option('--language <language>', 'what the caller hears: vi, en')
    .option('--hotline <name>', 'that he dialled; default: the first that leads to this flow')
    .option('--at <time>', 'when he calls: 2026-03-02T09:00; default now')
    .addOption(
      new Option('--hours <name=open|closed>', 'hours against the calendar').argParser(collected).default([]),
    )
    .addOption(
      new Option(
        '--lookup <name=answer>',
        'what a lookup answers: not-found, failed, or values such as balance=250000,name=An',
      )
        .argParser(collected)
        .default([]),
    )
    .action(async (name = 'main', options: TryOptions = { hours: [], lookup: [] }) =>
      exit(await tryInTerminal(root, name, options, terminal)),
    )

  flow
    .command('schema')
    .description('the JSON Schema of flows, for editors')
    .action(() => out(flowSchemaText().trimEnd()))

  flow
    .command('impact')
    .description(
      'how many of the last callers would go another way with the files as they lie there, and where',
    )
    .option('--hours <count>', 'how far back', '24')
    .action(({ hours }: { hours: string }) =>
      tell(
        office => askImpact(office, root, Number(hours)),
        answer => showImpact(answer, terminal.width),
      ),
    )
}

function collected(one: string, before: readonly string[]): string[] {
  return [...before, one]
}
