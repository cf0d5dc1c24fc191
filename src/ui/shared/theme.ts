// How it looks: calm, dense, one accent; enough contrast in both colour schemes.
import { createTheme, type MantineColorsTuple } from '@mantine/core'

const lake: MantineColorsTuple = [
  ...(['#e6f6f8', '#d0e9ee', '#a3d3dc', '#72bcca', '#4ca9ba'] as const),
  ...(['#329caf', '#0b7285', '#0a6475', '#085766', '#044956'] as const),
]

export const theme = createTheme({
  primaryColor: 'lake',
  primaryShade: { light: 6, dark: 6 },
  colors: { lake },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Be Vietnam Pro", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Code", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontWeight: '650' },
  components: {
    // Vietnamese capitals carry two marks; a tight line would cut them.
    Badge: { defaultProps: { tt: 'none', fw: 600, radius: 'sm' }, styles: { label: { lineHeight: 1.5 } } },
    // The colour stands in the ground and the icon; words keep the contrast of text.
    Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
    Notification: { styles: { description: { color: 'var(--mantine-color-text)' } } },
    Modal: { styles: { title: { fontSize: 'var(--mantine-font-size-lg)', fontWeight: 650 } } },
    Drawer: { styles: { title: { fontSize: 'var(--mantine-font-size-lg)', fontWeight: 650 } } },
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: 'sm' } },
    Button: { styles: { label: { lineHeight: 1.5 } } },
    Tooltip: { defaultProps: { withArrow: true, multiline: true, maw: 320, openDelay: 300 } },
  },
})
