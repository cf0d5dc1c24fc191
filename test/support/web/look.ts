// One look at a page: what it shows, what the browser complains of, what axe finds, and a picture of it.
import type { Test } from 'tap'
import { until } from '../until.ts'
import { seriousIssues } from './axe.ts'
import type { Day } from './day.ts'

/**
 * Opens a page and waits until it shows what it has.
 * @param sentence that it must show; without one it must show no failure (unless its name says `none`)
 */
export async function look(t: Test, day: Day, path: string, name: string, sentence?: string): Promise<void> {
  const { page, language, complaints } = day
  await page.goto(path)
  await page.locator('#main').waitFor()
  const shown = page.locator('#main')
  await (sentence ? shown.getByText(sentence) : shown.locator('h1, p')).first().waitFor()
  await until(async () => (await page.locator('.mantine-Skeleton-root, .mantine-Loader-root').count()) === 0)
  if (!sentence && !name.includes('none'))
    t.equal(await page.locator('[data-failure]').count(), 0, `${name} ${language}`)
  await day.photograph(name)
  const unexpected = complaints
    .splice(0)
    .filter(one => sentence === undefined || !/status of 40[04]/.test(one))
  t.same(unexpected, [], `${name} ${language}: nothing to complain of`)
  t.same(await seriousIssues(page), [], `${name} ${language}: axe`)
  // Axe itself tries what our pages forbid.
  complaints.length = 0
  t.equal(await page.locator('html').getAttribute('lang'), language)
}
