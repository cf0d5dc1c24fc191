// What sends and boxes lead to: a mail server, a queue, a hotline.
import { didYouMean } from '../flows/did-you-mean.ts'
import type { Problem } from '../flows/problem.ts'
import { told, toldAs } from '../told/told.ts'
import type { MailConfig } from './config-types.ts'
import { type BoxConfig, boxesFile } from './files/boxes.ts'
import { mailFile } from './files/mail.ts'
import { type SendConfig, sendsFile } from './files/sends.ts'
import type { Inspection } from './inspection.ts'
import type { WrittenNames } from './written-names.ts'

export type Posts = {
  readonly boxes: Readonly<Record<string, BoxConfig>> | undefined
  readonly sends: Readonly<Record<string, SendConfig>> | undefined
  readonly post: { readonly mail?: MailConfig } | undefined
  readonly names: WrittenNames
}

/** Notes what is wrong. */
export function checkPosts({ boxes = {}, sends = {}, post, names }: Posts, inspection: Inspection): void {
  const hasMail = post === undefined || post.mail !== undefined
  const mails = Object.entries(sends).filter(([, { kind }]) => kind === 'mail')
  inspection.add(sendsFile.path, hasMail ? [] : mails.map(([name]) => noMail([name, 'to'])))
  inspection.add(
    boxesFile.path,
    Object.values(boxes).flatMap(({ name, queue, hotline, notify }): Problem[] => [
      ...lost('queue', queue, names.queues, [name, 'queue']),
      ...lost('hotline', hotline, names.hotlines, [name, 'hotline']),
      ...(notify.length > 0 && !hasMail ? [noMail([name, 'notify'])] : []),
    ]),
  )
}

function lost(
  kind: 'queue' | 'hotline',
  name: string | undefined,
  names: readonly string[] | undefined,
  path: Problem['path'],
): Problem[] {
  if (name === undefined || !names || names.includes(name)) return []
  const sentence = told`There is no ${toldAs(kind)} "${name}" ${told`in ${`config/${kind}s.yaml`}`}.`
  return [{ code: `unknown-${kind}`, path, sentence, hint: didYouMean(name, names) }]
}

function noMail(path: Problem['path']): Problem {
  return {
    code: 'no-mail-server',
    path,
    sentence: told`Nobody says by which server mail is sent.`,
    hint: told`Write smtp, from and to into ${mailFile.path}.`,
  }
}
