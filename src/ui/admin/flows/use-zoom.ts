// A large drawing in a small frame: how near it is, and moving it by dragging.
import { type PointerEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { Placed } from './layout.ts'

const NEAREST = 2.5
const FARTHEST = 0.2
/** So small it could not be read: rather scroll. */
const SMALLEST_FIT = 0.72

export function useZoom({ width, height, boxes }: Placed) {
  const [start] = boxes
  const startX = start ? start.x + start.width / 2 : 0
  const frame = useRef<HTMLDivElement>(null)
  const [scale, setScale] = useState(1)
  const zoom = useCallback(
    (by: number) => setScale(old => Math.min(NEAREST, Math.max(FARTHEST, old * by))),
    [],
  )
  const fit = useCallback(() => {
    const box = frame.current
    if (!box || width === 0) return
    const whole = Math.min(box.clientWidth / width, box.clientHeight / height, 1)
    setScale(Math.max(whole, SMALLEST_FIT))
    // Once it is drawn that large: its upper middle, where calls begin.
    requestAnimationFrame(() => box.scrollTo(Math.max(0, startX * SMALLEST_FIT - box.clientWidth / 2), 0))
  }, [width, height, startX])
  // Another flow is seen whole; one that is being written stays as near as it was.
  const isFitted = useRef(false)
  useEffect(() => {
    if (isFitted.current || width === 0) return
    isFitted.current = true
    fit()
  }, [fit, width])
  useEffect(() => {
    const box = frame.current
    const turn = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      zoom(event.deltaY < 0 ? 1.1 : 1 / 1.1)
    }
    box?.addEventListener('wheel', turn, { passive: false })
    return () => box?.removeEventListener('wheel', turn)
  }, [zoom])
  const from = useRef<{ x: number; y: number; left: number; top: number }>(null)
  const dragging = {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      if (event.pointerType === 'touch' || event.button !== 0) return
      const { scrollLeft: left, scrollTop: top } = event.currentTarget
      from.current = { x: event.clientX, y: event.clientY, left, top }
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>) {
      const begun = from.current
      if (!begun) return
      event.currentTarget.scrollTo(begun.left + begun.x - event.clientX, begun.top + begun.y - event.clientY)
    },
    onPointerUp: () => {
      from.current = null
    },
    onPointerLeave: () => {
      from.current = null
    },
  }
  return { frame, scale, zoom, fit, dragging }
}
