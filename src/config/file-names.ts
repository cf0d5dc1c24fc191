// Files that nobody would ever read: misspelt, misplaced, or with the other ending.
import { nearest } from '../flows/did-you-mean.ts'
import { type Told, told } from '../told/told.ts'
import type { Inspection } from './inspection.ts'
import { STRATEGY_FILE } from './own-strategies.ts'

const NAME = /^[a-z][a-z0-9-]{0,63}$/

export function checkFileNames(inspection: Inspection, configFiles: readonly string[]): void {
  for (const path of inspection.paths) {
    const [folder = '', middle = '', last = ''] = path.split('/')
    const name = (last || middle).replace(/\.ya?ml$/, '')
    const wrong = (sentence: Told, hint: Told) =>
      inspection.add(path, [{ code: 'unknown-file', path: [], sentence, hint }])
    if (path.endsWith('.yml')) wrong(told`This file is not read.`, told`Let its name end in .yaml.`)
    else if (STRATEGY_FILE.test(path)) continue
    else if (folder === 'config' && !configFiles.includes(path)) {
      const near = nearest(path, configFiles)
      wrong(
        told`This file is not read.`,
        near
          ? told`Did you mean ${near}?`
          : told`config/ holds ${configFiles.map(file => file.slice(7)).join(', ')}.`,
      )
    } else if (folder === 'ivr-flows' && !NAME.test(name))
      wrong(told`A flow can't be called "${name}".`, told`Use small letters, digits and hyphens.`)
    else if (folder === 'sounds' && !/^[a-z]{2}$/.test(middle))
      wrong(told`"${middle}" is no language.`, told`Use two letters, such as sounds/vi/prompts.yaml.`)
  }
}
