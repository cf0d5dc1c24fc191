// What the API refuses is told in the reader's language: every sentence is in the one table, with its values.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { languageOf, sentenceIn, told } from '../../src/http/told.ts'
import { VIETNAMESE } from '../../src/http/vietnamese.ts'
import { officeFor } from '../support/office.ts'

t.setTimeout(120_000)
const src = join(import.meta.dirname, '../../src')

t.test('each sentence has the same values in both languages', t => {
  const values = (text: string) => Array.from(text.matchAll(/\{\d\}/g), ([place]) => place).sort()
  for (const [english, vietnamese] of Object.entries(VIETNAMESE)) t.same(values(vietnamese), values(english))
  t.end()
})

// What the doctor says stands in another table, with a test beside that.
t.test('every sentence that is thrown stands in the table', t => {
  const files = ['http', 'office'].flatMap(folder =>
    readdirSync(join(src, folder))
      .filter(name => name.endsWith('.ts') && name !== 'vietnamese.ts' && !/checks?\.ts$/.test(name))
      .map(name => join(src, folder, name)),
  )
  const text = [...files, join(src, 'house/obey.ts')].map(file => readFileSync(file, 'utf8')).join('\n')
  const plain = Array.from(text.matchAll(/new Problem\(\s*\d+,\s*'[\w-]+',\s*('(?:[^'\\]|\\.)*'|"[^"]*")/g))
  const sentences = plain.map(([, literal = '']) => literal.slice(1, -1).replaceAll("\\'", "'"))
  const templates = Array.from(text.matchAll(/\btold`([^`]+)`/g), ([, template = '']) => {
    let place = -1
    return template.replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, () => `{${++place}}`)
  })
  t.ok(sentences.length > 20 && templates.length > 20, `${sentences.length} and ${templates.length}`)
  for (const sentence of [...sentences, ...templates]) t.ok(sentence in VIETNAMESE, sentence)
  const untold = /new Problem\(\s*\d+,\s*'[\w-]+',\s*`[^`]*\$\{/.exec(text)
  t.equal(untold?.[0], undefined, 'a sentence with values is told`…`')
  t.end()
})

t.test('the language is what the request asks for, else the account’s, else English', t => {
  const of = (header?: string, language?: 'vi' | 'en') =>
    languageOf({
      headers: header === undefined ? {} : { 'accept-language': header },
      person: language && { id: 'a', name: 'A', role: 'agent', language },
    } as Parameters<typeof languageOf>[0])
  t.equal(of(), 'en')
  t.equal(of('*'), 'en')
  t.equal(of(undefined, 'vi'), 'vi')
  t.equal(of('*', 'vi'), 'vi')
  t.equal(of('vi-VN,vi;q=0.9,en;q=0.8'), 'vi')
  t.equal(of('en-GB, vi;q=0.9', 'vi'), 'en')
  t.equal(of('fr, en;q=0.3, vi;q=0.7'), 'vi')
  t.equal(of('vi;q=0, en'), 'en')
  t.equal(sentenceIn('vi', told`There is no phone "${'ann'}".`), 'Không có máy “ann”.')
  t.equal(sentenceIn('vi', 'Nobody translated this.'), 'Nobody translated this.')
  t.end()
})

t.test('curl, and a person by the language of his account, are told in Vietnamese', async t => {
  const house = await officeFor(t, 'told')
  const vi = { 'accept-language': 'vi' }
  t.match(await house.say('/api/v1/people', { headers: vi }), {
    status: 401,
    headers: { 'content-language': 'vi' },
    body: { code: 'no-token', title: 'Chưa đăng nhập', detail: /Hãy đăng nhập/ },
  })
  const taken = { id: 'ann', name: 'Ann', role: 'agent' }
  t.match(await house.ask('POST', '/api/v1/people', { body: taken, headers: vi }), {
    body: { code: 'duplicate-account', detail: 'Mã “ann” đã có người dùng.' },
  })
  t.match(await house.ask('POST', '/api/v1/people', { body: taken }), {
    body: { detail: 'The id "ann" is taken.' },
  })
  t.match(await house.ask('POST', '/api/v1/people', { body: { id: 'x1', role: 'agent' }, headers: vi }), {
    body: { code: 'invalid-request', errors: [{ field: 'body.name', sentence: 'cần phải có' }] },
  })
  const table = { text: 'id,naam\nx,y\n', headers: { ...vi, 'content-type': 'text/csv' } }
  const told = await house.ask('POST', '/api/v1/people/import', table)
  t.match(told, {
    status: 422,
    body: { detail: /^Bảng có 3 lỗi/, errors: [{ sentence: /Không có cột “naam”/ }] },
  })
  await house.db.query(`update people set language = 'vi' where id = 'ann'`)
  const ann = await house.logIn('ann', 'agent')
  t.match(await house.get('/api/v1/tokens', ann), {
    body: { code: 'forbidden', detail: /^Vai trò của bạn không được làm việc này/ },
  })
  house.switchboard(() => ({ ok: false, status: 404, code: 'no-such-agent', sentence: 'none' }))
  t.match(await house.ask('POST', '/api/v1/agents/zoe/ready', { headers: vi }), {
    body: { code: 'no-such-agent', detail: 'Không có điện thoại viên “zoe”.' },
  })
})
