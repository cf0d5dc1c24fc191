// Where a running office leaves its address for the command line.
import { join } from 'node:path'

/** `trust`: path of the PEM certificate that proves the office to be ours. */
export type OfficeAddress = { url: string; trust: string }

export function addressFile(home: string): string {
  return join(home, 'office.json')
}
