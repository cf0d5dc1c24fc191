// A table of the floor that may have hundreds of rows: only those are drawn that can be seen.
import { Table } from '@mantine/core'
import { Fragment, type ReactNode, useState } from 'react'
import { useRowWindow } from './row-window.ts'

type BoardProps<T> = {
  rows: readonly T[]
  idOf(row: T): string
  /** What stands in the head; a width holds for the whole column. */
  columns: readonly { title: ReactNode; width?: number | string; isRight?: boolean }[]
  /** The cells of a row, best a memoised component: they are asked for whenever the table is drawn. */
  cells(row: T): ReactNode
  maxHeight: string
  /** On a screen narrower than this (px) it is scrolled sideways. */
  minWidth: number
}

export function Board<T>({ rows, idOf, columns, cells, maxHeight, minWidth }: BoardProps<T>) {
  const [held, setHeld] = useState<string>()
  const { drawn, restPx, isWindowed, ref } = useRowWindow(rows, idOf, held)
  return (
    <div className="board" ref={ref} style={{ maxHeight }} data-windowed={isWindowed || undefined}>
      <Table
        layout="fixed"
        miw={minWidth}
        stickyHeader
        horizontalSpacing="xs"
        aria-rowcount={rows.length + 1}
      >
        <Table.Thead>
          <Table.Tr aria-rowindex={1}>
            {columns.map(({ title, width, isRight }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are
              <Table.Th key={index} w={width} ta={isRight ? 'right' : undefined}>
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {drawn.map(({ row, index, gapPx }) => {
            const id = idOf(row)
            return (
              <Fragment key={id}>
                {gapPx > 0 && <Gap px={gapPx} columns={columns.length} />}
                {/* Focus in its menu or its dialog comes through here too: neither may go while it is used. */}
                <Table.Tr data-row aria-rowindex={index + 2} onFocus={() => setHeld(id)}>
                  {cells(row)}
                </Table.Tr>
              </Fragment>
            )
          })}
          {restPx > 0 && <Gap px={restPx} columns={columns.length} />}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function Gap({ px, columns }: { px: number; columns: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height: px, padding: 0 }} />
    </tr>
  )
}
