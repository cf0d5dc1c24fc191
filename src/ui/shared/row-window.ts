// Which rows of a long table are drawn: those to be seen and some around them, and the one that has the focus. The
// rest is empty space of the same height. A table of few rows is drawn whole.
import { useCallback, useLayoutEffect, useRef, useState } from 'react'

/** Up to here all rows are drawn, as high as their text is; beyond, all rows must be of one height. */
const FEW = 60
/** Rows above and below what is seen, so that a scroll or a Tab meets no gap. */
const AROUND = 6
const ROW_PX = 56

type Seen = { first: number; last: number; rowPx: number }

/** `gapPx`: what is left empty above this row. */
export type DrawnRow<T> = { row: T; index: number; gapPx: number }

export type RowWindow<T> = {
  drawn: readonly DrawnRow<T>[]
  /** Left empty under the last of them. */
  restPx: number
  isWindowed: boolean
  /** For the element that scrolls. */
  ref(box: HTMLElement | null): (() => void) | undefined
}

/**
 * @param rows in their order
 * @param held the id of a row that is drawn wherever it stands: somebody uses it
 */
export function useRowWindow<T>(
  rows: readonly T[],
  idOf: (row: T) => string,
  held: string | undefined,
): RowWindow<T> {
  const [seen, setSeen] = useState<Seen>({ first: 0, last: 2 * AROUND, rowPx: ROW_PX })
  const box = useRef<HTMLElement>(null)
  const isWindowed = rows.length > FEW
  const look = useCallback(() => {
    if (!box.current) return
    const { scrollTop, clientHeight } = box.current
    const rowPx = box.current.querySelector<HTMLElement>('tr[data-row]')?.offsetHeight || ROW_PX
    const first = Math.floor(scrollTop / rowPx)
    const last = Math.ceil((scrollTop + clientHeight) / rowPx)
    setSeen(old =>
      old.first === first && old.last === last && old.rowPx === rowPx ? old : { first, last, rowPx },
    )
  }, [])
  const ref = useCallback(
    (element: HTMLElement | null) => {
      box.current = element
      if (!element) return
      const sizes = new ResizeObserver(look)
      sizes.observe(element)
      element.addEventListener('scroll', look, { passive: true })
      return () => {
        sizes.disconnect()
        element.removeEventListener('scroll', look)
      }
    },
    [look],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: with more or fewer rows the box is of another height
  useLayoutEffect(look, [rows.length])
  if (!isWindowed) {
    return { drawn: rows.map((row, index) => ({ row, index, gapPx: 0 })), restPx: 0, isWindowed, ref }
  }
  const isDrawn = (row: T, index: number) =>
    (index >= seen.first - AROUND && index < seen.last + AROUND) || idOf(row) === held
  const drawn: DrawnRow<T>[] = []
  let next = 0
  for (const [index, row] of rows.entries()) {
    if (!isDrawn(row, index)) continue
    drawn.push({ row, index, gapPx: (index - next) * seen.rowPx })
    next = index + 1
  }
  return { drawn, restPx: (rows.length - next) * seen.rowPx, isWindowed, ref }
}
