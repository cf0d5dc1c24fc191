// Registers a phone with digest, and takes the registration back.
import type { PhoneLine } from './dialog.ts'
import { type Account, answerChallenge } from './digest.ts'
import { type Header, headerValue, type SipResponse } from './sip-message.ts'
import { newToken } from './sip-socket.ts'

/** Longer than any test; nothing here renews. */
const EXPIRES_S = 3_600

export type Registration = {
  /** Registers once more, as phones do now and then. */
  again(): Promise<void>
  end(): Promise<void>
}

/** Rejects with the SIP status where the registrar refuses. */
export async function registerAt(line: PhoneLine, account: Account): Promise<Registration> {
  const { socket, server, contact } = line
  const uri = `sip:${server.address}:${server.port}`
  const self = `<sip:${account.user}@${server.address}>`
  const callId = newToken()
  const tag = newToken()
  let sequence = 0
  let isOn = false

  function send(expiresS: number, extra: Header[]): Promise<SipResponse> {
    const { promise, resolve } = Promise.withResolvers<SipResponse>()
    sequence += 1
    const headers: Header[] = [
      ['From', `${self};tag=${tag}`],
      ['To', self],
      ['Call-ID', callId],
      ['CSeq', `${sequence} REGISTER`],
      ['Max-Forwards', '70'],
      ['Contact', contact],
      ['Expires', String(expiresS)],
      ...extra,
    ]
    socket.send({ method: 'REGISTER', uri, headers, body: '' }, server, response => {
      if (response.status >= 200) resolve(response)
    })
    return promise
  }

  async function register(expiresS: number): Promise<void> {
    let response = await send(expiresS, [])
    for (let asked = 0; response.status === 401 && asked < 2; asked++) {
      const challenge = headerValue(response, 'WWW-Authenticate')
      // A wrong password is not tried twice; a question that has become too old meanwhile is answered anew (RFC 7616 3.3).
      if (asked > 0 && !/stale=true/i.test(challenge)) break
      const answer = answerChallenge(challenge, account, { method: 'REGISTER', uri })
      response = await send(expiresS, [['Authorization', answer]])
    }
    if (response.status !== 200)
      throw new Error(`registering ${account.user} was answered ${response.status}`)
    isOn = expiresS > 0
  }

  await register(EXPIRES_S)
  return { again: () => register(EXPIRES_S), end: async () => (isOn ? register(0) : undefined) }
}
