// A real browser for tests: the machine's Chromium, driven by playwright-core.
import { existsSync, readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { runCommand } from '../../src/runtime/run-command.ts'
import { until } from './until.ts'

const PROGRAM = '/usr/bin/chromium'
const FLAGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  ...[
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--autoplay-policy=no-user-gesture-required',
  ],
]
const screenshots = join(import.meta.dirname, '..', '..', '.tongdai', 'screenshots')

/** Installs Chromium where we are root. @returns why there is no browser, in a sentence; undefined when there is */
export async function missingBrowser(): Promise<string | undefined> {
  if (existsSync(PROGRAM)) return undefined
  if (process.getuid?.() !== 0) return `no ${PROGRAM}; as root: apt-get install chromium`
  console.error('Installing Chromium for the tests …')
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' } }
  await runCommand('apt-get', ['update', '--quiet'], options)
  const args = ['install', '--yes', '--quiet', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']
  const { code, stderr } = await runCommand('apt-get', args, options)
  if (code === 0 && existsSync(PROGRAM)) return undefined
  throw new Error(`apt-get install chromium ended with ${code}: ${stderr.slice(-500)}`)
}

export async function openBrowser(): Promise<Browser> {
  await mkdir(screenshots, { recursive: true })
  return chromium.launch({ executablePath: PROGRAM, args: FLAGS })
}

/** A page of its own session that notes every mistake the browser complains of. */
export async function openPage(
  browser: Browser,
  baseURL: string,
  language: 'vi' | 'en' = 'vi',
  options: PageOptions = {},
) {
  const context = await browser.newContext({
    baseURL,
    // The house's certificate is of its own authority.
    ignoreHTTPSErrors: true,
    locale: language === 'vi' ? 'vi-VN' : 'en-GB',
    timezoneId: 'Asia/Ho_Chi_Minh',
    viewport: { width: 1360, height: 860 },
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(`${error}`))
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  return { page, complaints, close: () => context.close() }
}

type PageOptions = { colorScheme?: 'light' | 'dark'; viewport?: { width: number; height: number } }

export async function logIn(page: Page, name: string, password: string): Promise<void> {
  await page.goto('/log-in')
  await page.locator('input[autocomplete=username]').fill(name)
  await page.locator('input[autocomplete=current-password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.locator('#main h1, #main p').first().waitFor()
}

/** Opens a page of the app and waits until it has what it shows. */
export async function openPath(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.locator('#main').waitFor()
  await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => {})
  const loading = page.getByRole('status', { name: /Đang tải|Loading/ })
  await until(async () => (await loading.count()) === 0, 10_000, path)
}

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** Kinds of mistakes that keep people with a handicap from using the page. */
export async function seriousIssues(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(axe, 'utf8'))
  return (await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(' | ')))`)) as string[]
}

/** What lies over the window, and no further down. */
const COVERS = '.mantine-Modal-inner, .mantine-Drawer-inner, .mantine-Burger-root [data-opened]'

/** Into .tongdai/screenshots, to be looked at: the whole page, or the window where something lies over it. */
export async function photograph(page: Page, name: string): Promise<void> {
  // What sticks to the top of the window would else stand in the middle of the picture.
  await page.evaluate('scrollTo(0, 0)')
  const isCovered = (await page.locator(COVERS).filter({ visible: true }).count()) > 0
  const path = join(screenshots, `${name}.png`)
  await page.screenshot({ path, fullPage: !isCovered, animations: 'disabled' })
}
