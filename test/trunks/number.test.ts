// Numbers as callers, networks and attackers send them.
import t from 'tap'
import { findHotline, type Hotline } from '../../src/trunks/hotline.ts'
import { normalise } from '../../src/trunks/number.ts'

const hotline: Hotline = {
  name: 'main',
  number: '02871099999',
  normal: '+842871099999',
  title: 'Main',
  flow: 'main',
  language: 'vi',
}
const short: Hotline = { ...hotline, name: 'short', number: '19001234', normal: '19001234' }

t.test('one number has one normal form, however it is written', async t => {
  for (const text of [
    '02871099999',
    '+842871099999',
    '842871099999',
    '0084 28 7109 9999',
    '(028) 7109-9999',
  ]) {
    t.match(normalise(text, 'VN'), { e164: '+842871099999', kind: 'national' }, text)
    t.equal(findHotline(text, [short, hotline], 'VN')?.name, 'main', text)
  }
  t.match(normalise('+44 20 7946 0958', 'VN'), { e164: '+442079460958', kind: 'international' })
  t.match(normalise('0912345678', 'VN'), { e164: '+84912345678', kind: 'national' })
})

t.test('short numbers stay what they are', async t => {
  for (const text of ['113', '114', '115', '19001234', '1900123456', '18001234'])
    t.same(normalise(text, 'VN'), { raw: text, kind: 'short' }, text)
  t.equal(findHotline('19001234', [hotline, short], 'VN')?.name, 'short')
})

t.test('extensions and accounts are internal, hidden numbers are anonymous', async t => {
  t.same(normalise('ann', 'VN'), { raw: 'ann', kind: 'internal' })
  t.same(normalise('101', 'VN'), { raw: '101', kind: 'internal' })
  for (const text of ['', '   ', 'anonymous', 'Anonymous', 'Restricted', '"', '\u0000'])
    t.same(normalise(text, 'VN'), { raw: '', kind: 'anonymous' }, JSON.stringify(text))
  t.equal(findHotline('', [hotline], 'VN'), undefined)
})

t.test('hostile text is cleaned, is never a number and never throws', async t => {
  const hostile = [
    '500&PJSIP/itsp/00442079460958',
    '$' + '{EXTEN}',
    '02871099999;\n[evil]',
    '1'.repeat(4096),
    '02871099999@itsp',
    'điện thoại',
    '＋８４２８７１０９９９９９',
    '../../etc/passwd',
    "'; drop table cdrs; --",
    '+'.repeat(40),
    '٠٢٨٧١٠٩٩٩٩٩',
  ]
  for (const text of hostile) {
    const number = normalise(text, 'VN')
    t.ok(['internal', 'anonymous'].includes(number.kind), `${text.slice(0, 20)} is ${number.kind}`)
    t.match(number.raw, /^[+*#0-9a-z]{0,32}$/)
    t.equal(number.e164, undefined)
    t.equal(findHotline(text, [hotline, short], 'VN'), undefined)
  }
})

t.test('an unknown country reads only international numbers', async t => {
  t.equal(normalise('02871099999', 'XX').kind, 'internal')
  t.equal(normalise('+842871099999', 'XX').kind, 'international')
})
