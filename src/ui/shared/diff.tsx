// The difference between two trees of files, line by line.
import { Card, Stack, Text } from '@mantine/core'
import type { ConfigurationFile } from '../../http/published.ts'
import { diffOf } from './line-diff.ts'
import { useText } from './text.ts'

const AROUND = 3

export function TreeDiff({
  before,
  after,
}: {
  before: readonly ConfigurationFile[]
  after: readonly ConfigurationFile[]
}) {
  const t = useText()
  const paths = [...new Set([...before, ...after].map(({ path }) => path))].sort()
  const textOf = (files: readonly ConfigurationFile[], path: string) =>
    files.find(file => file.path === path)?.text ?? ''
  const changed = paths.filter(path => textOf(before, path) !== textOf(after, path))
  if (changed.length === 0) return <Text c="dimmed">{t('versions.no-diff')}</Text>
  return (
    <Stack gap="sm">
      {changed.map(path => (
        <FileDiff key={path} path={path} before={textOf(before, path)} after={textOf(after, path)} />
      ))}
    </Stack>
  )
}

function FileDiff({ path, before, after }: { path: string; before: string; after: string }) {
  const lines = diffOf(before, after)
  const isNear = (at: number) =>
    lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== 'same')
  return (
    <Card withBorder p="sm">
      <Text size="sm" fw={600} mb={4}>
        {path}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse must be able to scroll it */}
      <pre className="diff" tabIndex={0}>
        {lines.map(({ kind, text }, at) => {
          if (!isNear(at)) return null
          const isFirst = at > 0 && !isNear(at - 1)
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            <div key={at} className={kind}>
              {isFirst && <span className="place">…{'\n'}</span>}
              {kind === 'added' ? '+ ' : kind === 'removed' ? '− ' : '  '}
              {text}
            </div>
          )
        })}
      </pre>
    </Card>
  )
}
