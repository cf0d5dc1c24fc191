// One flow on the bench: the editor on one side; its drawing, a call to try, its tests on the other.
import { Alert, Badge, Button, Card, Grid, Select, Tabs, Text } from '@mantine/core'
import { IconHistory, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import type {
  ConfigurationView,
  Finding,
  FlowDrawing,
  FlowTests,
  FlowTraffic,
} from '../../../http/published.ts'
import { get } from '../../shared/client.ts'
import { PageHead } from '../../shared/marks.tsx'
import { usePerson } from '../../shared/session.tsx'
import { Empty, Failure, Loading } from '../../shared/states.tsx'
import { useText } from '../../shared/text.ts'
import { Conflict } from '../conflict.tsx'
import { Findings } from '../findings.tsx'
import { PublishDialog } from '../publish-dialog.tsx'
import { type Draft, useDraft } from '../use-draft.ts'
import { YamlEditor } from '../yaml-editor.tsx'
import { completing } from './completion.ts'
import { Drawing } from './drawing.tsx'
import { languageOf } from './flow-language.ts'
import { History } from './history.tsx'
import { flowNames, flowPath } from './names-in.ts'
import { NewFlow } from './new-flow.tsx'
import { TestResults, testsOf } from './test-results.tsx'
import { TryOut } from './try-out.tsx'
import { useAnswer } from './use-answer.ts'

export function Workbench({ published }: { published: ConfigurationView }) {
  const t = useText()
  const mayChange = usePerson().role === 'admin'
  const draft = useDraft(published)
  const [, go] = useLocation()
  const { flow: asked } = useParams<{ flow?: string }>()
  const [dialog, setDialog] = useState<'publish' | 'history' | 'new'>()
  const names = flowNames(draft.files)
  const flow = names.find(name => name === asked) ?? names.find(name => name === 'main') ?? names[0]
  const hasErrors = draft.findings.some(({ severity }) => severity === 'error')
  const isChanged = draft.changed.length > 0
  return (
    <>
      <PageHead title={t('flows.title')}>
        <Select
          aria-label={t('flows.choose')}
          data={names.map(name => ({ value: name, label: labelOf(name, draft) }))}
          value={flow ?? null}
          onChange={name => name && go(`/flows/${name}`)}
          allowDeselect={false}
          searchable
          w={260}
        />
        {mayChange && (
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setDialog('new')}>
            {t('flows.new')}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<IconHistory size={16} />}
          onClick={() => setDialog('history')}
        >
          {t('flows.history')}
        </Button>
        {mayChange && (
          <>
            <Button variant="default" disabled={!isChanged} onClick={draft.discard}>
              {t('settings.discard')}
            </Button>
            <Button disabled={!isChanged || hasErrors} onClick={() => setDialog('publish')}>
              {t('settings.publish')}
            </Button>
          </>
        )}
      </PageHead>
      {!mayChange && <Alert mb="md">{t('settings.read-only')}</Alert>}
      {published.edited.length > 0 && (
        <Alert color="yellow" mb="md">
          {t('settings.edited', { paths: published.edited.map(one => one.path).join(', ') })}
        </Alert>
      )}
      {draft.conflict && <Conflict draft={draft} conflict={draft.conflict} />}
      {draft.checkFailure !== undefined && <Failure error={draft.checkFailure} />}
      {flow === undefined ? (
        <Empty title={t('flows.none')} hint={t('flows.none-hint')} />
      ) : (
        <Bench key={flow} draft={draft} flow={flow} mayChange={mayChange} />
      )}
      {dialog === 'publish' && <PublishDialog draft={draft} close={() => setDialog(undefined)} />}
      {dialog === 'history' && <History close={() => setDialog(undefined)} />}
      {dialog === 'new' && (
        <NewFlow
          names={names}
          close={() => setDialog(undefined)}
          make={(name, text) => {
            draft.change(flowPath(name), text)
            go(`/flows/${name}`)
          }}
        />
      )}
    </>
  )
}

function labelOf(name: string, draft: Draft): string {
  const isChanged = draft.changed.includes(flowPath(name))
  const text = draft.files.find(({ path }) => path === flowPath(name))?.text ?? ''
  const [, title = ''] = /^title: *(.+?) *$/m.exec(text) ?? []
  return `${name}${title && ` · ${title}`}${isChanged ? ' *' : ''}`
}

const TRAFFIC_EVERY_MS = 30_000
const VIEWS = ['drawing', 'try', 'tests'] as const

function Bench({ draft, flow, mayChange }: { draft: Draft; flow: string; mayChange: boolean }) {
  const t = useText()
  const path = flowPath(flow)
  const { files, findings } = draft
  const file = files.find(one => one.path === path)
  const [place, setPlace] = useState<{ line: number }>()
  const [view, setView] = useState<string>('drawing')
  const [here, setHere] = useState<string>()
  const open = useCallback((line: number) => setPlace({ line }), [])
  const [, go] = useLocation()
  const openFinding = (finding: Finding) => {
    const [, other] = /^ivr-flows\/(.+)\.yaml$/.exec(finding.file) ?? []
    if (other === flow) open(finding.line)
    else if (other !== undefined) go(`/flows/${other}`)
    // Another page would begin without what is changed here.
    else if (draft.changed.length === 0) go('/settings/files')
  }
  const testing = useMemo(() => ({ files, flow }), [files, flow])
  const drawing = useMemo(() => (file ? { files: [file], flow } : undefined), [file, flow])
  const drawn = useAnswer<FlowDrawing>('/flows/graph', drawing)
  const tested = useAnswer<FlowTests>('/flows/test', testing)
  const { data: traffic } = useQuery({
    queryKey: ['flow-traffic', flow],
    queryFn: ({ signal }) => get<FlowTraffic>(`/flows/${flow}/traffic`, signal),
    refetchInterval: TRAFFIC_EVERY_MS,
  })
  const complete = useCompletion(draft, flow)
  const own = findings.filter(finding => finding.file === path)
  const failed = testsOf(tested.answer, flow)?.filter(({ passed }) => !passed).length
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, md: 6 }}>
        {file && (
          <YamlEditor
            key={`${path}-${draft.generation}`}
            label={t('settings.editor', { path })}
            text={file.text}
            place={place}
            readOnly={!mayChange}
            findings={own}
            change={text => draft.change(path, text)}
            complete={complete}
          />
        )}
        <Card withBorder p="md" mt="md">
          <Findings findings={findings} open={openFinding} />
        </Card>
      </Grid.Col>
      <Grid.Col span={{ base: 12, md: 6 }}>
        <Tabs value={view} onChange={value => setView(value ?? 'drawing')} keepMounted={false}>
          <Tabs.List mb="sm">
            {VIEWS.map(one => (
              <Tabs.Tab
                key={one}
                value={one}
                rightSection={
                  one === 'tests' &&
                  failed !== undefined &&
                  failed > 0 && <Badge color="red.8">{failed}</Badge>
                }
              >
                {t(`flows.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="drawing">
            {drawn.answer ? (
              <Drawing
                drawing={drawn.answer}
                traffic={traffic}
                here={here}
                faulty={own.filter(({ severity }) => severity === 'error').map(({ line }) => line)}
                isOld={drawn.failure !== undefined && drawn.isOld === false}
                open={open}
              />
            ) : drawn.failure === undefined ? (
              <Loading rows={4} />
            ) : (
              <Text size="sm">{t('flows.not-drawn')}</Text>
            )}
          </Tabs.Panel>
          <Tabs.Panel value="try">
            <TryOut files={files} flow={flow} stand={setHere} />
          </Tabs.Panel>
          <Tabs.Panel value="tests">
            <TestResults answer={tested.answer} flow={flow} open={open} />
          </Tabs.Panel>
        </Tabs>
      </Grid.Col>
    </Grid>
  )
}

/** Completion by the published schema and by the draft as it is at that moment. */
function useCompletion({ files }: Draft, flow: string) {
  const { data: schema } = useQuery({
    queryKey: ['flow-schema'],
    queryFn: ({ signal }) => get<Parameters<typeof languageOf>[0]>('/flow-schema', signal),
    staleTime: Infinity,
  })
  const language = useMemo(() => languageOf(schema), [schema])
  const newest = useRef({ files, flow, language })
  newest.current = { files, flow, language }
  return useMemo(() => completing(() => newest.current), [])
}
