// A real browser that watches the floor, and when each mark of live-traffic.ts was first painted on its page.
import type { Database } from '../../src/postgres/database.ts'
import { ask } from '../../src/postgres/database.ts'
import { openSession } from '../../src/postgres/sessions.ts'
import { openBrowser, openPage } from '../support/browser.ts'

// After each frame that follows a change: what is on the page by then has been painted. What a row says when it comes
// into sight, because others went, is no news: it counts from then on. Text, since it runs there.
const NOTE_MARKS = `(() => {
  const seen = {}
  const drawn = new WeakSet()
  let isPlanned = false
  const look = () => {
    isPlanned = false
    const at = Date.now()
    for (const row of document.querySelectorAll('tr[data-row]')) {
      const [, mark] = /n(\\d{7})/.exec(row.textContent) ?? []
      if (mark) seen[mark] ??= drawn.has(row) ? at : 0
      drawn.add(row)
    }
  }
  const plan = () => {
    if (isPlanned) return
    isPlanned = true
    requestAnimationFrame(() => setTimeout(look))
  }
  new MutationObserver(plan).observe(document.body, { subtree: true, childList: true, characterData: true })
  look()
  window.seenMarks = seen
})()`

/** Logs a supervisor in and opens the floor; resolves when agents are on it. */
export async function openBrowserScreen(db: Database, baseURL: string) {
  await ask(db, `insert into people (id, name, role) values ('watcher', 'Watcher', 'supervisor')`)
  const { secret } = await openSession(db, { person: 'watcher', address: '127.0.0.1', browser: 'bench' })
  const browser = await openBrowser()
  const { page } = await openPage(browser, baseURL)
  await page.context().addCookies([{ name: 'tongdai', value: secret, url: baseURL, secure: true }])
  await page.goto('/floor')
  await page
    .getByText(/^agent-\d+/)
    .first()
    .waitFor()
  await page.evaluate(NOTE_MARKS)
  return {
    /** From the switchboard's write to the painted page, ms, sorted. */
    async delays(writtenAt: ReadonlyMap<number, number>): Promise<number[]> {
      const seen = (await page.evaluate('window.seenMarks')) as Record<string, number>
      return Object.entries(seen)
        .flatMap(([mark, at]) => {
          const written = writtenAt.get(Number(mark))
          return written === undefined || at === 0 ? [] : [at - written]
        })
        .sort((a, b) => a - b)
    },
    close: () => browser.close(),
  }
}
