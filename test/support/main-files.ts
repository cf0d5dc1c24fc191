// The shipped files with one hotline and its flow only: what a test says of them stays true when examples are added.
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Test } from 'tap'
import { testFolder } from './stores.ts'

const checkout = join(import.meta.dirname, '../..')

/** @returns a folder that holds config/, ivr-flows/main.yaml and sounds/ */
export async function mainFiles(t: Test): Promise<string> {
  const root = await testFolder(t, 'files')
  for (const folder of ['config', 'sounds'])
    await cp(join(checkout, folder), join(root, folder), { recursive: true })
  await mkdir(join(root, 'ivr-flows'))
  await cp(join(checkout, 'ivr-flows/main.yaml'), join(root, 'ivr-flows/main.yaml'))
  const hotline = '- name: main\n  number: "02871099999"\n  title: Hotline chính\n  flow: main\n'
  await writeFile(join(root, 'config/hotlines.yaml'), hotline)
  return root
}
