// Why a lookup has no answer: a word for the log and for those who count. Never what was sent or said.

export class LookupFailed extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}
