// The private runtime as the rest of the house sees it: programs to start, folders, versions.
import { join } from 'node:path'
import { type Machine, thisMachine } from './machine.ts'
import { type Program, type ProgramName, programEnvironment, programPath } from './programs.ts'

/** What was installed, as it is written beside the root; the file's presence says that the rest is complete. */
export type Installed = {
  /** Which way of unpacking made it; a newer way unpacks again. */
  recipe: number
  /** Where the root lay when its programs were pointed to it; a house that moved must unpack again. */
  root: string
  asteriskVersion: string
  redisVersion: string
  postgresVersion: string
  postgresMajor: string
  /** Every package with its Debian version. */
  packages: Record<string, string>
}

export type Runtime = Installed & {
  /** Asterisk's `astmoddir` and `astdatadir`. */
  asteriskModules: string
  asteriskData: string
  /** PostgreSQL's files for initdb. */
  postgresShare: string
  program: (name: ProgramName) => Program
}

export function runtimeOf(installed: Installed, machine: Machine = thisMachine()): Runtime {
  const { root, postgresMajor } = installed
  return {
    ...installed,
    asteriskModules: join(root, 'usr/lib', machine.triplet, 'asterisk/modules'),
    asteriskData: join(root, 'usr/share/asterisk'),
    postgresShare: join(root, 'usr/share/postgresql', postgresMajor),
    program: name => ({
      command: join(root, programPath(name, postgresMajor)),
      args: [],
      env: programEnvironment(name, root, machine),
    }),
  }
}
