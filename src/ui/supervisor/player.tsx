// The recording of a conversation: one wave for each party, played together.
import { ActionIcon, Alert, Button, Group, List, Skeleton, Stack, Text } from '@mantine/core'
import { IconDownload, IconLink, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { CdrWhole } from '../../http/published.ts'
import { useAct } from '../shared/asking.tsx'
import { api, get, send } from '../shared/client.ts'
import { clockTime } from '../shared/format.ts'
import { usePerson } from '../shared/session.tsx'
import { Failure } from '../shared/states.tsx'
import { useText, useWord } from '../shared/text.ts'
import { type Waves, wavesOf } from './waves.ts'

type Track = CdrWhole['recordings'][number]
type Placed = Track & { startedAt: string }
type Peaks = { peaks: number[] }

export function Player({ cdr }: { cdr: CdrWhole }) {
  const t = useText()
  const { role } = usePerson()
  // What a caller recorded for somebody to call him back is no part of a talk, nor of its mix.
  const kept = cdr.recordings.filter(({ state, party }) => state === 'stored' && party !== 'message')
  if (cdr.recordings.length === 0) return <Text c="dimmed">{t('call.no-recording')}</Text>
  if (role === 'agent') return <Text c="dimmed">{t('call.recording-not-yours')}</Text>
  if (kept.length === 0 || cdr.recordings.some(isOnItsWay)) return <Tracks tracks={cdr.recordings} />
  return (
    <>
      <Drawn conversation={cdr.conversation} tracks={kept} />
      {cdr.recordings.some(isUnusual) && <Tracks tracks={cdr.recordings} />}
    </>
  )
}

/** Lost, erased, no part of a talk; or it ends before the talk did. */
function isUnusual({ state, party, missingMs }: Track): boolean {
  return state !== 'stored' || party === 'message' || missingMs !== undefined
}

/** Recorded, but not in the archive yet: the mix is made when all are. */
export function isOnItsWay({ state }: Track): boolean {
  return state === 'expected' || state === 'in-asterisk'
}

/** The caller above, the agents below. */
function Drawn({ conversation, tracks }: { conversation: string; tracks: readonly Track[] }) {
  const kept = tracks.map(track => track.recording)
  const { data, error, refetch } = useQuery({
    queryKey: ['waves', conversation, kept],
    queryFn: async ({ signal }) => {
      const all = await get<Placed[]>(`/cdrs/${encodeURIComponent(conversation)}/recordings`, signal)
      const placed = all.filter(track => kept.includes(track.recording))
      const peaks = placed.map(({ recording }) =>
        get<Peaks>(`/recordings/${encodeURIComponent(recording)}/peaks`, signal),
      )
      return wavesOf(
        placed,
        (await Promise.all(peaks)).map(one => one.peaks),
      )
    },
    staleTime: Infinity,
  })
  if (error) return <Failure error={error} retry={() => void refetch()} />
  if (!data) return <Skeleton height={120} />
  return <Wave conversation={conversation} tracks={tracks} waves={data} />
}

type WaveProps = { conversation: string; tracks: readonly Track[]; waves: Waves }

function Wave({ conversation, tracks, waves }: WaveProps) {
  const t = useText()
  const say = useWord()
  const box = useRef<HTMLDivElement>(null)
  const audio = useRef<HTMLAudioElement>(null)
  const [atMs, setAtMs] = useState(0)
  const [playing, setPlaying] = useState(false)
  const { durationMs } = waves
  const source = `${api}/conversations/${encodeURIComponent(conversation)}/mix.wav`
  useWave(box, audio, waves)
  const toggle = () => (playing ? audio.current?.pause() : void audio.current?.play())
  return (
    <Stack gap="xs" mt="xs">
      <Group wrap="nowrap" align="center" gap="md">
        <ActionIcon
          size={44}
          radius="xl"
          variant="filled"
          onClick={toggle}
          aria-label={t(playing ? 'call.pause' : 'call.play')}
        >
          {playing ? <IconPlayerPause size={22} /> : <IconPlayerPlay size={22} />}
        </ActionIcon>
        <Stack gap={0} justify="space-around" h={112} miw={104}>
          {['caller', 'agent'].map(party => (
            <Text key={party} size="sm">
              {say('track', party)}
            </Text>
          ))}
        </Stack>
        <div ref={box} style={{ flex: 1, minWidth: 0 }} />
      </Group>
      {/* biome-ignore lint/a11y/useMediaCaption: a telephone call has no captions */}
      <audio
        ref={audio}
        src={source}
        preload="metadata"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onTimeUpdate={event => setAtMs(event.currentTarget.currentTime * 1000)}
      />
      <Group justify="space-between">
        <input
          type="range"
          min={0}
          max={Math.max(1, Math.round(durationMs / 1000))}
          value={Math.round(atMs / 1000)}
          onChange={event => {
            if (audio.current) audio.current.currentTime = Number(event.currentTarget.value)
          }}
          aria-label={t('call.position')}
          aria-valuetext={clockTime(atMs)}
          style={{ width: 220 }}
        />
        <Text size="sm" className="figures">
          {clockTime(atMs)} / {clockTime(durationMs)}
        </Text>
        <Take source={source} tracks={tracks} />
      </Group>
    </Stack>
  )
}

/** Draws the waves; fetched when a recording is shown first. */
function useWave(
  box: RefObject<HTMLDivElement | null>,
  audio: RefObject<HTMLAudioElement | null>,
  { caller, agent, durationMs }: Waves,
): void {
  useEffect(() => {
    let destroy = () => {}
    let isGone = false
    void import('wavesurfer.js').then(({ default: WaveSurfer }) => {
      if (isGone || !box.current || !audio.current) return
      const colour = (name: string) =>
        getComputedStyle(document.documentElement).getPropertyValue(name).trim()
      const wave = WaveSurfer.create({
        container: box.current,
        media: audio.current,
        peaks: [caller, agent],
        duration: durationMs / 1000,
        height: 56,
        splitChannels: [
          { waveColor: colour('--waiting'), progressColor: colour('--offered') },
          { waveColor: colour('--ivr'), progressColor: colour('--busy') },
        ],
        cursorColor: colour('--mantine-color-text'),
        normalize: true,
        ...{ barWidth: 2, barGap: 1, barRadius: 2, barHeight: 0.85 },
        cspNonce: document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '',
      })
      destroy = () => wave.destroy()
    })
    return () => {
      isGone = true
      destroy()
    }
  }, [box, audio, caller, agent, durationMs])
}

function Take({ source, tracks }: { source: string; tracks: readonly Track[] }) {
  const t = useText()
  const act = useAct()
  const { role } = usePerson()
  const [first] = tracks
  const share = async () => {
    if (!first) return
    const path = `/recordings/${encodeURIComponent(first.recording)}/link`
    const { url } = await send<{ url: string }>('POST', path)
    await navigator.clipboard.writeText(new URL(url, location.origin).href)
  }
  return (
    <Group gap="xs">
      <Button
        component="a"
        href={source}
        download
        variant="default"
        size="xs"
        leftSection={<IconDownload size={16} />}
      >
        {t('call.download')}
      </Button>
      {role !== 'supervisor' && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconLink size={16} />}
          onClick={() => void act(share, t('call.link-copied'))}
        >
          {t('call.link')}
        </Button>
      )}
    </Group>
  )
}

function Tracks({ tracks }: { tracks: readonly Track[] }) {
  const t = useText()
  const say = useWord()
  return (
    <Alert color={tracks.some(({ missingMs }) => missingMs) ? 'yellow' : 'gray'} mt="sm">
      <List size="sm">
        {tracks.map(track => (
          <List.Item key={track.recording}>
            {say('track', track.party)}: {say('recording', track.state)}
            {track.missingMs !== undefined &&
              ` · ${t('call.recording-cut', { time: clockTime(track.missingMs) })}`}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
