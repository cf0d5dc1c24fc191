// Why a caller waits, asked of the floor again and again while the dialog is open; and what was before.
import { Alert, Modal, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CallWhy } from '../../http/published.ts'
import { get } from '../shared/client.ts'
import { Failure, Loading } from '../shared/states.tsx'
import { useLanguage, useText } from '../shared/text.ts'
import { Offers, Words } from './offers.tsx'

const EVERY_MS = 2_000

export function WhyDialog({ call, caller, close }: { call: string; caller: string; close(): void }) {
  const t = useText()
  return (
    <Modal
      opened
      onClose={close}
      title={t('why.title', { caller })}
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Why call={call} />
    </Modal>
  )
}

function Why({ call }: { call: string }) {
  const t = useText()
  const language = useLanguage()
  const { data, error, refetch } = useQuery({
    queryKey: ['why', call, language],
    queryFn: ({ signal }) => get<CallWhy>(`/calls/${encodeURIComponent(call)}/why`, signal),
    refetchInterval: EVERY_MS,
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Loading rows={2} />
  return (
    <>
      <div aria-live="polite">
        {data.now ? (
          <Alert title={t('why.now')} color={data.now.offered.length > 0 ? 'green' : 'blue'}>
            <Words words={data.now.words} />
          </Alert>
        ) : (
          <Alert>{t('why.not-waiting')}</Alert>
        )}
      </div>
      <Title order={3} size="h5" lh={1.4} mt="md">
        {t('why.before')}
      </Title>
      <Offers {...data} />
    </>
  )
}
