// Who was rung, what came of it, and why it was he; and when nobody could be rung. The words come from the server.
import { Stack, Text, Timeline } from '@mantine/core'
import type { ReactNode } from 'react'
import type { CdrWhole } from '../../http/published.ts'
import { clockTime, timeOfDay } from '../shared/format.ts'
import { colourOf } from '../shared/marks.tsx'
import { useNames } from '../shared/names.ts'
import { useLanguage, useText, useWord } from '../shared/text.ts'

type Told = Pick<CdrWhole, 'offers' | 'waits'>
type Offer = Told['offers'][number]

export function Offers({ offers, waits }: Told) {
  const t = useText()
  const rung = Object.values(Object.groupBy(offers, ({ offer }) => offer)).filter(isSome)
  if (rung.length + waits.length === 0) return <Text c="dimmed">{t('call.no-offers')}</Text>
  const points = [
    ...waits.map(wait => ({ at: wait.at, ...nobody(wait, t('call.nobody-rung')) })),
    ...rung.map(group => ({ at: group[0].at, ...somebody(group) })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1))
  return (
    <Timeline bulletSize={14} lineWidth={2} active={points.length} mt="sm">
      {points.map(({ key, colour, title, at, words }) => (
        <Timeline.Item key={key} color={colour} title={title}>
          <Moment at={at} />
          <Words words={words} />
        </Timeline.Item>
      ))}
    </Timeline>
  )
}

type Point = { key: string; colour: string; title: ReactNode; words: readonly string[] }

function nobody({ at, until, words }: Told['waits'][number], title: string): Point {
  const colour = colourOf('waiting')
  return { key: `wait ${at}`, colour, title: <Head who={title} from={at} until={until} />, words }
}

/** One agent, or all who were rung together. */
function somebody(group: readonly [Offer, ...Offer[]]): Point {
  const [{ offer, words }] = group
  const isAnswered = group.some(({ cause }) => cause === 'answered')
  return {
    ...{ key: offer, colour: colourOf(isAnswered ? 'ready' : 'paused'), words },
    title: group.map(one => <Rung key={one.agent} offer={one} />),
  }
}

const isSome = (group: Offer[] | undefined): group is [Offer, ...Offer[]] => (group?.length ?? 0) > 0

function Rung({ offer: { agent, cause, at, until } }: { offer: Offer }) {
  const say = useWord()
  const nameOf = useNames()
  return <Head who={nameOf(agent)} what={cause && say('cause', cause)} from={at} until={until} />
}

type HeadProps = { who: string; what?: string | undefined; from: string; until: string | undefined }

function Head({ who, what, from, until }: HeadProps) {
  return (
    <Text fw={600}>
      {who}
      <Text component="span" fw={400}>
        {what && ` · ${what}`}
        {until && ` · ${clockTime(Date.parse(until) - Date.parse(from))}`}
      </Text>
    </Text>
  )
}

function Moment({ at }: { at: string }) {
  const language = useLanguage()
  return (
    <Text size="sm" c="dimmed" className="figures">
      {timeOfDay(at, language)}
    </Text>
  )
}

/** Why, a sentence a line. */
export function Words({ words }: { words: readonly string[] }) {
  return (
    <Stack gap={2} mt={4}>
      {words.map(sentence => (
        <Text key={sentence} size="sm">
          {sentence}
        </Text>
      ))}
    </Stack>
  )
}
