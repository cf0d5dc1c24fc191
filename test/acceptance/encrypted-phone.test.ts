// A phone that registers over TLS by the house's certificate, and whose speech is encrypted.
import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from 'node:tls'
import t from 'tap'
import { freePort } from '../../src/runtime/ports.ts'
import { openHouse } from '../support/house.ts'
import { assertInvariants } from '../support/invariants.ts'
import { answerChallenge } from '../support/phones/digest.ts'
import { createEar } from '../support/phones/ear.ts'
import { createMouth } from '../support/phones/mouth.ts'
import { openPhone } from '../support/phones/phone.ts'
import { parseRtp } from '../support/phones/rtp.ts'
import {
  formatSip,
  type Header,
  headerValue,
  isRequest,
  parseSip,
  type SipResponse,
  uriIn,
} from '../support/phones/sip-message.ts'
import { openSrtp } from '../support/phones/srtp.ts'
import { until } from '../support/until.ts'

t.setTimeout(200_000)
const tlsPort = await freePort()
const config = (encryption: string) =>
  [
    'timezone: Asia/Ho_Chi_Minh',
    `sip: { port: 5060, bans: { firewall: false }, tls: { port: ${tlsPort} }, encryption: ${encryption} }`,
    '',
  ].join('\n')
const house = await openHouse({ files: { 'config/server.yaml': config('offered') } })
t.teardown(() => house.stop())

/** SIP over TLS with one server, one request at a time. */
async function openTls(user: string) {
  const ca = await readFile(join(house.home, 'tls', 'ca.pem'))
  const socket = connect({ host: '127.0.0.1', port: tlsPort, ca, servername: 'localhost' })
  await once(socket, 'secureConnect')
  const own = `127.0.0.1:${socket.localPort}`
  const account = house.account(user)
  let buffered = ''
  let heard: (response: SipResponse) => void = () => {}
  socket.setEncoding('utf8').on('data', (text: string) => {
    buffered += text
    for (;;) {
      const end = buffered.indexOf('\r\n\r\n')
      const length = Number(/^content-length: *(\d+)/im.exec(buffered.slice(0, end))?.[1] ?? 0)
      if (end < 0 || buffered.length < end + 4 + length) return
      const message = parseSip(buffered.slice(0, end + 4 + length))
      buffered = buffered.slice(end + 4 + length)
      if (!message) continue
      if (!isRequest(message)) {
        if (message.status >= 200) heard(message)
        continue
      }
      const copied = message.headers.filter(([name]) => /^(via|from|to|call-id|cseq)$/i.test(name))
      socket.write(formatSip({ status: 200, reason: 'OK', headers: copied, body: '' }))
    }
  })
  let sequence = 0
  const callId = randomBytes(8).toString('hex')
  const branch = () => `z9hG4bK${randomBytes(8).toString('hex')}`
  const headersOf = (method: string, to: string, more: Header[]): Header[] => [
    ['Via', `SIP/2.0/TLS ${own};branch=${branch()};rport;alias`],
    ['From', `<sip:${user}@127.0.0.1>;tag=${callId}`],
    ['To', to],
    ['Call-ID', callId],
    ['CSeq', `${sequence} ${method}`],
    ['Max-Forwards', '70'],
    ['Contact', `<sip:${user}@${own};transport=tls>`],
    ...more,
  ]
  async function once1(method: string, uri: string, to: string, more: Header[], body: string) {
    const { promise, resolve } = Promise.withResolvers<SipResponse>()
    heard = resolve
    sequence += 1
    socket.write(formatSip({ method, uri, headers: headersOf(method, to, more), body }))
    const answer = await promise
    if (method === 'INVITE')
      socket.write(
        formatSip({ method: 'ACK', uri, headers: headersOf('ACK', headerValue(answer, 'To'), []), body: '' }),
      )
    return answer
  }
  return {
    socket,
    async ask(method: string, uri: string, to: string, more: Header[] = [], body = ''): Promise<SipResponse> {
      const first = await once1(method, uri, to, more, body)
      if (first.status !== 401) return first
      const answer = answerChallenge(headerValue(first, 'WWW-Authenticate'), account, { method, uri })
      return once1(method, uri, to, [...more, ['Authorization', answer]], body)
    },
  }
}

t.test('a phone registers over TLS, and hears its encrypted voice again', async t => {
  const phone = await openTls('demo')
  t.ok(phone.socket.authorized, 'its certificate is of the house’s authority')
  const self = '<sip:demo@127.0.0.1>'
  t.match(await phone.ask('REGISTER', `sip:127.0.0.1:${tlsPort};transport=tls`, self, [['Expires', '300']]), {
    status: 200,
  })
  const media = createSocket('udp4')
  media.bind(0, '127.0.0.1')
  await once(media, 'listening')
  const ownKeys = randomBytes(30)
  const sdp = [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${media.address().port} RTP/SAVP 0 101`,
    `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${ownKeys.toString('base64')}`,
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    '',
  ].join('\r\n')
  const uri = 'sip:*43@127.0.0.1'
  const answer = await phone.ask('INVITE', uri, `<${uri}>`, [['Content-Type', 'application/sdp']], sdp)
  t.equal(answer.status, 200)
  const theirs = /a=crypto:\d+ AES_CM_128_HMAC_SHA1_80 inline:([A-Za-z0-9+/=]+)/.exec(answer.body)?.[1]
  const port = Number(/m=audio (\d+) RTP\/SAVP /.exec(answer.body)?.[1])
  t.ok(theirs && port, 'the answer has keys as well')
  const [mine, others] = [openSrtp(ownKeys), openSrtp(Buffer.from(theirs ?? '', 'base64'))]
  const mouth = createMouth()
  const ear = createEar()
  let strange = 0
  media.on('message', bytes => {
    // Control packets have other keys of the same kind.
    if ((bytes[1] ?? 0) >= 200 && (bytes[1] ?? 0) <= 207) return
    const packet = others.open(bytes)
    const heard = packet && parseRtp(packet)
    if (heard) ear.take(heard)
    else strange += 1
  })
  mouth.say(440)
  const timer = setInterval(() => media.send(mine.protect(Buffer.from(mouth.next())), port, '127.0.0.1'), 20)
  await until(() => ear.hasTone(440), 10_000, 'he hears himself')
  t.equal(strange, 0, 'all that came was encrypted with those keys')
  clearInterval(timer)
  const target = uriIn(headerValue(answer, 'Contact'))
  t.match(await phone.ask('BYE', target, headerValue(answer, 'To')), { status: 200 })
  media.close()
  phone.socket.destroy()
})

t.test('offered, a phone without encryption talks as before; required, it has no calls', async t => {
  const plain = await openPhone({ server: house.sip, account: house.account('demo') })
  const call = await plain.dial('*43')
  await call.answered()
  await call.hangUp()
  await house.write({ 'config/server.yaml': config('required') })
  t.equal((await house.api('POST', '/api/v1/reload')).status, 200)
  await until(
    async () => {
      const refused = await plain.dial('*43')
      const ended = await Promise.race([
        refused.ended(),
        refused.answered().then(
          () => undefined,
          () => refused.ended(),
        ),
      ])
      if (!ended) await refused.hangUp()
      return ended?.status === 488
    },
    10_000,
    'it is refused',
  )
  await plain.close()
  await assertInvariants(t, house)
})
