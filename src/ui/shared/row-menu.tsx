// The three dots at the end of a row. The menu behind them is made when it is first used: hundreds of rows each have
// one, and hardly anybody opens one.
import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'

type RowMenuProps = { label: string; items(): ReactNode }

export function RowMenu({ label, items }: RowMenuProps) {
  const [isUsed, setUsed] = useState(false)
  if (isUsed) return <UsedMenu label={label} items={items} />
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={() => setUsed(true)}
    >
      <IconDots size={18} />
    </ActionIcon>
  )
}

/** Opens at once; its button has the focus, so that it returns there. */
function UsedMenu({ label, items }: RowMenuProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [opened, setOpened] = useState(false)
  useEffect(() => {
    button.current?.focus({ preventScroll: true })
    setOpened(true)
  }, [])
  return (
    <Menu position="bottom-end" opened={opened} onChange={setOpened}>
      <Menu.Target>
        <ActionIcon ref={button} variant="subtle" color="gray" aria-label={label}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{items()}</Menu.Dropdown>
    </Menu>
  )
}
