// The doctor's examination: each part of the house is asked, in parallel, and answers in a sentence or two.
// It needs nothing that runs, so the command line can use it when the office is down.
import { execFile } from 'node:child_process'
import { statfs } from 'node:fs/promises'
import { connect } from 'node:net'
import { promisify } from 'node:util'
import { readCertificates } from '../http/certificates.ts'
import { told, toldAs } from '../told/told.ts'
import { checkAsterisk } from './asterisk-checks.ts'
import { bad, type Check, good, type Patient, warning } from './check.ts'
import { checkNetwork } from './network-checks.ts'
import { checkPostgres, checkRedis } from './store-checks.ts'

/** Takes two seconds at most, or three where a whole machine does not answer. */
export async function examine(patient: Patient): Promise<Check[]> {
  const checks = await Promise.all([
    checkOffice(patient),
    checkRedis(patient),
    checkPostgres(patient),
    checkAsterisk(patient),
    checkDisk(patient),
    checkCertificate(patient),
    checkClock(),
    checkNetwork(patient),
  ])
  return checks.flat()
}

async function checkOffice({ httpsPort }: Patient): Promise<Check[]> {
  const open = await new Promise<boolean>(resolve => {
    const socket = connect({ port: httpsPort, host: '127.0.0.1' })
    socket.setTimeout(1_000, () => socket.destroy())
    socket.once('connect', () => resolve(true)).once('close', () => resolve(false))
    socket.once('connect', () => socket.destroy()).on('error', () => {})
  })
  if (open) return [good('office', told`Port ${httpsPort} answers.`)]
  return [bad('office', told`Nothing answers on port ${httpsPort}.`, told`Start the house with "npm start".`)]
}

async function checkDisk({ home }: Patient): Promise<Check[]> {
  const { bavail, bsize } = await statfs(home)
  const gigabytes = (bavail * bsize) / 1e9
  const sentence = told`${gigabytes.toFixed(1)} GB are free for the state folder.`
  if (gigabytes >= 5) return [good('disk', sentence)]
  const hint = told`Make room: an hour of a recorded call takes 115 MB.`
  return [gigabytes >= 1 ? warning('disk', sentence, hint) : bad('disk', sentence, hint)]
}

async function checkCertificate({ home, tls }: Patient): Promise<Check[]> {
  try {
    const { validUntil } = await readCertificates(home, tls)
    const days = Math.floor((validUntil - Date.now()) / 86_400_000)
    const sentence = told`The HTTPS certificate is valid for ${days} days.`
    if (days > 14) return [good('certificate', sentence)]
    return [bad('certificate', sentence, told`Renew it and start the house again.`)]
  } catch (error) {
    return [
      bad(
        'certificate',
        toldAs(String(error instanceof Error ? error.message : error)),
        told`HTTPS cannot start without.`,
      ),
    ]
  }
}

/** What this machine says of its own clock; where nobody knows, as in a container, nothing is said. */
async function checkClock(): Promise<Check[]> {
  const asked = promisify(execFile)('timedatectl', ['show', '--property=NTPSynchronized', '--value'], {
    timeout: 1_000,
  })
  const answer = await asked.then(
    ({ stdout }) => stdout.trim(),
    () => '',
  )
  if (answer === 'yes') return [good('clock', told`This machine's clock is set by NTP.`)]
  if (answer !== 'no') return []
  const hint = told`Install chrony, or switch systemd-timesyncd on: records carry this clock's time.`
  return [warning('clock', told`Nothing sets this machine's clock right.`, hint)]
}
