// The few facts of the configuration that a first caller needs, read out of its files as they are written.
import type { ConfigurationFile } from '../../http/published.ts'

export type HotlineFact = { number: string; title: string }

export function hotlinesIn(files: readonly ConfigurationFile[]): HotlineFact[] {
  const text = files.find(({ path }) => path === 'config/hotlines.yaml')?.text ?? ''
  return text
    .split(/^- /m)
    .slice(1)
    .flatMap(entry => {
      const number = /^\s*number:\s*["']([^"']+)/m.exec(entry)?.[1]
      const title = /^\s*title:\s*["']?([^"'\n#]+)/m.exec(entry)?.[1]?.trim()
      return number === undefined ? [] : [{ number, title: title ?? '' }]
    })
}

export function sipPortIn(files: readonly ConfigurationFile[]): number {
  const text = files.find(({ path }) => path === 'config/server.yaml')?.text ?? ''
  return Number(/^sip:\s*\{[^}]*\bport:\s*(\d+)/m.exec(text)?.[1] ?? 5060)
}
