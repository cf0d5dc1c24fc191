// Notes what a person did to the running floor. It is done by then: a database that is away must not make it look
// refused. (The journal has it as well, with who asked.)
import { audit, type Deed } from '../postgres/audit.ts'
import type { HttpParts } from './parts.ts'

export async function noteDeed({ db, log }: Pick<HttpParts, 'db' | 'log'>, deed: Deed): Promise<void> {
  await audit(db, deed).catch((err: unknown) => log.error({ err, ...deed }, 'a deed is not in the audit log'))
}
