// Somebody to log in as, for each role.
import type { Office } from '../../src/cli/office-client.ts'

export type LogIn = { role: string; name: string; password: string }

/** @param sheet what the house printed at its start, with the administrator's password */
export async function giveLogIns(office: Office, sheet: string): Promise<LogIn[]> {
  const [, password = ''] = /Administrator {2}admin {2}(\S+)/.exec(sheet) ?? []
  const make = async (role: string, id: string, name: string): Promise<LogIn> => {
    const made = await office.post<{ password: string }>('people', { id, name, role })
    return { role, name: id, password: made.password }
  }
  const manager = await make('manager', 'mai', 'Trịnh Tuyết Mai')
  const supervisor = await make('supervisor', 'son', 'Ngô Thanh Sơn')
  const ann = await office.post<{ password: string }>('people/ann/password', {})
  return [
    { role: 'admin', name: 'admin', password },
    manager,
    supervisor,
    { role: 'agent', name: 'ann', password: ann.password },
  ]
}

export function inWords(address: string, logIns: readonly LogIn[], agents: number): string {
  return [
    '',
    `The demo runs: ${agents} agents answer, callers call. Open ${address}`,
    '(your browser does not know its certificate yet and will ask)',
    '',
    ...logIns.map(({ role, name, password }) => `  ${role.padEnd(11)} ${name.padEnd(6)} ${password}`),
    '',
    '  Ctrl-C ends everything.',
    '',
  ].join('\n')
}
