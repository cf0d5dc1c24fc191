// One mail by the owner's mail server (config/mail.yaml).
import { createTransport } from 'nodemailer'
import type { MailConfig } from '../config.ts'
import { readNamedSecret } from '../secrets/named-secret.ts'

export type Mail = {
  to: readonly string[]
  subject: string
  text: string
  html?: string
  /** `<…@…>`: a repeated mail has the same, and is known by it. */
  messageId: string
}

/** @throws what the mail server said, or that the secret is missing */
export async function sendMail(
  home: string,
  { smtp, from }: MailConfig,
  { to, ...mail }: Mail,
): Promise<void> {
  const pass = smtp.secret === undefined ? undefined : await readNamedSecret(home, smtp.secret)
  const transport = createTransport({
    host: smtp.host,
    port: smtp.port,
    secure: smtp.secure,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 30_000,
    ...(smtp.user === undefined ? {} : { auth: { user: smtp.user, pass: pass ?? '' } }),
  })
  try {
    await transport.sendMail({ from, to: [...to], ...mail })
  } finally {
    transport.close()
  }
}
