// config/lookups.yaml, sends.yaml and boxes.yaml: what is written there, and each mistake told with its place.
import t from 'tap'
import { parametersIn, wordsIn } from '../../src/config/query-parameters.ts'
import { checkTree, inWords, readTree } from '../../src/config.ts'

const shipped = await readTree(new URL('../..', import.meta.url).pathname)

/** The shipped tree with these files in it. */
function check(files: Record<string, string>) {
  const others = shipped.files.filter(({ path }) => !(path in files))
  const mine = Object.entries(files).map(([path, text]) => ({ path, text }))
  return checkTree({ ...shipped, files: [...others, ...mine] })
}

const told = (files: Record<string, string>) =>
  check(files)
    .findings.filter(({ severity }) => severity === 'error')
    .map(inWords)

t.test('lookups are read with their defaults', async t => {
  const { config, findings } = check({
    'config/lookups.yaml': `
databases: { crm: { secret: crm-database } }
lookups:
  balance: { url: "https://core.example.vn/api/{account}", takes: { balance: data.balance } }
  customer: { database: crm, query: "select name from customers where number = :number", timeout: 2s }
`,
  })
  t.same(findings, [])
  t.match(config?.lookups.lookups, {
    balance: { kind: 'http', method: 'POST', timeoutMs: 3_000, retries: 1, allowPrivate: false },
    customer: { text: 'select name from customers where number = $1', names: ['number'], timeoutMs: 2_000 },
  })
})

t.test('mistakes in them are told with their places', async t => {
  const files = {
    'config/lookups.yaml': `
lookups:
  host: { url: "https://{bank}.example.vn/" }
  user: { url: "https://me:word@example.vn/" }
  slow: { url: "https://example.vn/", timeout: 10m }
  nothing: { timeout: 3s }
  writes: { database: crm, query: "delete from customers" }
  two: { database: crm, query: "select 1; select 2" }
  mixed: { database: crm, query: "select 1 as one", takes: { a: b } }
  typo: { urll: "https://example.vn/" }
databases: { crm: { secret: crm-database } }
`,
    'config/sends.yaml': `
where: {}
both: { url: "https://example.vn/", subject: Hello }
mail: { to: [a@example.vn], subject: Hi, text: Ho }
`,
    'config/boxes.yaml': 'sales: { queue: sails, hotline: nain, keep: 5h }\n',
  }
  const errors = told(files)
  for (const [place, words] of [
    ['config/lookups.yaml:3:', 'choose whom we ask'],
    ['config/lookups.yaml:4:', 'password stands in this address'],
    ['config/lookups.yaml:5:', 'between 100ms and 30s'],
    ['config/lookups.yaml:6:', 'what is asked'],
    ['config/lookups.yaml:7:', 'only reads'],
    ['config/lookups.yaml:8:', 'one query'],
    ['config/lookups.yaml:9:', 'means nothing to a database'],
    ['config/lookups.yaml:10:', 'url'],
    ['config/sends.yaml:2:', 'where to send it'],
    ['config/sends.yaml:3:', 'for an e-mail'],
    ['config/sends.yaml:4:', 'by which server mail is sent'],
    ['config/boxes.yaml:1:', 'There is no queue "sails"'],
    ['config/boxes.yaml:1:', 'There is no hotline "nain"'],
    ['config/boxes.yaml:1:', 'not a day old'],
  ] as const)
    t.ok(
      errors.some(line => line.includes(place) && line.includes(words)),
      `${place} ${words}`,
    )
})

t.test('a flow names only what is there, and shows no secret in an address', async t => {
  const flow = `
flow: odd
title: Odd
language: vi
start:
  - secret: pin
  - lookup: balanse
  - lookup: balance
    with: { pin: secret.pin }
  - note: { balance: lookup.balanz }
  - send: ordre
  - voicemail: sails
`
  const errors = told({
    'ivr-flows/odd.yaml': flow,
    'config/lookups.yaml':
      'lookups: { balance: { url: "https://core.example.vn/", method: GET, takes: { balance: b } } }\n',
    'config/sends.yaml': 'order: { url: "https://crm.example.vn/" }\n',
  }).join('\n')
  t.match(errors, /odd\.yaml:7:.*no lookup "balanse"/i)
  t.match(errors, /odd\.yaml:9:.*would stand in an address/)
  t.match(errors, /odd\.yaml:10:.*No lookup answers "balanz"/)
  t.match(errors, /odd\.yaml:11:.*no send "ordre"/i)
  t.match(errors, /odd\.yaml:12:.*no box "sails"/i)
})

t.test('names of values in a query are parameters, except where SQL means something else', async t => {
  const query = `select ':a', "b:c", $$ :d $$, e::date -- :f
    /* :g */ from h where i = :i and j = :i and k = :long_name`
  const { text, names } = parametersIn(query)
  t.same(names, ['i', 'long-name'])
  t.equal(text, query.replaceAll(':i', '$1').replace(':long_name', '$2'))
  t.equal(wordsIn(`-- ;\n select ';'`), 'select')
})
