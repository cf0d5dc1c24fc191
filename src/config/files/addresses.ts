// Addresses that several files name: of the web, and of people.
import Type from 'typebox'
import { type Told, told } from '../../told/told.ts'

export const UrlSchema = Type.String({
  pattern: '^https?://[^\\s]{1,900}$',
  saying: 'an address, such as https://crm.example.vn/api/customer',
})

export const MailAddressSchema = Type.String({
  pattern: '^[^@\\r\\n]{0,200}[^@\\s<]{1,64}@[^@\\s]{1,200}$',
  saying: 'an e-mail address, such as manager@example.vn',
})

/** @returns what is wrong with it, told by `path`; nothing when somebody can be asked there */
export function flawOfUrl(url: string): { code: string; sentence: Told; hint: Told } | undefined {
  const host = /^https?:\/\/[^/?#]*/.exec(url)?.[0] ?? ''
  if (host.includes('{'))
    return {
      code: 'wrong-value',
      sentence: told`The caller would choose whom we ask.`,
      hint: told`Put {…} behind the host only.`,
    }
  if (host.includes('@'))
    return {
      code: 'secret-shown',
      sentence: told`Somebody’s name or password stands in this address.`,
      hint: told`Use secret: for it.`,
    }
  if (URL.parse(url.replace(/\{[a-z][a-z0-9-]*\}/g, 'x')) !== null) return undefined
  return {
    code: 'wrong-value',
    sentence: told`"${url}" is no address.`,
    hint: told`Write it like https://crm.example.vn/api.`,
  }
}
