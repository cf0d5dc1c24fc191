// Who is banned for guessing, and who never is: the counting, the log's lines, the times.
import t from 'tap'
import { securityNews } from '../../src/asterisk/security-log.ts'
import { nextBan } from '../../src/office/sip-bans/ban.ts'
import { countGuesses } from '../../src/office/sip-bans/guesses.ts'

const line = (event: string, account: string, remote = 'IPV4/UDP/192.0.2.7/5060', rest = '') =>
  `[2026-11-22 08:58:14.175] SECURITY[308] res_security_log.c: SecurityEvent="${event}",EventTV="2026-11-22T08:58:14.172+0000",Severity="Error",Service="PJSIP",EventVersion="1",AccountID="${account}",SessionID="x",LocalAddress="IPV4/UDP/192.0.2.2/46999",RemoteAddress="${remote}"${rest}`

t.test('the log tells who guessed, and from where', t => {
  const challenge = ',Challenge="17/ab",Response="cd",ExpectedResponse=""'
  t.same(securityNews(line('ChallengeResponseFailed', 'ann', undefined, challenge)), {
    kind: 'wrong',
    address: '192.0.2.7',
  })
  t.equal(securityNews(line('InvalidAccountID', '1000')), undefined, 'its challenge is told beside it')
  t.match(securityNews(line('ChallengeSent', '1000', 'IPV6/TLS/2001:db8::7/5061')), {
    kind: 'challenged',
    address: '2001:db8::7',
  })
  t.match(securityNews(line('SuccessfulAuth', 'ann', undefined, ',UsingPassword="1"')), { kind: 'welcome' })
  t.end()
})

t.test('no account name and no answer can blame somebody else', t => {
  const blame = '",RemoteAddress="IPV4/UDP/203.0.113.9/5060'
  for (const text of [
    line('ChallengeSent', `x${blame}`),
    line('ChallengeSent', `x",SessionID="y",LocalAddress="z${blame}`),
    line(
      'ChallengeResponseFailed',
      'ann',
      undefined,
      `,Challenge="1",Response="2${blame}",ExpectedResponse=""`,
    ),
    line('ChallengeResponseFailed', 'ann', 'IPV4/UDP/not-an-address/5060'),
    line('ChallengeSent', 'x').slice(0, -9),
  ])
    t.equal(securityNews(text), undefined)
  t.end()
})

const address = '192.0.2.7'
const wrong = { kind: 'wrong', address } as const
const asked = { kind: 'challenged', address } as const
const welcome = { kind: 'welcome', address } as const

t.test('twenty guesses within a minute are enough, one every few seconds never is', t => {
  const quick = countGuesses()
  for (let n = 0; n < 19; n += 1) {
    quick.take(asked, 1_000, 20)
    t.equal(quick.take(wrong, 1_000, 20), undefined)
  }
  t.same(quick.take(wrong, 1_000, 20), { address, tries: 20 })
  const slow = countGuesses()
  for (let n = 0; n < 500; n += 1) t.equal(slow.take(wrong, n * 3_500, 20), undefined)
  t.equal(slow.total(), 500)
  t.end()
})

t.test(
  'who only asks, and never says a password, is banned by the same rule, whether the account is there',
  t => {
    const guesses = countGuesses()
    for (let n = 0; n < 20; n += 1) t.equal(guesses.take(asked, 1_000, 20), undefined)
    t.same(guesses.overdue(2_900, 20), [], 'he may still answer')
    t.same(guesses.overdue(3_000, 20), [{ address, tries: 20 }])
    const flood = countGuesses()
    for (let n = 0; n < 30; n += 1) t.equal(flood.take(asked, 1_000, 20), undefined)
    t.same(flood.take(asked, 1_000, 20), { address, tries: 31 }, 'at once where it is a flood')
    t.end()
  },
)

t.test('a house full of phones that register at once guesses nothing', t => {
  const guesses = countGuesses()
  for (let n = 0; n < 25; n += 1) guesses.take(asked, 1_000, 20)
  for (let n = 0; n < 25; n += 1) guesses.take(welcome, 1_050, 20)
  t.same(guesses.overdue(10_000, 20), [])
  t.equal(guesses.total(), 0)
  t.end()
})

t.test('what anybody could have sent in the name of a phone of ours does not ban it', t => {
  const guesses = countGuesses()
  guesses.take(welcome, 0, 20)
  for (let n = 0; n < 100; n += 1) t.equal(guesses.take(asked, 1_000 + n, 20), undefined)
  t.same(guesses.overdue(10_000, 20), [])
  for (let n = 0; n < 19; n += 1) guesses.take(wrong, 10_000, 20)
  t.ok(guesses.take(wrong, 10_000, 20), 'wrong passwords do: whoever sends them has heard our question')
  const later = countGuesses()
  later.take(welcome, 0, 20)
  for (let n = 0; n < 30; n += 1) later.take(asked, 4_000_000, 20)
  t.ok(later.take(asked, 4_000_000, 20), 'nor does a registration of hours ago protect')
  t.end()
})

t.test('each ban is four times as long as the one before, up to the longest, until it is forgiven', t => {
  const rules = { firstMs: 600_000, longestMs: 7 * 86_400_000 }
  const enough = { address: '192.0.2.7', tries: 20 }
  let ban = nextBan(undefined, enough, 0, rules)
  t.match(ban, { since: 0, until: 600_000, times: 1 })
  ban = nextBan(ban, enough, ban.until + 1, rules)
  t.equal(ban.until - ban.since, 2_400_000)
  for (let n = 0; n < 60; n += 1) ban = nextBan(ban, enough, ban.until + 1, rules)
  t.equal(ban.until - ban.since, rules.longestMs)
  t.equal(nextBan(ban, enough, ban.until + 8 * 86_400_000, rules).times, 1)
  t.end()
})
