// A house is backed up while it runs, and rises again elsewhere: the same record, the same sound.
import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { runCommand } from '../../src/runtime/run-command.ts'
import { openHouse } from '../support/house.ts'
import { layOutHouse, startKeeper } from '../support/house-folder.ts'
import { openPhone } from '../support/phones/phone.ts'
import { readCdrs } from '../support/records.ts'
import { testFolder } from '../support/stores.ts'
import { until } from '../support/until.ts'

const checkout = join(import.meta.dirname, '../..')
const shelf = await testFolder(t, 'backup')
const file = join(shelf, 'house.tgz')
const house = await openHouse({
  files: {
    'config/trunks.yaml': '- { name: carrier, match: ["127.0.0.2"] }\n',
    'ivr-flows/main.yaml': 'flow: main\ntitle: Thử\nlanguage: vi\nstart:\n  - queue: sales\n',
  },
})
let open = true
t.teardown(() => (open ? house.stop() : undefined))

const tongdai = (environment: NodeJS.ProcessEnv, ...args: string[]) => {
  const ours = Object.entries(environment).filter(([name]) => name.startsWith('TONGDAI_'))
  const env = Object.fromEntries(ours) as Record<string, string>
  return runCommand(process.execPath, [join(checkout, 'src/cli/tongdai.ts'), ...args], { env })
}

t.test(
  'backup while calls run, restore into an empty home, start: the record and the sound are there',
  async t => {
    const ann = await openPhone({ server: house.sip, account: house.account('ann') })
    const caller = await openPhone({
      server: house.sip,
      listen: { address: '127.0.0.2' },
      user: '0912345678',
    })
    const call = await caller.dial('02871099999')
    const ringing = await ann.rings()
    await ringing.answer()
    call.say(700)
    ringing.say(1100)
    await call.hears(1100)
    await call.hangUp()
    await ringing.ended()
    await until(
      async () => (await house.rows(`select 1 as n from recordings where state = 'stored'`)).length === 2,
      20_000,
      'both tracks are archived',
    )
    const talking = await caller.dial('02871099999')
    const second = await until(() => ann.rings(20_000), 25_000)
    await second.answer()

    const taken = await tongdai(house.environment, 'backup', file)
    t.equal(taken.code, 0, taken.stderr)
    t.match(taken.stdout, /1 conversations, 2 recordings/)
    t.equal((await stat(file)).mode & 0o777, 0o600, 'nobody else can read it')
    t.equal(existsSync(`${file}.parts`), false, 'nothing else is left lying about')
    t.equal(talking.answeredAt !== undefined && second.answeredAt !== undefined, true, 'the call went on')
    const beside = await tongdai(house.environment, 'restore', file)
    t.equal(beside.code, 1)
    t.match(beside.stderr, /Tongdai is running here/, 'never over a running house')

    const cdrs = (await readCdrs(house)).slice(0, 1)
    const token = house.secrets.apiToken
    await talking.hangUp()
    await ann.close()
    await caller.close()
    await house.stop()
    open = false

    const other = await layOutHouse()
    t.teardown(() => other.remove())
    const restored = await tongdai(other.environment, 'restore', file)
    t.equal(restored.code, 0, restored.stderr)
    t.match(restored.stdout, /1 conversations and 2 recordings/)
    t.match(
      await readFile(join(other.folder, 'ivr-flows/main.yaml'), 'utf8'),
      'title: Thử',
      'its flows are back',
    )

    const again = await tongdai(other.environment, 'restore', file)
    t.equal(again.code, 1)
    t.match(again.stderr, /There is a house already: .*--force/s)
    const forced = await tongdai(other.environment, 'restore', file, '--force')
    t.equal(forced.code, 0, forced.stderr)
    const aside = (await readdir(other.home)).filter(name => name.startsWith('before-restore-'))
    t.ok(
      aside.some(name => existsSync(join(other.home, name, 'secrets/master.key'))),
      'the one before lies aside',
    )

    const run = startKeeper(other)
    t.teardown(async () => {
      run.process.kill('SIGINT')
      await run.ended
    })
    await until(
      () => {
        if (run.process.exitCode !== null) throw new Error(`The house did not start:\n${run.said()}`)
        return run.said().includes('Ctrl-C lets')
      },
      90_000,
      'the restored house is ready',
    )
    t.notMatch(run.said(), /admin +[\w-]{20,}/, 'no new passwords: the old ones are valid')
    const ask = async (path: string) => {
      const { code, stdout, stderr } = await runCommand('curl', [
        ...['--silent', '--insecure', '--fail', '--header', `authorization: Bearer ${token}`],
        `https://127.0.0.1:${other.ports.https}/api/v1/${path}`,
      ])
      if (code !== 0) throw new Error(`${path}: ${stderr}`)
      return stdout
    }
    const [cdr] = cdrs
    const shown = JSON.parse(await ask(`cdrs/${cdr?.conversation}`)) as {
      talkMs: number
      caller: string
      ending: { result: string }
      recordings: { recording: string; state: string }[]
    }
    t.equal(shown.talkMs, cdr?.talk_ms)
    t.equal(shown.caller, '+84912345678', 'the number opens with the restored key')
    t.equal(shown.ending.result, 'answered')
    for (const { recording, state } of shown.recordings) {
      t.equal(state, 'stored')
      const sound = join(shelf, `${recording}.wav`)
      await writeFile(sound, '')
      const { code } = await runCommand('curl', [
        ...[
          '--silent',
          '--insecure',
          '--fail',
          '--header',
          `authorization: Bearer ${token}`,
          '--output',
          sound,
        ],
        `https://127.0.0.1:${other.ports.https}/api/v1/recordings/${encodeURIComponent(recording)}`,
      ])
      t.equal(code, 0)
      const bytes = await readFile(sound)
      t.equal(bytes.subarray(0, 4).toString(), 'RIFF', 'it is a sound')
      const loud = bytes.subarray(44).reduce((most, _, at, all) => {
        const sample = at % 2 === 0 && at + 1 < all.length ? Math.abs(all.readInt16LE?.(at) ?? 0) : 0
        return Math.max(most, sample)
      }, 0)
      t.ok(loud > 1_000, `and not a silent one (${loud})`)
    }
    t.equal(shown.recordings.length, 2)
  },
)
