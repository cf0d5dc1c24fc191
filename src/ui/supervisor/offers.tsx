// Who was rung, what came of it, and why it was he: the floor's reasons in words.
import { List, Stack, Text, Timeline } from '@mantine/core'
import type { CdrWhole, Why } from '../../http/published.ts'
import { clockTime, listed, timeOfDay } from '../shared/format.ts'
import { colourOf } from '../shared/marks.tsx'
import { useNames, useQueueTitles } from '../shared/names.ts'
import { useLanguage, useText, useWord } from '../shared/text.ts'

export function Offers({ cdr }: { cdr: CdrWhole }) {
  const t = useText()
  const say = useWord()
  const language = useLanguage()
  const nameOf = useNames()
  if (cdr.offers.length === 0) return <Text c="dimmed">{t('call.no-offers')}</Text>
  return (
    <Timeline bulletSize={14} lineWidth={2} active={cdr.offers.length} mt="sm">
      {cdr.offers.map(offer => (
        <Timeline.Item
          key={offer.offer}
          color={offer.cause === 'answered' ? colourOf('ready') : colourOf('paused')}
          title={
            <Text component="span" fw={600}>
              {nameOf(offer.agent)}
              <Text component="span" fw={400}>
                {offer.cause && ` · ${say('cause', offer.cause)}`}
                {offer.until && ` · ${clockTime(Date.parse(offer.until) - Date.parse(offer.at))}`}
              </Text>
            </Text>
          }
        >
          <Text size="sm" c="dimmed" className="figures">
            {timeOfDay(offer.at, language)}
          </Text>
          {isWhy(offer.why) && <Reasons why={offer.why} agent={offer.agent} />}
        </Timeline.Item>
      ))}
    </Timeline>
  )
}

function Reasons({ why, agent }: { why: Why; agent: string }) {
  const titleOf = useQueueTitles()
  const t = useText()
  const say = useWord()
  const language = useLanguage()
  const nameOf = useNames()
  const names = (ids: readonly string[]) => listed(ids.map(nameOf), language)
  return (
    <Stack gap={2} mt={4}>
      <Text size="sm">
        {t('call.why', {
          position: why.position,
          queue: titleOf(why.queue),
          waited: clockTime(why.waitedMs),
        })}
      </Text>
      <Text size="sm">
        {t('call.why-chosen', {
          agent: nameOf(agent),
          strategy: say('strategy', why.strategy),
          free: names(why.free),
        })}
      </Text>
      <List size="sm">
        {Object.entries(why.excluded).map(([rule, ids]) => (
          <List.Item key={rule}>
            {t('call.why-excluded', {
              names: names(ids ?? []),
              rule: say('agent', rule).toLocaleLowerCase(),
            })}
          </List.Item>
        ))}
      </List>
    </Stack>
  )
}

/** The schema leaves it open, since another version may have written it. */
function isWhy(why: unknown): why is Why {
  return typeof why === 'object' && why !== null && 'free' in why && 'excluded' in why && 'position' in why
}
