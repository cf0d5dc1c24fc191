// What can keep the servers from running, as a person should hear it: what is wrong and what to do.

export type RuntimeProblemCode =
  | 'not-debian'
  | 'no-archive'
  | 'archive-unreachable'
  | 'archive-wrong'
  | 'disk-full'
  | 'unpack-failed'
  | 'asterisk-too-old'
  | 'port-in-use'
  | 'root-refused'
  | 'server-failed'
  | 'already-running'
  | 'pages-not-built'

/** `sentence` says what is wrong, `hint` what to do about it; programs look at `code` only. */
export class RuntimeProblem extends Error {
  readonly code: RuntimeProblemCode
  readonly sentence: string
  readonly hint: string

  constructor(code: RuntimeProblemCode, sentence: string, hint: string, cause?: unknown) {
    super(`${sentence} ${hint}`, cause === undefined ? undefined : { cause })
    this.name = 'RuntimeProblem'
    this.code = code
    this.sentence = sentence
    this.hint = hint
  }
}
