// One box, and one way, of the drawn flow: each is a button that leads to its line and says in words what it shows.
// What is drawn and what is pressed are apart, so that the words are told once.
import type { KeyboardEvent, MouseEvent } from 'react'
import { useText } from '../../shared/text.ts'
import { HEAD_HEIGHT, LINE_HEIGHT, type PlacedBox, type PlacedWay } from './layout.ts'

type Focus = { tabIndex: number; onFocus(): void }

type BoxProps = Focus & {
  box: PlacedBox
  entered: number | undefined
  hungUp: number | undefined
  isHere: boolean
  isFaulty: boolean
  open(line: number): void
}

export function BoxShape({ box, entered, hungUp, isHere, isFaulty, open, ...focus }: BoxProps) {
  const t = useText()
  const { x, y, width, height, lines, again, stepLines } = box
  const isEnd = box.kind === 'end'
  const title = useTitleOf(box)
  const label = [
    title,
    ...(entered === undefined ? [] : [t('flows.entered', { count: entered })]),
    ...(hungUp ? [t('flows.hung-up', { count: hungUp })] : []),
    ...(isHere ? [t('flows.here')] : []),
    ...(isFaulty ? [t('flows.faulty')] : []),
    ...box.steps,
  ].join(', ')
  const go = (line: number | undefined) => line !== undefined && open(line)
  const click = ({ currentTarget, clientY }: MouseEvent<SVGElement>) => {
    const { top, height: shown } = currentTarget.getBoundingClientRect()
    const step = Math.floor((((clientY - top) * height) / shown - HEAD_HEIGHT) / LINE_HEIGHT)
    go(step < lines.length ? (stepLines[step] ?? box.line) : box.line)
  }
  const state = `${isEnd ? ' end' : ''}${isHere ? ' here' : ''}${isFaulty ? ' faulty' : ''}`
  return (
    <g className={`box${state}`} transform={`translate(${x} ${y})`}>
      <g aria-hidden>
        <rect width={width} height={height} rx={isEnd ? height / 2 : 8} className="shape" />
        <text x={isEnd ? width / 2 : 12} y={20} textAnchor={isEnd ? 'middle' : 'start'} className="title">
          {cut(title, entered === undefined || isEnd ? 24 : 15)}
        </text>
        {!isEnd && (entered !== undefined || !!hungUp) && (
          <text x={width - 12} y={20} textAnchor="end" className="count">
            {entered}
            {!!hungUp && <tspan className="gone"> ✕{hungUp}</tspan>}
          </text>
        )}
        {lines.map((line, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no other name
          <text key={n} x={12} y={HEAD_HEIGHT + 12 + n * LINE_HEIGHT} className="step">
            {cut(line, 27)}
          </text>
        ))}
        {again.length > 0 && (
          <text x={width - 10} y={height - 9} textAnchor="end" className="again">
            ↻ {again.map(way => way.label).join(', ')}
          </text>
        )}
      </g>
      {/* biome-ignore lint/a11y/useSemanticElements: there is no button in a drawing */}
      <rect
        role="button"
        aria-label={label}
        className="press"
        width={width}
        height={height}
        rx={isEnd ? height / 2 : 8}
        onClick={click}
        onKeyDown={pressing(() => go(box.line))}
        {...focus}
      />
    </g>
  )
}

/** `queue:sales` is told in the reader's language. */
function useTitleOf({ id, kind, title }: PlacedBox): string {
  const t = useText()
  if (kind === 'section') return title
  const [what, name = ''] = id.split(':')
  return t(what === 'queue' ? 'flows.end-queue' : 'flows.end-flow', { name })
}

type WayProps = Focus & {
  way: PlacedWay
  callers: number | undefined
  /** Of any box: what the widest line stands for. */
  most: number
  open(line: number): void
}

const WIDEST = 6

export function WayShape({ way, callers, most, open, ...focus }: WayProps) {
  const t = useText()
  const { from, to, label, path, middle } = way
  const told = [
    t('flows.way', { from, to: to.replace(':', ' ') }),
    ...(label ? [label] : []),
    ...(callers === undefined ? [] : [t('flows.took', { count: callers })]),
  ]
  const go = () => way.ways[0] && open(way.ways[0].line)
  const number = callers ? `${label && ' · '}${callers}` : ''
  const shown = label + number
  return (
    <g className="way">
      <g aria-hidden>
        <path
          d={path}
          className="line"
          strokeWidth={1.4 + (WIDEST * (callers ?? 0)) / most}
          markerEnd="url(#tip)"
        />
        {shown && (
          <>
            <rect
              x={middle.x - shown.length * 3.4 - 4}
              y={middle.y - 10}
              width={shown.length * 6.8 + 8}
              height={19}
              rx={5}
              className="shape"
            />
            <text x={middle.x} y={middle.y + 4} textAnchor="middle">
              {label}
              {number && <tspan className="count">{number}</tspan>}
            </text>
          </>
        )}
      </g>
      {/* biome-ignore lint/a11y/useSemanticElements: there is no button in a drawing */}
      <path
        d={path}
        role="button"
        aria-label={told.join(', ')}
        className="press"
        onClick={go}
        onKeyDown={pressing(go)}
        {...focus}
      />
    </g>
  )
}

const pressing = (go: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Enter' && event.key !== ' ') return
  event.preventDefault()
  go()
}

const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text
