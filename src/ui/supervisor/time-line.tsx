// The time line as a picture: a row for each kind of stretch, bars over real time, dots for keys.
import { ScrollArea, Table, VisuallyHidden } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import type { CdrWhole } from '../../http/published.ts'
import { clockTime, timeOfDay } from '../shared/format.ts'
import { colourOf } from '../shared/marks.tsx'
import { useNames, useQueueTitles } from '../shared/names.ts'
import { useLanguage, useText, useWord } from '../shared/text.ts'

const ROWS = [
  'ivr',
  'dialling',
  'waiting',
  'ringing',
  'talking',
  'hold',
  'consult',
  'outside',
  'wrap-up',
] as const
const ROW = 32
const LEFT = 116
const TICKS = 6
/** Below, ticks of whole seconds would be the same. */
const SHORT_MS = 12_000

type Segment = CdrWhole['segments'][number]

export function TimeLine({ cdr }: { cdr: CdrWhole }) {
  const { ref, width } = useElementSize()
  const say = useWord()
  const t = useText()
  const language = useLanguage()
  const nameOf = useNames()
  const titleOf = useQueueTitles()
  const start = Date.parse(cdr.arrivedAt)
  const end = Math.max(
    start + 1_000,
    ...cdr.segments.map(({ to }) => Date.parse(to)),
    Date.parse(cdr.endedAt),
  )
  const room = Math.max(480, width) - LEFT - 12
  const x = (at: string | number) => LEFT + ((new Date(at).getTime() - start) / (end - start)) * room
  const rows = ROWS.filter(kind => cdr.segments.some(segment => segment.kind === kind))
  const height = rows.length * ROW + 26
  const told = ({ section, agent, queue }: Segment) =>
    agent ? nameOf(agent) : (section ?? (queue ? titleOf(queue) : ''))
  const spent = ({ from, to }: Segment) => clockTime(Date.parse(to) - Date.parse(from))
  return (
    <div ref={ref}>
      <ScrollArea type="auto">
        <svg className="time-line" viewBox={`0 0 ${room + LEFT + 12} ${height}`} height={height} aria-hidden>
          <title>{t('call.line')}</title>
          {Array.from({ length: TICKS + 1 }, (_, tick) => start + ((end - start) / TICKS) * tick).map(
            (at, tick) => (
              <g key={at}>
                <line
                  x1={x(at)}
                  x2={x(at)}
                  y1={0}
                  y2={height - 20}
                  stroke="var(--mantine-color-default-border)"
                />
                <text
                  x={x(at)}
                  y={height - 5}
                  className="quiet"
                  textAnchor={tick === TICKS ? 'end' : tick ? 'middle' : 'start'}
                >
                  {end - start < SHORT_MS ? `${((at - start) / 1000).toFixed(1)} s` : clockTime(at - start)}
                </text>
              </g>
            ),
          )}
          {rows.map((kind, row) => (
            <text key={kind} x={0} y={row * ROW + 21} style={{ fontSize: 12.5 }}>
              {say('phase', kind)}
            </text>
          ))}
          {cdr.segments.map(segment => {
            const [left, right] = [x(segment.from), x(segment.to)]
            const top = rows.indexOf(segment.kind as (typeof ROWS)[number]) * ROW + 5
            const text = told(segment)
            return (
              <g key={`${segment.kind}-${segment.from}-${segment.section}`}>
                <title>{`${say('phase', segment.kind)} · ${text} · ${spent(segment)}`}</title>
                <rect
                  x={left}
                  y={top}
                  width={Math.max(3, right - left)}
                  height={22}
                  rx={4}
                  fill={colourOf(segment.kind)}
                />
                {right - left > text.length * 7 + 12 && (
                  <text x={left + 6} y={top + 15} style={{ fill: inkOn(segment.kind) }}>
                    {text}
                  </text>
                )}
              </g>
            )
          })}
          {cdr.keys.map(key => (
            <g key={key.at + key.digit}>
              <circle
                cx={x(key.at)}
                cy={16}
                r={8}
                fill="var(--mantine-color-body)"
                stroke="var(--mantine-color-text)"
              />
              <text x={x(key.at)} y={20} textAnchor="middle">
                {key.digit}
              </text>
            </g>
          ))}
        </svg>
      </ScrollArea>
      <VisuallyHidden>
        <Table>
          <Table.Tbody>
            {cdr.segments.map(segment => (
              <Table.Tr key={`${segment.kind}-${segment.from}-${segment.section}`}>
                <Table.Th scope="row">{say('phase', segment.kind)}</Table.Th>
                <Table.Td>{told(segment)}</Table.Td>
                <Table.Td>{timeOfDay(segment.from, language)}</Table.Td>
                <Table.Td>{spent(segment)}</Table.Td>
              </Table.Tr>
            ))}
            {cdr.keys.map(key => (
              <Table.Tr key={key.at + key.digit}>
                <Table.Th scope="row">{t('call.keys')}</Table.Th>
                <Table.Td>{t('call.key', { digit: key.digit, section: key.section })}</Table.Td>
                <Table.Td>{timeOfDay(key.at, language)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </VisuallyHidden>
    </div>
  )
}

/** The colour of wrap-up is dark by day and light by night; all others are light. */
function inkOn(kind: string): string {
  return kind === 'wrap-up' ? 'var(--mantine-color-body)' : '#1a1a1a'
}
