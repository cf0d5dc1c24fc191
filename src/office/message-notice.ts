// The mail that says that a message is there. Not whose: that is for those to see who may hear it.
import type { BoxConfig } from '../config/files/boxes.ts'

export function noticeMail(
  { name, title }: BoxConfig,
  language: 'vi' | 'en',
  pagesUrl: string,
): { subject: string; text: string } {
  const box = title[language] ?? name
  const link = `${pagesUrl}/voicemail?box=${encodeURIComponent(name)}`
  return language === 'vi'
    ? { subject: `Lời nhắn mới: ${box}`, text: `Có lời nhắn mới trong hộp “${box}”.\n\nNghe tại: ${link}\n` }
    : {
        subject: `New message: ${box}`,
        text: `There is a new message in the box “${box}”.\n\nListen: ${link}\n`,
      }
}
