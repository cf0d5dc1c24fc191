// The command line against a real office. The program is one file that calls runCommand; here most commands run in
// this process, so that no Node has to start for each.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import t from 'tap'
import { runCommand } from '../../src/cli/commands.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { checkTree, readTree } from '../../src/config.ts'
import { openOffice } from '../../src/office/office.ts'
import { prepareDatabase } from '../../src/postgres/prepare.ts'
import { keys as keysOf } from '../../src/redis/keys.ts'
import { type Order, readOrders } from '../../src/redis/orders.ts'
import { freePort } from '../../src/runtime/ports.ts'
import { contactRef, seal } from '../../src/secrets/sealing.ts'
import { readSecrets } from '../../src/secrets/secrets.ts'
import { journal } from '../cdrs/table.ts'
import { emptyDatabase, eventually, postgresFor, quiet, redisFor, testFolder } from '../support/stores.ts'

const root = join(import.meta.dirname, '../..')
const home = await testFolder(t, 'cli')
const ports = { https: await freePort(), ari: await freePort() }

process.env.TZ = 'Asia/Ho_Chi_Minh'
let LANG = 'C.UTF-8'
const variables = () => ({
  LANG,
  TONGDAI_HOME: home,
  TONGDAI_HTTPS_PORT: `${ports.https}`,
  TONGDAI_ARI_PORT: `${ports.ari}`,
  ...(postgres && store && { DATABASE_URL: postgres.url, REDIS_URL: store.url }),
})

type Outcome = { code: number; out: string; err: string }

async function tongdai(...args: string[]): Promise<Outcome> {
  const said = { out: '', err: '' }
  const code = await runCommand(args, {
    environment: readEnvironment(variables(), root).environment,
    width: 200,
    out: text => (said.out += `${text}\n`),
    err: text => (said.err += `${text}\n`),
  })
  return { code, ...said }
}

/** As a person runs it: a process of its own. */
function program(...args: string[]): Promise<Outcome> {
  const env = { PATH: process.env.PATH, TZ: process.env.TZ, ...variables() }
  return new Promise(resolve => {
    execFile(process.execPath, [join(root, 'src/cli/tongdai.ts'), ...args], { env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })
}

let postgres: Awaited<ReturnType<typeof postgresFor>> | undefined
let store: Awaited<ReturnType<typeof redisFor>> | undefined

t.test('without an office each command says what to do, and nothing is made', async t => {
  for (const args of [['status'], ['agent', 'ready', 'ann'], ['call', 'hang-up', 'c1']]) {
    const said = await (args[0] === 'status' ? program : tongdai)(...args)
    t.match(said, { code: 1, out: '', err: /The office is not running.*\n.*npm start/ }, args.join(' '))
    t.notMatch(said.err, /\bat .*\.ts:/, 'no stack trace')
  }
  t.match(await tongdai('doctor'), { code: 1, out: /BAD +house +The house has never been started/ })
  LANG = 'vi_VN.UTF-8'
  t.match(await tongdai('agents'), { code: 1, err: /Văn phòng không chạy.*\n.*npm start/ })
  t.match(await tongdai('doctor'), { code: 1, out: /HỎNG +house +Hệ thống chưa từng được khởi động/ })
  LANG = 'C.UTF-8'
})

t.test('with an office', async t => {
  postgres = await postgresFor(t)
  store = await redisFor(t)
  const { redis } = store
  const databaseUrl = await emptyDatabase(postgres.url)
  const secrets = await readSecrets(home)
  const keys = keysOf('tongdai:')
  const { config } = checkTree(await readTree(root), { ports })
  if (!config) throw new Error('config/ has mistakes')
  const { team } = await prepareDatabase(databaseUrl, { config, home, log: quiet })
  const asterisk = { url: `http://127.0.0.1:${ports.ari}`, user: 'tongdai', password: secrets.ariPassword }
  const office = await openOffice({
    ...{ config, home, configRoot: root, secrets, databaseUrl, redisUrl: store.url, keys, asterisk },
    ...{ host: '127.0.0.1', log: quiet },
  })
  const orders: Order[] = []
  const noSuchCall = {
    ok: false,
    status: 404,
    code: 'no-such-call',
    sentence: 'There is no such call.',
  } as const
  const reading = readOrders(
    redis,
    keys,
    async order => {
      orders.push(order)
      if (order.type === 'hang-up' && order.conversation !== 'c1') return noSuchCall
      return order.type === 'ready-agent' && order.agent !== 'ann'
        ? { ok: false, status: 404, code: 'no-such-agent', sentence: `There is no agent "${order.agent}".` }
        : order.type === 'reload'
          ? {
              ok: false,
              status: 422,
              code: 'findings',
              sentence: 'The configuration has mistakes.',
              findings: [
                {
                  severity: 'error',
                  code: 'x',
                  file: 'ivr-flows/main.yaml',
                  line: 3,
                  column: 1,
                  sentence: 'No.',
                  hint: 'Do.',
                },
              ],
            }
          : { ok: true }
    },
    quiet,
  )
  const contact = contactRef(secrets.contactKey, '+84901234567')
  await redis.hset(keys.contacts, contact, seal(secrets.sealKey, '+84901234567', contact))
  const records = journal(`
12:00:00 call CallArrived leg=in hotline=main via=itsp contact=${contact} numberKind=national flow=main version=v1 language=vi arrivedAt=12:00:00
12:00:00 call SectionEntered flow=main section=start
12:00:03 call KeyTaken section=start digit="1"
12:00:03 call QueueJoined queue=sales priority=0
12:00:03 floor WaitBlocked queue=sales reason=no-agent-free
12:00:04 floor CallOffered offer=o1 agents=["ann"] mode=one why={"strategy":"round-robin","queue":"sales","position":1,"waitedMs":1000,"free":["ann"],"excluded":{"busy":["bob"]}}
12:00:04 call AgentRinging offer=o1 agent=ann leg=l
12:00:06 call TalkStarted offer=o1 agent=ann leg=l queue=sales
12:03:31 call TalkEnded agent=ann who=agent
12:03:31 call CallEnded ending={"result":"answered","reason":"agent-hung-up","who":"agent"} endedAt=12:03:31
`)
  for (const record of records) await redis.xadd(keys.journal, '*', 'e', JSON.stringify(record))
  await eventually(t, 'the CDR is there', async () => (await tongdai('cdr', 'c1')).code === 0)

  t.test('a record is told as a time line', async t => {
    const { out } = await tongdai('cdr', 'c1')
    t.match(out, /0901 234 567 called main by itsp at 2026-03-02 19:00:00/)
    t.match(out, /Wait 3 s \(ringing 2 s\), talk 3:25/)
    t.match(out, /19:00:03 +key 1 +start/)
    t.match(
      out,
      /offer +ann: answered; Number 1 in “.+”, after waiting 0:01\.; .+ the only one who could be rung/,
    )
    t.match(
      (await tongdai('cdrs', '--number', '0901234567', '--from', '2026-03-02')).out,
      /answered: agent-hung-up +c1/,
    )
    t.match((await tongdai('cdrs', '--agent', 'nobody')).out, 'No call is on record')
    t.match(await tongdai('cdrs', '--from', 'yesterday'), { code: 1, err: '"yesterday" is no time.' })
    t.match(await tongdai('cdr', 'c2'), { code: 1, err: 'There is no record of this conversation' })
  })

  t.test(
    'why he was rung is told by the call, or by the number of the caller, in the terminal’s language',
    async t => {
      const told = await tongdai('why', 'c1')
      t.match(told, {
        code: 0,
        out: /^Call c1 is over\.\n19:00:03 {2}nobody could be rung \(0:01\)\n {10}Nobody is free/,
      })
      t.match(
        told.out,
        /19:00:04 {2}ann: answered \(0:02\)\n {10}Number 1 .+\n.+\n {10}On another call: bob\./,
      )
      t.match(await tongdai('why', '0901 234 567'), { code: 0, out: told.out })
      t.match(JSON.parse((await tongdai('why', 'c1', '--json')).out), {
        conversation: 'c1',
        offers: [{ agent: 'ann' }],
      })
      t.match(await tongdai('why', 'c2'), { code: 1, err: 'No call is known for "c2". Write a call’s id' })
      LANG = 'vi_VN.UTF-8'
      t.teardown(() => {
        LANG = 'C.UTF-8'
      })
      t.match((await tongdai('why', 'c1')).out, /^Cuộc gọi c1 đã kết thúc\.\n19:00:03 {2}chưa gọi được ai/)
    },
  )

  t.test('agents are shown and ordered about', async t => {
    const { out } = await tongdai('agents')
    for (const { id, name } of team.agents) t.match(out, new RegExp(`${id} +${name}`))
    t.match(
      JSON.parse((await tongdai('agents', '--json')).out),
      team.agents.map(({ id }) => ({ id })),
    )
    t.match(await tongdai('agent', 'ready', 'ann'), { code: 0, out: 'ann is ready.' })
    t.match(await tongdai('agent', 'pause', 'ann', '--reason', 'lunch'), {
      code: 0,
      out: 'ann takes a break (lunch).',
    })
    t.match(await tongdai('agent', 'log-out', 'ann'), { code: 0, out: 'ann is logged out.' })
    t.match(await tongdai('agent', 'ready', 'zed'), { code: 1, err: 'There is no agent "zed".' })
    t.match(await tongdai('agent', 'pause', 'ann', '--reason', 'Lunch & more'), {
      code: 1,
      err: /body\.reason/,
    })
    t.match(await tongdai('reload'), { code: 1, err: 'ivr-flows/main.yaml:3:1 error x: No. Do.' })
    t.match(await tongdai('phone', 'password', 'nobody'), { code: 1, err: 'There is no phone "nobody".' })
    const phone = team.phones[0]?.id ?? ''
    t.match(await tongdai('phone', 'password', phone), { code: 0, out: /has the password [\w-]{22,}/ })
  })

  t.test('what the office says is told in the language of the terminal', async t => {
    LANG = 'vi_VN.UTF-8'
    t.teardown(() => {
      LANG = 'C.UTF-8'
    })
    t.match(await tongdai('call', 'hang-up', 'c9'), { code: 1, err: 'Không còn cuộc gọi “c9”.' })
    t.match(await tongdai('doctor'), { code: 1, out: /HỎNG +asterisk +Asterisk không phản hồi/ })
    t.match(await tongdai('cdrs', '--from', 'x'), { code: 1, err: '“x” không phải thời điểm.' })
  })

  t.test('calls are steered', async t => {
    const before = orders.length
    t.match(await tongdai('call', 'hang-up', 'c1'), { code: 0, out: 'c1 is hung up.' })
    t.match(await tongdai('call', 'requeue', 'c1', 'support'), {
      code: 0,
      out: 'The caller of c1 waits in support now.',
    })
    t.match(await tongdai('call', 'hang-up', 'c9'), { code: 1, out: '', err: 'There is no call "c9"' })
    t.match(orders.slice(before), [
      { type: 'hang-up', conversation: 'c1', by: 'api' },
      { type: 'requeue', conversation: 'c1', queue: 'support', by: 'api' },
      { type: 'hang-up', conversation: 'c9' },
    ])
    t.match(await tongdai('call', 'requeue', 'c1', '../x'), { code: 1, err: /body\.queue/ })
    t.match((await tongdai('call', 'hang-up', '../../agents/ann/ready')).code, 1)
    t.equal(orders.length, before + 3, 'what is no id goes nowhere')
  })

  t.test('the program prints what its commands say', async t => {
    const said = await program('cdr', 'c1', '--json')
    t.match(said, { code: 0, err: '' })
    t.match(JSON.parse(said.out), { conversation: 'c1', callerShown: '0901 234 567' })
    t.match(await program('call', 'nonsense'), { code: 1, err: /unknown command|error/ })
  })

  t.test('the house is examined', async t => {
    t.match((await tongdai('status')).out, /Switchboard +away/)
    t.match((await tongdai('calls')).out, 'There are no calls now.')
    t.match(await tongdai('doctor'), { code: 1, out: /(good|WARNING) +postgres [\s\S]*BAD +asterisk/ })
    await Promise.all([office.close(), reading.stop()])
    t.match(await tongdai('status'), { code: 1, err: 'The office is not running' })
    t.match(await tongdai('doctor'), { code: 1, out: /BAD +office[\s\S]*(good|WARNING) +redis/ })
  })
})
