// The configuration's files: edit, see every finding where it is, publish; nobody's work is overwritten.
import { Alert, Badge, Button, Card, Grid, Group, NavLink, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ConfigurationFile, ConfigurationView, Finding } from '../../http/published.ts'
import { get } from '../shared/client.ts'
import { usePerson } from '../shared/session.tsx'
import { Failure, Loading } from '../shared/states.tsx'
import { useText } from '../shared/text.ts'
import { Conflict } from './conflict.tsx'
import { Findings } from './findings.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { useDraft } from './use-draft.ts'
import { YamlEditor } from './yaml-editor.tsx'

export default function Files() {
  const { data, error, refetch } = useQuery({
    queryKey: ['configuration'],
    queryFn: ({ signal }) => get<ConfigurationView>('/configuration', signal),
    refetchOnWindowFocus: false,
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  return data ? <Editor published={data} /> : <Loading />
}

function Editor({ published }: { published: ConfigurationView }) {
  const t = useText()
  const mayChange = usePerson().role === 'admin'
  const draft = useDraft(published)
  const [path, setPath] = useState(published.files[0]?.path ?? '')
  const [place, setPlace] = useState<{ line: number }>()
  const [publishing, setPublishing] = useState(false)
  const file = draft.files.find(one => one.path === path)
  const open = (finding: Finding) => {
    setPath(finding.file)
    setPlace({ line: finding.line })
  }
  const hasErrors = draft.findings.some(({ severity }) => severity === 'error')
  return (
    <>
      {!mayChange && <Alert mb="md">{t('settings.read-only')}</Alert>}
      {published.edited.length > 0 && (
        <Alert color="yellow" mb="md">
          {t('settings.edited', { paths: published.edited.map(one => one.path).join(', ') })}
          {published.refused && (
            <>
              <Text size="sm" mt="xs">
                {t('settings.refused')}
              </Text>
              {published.refused.findings
                .filter(({ severity }) => severity === 'error')
                .map(({ file, line, column, sentence, hint }) => (
                  <Text size="sm" key={`${file}:${line}:${column} ${sentence}`}>
                    {file}:{line}:{column} {sentence} {hint}
                  </Text>
                ))}
            </>
          )}
        </Alert>
      )}
      {draft.conflict && <Conflict draft={draft} conflict={draft.conflict} />}
      {draft.checkFailure !== undefined && <Failure error={draft.checkFailure} />}
      <Grid>
        <Grid.Col span={{ base: 12, md: 3 }}>
          <FileList draft={draft} path={path} choose={setPath} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 9 }}>
          {mayChange && (
            <Group justify="flex-end" mb="sm">
              <Text size="sm" c="dimmed" mr="auto">
                {draft.changed.length === 0
                  ? t('settings.unchanged')
                  : hasErrors
                    ? t('settings.has-errors')
                    : ''}
              </Text>
              <Button variant="default" disabled={draft.changed.length === 0} onClick={draft.discard}>
                {t('settings.discard')}
              </Button>
              <Button disabled={draft.changed.length === 0 || hasErrors} onClick={() => setPublishing(true)}>
                {t('settings.publish')}
              </Button>
            </Group>
          )}
          {file && (
            <YamlEditor
              key={`${path}-${draft.generation}`}
              label={t('settings.editor', { path })}
              text={file.text}
              place={place}
              readOnly={!mayChange}
              findings={draft.findings.filter(finding => finding.file === path)}
              change={text => draft.change(path, text)}
            />
          )}
          <Card withBorder p="md" mt="md">
            <Findings findings={draft.findings} open={open} />
          </Card>
        </Grid.Col>
      </Grid>
      {publishing && <PublishDialog draft={draft} close={() => setPublishing(false)} />}
    </>
  )
}

type FileListProps = { draft: ReturnType<typeof useDraft>; path: string; choose(path: string): void }

function FileList({ draft, path, choose }: FileListProps) {
  const t = useText()
  const marks = (file: ConfigurationFile) => {
    const found = draft.findings.filter(finding => finding.file === file.path)
    const errors = found.filter(({ severity }) => severity === 'error').length
    if (errors > 0) return <Badge color="red.8">{errors}</Badge>
    if (found.length > 0) return <Badge color="yellow">{found.length}</Badge>
    return draft.changed.includes(file.path) && <Badge variant="default">{t('settings.changed')}</Badge>
  }
  return (
    <nav aria-label={t('settings.file-list')}>
      {draft.files.map(file => (
        <NavLink
          key={file.path}
          component="button"
          label={file.path}
          active={file.path === path}
          onClick={() => choose(file.path)}
          rightSection={marks(file)}
          style={{ borderRadius: 8 }}
          styles={{ label: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13 } }}
        />
      ))}
    </nav>
  )
}
