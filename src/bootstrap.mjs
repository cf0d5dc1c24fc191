#!/usr/bin/env node
// The door of every command: installs the packages when they are missing or old, then runs Node 24.
// Plain JavaScript for Node 20 without any package, because it runs before there are packages.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withFileLock } from './runtime/file-lock.mjs'

const house = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(house, 'node_modules')
const programs = join(modules, '.bin')

/** What each command runs, one program after the other; anything else goes to the command line. */
const commands = {
  start: { run: args => [['node', 'src/main.ts', 'keeper', ...args]] },
  test: { dev: true, run: args => [['node', 'test/run.ts', ...args]] },
  chaos: { dev: true, run: args => [['node', 'test/chaos/run.ts', ...args]] },
  demo: { dev: true, run: args => [['node', 'test/demo/demo.ts', ...args]] },
  bench: { dev: true, run: args => [['node', 'test/bench/bench.ts', ...args]] },
  check: {
    dev: true,
    run: () => [
      ['tsc', '-p', '.', '--noEmit'],
      ['tsc', '-p', 'src/ui', '--noEmit'],
      ['biome', 'ci', '.'],
    ],
  },
  format: { dev: true, run: () => [['biome', 'check', '--write', '.']] },
}

const [, , word, ...rest] = process.argv
const command = Object.hasOwn(commands, word ?? '') ? commands[word] : undefined

await ensurePackages(command?.dev === true)
const steps = command ? command.run(rest) : [['node', 'src/cli/tongdai.ts', ...process.argv.slice(2)]]
let exitCode = 0
for (const [program, ...args] of steps) exitCode = (await run(program, args)) || exitCode
process.exitCode = exitCode

/** Installs what package-lock.json asks for, unless it is there; one process at a time. */
async function ensurePackages(dev) {
  if (!isInstalled(dev)) {
    const work = async () => {
      if (!isInstalled(dev)) await install(dev)
    }
    await withFileLock(join(house, '.tongdai', 'packages.lock'), work, () =>
      console.error('Another process is installing the packages; waiting for it …'),
    ).catch(error => {
      console.error(`The packages could not be installed: ${error.message}. Is ${house} yours to write?`)
      process.exit(1)
    })
  }
  linkOwnProgram()
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm leaves a lock file of its own in
 * node_modules as the last act of an installation, so that file tells what is there.
 */
function isInstalled(dev) {
  const present = lockedPackages(join(modules, '.package-lock.json'))
  if (!present) return false
  return Object.entries(lockedPackages(join(house, 'package-lock.json')) ?? {}).every(
    ([path, wanted]) =>
      path === '' ||
      present[path]?.version === wanted.version ||
      // Left out rightly: made for another machine, or only needed by those who build and test.
      (!present[path] && (wanted.optional || wanted.devOptional || wanted.peer || (wanted.dev && !dev))),
  )
}

function lockedPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined
}

async function install(dev) {
  // `ci` empties node_modules first, which would pull the floor from under a running system;
  // where packages are present, `install` adds and replaces only what differs.
  const fresh = !existsSync(join(modules, '.package-lock.json'))
  const kind = dev || (!fresh && hasDevPackages()) ? '--include=dev' : '--omit=dev'
  const args = [fresh ? 'ci' : 'install', kind, '--no-audit', '--no-fund', ...(fresh ? [] : ['--no-save'])]
  const startedAt = Date.now()
  const line = 'Installing packages …'
  if (process.stderr.isTTY) process.stderr.write(line)
  const { code, output } = await quietly('npm', args)
  if (code !== 0) {
    console.error(`\n${reasonOf(output)}`)
    console.error(
      `The packages could not be installed: npm ${args[0]} ended with ${code}. See npm's lines above; ` +
        'check the network and the free disk space, then run the same command again.',
    )
    process.exit(1)
  }
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0)
  process.stderr.write(`${process.stderr.isTTY ? '\r' : ''}${line} done in ${seconds} s\n`)
}

/** npm's error lines: the reason stands first, what follows is its manual; without any, the last lines. */
function reasonOf(output) {
  const lines = output.split('\n').filter(line => line.trim() && line.trim() !== 'npm error')
  const errors = lines.filter(line => line.startsWith('npm error'))
  return (errors.length > 0 ? errors.slice(0, 10) : lines.slice(-10)).join('\n')
}

function hasDevPackages() {
  const present = lockedPackages(join(modules, '.package-lock.json')) ?? {}
  return Object.values(present).some(entry => entry.dev)
}

/** npx looks here first; without the link it would install this package into a cache of its own. */
function linkOwnProgram() {
  const link = join(programs, 'tongdai')
  if (existsSync(link)) return
  try {
    symlinkSync('../../src/bootstrap.mjs', link)
  } catch (error) {
    // Another process was faster, or the checkout is not ours to write: npm's scripts work without the link.
    if (!['EEXIST', 'EACCES', 'EROFS'].includes(error.code)) throw error
  }
}

function quietly(program, args) {
  return new Promise(resolve => {
    const child = spawn(program, args, { cwd: house, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', data => {
      output += data
    })
    child.stderr.on('data', data => {
      output += data
    })
    child.once('error', error => resolve({ code: error.code ?? 1, output: `${error.message}\n` }))
    child.once('close', code => resolve({ code, output }))
  })
}

/** Runs a program of this house in the caller's terminal; answers its exit code. */
function run(program, args) {
  const scripts = args.map(arg =>
    /^(src|test)\/.*\.ts$/.test(arg) && arg === args[0] ? join(house, arg) : arg,
  )
  const child = spawn(program === 'node' ? node() : join(programs, program), scripts, {
    stdio: 'inherit',
    cwd: program === 'node' ? process.cwd() : house,
    env: {
      // Node keeps what it compiled: a process of ours then starts in half the time.
      NODE_COMPILE_CACHE: join(house, '.tongdai', 'cache', 'compiled'),
      ...process.env,
      PATH: `${programs}${delimiter}${process.env.PATH ?? ''}`,
    },
  })
  // A Ctrl-C reaches the child by itself, as part of the terminal's process group.
  const atTerminal = [process.stdin, process.stdout, process.stderr].some(stream => stream.isTTY)
  const forward = signal => (signal !== 'SIGINT' || !atTerminal ? child.kill(signal) : undefined)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, forward)
  return new Promise(resolve => {
    const ended = code => {
      for (const signal of signals) process.off(signal, forward)
      resolve(code)
    }
    child.once('error', error => {
      console.error(`${program} could not be started: ${error.message}. Remove node_modules and try again.`)
      ended(1)
    })
    child.once('exit', (code, signal) => ended(code ?? 128 + constants.signals[signal]))
  })
}

/** Node 24 out of node_modules; on a machine it was not made for, the Node that runs us if it will do. */
function node() {
  const own = join(programs, 'node')
  if (existsSync(own)) return own
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  console.error(
    `No Node 24 for ${process.platform} ${process.arch} among the packages: install Node 24 or newer and try again.`,
  )
  process.exit(1)
}
