// Settings: the files with their findings, published versions, trunks, what was sent; tokens of programs.
import { Tabs } from '@mantine/core'
import { lazy, Suspense } from 'react'
import { useLocation, useParams } from 'wouter'
import { PageHead } from '../shared/marks.tsx'
import { usePerson } from '../shared/session.tsx'
import { Loading } from '../shared/states.tsx'
import { useText } from '../shared/text.ts'
import { Bans } from './bans.tsx'
import { Sendings } from './sendings.tsx'
import { Tokens } from './tokens.tsx'
import { Trunks } from './trunks.tsx'
import { Versions } from './versions.tsx'

const Files = lazy(() => import('./files.tsx'))
const TABS = ['files', 'versions', 'trunks', 'bans', 'sendings', 'tokens'] as const
/** Whoever has a token may what its role may. */
const OF_ADMINS: readonly string[] = ['tokens', 'bans']

export default function Settings() {
  const t = useText()
  const { tab } = useParams<{ tab?: string }>()
  const [, go] = useLocation()
  const { role } = usePerson()
  const tabs = TABS.filter(one => !OF_ADMINS.includes(one) || role === 'admin')
  const shown = tabs.find(one => one === tab) ?? 'files'
  return (
    <>
      <PageHead title={t('settings.title')} />
      <Tabs value={shown} onChange={value => go(`/settings/${value}`)} keepMounted={false}>
        <Tabs.List mb="md">
          {tabs.map(one => (
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
        <Tabs.Panel value="bans">
          <Bans />
        </Tabs.Panel>
        <Tabs.Panel value="sendings">
          <Sendings />
        </Tabs.Panel>
        <Tabs.Panel value="tokens">
          <Tokens />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
