// Which page an address shows. Each page's code is fetched when it is opened first.
import { Center, Container, Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ComponentType, lazy, Suspense, useEffect } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import type { CdrPage } from '../http/published.ts'
import { get } from './shared/client.ts'
import { LogIn } from './shared/log-in.tsx'
import { Mishap } from './shared/mishap.tsx'
import { NotAllowed, NotFound } from './shared/not-here.tsx'
import { homeOf, maySee, type PageName, pages } from './shared/pages.ts'
import { SecondFactorFirst } from './shared/second-factor-first.tsx'
import { usePerson, useSession } from './shared/session.tsx'
import { Shell } from './shared/shell.tsx'
import { Failure, Loading } from './shared/states.tsx'
import { useText } from './shared/text.ts'

const Floor = lazy(() => import('./supervisor/floor.tsx'))
const Calls = lazy(() => import('./supervisor/calls.tsx'))
const Conversation = lazy(() => import('./supervisor/conversation.tsx'))
const Desk = lazy(() => import('./agent/desk.tsx'))
const Voicemail = lazy(() => import('./supervisor/voicemail.tsx'))
const FollowUps = lazy(() => import('./supervisor/follow-ups.tsx'))
const Customers = lazy(() => import('./manager/customers.tsx'))
const Reports = lazy(() => import('./manager/reports.tsx'))
const WhatIf = lazy(() => import('./manager/what-if.tsx'))
const People = lazy(() => import('./admin/people.tsx'))
const Flows = lazy(() => import('./admin/flows/flows.tsx'))
const Prompts = lazy(() => import('./admin/prompts.tsx'))
const Settings = lazy(() => import('./admin/settings.tsx'))
const Audit = lazy(() => import('./admin/audit.tsx'))
const Sessions = lazy(() => import('./shared/sessions.tsx'))
const Start = lazy(() => import('./admin/start.tsx'))

const routes: readonly [path: string, name: PageName, page: ComponentType][] = [
  ['/floor', 'floor', Floor],
  ['/calls', 'calls', Calls],
  ['/calls/:id', 'calls', Conversation],
  ['/desk', 'desk', Desk],
  ['/voicemail', 'voicemail', Voicemail],
  ['/follow-ups', 'follow-ups', FollowUps],
  ['/customers', 'customers', Customers],
  ['/reports/:name?', 'reports', Reports],
  ['/what-if', 'what-if', WhatIf],
  ['/people', 'people', People],
  ['/flows/:flow?', 'flows', Flows],
  ['/prompts', 'prompts', Prompts],
  ['/settings/:tab?', 'settings', Settings],
  ['/audit', 'audit', Audit],
  ['/sessions', 'sessions', Sessions],
  ['/start', 'start', Start],
]

export function App() {
  const { person, failure, mustAddSecondFactor } = useSession()
  const [path] = useLocation()
  if (failure) {
    return (
      <Container size="sm" pt="xl" component="main">
        <Failure error={failure} retry={() => location.reload()} />
      </Container>
    )
  }
  if (person === undefined) {
    return (
      <Center mih="100vh">
        <Loader />
      </Center>
    )
  }
  if (person === null) return <LogIn />
  if (mustAddSecondFactor) return <SecondFactorFirst />
  return (
    <Shell>
      <Mishap key={path}>
        <Suspense fallback={<Loading />}>
          <Pages />
        </Suspense>
      </Mishap>
    </Shell>
  )
}

function Pages() {
  const person = usePerson()
  useTitle()
  return (
    <Switch>
      <Route path="/" component={Home} />
      <Route path="/log-in" component={Home} />
      <Route path="/not-allowed" component={NotAllowed} />
      {routes.map(([path, name, Page]) => (
        <Route key={path} path={path}>
          {maySee(person, name) ? <Page /> : <NotAllowed />}
        </Route>
      ))}
      <Route component={NotFound} />
    </Switch>
  )
}

/** Until there has been a call, an admin is led to the first one. */
function Home() {
  const person = usePerson()
  const isAdmin = person.role === 'admin'
  const { data, isLoading } = useQuery({
    queryKey: ['first-call'],
    queryFn: ({ signal }) => get<CdrPage>('/cdrs?limit=1', signal),
    enabled: isAdmin,
  })
  if (isLoading) return <Loading />
  const isNew = isAdmin && data?.cdrs.length === 0
  return <Redirect to={isNew ? '/start' : homeOf(person)} replace />
}

function useTitle(): void {
  const t = useText()
  const [path] = useLocation()
  const page = pages.find(one => path.startsWith(one.path))
  useEffect(() => {
    document.title = page ? `${t(page.title)} · ${t('product')}` : t('product')
  }, [page, t])
}
