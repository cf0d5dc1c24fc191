// Pages that are not for one, and pages that are not at all.
import { Button } from '@mantine/core'
import { IconLock, IconMapQuestion } from '@tabler/icons-react'
import { Link } from 'wouter'
import { homeOf } from './pages.ts'
import { usePerson } from './session.tsx'
import { Empty } from './states.tsx'
import { useText } from './text.ts'

export function NotAllowed() {
  const t = useText()
  const { role } = usePerson()
  return (
    <Empty
      icon={<IconLock size={24} />}
      title={t('not-allowed.title')}
      hint={t('not-allowed.text', { role: t(`role.${role}`) })}
    >
      <GoHome />
    </Empty>
  )
}

export function NotFound() {
  const t = useText()
  return (
    <Empty icon={<IconMapQuestion size={24} />} title={t('not-found.title')} hint={t('not-found.text')}>
      <GoHome />
    </Empty>
  )
}

function GoHome() {
  const t = useText()
  return (
    <Button component={Link} href={homeOf(usePerson())} mt="sm" variant="light">
      {t('go-home')}
    </Button>
  )
}
