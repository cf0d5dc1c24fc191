// The frame around every page: where one is, where one can go, and one's own account.
import {
  ActionIcon,
  Alert,
  AppShell,
  Burger,
  Button,
  Group,
  Menu,
  NavLink,
  Text,
  useMantineColorScheme,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconActivity,
  IconAddressBook,
  IconAdjustmentsHorizontal,
  IconChartBar,
  IconDevices,
  IconHeadset,
  IconKey,
  IconListSearch,
  IconLogout,
  IconMailbox,
  IconMicrophone,
  IconMicrophone2,
  IconMoon,
  IconPhoneCall,
  IconPhoneOutgoing,
  IconRocket,
  IconSettings,
  IconSitemap,
  IconSun,
  IconUserCircle,
  IconUsers,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import { DialAlarms } from './dial-alarms.tsx'
import { LateFollowUps } from './late-follow-ups.tsx'
import { OwnPassword } from './own-password.tsx'
import { type PageName, pagesFor } from './pages.ts'
import { usePerson, useSession } from './session.tsx'
import { StudioPin } from './studio-pin.tsx'
import { chooseLanguage, useLanguage, useText } from './text.ts'
import { Troubles } from './troubles.tsx'
import { Unheard } from './unheard.tsx'

const icons: Record<PageName, ReactNode> = {
  start: <IconRocket size={20} />,
  floor: <IconActivity size={20} />,
  calls: <IconPhoneCall size={20} />,
  desk: <IconHeadset size={20} />,
  voicemail: <IconMailbox size={20} />,
  'follow-ups': <IconPhoneOutgoing size={20} />,
  customers: <IconAddressBook size={20} />,
  reports: <IconChartBar size={20} />,
  'what-if': <IconAdjustmentsHorizontal size={20} />,
  people: <IconUsers size={20} />,
  flows: <IconSitemap size={20} />,
  prompts: <IconMicrophone2 size={20} />,
  settings: <IconSettings size={20} />,
  audit: <IconListSearch size={20} />,
  sessions: <IconDevices size={20} />,
}

/** What waits there, as it changes. */
const badges: Partial<Record<PageName, ReactNode>> = {
  voicemail: <Unheard />,
  'follow-ups': <LateFollowUps />,
}

export function Shell({ children }: { children: ReactNode }) {
  const t = useText()
  const person = usePerson()
  const [path] = useLocation()
  const { mustChangePassword } = useSession()
  const [opened, { toggle, close }] = useDisclosure(false)
  const [changing, password] = useDisclosure(false)
  const [changingPin, pin] = useDisclosure(false)
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding="lg"
    >
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('nav.open')} />
            <Text
              component={Link}
              href="/"
              fw={700}
              size="lg"
              c="var(--mantine-primary-color-light-color)"
              td="none"
            >
              {t('product')}
            </Text>
          </Group>
          <Me changePassword={password.open} changePin={pin.open} />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t('nav.main')}>
        {pagesFor(person).map(page => (
          <NavLink
            key={page.name}
            component={Link}
            href={page.path}
            label={t(page.title)}
            leftSection={icons[page.name]}
            rightSection={badges[page.name]}
            active={path.startsWith(page.path)}
            {...(path.startsWith(page.path) && { 'aria-current': 'page' as const })}
            onClick={close}
            style={{ borderRadius: 8 }}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        {mustChangePassword && (
          <Alert color="yellow" mb="md">
            <Group justify="space-between">
              {t('me.password-given')}
              <Button size="xs" variant="default" onClick={password.open}>
                {t('me.password')}
              </Button>
            </Group>
          </Alert>
        )}
        {(person.role === 'admin' || person.role === 'manager') && <Troubles />}
        {person.role !== 'agent' && <DialAlarms />}
        {children}
      </AppShell.Main>
      {changing && <OwnPassword close={password.close} />}
      {changingPin && <StudioPin person={person.id} close={pin.close} />}
    </AppShell>
  )
}

function Me({ changePassword, changePin }: { changePassword(): void; changePin(): void }) {
  const t = useText()
  const person = usePerson()
  const { logOut } = useSession()
  const language = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const dark = colorScheme === 'dark'
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" color="gray" aria-label={t('me.menu', { name: person.name })}>
          <IconUserCircle size={24} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} c="var(--mantine-color-text)" component="span" display="block">
            {person.name}
          </Text>
          {t(`role.${person.role}`)}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Label>{t('me.language')}</Menu.Label>
        <Menu.Item onClick={() => chooseLanguage('vi')} fw={language === 'vi' ? 700 : 400} lang="vi">
          Tiếng Việt
        </Menu.Item>
        <Menu.Item onClick={() => chooseLanguage('en')} fw={language === 'en' ? 700 : 400} lang="en">
          English
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={dark ? <IconSun size={16} /> : <IconMoon size={16} />}
          onClick={() => setColorScheme(dark ? 'light' : 'dark')}
        >
          {t(dark ? 'me.light' : 'me.dark')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKey size={16} />} onClick={changePassword}>
          {t('me.password')}
        </Menu.Item>
        {person.role === 'admin' && (
          <Menu.Item leftSection={<IconMicrophone size={16} />} onClick={changePin}>
            {t('pin.title')}
          </Menu.Item>
        )}
        <Menu.Item component={Link} href="/sessions" leftSection={<IconDevices size={16} />}>
          {t('sessions.title')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void logOut()}>
          {t('me.log-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
