// Whom Asterisk does not listen to: an access list of its own, pushed over ARI beside the one in pjsip.conf. It holds
// from the next message on; nothing is loaded again, and no call is touched.
import { changeAsterisk } from './change-from-outside.ts'
import type { RecordingSource } from './recording-files.ts'

/** Pushed anew, a list is added to what it held: so each goes under the other name, and the old one is taken away. */
const NAMES = ['banned-a', 'banned-b'] as const
const uriOf = (name: string) => `config/dynamic/res_pjsip/acl/${name}`

export type ShutOut = {
  /** @returns whether Asterisk took it. @throws as fetch when it does not answer */
  put(addresses: readonly string[]): Promise<boolean>
  /** It has what it was last given: a new Asterisk knows nothing. @throws as fetch */
  isThere(): Promise<boolean>
}

export function openShutOut(source: RecordingSource): ShutOut {
  let current: (typeof NAMES)[number] | undefined
  // Asterisk can't tell what is in such a list, and answers 500 where there is one (22.10.1); 404 where there is none.
  const has = async (name: string) => (await changeAsterisk(source, 'GET', uriOf(name))) !== 404
  return {
    async put(addresses) {
      const next = current === NAMES[0] ? NAMES[1] : NAMES[0]
      // Whoever we were before may have left one there.
      await changeAsterisk(source, 'DELETE', uriOf(next))
      if (addresses.length > 0) {
        const fields = addresses.map(value => ({ attribute: 'deny', value }))
        await changeAsterisk(source, 'PUT', uriOf(next), { fields })
        if (!(await has(next))) return false
      }
      for (const name of NAMES) if (name !== next) await changeAsterisk(source, 'DELETE', uriOf(name))
      current = addresses.length > 0 ? next : undefined
      return true
    },
    async isThere() {
      return current === undefined || (await has(current))
    },
  }
}
