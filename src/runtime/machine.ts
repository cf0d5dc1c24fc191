// What kind of machine this is, in the words of Debian's packages.
import { RuntimeProblem } from './runtime-problem.ts'

/** `triplet` names the folders of libraries, `loader` the program that starts the others (inside the root). */
export type Machine = { debian: string; triplet: string; loader: string }

const machines: Record<string, Machine> = {
  x64: { debian: 'amd64', triplet: 'x86_64-linux-gnu', loader: 'usr/lib64/ld-linux-x86-64.so.2' },
  arm64: { debian: 'arm64', triplet: 'aarch64-linux-gnu', loader: 'usr/lib/ld-linux-aarch64.so.1' },
}

/** @throws RuntimeProblem not-debian on a machine for which there are no packages. */
export function thisMachine(arch: string = process.arch): Machine {
  const machine = machines[arch]
  if (machine) return machine
  throw new RuntimeProblem(
    'not-debian',
    `There is no private runtime for the processor ${arch}.`,
    'Use the compose file in docker/, or an Asterisk, PostgreSQL and Redis of your own.',
  )
}
