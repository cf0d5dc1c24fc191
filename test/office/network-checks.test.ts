// What the doctor says of the network: names, and addresses behind NAT.
import { join } from 'node:path'
import t from 'tap'
import { checkTree, readTree } from '../../src/config.ts'
import { checkNames, checkNat, namesIn } from '../../src/office/network-checks.ts'
import { checkIn } from '../../src/told/checks.ts'

const { config } = checkTree(await readTree(join(import.meta.dirname, '../..')))
if (!config) throw new Error('the shipped configuration has mistakes')
const [trunk] = config.trunks
const house = (publicAddress: string | undefined, match: string[]) => {
  const { publicAddress: _, ...server } = config.server
  return {
    server: { ...server, ...(publicAddress !== undefined && { publicAddress }) },
    trunks: [
      { name: 'itsp', country: 'VN', codecs: ['alaw'], dtmf: 'auto', hotlines: 'all', match },
    ] as const,
  }
}

t.test('a machine with private addresses only needs a public one for trunks outside', t => {
  const verdict = (publicAddress: string | undefined, match: string[], own: string[]) =>
    checkNat(house(publicAddress, match), own).map(({ name, verdict }) => `${name} ${verdict}`)
  t.same(verdict(undefined, ['8.8.8.8'], ['192.168.1.5']), ['nat warning'])
  t.same(verdict(undefined, ['8.8.8.0/24'], ['10.0.0.5', '172.16.3.1']), ['nat warning'])
  t.same(verdict('8.8.4.4', ['8.8.8.8'], ['192.168.1.5']), ['nat good'])
  t.same(verdict(undefined, ['8.8.8.8'], ['192.168.1.5', '8.8.4.4']), ['nat good'])
  t.same(verdict(undefined, ['192.168.1.9'], ['192.168.1.5']), ['nat good'], 'a trunk in the same house')
  t.same(verdict(undefined, [], ['192.168.1.5']), ['nat good'])
  const [check] = checkNat(house(undefined, ['8.8.8.8']), ['192.168.1.5'])
  t.match(check && checkIn('en', check), {
    sentence: /private addresses only \(192\.168\.1\.5\): the trunk itsp/,
    hint: /Write public-address: in config\/server\.yaml/,
  })
  t.match(check && checkIn('vi', check), {
    sentence: /chỉ có địa chỉ riêng/,
    hint: /Hãy ghi public-address:/,
  })
  t.end()
})

t.test('names that nobody finds are told; addresses are no names', async t => {
  t.same(await checkNames([]), [])
  t.match(await checkNames(['localhost']), [{ name: 'dns', verdict: 'good' }])
  const [check] = await checkNames(['localhost', 'no-such-name.invalid'])
  t.match(check && checkIn('en', check), {
    verdict: 'bad',
    sentence: 'These names are not found: no-such-name.invalid.',
  })
  t.match(check && checkIn('vi', check), { sentence: /Không tìm được/, hint: /resolv\.conf/ })
  const http = {
    kind: 'http',
    url: 'https://crm.company.vn/x',
  } as (typeof config)['lookups']['lookups'][string]
  const numeric = { ...http, url: 'http://10.1.2.3/x' } as typeof http
  const named = {
    ...config,
    trunks: trunk ? [trunk] : [],
    lookups: { lookups: { a: http, b: numeric }, databases: {} },
  }
  t.ok(namesIn(named).includes('crm.company.vn'))
  t.notOk(namesIn(named).includes('10.1.2.3'))
})
