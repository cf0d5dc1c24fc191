// A small exchange to try the phones on: a real Asterisk with a trunk, one agent and a handful of numbers.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { installRuntime } from '../../../src/runtime/install.ts'
import { waitUntil } from '../../../src/runtime/wait-until.ts'
import { freeUdpPort } from './free-port.ts'
import { openPhone } from './phone.ts'
import { startPlainAsterisk } from './plain-asterisk.ts'

/** The address that the exchange knows as its trunk. */
export const TRUNK = '127.0.0.2'
export const AGENTS = '127.0.0.3'
export const account = { user: 'ann', password: 'a-password-of-ann' }

/** Opened for a test file, and gone with it. */
export async function openSmallExchange(t: Test) {
  const home = join(import.meta.dirname, '../../../.tongdai')
  const runtime = await installRuntime({ home })
  await mkdir(join(home, 'test'), { recursive: true })
  const folder = await mkdtemp(join(home, 'test', 'phones-'))
  const server = { address: '127.0.0.1', port: await freeUdpPort() }
  const asterisk = await startPlainAsterisk(runtime, {
    folder,
    sip: server,
    files: { 'pjsip.conf': PHONES, 'extensions.conf': numbers(folder) },
  })
  t.teardown(async () => {
    await asterisk.stop()
    await rm(folder, { recursive: true })
  })

  async function noCallIsLeft(): Promise<void> {
    const isQuiet = async () =>
      (await asterisk.console('core show channels count')).startsWith('0 active channels')
    if (!(await waitUntil(isQuiet, 5_000))) throw new Error(await asterisk.console('core show channels'))
  }

  const openTrunk = () => openPhone({ server, listen: { address: TRUNK }, user: '+84901234567' })
  return { runtime, folder, server, noCallIsLeft, openTrunk }
}

const PHONES = `
[trunk]
type = endpoint
context = door
disallow = all
allow = ulaw
direct_media = no
[trunk]
type = identify
endpoint = trunk
match = ${TRUNK}
[ann]
type = endpoint
context = door
disallow = all
allow = ulaw
direct_media = no
auth = ann
aors = ann
[ann]
type = auth
username = ann
password = ${account.password}
[ann]
type = aor
max_contacts = 1
remove_existing = yes`

const numbers = (folder: string): string => `
[door]
exten = echo,1,Answer()
 same = n,Echo()
exten = keys,1,Answer()
 same = n,Read(DIGITS,,2,,1,5)
 same = n,Playtones(\${IF($["\${DIGITS}" = "42"]?700:300)})
 same = n,Wait(10)
exten = asks,1,Answer()
 same = n,Playtones(425)
 same = n,Read(DIGITS,,2,,1,5)
 same = n,Playtones(\${IF($["\${DIGITS}" = "42"]?700:300)})
 same = n,Wait(10)
exten = record,1,Answer()
 same = n,Record(${folder}/spool/recorded.wav,0,3,kq)
exten = tone,1,Answer()
 same = n,Playtones(600)
 same = n,Wait(10)
exten = short,1,Answer()
 same = n,Hangup(16)
exten = ann,1,Dial(PJSIP/ann,5)
 same = n,Hangup(\${HANGUPCAUSE})
exten = busy,1,Hangup(17)`
