// The flow as boxes and ways, with today's callers on them. Arrow keys lead from one to the next; Enter, or a click,
// leads to its line. Drag or scroll to move, buttons or Ctrl and the wheel to come nearer.
import { ActionIcon, Group, Text } from '@mantine/core'
import { IconMaximize, IconMinus, IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { FlowDrawing, FlowTraffic } from '../../../http/published.ts'
import { useText } from '../../shared/text.ts'
import { BoxShape, WayShape } from './drawing-shapes.tsx'
import { place } from './layout.ts'
import { countsOf } from './traffic.ts'
import { useZoom } from './use-zoom.ts'

type Props = {
  drawing: FlowDrawing
  traffic: FlowTraffic | undefined
  /** The section where somebody who tries the flow stands. */
  here: string | undefined
  /** Lines with mistakes. */
  faulty: readonly number[]
  isOld: boolean
  open(line: number): void
}

export function Drawing({ drawing, traffic, here, faulty, isOld, open }: Props) {
  const t = useText()
  const placed = useMemo(() => place(drawing), [drawing])
  const counts = useMemo(() => traffic && countsOf(placed, traffic), [placed, traffic])
  const { frame, scale, zoom, fit, dragging } = useZoom(placed)
  const [at, setAt] = useState(0)
  const items = useMemo(
    () =>
      placed.boxes.flatMap(box => [
        box.id,
        ...placed.ways.filter(({ from }) => from === box.id).map(({ id }) => id),
      ]),
    [placed],
  )
  const svg = useRef<SVGSVGElement>(null)
  useEffect(() => {
    if (svg.current?.contains(document.activeElement))
      svg.current.querySelector<SVGElement>('[tabindex="0"]')?.focus()
  })
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    setAt(old => (old + step + items.length) % items.length)
  }
  const focusOf = (id: string) => ({
    tabIndex: items[Math.min(at, items.length - 1)] === id ? 0 : -1,
    onFocus: () => setAt(items.indexOf(id)),
  })
  const ends = [...placed.boxes].filter(box => box.line !== undefined).map(box => box.line ?? 0)
  const isFaulty = (line: number | undefined) => {
    if (line === undefined) return false
    const next = Math.min(...ends.filter(one => one > line), Number.POSITIVE_INFINITY)
    return faulty.some(one => one >= line && one < next)
  }
  return (
    <>
      <Group justify="space-between" mb={6} gap="xs" wrap="nowrap">
        <Text size="xs" c="dimmed">
          {isOld ? t('flows.drawing-old') : t(traffic ? 'flows.legend' : 'flows.legend-plain')}
        </Text>
        <Group gap={4} wrap="nowrap">
          <ActionIcon variant="default" aria-label={t('flows.zoom-out')} onClick={() => zoom(1 / 1.25)}>
            <IconMinus size={16} />
          </ActionIcon>
          <ActionIcon variant="default" aria-label={t('flows.zoom-in')} onClick={() => zoom(1.25)}>
            <IconPlus size={16} />
          </ActionIcon>
          <ActionIcon variant="default" aria-label={t('flows.zoom-fit')} onClick={fit}>
            <IconMaximize size={16} />
          </ActionIcon>
        </Group>
      </Group>
      <div ref={frame} className="drawing" {...dragging} data-old={isOld || undefined}>
        {/* biome-ignore lint/a11y/useSemanticElements: a drawing is no set of fields */}
        <svg
          ref={svg}
          width={placed.width * scale}
          height={placed.height * scale}
          viewBox={`0 0 ${placed.width} ${placed.height}`}
          aria-label={t('flows.drawing')}
          role="group"
          onKeyDown={walk}
        >
          <defs>
            <marker
              id="tip"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerUnits="userSpaceOnUse"
              markerWidth="10"
              markerHeight="10"
              orient="auto"
            >
              <path d="M0 0 L8 4 L0 8 z" className="tip" />
            </marker>
          </defs>
          {placed.ways.map(way => (
            <WayShape
              key={way.id}
              way={way}
              callers={counts?.took.get(way.id)}
              most={Math.max(...(counts?.entered.values() ?? []), 1)}
              open={open}
              {...focusOf(way.id)}
            />
          ))}
          {placed.boxes.map(box => (
            <BoxShape
              key={box.id}
              box={box}
              entered={counts?.entered.get(box.id)}
              hungUp={counts?.hungUp.get(box.id)}
              isHere={box.id === here}
              isFaulty={isFaulty(box.line)}
              open={open}
              {...focusOf(box.id)}
            />
          ))}
        </svg>
      </div>
    </>
  )
}
