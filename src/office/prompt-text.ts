// One sentence of sounds/<language>/prompts.yaml, written without touching anything else in the file.
import { parseDocument } from 'yaml'
import type { VersionFile } from '../postgres/versions.ts'

/** @returns the files with this sentence; comments and order stay. */
export function withSentence(
  files: readonly VersionFile[],
  { language, key }: { language: string; key: string },
  text: string,
): VersionFile[] {
  const path = `sounds/${language}/prompts.yaml`
  const before = files.find(file => file.path === path)
  const document = parseDocument(before?.text ?? '')
  document.set(key, text)
  // Sentences are long, and one line each.
  const file = { path, text: document.toString({ lineWidth: 0 }) }
  return before ? files.map(one => (one.path === path ? file : one)) : [...files, file]
}
