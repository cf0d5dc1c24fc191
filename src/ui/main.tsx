// The entry of the web app: texts, theme, cache, session, then the pages.
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { ApiProblem } from './shared/client.ts'
import { SessionProvider } from './shared/session.tsx'
import { startTexts } from './shared/text.ts'
import { theme } from './shared/theme.ts'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
// Dialogs lock the page's scrolling by a style of their own; the package that makes it looks for the nonce here.
Object.assign(window, { __webpack_nonce__: nonce })
const isOurMistake = (error: Error) => error instanceof ApiProblem && error.body.status < 500
const cache = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (tries, error) => tries < 2 && !isOurMistake(error) },
  },
})

startTexts()
createRoot(document.getElementById('app')!).render(
  <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
    <Notifications position="top-center" autoClose={6_000} />
    <QueryClientProvider client={cache}>
      <SessionProvider>
        <App />
      </SessionProvider>
    </QueryClientProvider>
  </MantineProvider>,
)
