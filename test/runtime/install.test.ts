// The private runtime: that it is there at once when it was installed, what runs in it, and how it refuses.
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { installRuntime } from '../../src/runtime/install.ts'
import { programNames } from '../../src/runtime/programs.ts'
import { terminalProgress } from '../../src/runtime/progress.ts'
import { runCommand } from '../../src/runtime/run-command.ts'
import { isOlder } from '../../src/runtime/version.ts'
import { home, ownFolder } from './home.ts'

const runtime = await installRuntime({ home, progress: terminalProgress(process.stderr) })

t.test('an installed runtime is there in less than 50 ms', async t => {
  const startedAt = performance.now()
  await installRuntime({ home })
  t.ok(performance.now() - startedAt < 50)
})

t.test('every program starts, with the libraries that came with it', async t => {
  t.notOk(isOlder(runtime.asteriskVersion, '22.10.1'), `Asterisk ${runtime.asteriskVersion}`)
  const asks: Partial<Record<(typeof programNames)[number], string>> = { asterisk: '-V', sipp: '-v' }
  for (const name of programNames) {
    const { command, args, env } = runtime.program(name)
    const result = await runCommand(command, [...args, asks[name] ?? '--version'], { env })
    // sipp answers its version with 99.
    t.ok(result.code === 0 || (name === 'sipp' && result.code === 99), `${name}: ${result.stderr}`)
  }
})

t.test('the house can speak Vietnamese at telephone quality', async t => {
  const folder = await ownFolder(t)
  const [spoken, sound] = [join(folder, 'spoken.wav'), join(folder, 'sound.wav')]
  const voice = runtime.program('espeak-ng')
  const said = await runCommand(voice.command, ['-v', 'vi', '-w', spoken, 'xin chào'], { env: voice.env })
  t.equal(said.code, 0, said.stderr)
  const sox = runtime.program('sox')
  const made = await runCommand(sox.command, [spoken, '-r', '8000', '-c', '1', '-b', '16', sound])
  t.equal(made.code, 0, made.stderr)
  t.ok((await stat(sound)).size > 4000)
})

t.test("Asterisk's modules, prompts and hold music are where the runtime says", async t => {
  const files = [
    join(runtime.asteriskModules, 'res_ari.so'),
    join(runtime.asteriskData, 'sounds/en/hello-world.wav'),
    join(runtime.asteriskData, 'moh/macroform-cold_day.wav'),
  ]
  for (const file of files) t.ok((await stat(file)).size > 1000, file)
})

t.test('a wrong archive is refused with a sentence that names it', async t => {
  const folder = await ownFolder(t)
  const archive = `file://${folder}/nowhere`
  await t.rejects(installRuntime({ home: folder, archive }), {
    code: 'archive-wrong',
    sentence: new RegExp(`TONGDAI_ARCHIVE \\(${archive}\\)`),
  })
  await t.rejects(installRuntime({ home: folder, archive: 'no address' }), { code: 'archive-wrong' })
  await t.rejects(stat(join(folder, 'runtime')), 'nothing half-made is left in its place')
})

t.test('a broken package is refused with a sentence, and nothing takes its place', async t => {
  const folder = await ownFolder(t)
  const archives = join(folder, 'archives')
  await runCommand('mkdir', [archives])
  const broken = { name: 'asterisk', version: '1:22.10.1-1', file: 'asterisk.deb' }
  await writeFile(join(archives, broken.file), 'no package')
  await writeFile(join(archives, 'packages.json'), JSON.stringify([broken]))
  await t.rejects(installRuntime({ home: folder }), { code: 'unpack-failed' })
  await t.rejects(stat(join(folder, 'runtime')))
  const old = { ...broken, version: '1:20.1.0-1' }
  await writeFile(join(archives, 'packages.json'), JSON.stringify([old]))
  await t.rejects(installRuntime({ home: folder }), { code: 'asterisk-too-old', sentence: /20\.1\.0/ })
})

t.test('what was installed is written down with its versions', async t => {
  const written = JSON.parse(await readFile(join(home, 'runtime/installed.json'), 'utf8'))
  t.equal(written.asteriskVersion, runtime.asteriskVersion)
  t.match(written.packages, { asterisk: /22\./, libc6: String })
})
