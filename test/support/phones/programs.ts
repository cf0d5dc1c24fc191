// What the phones need of the private runtime: how its programs are started.

/** `args` come before our own; `env` is added to a bare environment. */
export type Program = { command: string; args: string[]; env: NodeJS.ProcessEnv }

export type Programs = {
  /** The folder that holds `usr/…`. */
  readonly root: string
  program(name: 'asterisk' | 'sipp'): Program
}
