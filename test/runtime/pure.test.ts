// What the runtime decides without touching anything: sources, versions, back-off, liveness.
import t from 'tap'
import { parseDeb822, parseOneLine } from '../../src/runtime/apt-sources.ts'
import { afterEnd, rested } from '../../src/runtime/back-off.ts'
import { plannedPackages } from '../../src/runtime/fetch-archives.ts'
import { heardFrom, isFrozen, isReady, type Liveness, looked, newborn } from '../../src/runtime/liveness.ts'
import { thisMachine } from '../../src/runtime/machine.ts'
import { RuntimeProblem } from '../../src/runtime/runtime-problem.ts'
import { isOlder, upstreamVersion } from '../../src/runtime/version.ts'

t.test('both forms of apt sources name their archives, keys and suites', async t => {
  const deb822 = `# a comment
Types: deb deb-src
# another, inside
URIs: http://one.test/debian https://two.test/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/some.gpg

Enabled: no
Types: deb
URIs: http://off.test/
Suites: bookworm
Components: main

Types: deb
URIs: http://three.test/debian
Suites: trixie
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc
 -----END PGP PUBLIC KEY BLOCK-----
`
  const suites = ['bookworm', 'bookworm-updates']
  const components = ['main', 'contrib']
  const signedBy = '/usr/share/keyrings/some.gpg'
  t.same(parseDeb822(deb822), [
    { uri: 'http://one.test/debian', suites, components, signedBy },
    { uri: 'https://two.test/debian', suites, components, signedBy },
    { uri: 'http://three.test/debian', suites: ['trixie'], components: ['main'] },
  ])
  const oneLine = `# deb http://off.test/debian bookworm main
deb http://one.test/debian bookworm main contrib # why
deb [arch=amd64 signed-by=/k.gpg] https://two.test/debian trixie main
deb-src http://src.test/debian bookworm main
`
  t.same(parseOneLine(oneLine), [
    { uri: 'http://one.test/debian', suites: ['bookworm'], components },
    { uri: 'https://two.test/debian', suites: ['trixie'], components: ['main'], signedBy: '/k.gpg' },
  ])
})

t.test("apt's plan names the files that it will leave in the archives folder", async t => {
  const plan = `Inst libc6 (2.43-7 Debian:unstable [amd64]) []
Inst asterisk (1:22.10.1~dfsg+~cs6.17-1 Debian:unstable [amd64])
Inst tzdata (2026c-1 Debian:unstable [all])
Conf libc6 (2.43-7 Debian:unstable [amd64])
`
  t.same(
    plannedPackages(plan).map(({ file }) => file),
    ['libc6_2.43-7_amd64.deb', 'asterisk_1%3a22.10.1~dfsg+~cs6.17-1_amd64.deb', 'tzdata_2026c-1_all.deb'],
  )
})

t.test('an Asterisk older than 22.10.1 is known as such', async t => {
  t.equal(upstreamVersion('1:22.10.1~dfsg+~cs6.17-1'), '22.10.1')
  t.equal(upstreamVersion('5:8.0.6-1'), '8.0.6')
  t.ok(isOlder('22.9.3', '22.10.1'))
  t.ok(isOlder('22.10', '22.10.1'))
  t.notOk(isOlder('22.10.1', '22.10.1'))
  t.notOk(isOlder('23.0', '22.10.1'))
})

t.test('a processor without packages is refused with a sentence', async t => {
  t.equal(thisMachine('arm64').triplet, 'aarch64-linux-gnu')
  t.throws(() => thisMachine('mips'), { code: 'not-debian' })
  t.type(new RuntimeProblem('disk-full', 'Full.', 'Free some.').message, 'string')
})

t.test('each end in a row doubles the wait up to five seconds; ten healthy seconds forget them', async t => {
  const waits: number[] = []
  let backOff = rested
  for (let i = 0; i < 7; i++) {
    backOff = afterEnd(backOff, 1000)
    waits.push(backOff.waitMs)
  }
  t.same(waits, [200, 400, 800, 1600, 3200, 5000, 5000])
  t.same(afterEnd(backOff, 10_000), { failures: 1, waitMs: 200 })
})

t.test('a child is frozen after 8 s of silence, after 20 s while it starts', async t => {
  const wait = (state: Liveness, seconds: number) => {
    let next = state
    for (let i = 0; i < seconds * 2; i++) next = looked(next, 500)
    return next
  }
  t.notOk(isFrozen(wait(newborn, 19)), 'it may take its time to start')
  t.ok(isFrozen(wait(newborn, 20)))
  const grown = heardFrom(wait(newborn, 30))
  t.notOk(isFrozen(wait(grown, 7)))
  t.ok(isFrozen(wait(grown, 8)))
  const ready = isReady(wait(newborn, 2))
  t.notOk(isFrozen(wait(ready, 7)))
  t.ok(isFrozen(wait(ready, 8)), 'whoever is ready has had his time to start')
  t.notOk(isFrozen(looked(grown, 3_600_000)), 'a keeper that slept for an hour blames nobody')
})
