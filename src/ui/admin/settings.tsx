// Settings: the files with their findings, published versions, trunks.
import { Tabs } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useLocation, useParams } from 'wouter'
import { PageHead } from '../shared/marks.tsx'
import { Loading } from '../shared/states.tsx'
import { useText } from '../shared/text.ts'
import { Trunks } from './trunks.tsx'
import { Versions } from './versions.tsx'

const Files = lazy(() => import('./files.tsx'))
const TABS = ['files', 'versions', 'trunks'] as const

export default function Settings() {
  const t = useText()
  const { tab } = useParams<{ tab?: string }>()
  const [, go] = useLocation()
  const shown = TABS.find(one => one === tab) ?? 'files'
  return (
    <>
      <PageHead title={t('settings.title')} />
      <Tabs value={shown} onChange={value => go(`/settings/${value}`)} keepMounted={false}>
        <Tabs.List mb="md">
          {TABS.map(one => (
            <Tabs.Tab key={one} value={one}>
              {t(`settings.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="files">
          <Suspense fallback={<Loading />}>
            <Files />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <Versions />
        </Tabs.Panel>
        <Tabs.Panel value="trunks">
          <Trunks />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
