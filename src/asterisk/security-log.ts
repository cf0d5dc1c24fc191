// Asterisk's security log: who guessed at an account, from where. The only place where Asterisk tells it.
import { isIP } from 'node:net'

export type SecurityNews = {
  /** `challenged`: asked for a password; `wrong`: said another one, or named nobody; `welcome`: all was right. */
  kind: 'challenged' | 'wrong' | 'welcome'
  address: string
}

/** InvalidAccountID is told beside one of these: it would count such a guess twice, and only where nobody is. */
const KINDS: Readonly<Record<string, SecurityNews['kind']>> = {
  ChallengeSent: 'challenged',
  ChallengeResponseFailed: 'wrong',
  InvalidPassword: 'wrong',
  SuccessfulAuth: 'welcome',
}

/**
 * Account, Call-ID and answer are the stranger's own words: a quotation mark in them could begin a field that blames
 * somebody else, so such a line says nothing. No account of ours has one, so no guess is missed.
 */
const LINE =
  /SecurityEvent="(\w+)",EventTV="[^"]*",Severity="\w+",Service="PJSIP",EventVersion="\d+",AccountID="[^"]*",SessionID="[^"]*",LocalAddress="[^"]*",RemoteAddress="IPV[46]\/\w+\/([0-9a-fA-F.:]+)\/\d+"((?:,\w+="[^"]*")*)$/

/** @returns undefined for what is of no interest, or not to be trusted */
export function securityNews(line: string): SecurityNews | undefined {
  const [, event = '', address = '', rest = ''] = LINE.exec(line) ?? []
  const kind = KINDS[event]
  if (!kind || isIP(address) === 0 || rest.includes('RemoteAddress=')) return undefined
  return { kind, address }
}
