// An admin changes a menu: he sees his mistake, mends it, tests and tries the flow, looks whom it would have led
// another way, publishes, and goes back. Real callers meet what is published; who is in a call keeps his menu.
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { callIs } from '../../support/live-calls.ts'
import type { Call } from '../../support/phones/call.ts'
import { openPhone } from '../../support/phones/phone.ts'
import { everythingIsWritten } from '../../support/records.ts'
import { seriousIssues } from '../../support/web/axe.ts'
import { type Day, inBoth, inTurn, noComplaints, openDays } from '../../support/web/day.ts'
import { LINES, openWebHouse } from '../../support/web/web-house.ts'

t.setTimeout(300_000)
const house = await openWebHouse(t)
const days = await openDays(house, {
  vi: house.admin,
  en: await house.person('grace', 'Grace Hopper', 'admin'),
})
const phone = await openPhone({ server: house.sip, listen: { address: '127.0.0.2' } })
t.teardown(() => phone.close())
let numbers = 0
const FLOWS = { vi: 'main', en: 'english' } as const

/** The old menu leads 1 to the queue; this one says goodbye by 1, and the queue has moved to 2. */
const changed = (flow: string, queue: string, one: string) => `flow: ${flow}
title: Hotline
language: ${flow === 'main' ? 'vi' : 'en'}
start:
  - menu: main-menu
    keys: { "1": ${one}, "2": ${queue} }
${queue}:
  - queue: ${queue}
    max-wait: 20m
    too-long: leave
leave:
  - hangup
tests:
  - name: press 1 ends the call
    press: "1"
    expect: [{ menu: main-menu }, hangup]
  - name: press 2 reaches the queue
    press: "2"
    expect: [{ menu: main-menu }, { queue: ${queue} }]
`

inBoth(days, 'the flow is drawn, with those who called today', async (t, day) => {
  const { page, say, language } = day
  const { queue } = LINES[language]
  await reachesQueue(await dial(day))
  await everythingIsWritten(house)
  await page.goto(`/flows/${FLOWS[language]}`)
  const start = drawn(page, new RegExp(`^start, ${say('flows.entered', { count: 1 })}`))
  await start.waitFor()
  await drawn(page, new RegExp(say('flows.took', { count: 1 })))
    .first()
    .waitFor({ state: 'attached' })
  await look(t, day, 'flow-drawn')
  // By key: from the first box to the next thing drawn, and to its line.
  await start.focus()
  await page.keyboard.press('ArrowRight')
  t.match(
    await page.locator('.drawing :focus').getAttribute('aria-label'),
    new RegExp(say('flows.way', { from: 'start', to: queue })),
  )
  await page.keyboard.press('Enter')
  await page.locator('.cm-activeLine').getByText('- menu: main-menu').waitFor()
})

inBoth(days, 'a mistake is marked while it is written; mended, the tests pass', async (t, day) => {
  const { page, say, language } = day
  const { queue } = LINES[language]
  const publish = page.getByRole('button', { name: say('settings.publish') })
  await write(day, changed(FLOWS[language], queue, 'leav'))
  await page.locator('.cm-lint-marker-error').waitFor()
  await page
    .getByText(/["“]leave["”]/)
    .first()
    .waitFor()
  t.ok(await publish.isDisabled(), 'nothing with a mistake is published')
  await look(t, day, 'flow-mistake')
  await page.getByRole('tab', { name: say('flows.tests') }).click()
  await page.getByText(say('flows.tests-mistakes')).waitFor()
  await write(day, changed(FLOWS[language], queue, queue))
  await page.getByText(say('flows.tests-failed', { failed: 1, count: 2 })).waitFor()
  t.equal(await page.locator('[data-passed=false]').count(), 1)
  await look(t, day, 'flow-test-failed')
  await write(day, changed(FLOWS[language], queue, 'leave'))
  await page.getByText(say('flows.tests-passed', { count: 2 })).waitFor()
  await page.getByText(say('settings.no-findings')).waitFor()
  await look(t, day, 'flow-tests')
})

inBoth(days, 'the editor completes verbs, settings and names', async (t, day) => {
  const { page, language } = day
  const { queue } = LINES[language]
  await write(day, `${changed(FLOWS[language], queue, 'leave').split('tests:')[0]}more:\n`)
  const offers = page.locator('.cm-tooltip-autocomplete')
  for (const [typed, offer] of [
    ['  - q', /^queue/],
    ['ueue: s', new RegExp(`^${queue}`)],
  ] as const) {
    await page.keyboard.type(typed)
    await offers.getByRole('option', { name: offer }).first().waitFor()
    if (typed === '  - q') await day.photograph('flow-completion')
    await page.keyboard.press('Escape')
  }
  await page.keyboard.insertText(`\n    max-`)
  await page.keyboard.press('Control+Space')
  await offers.getByRole('option', { name: /^max-wait/ }).waitFor()
  await page.keyboard.press('Escape')
  await write(day, changed(FLOWS[language], queue, 'leave'))
  t.pass()
})

inBoth(days, 'the flow is tried by clicking keys', async (t, day) => {
  const { page, say, language } = day
  const { queue } = LINES[language]
  await page.getByRole('tab', { name: say('flows.try') }).click()
  const heard = page.getByRole('log', { name: say('flows.heard') })
  const key = (name: string) =>
    page.getByRole('button', { name: say('flows.key', { key: name }), exact: true })
  await heard.getByText(say('flows.asks', { keys: '1  2' }).split('1')[0] ?? '').waitFor()
  await key('2').click()
  await heard.getByText(say('flows.waits', { queue })).waitFor()
  await look(t, day, 'flow-tried')
  await page.getByRole('button', { name: say('flows.step-back') }).click()
  await key('1').click()
  await heard.getByText(say('flows.ended', { how: say('flows.cause.normal') })).waitFor()
})

// Both would change the same files: one does, for both.
const once = days.slice(0, 1)

inTurn(once, 'the impact is told, the new menu goes live, and a call keeps its own', async (t, day) => {
  const { page, say, language } = day
  const before = await dial(day)
  await page.getByRole('button', { name: say('settings.publish') }).click()
  const dialog = page.getByRole('dialog')
  await dialog
    .getByText(say('impact.changed', { calls: 'CALLS', changed: 1 }).split('CALLS')[1] ?? '')
    .waitFor()
  await look(t, day, 'flow-impact')
  const link = await dialog
    .getByRole('link', { name: say('impact.conversation', { n: 1 }) })
    .getAttribute('href')
  t.match(link, /^\/calls\/\S+$/)
  await dialog.getByRole('textbox', { name: say('settings.comment') }).fill(`moved in ${language}`)
  await dialog.getByRole('button', { name: say('settings.publish') }).click()
  await dialog.waitFor({ state: 'detached' })
  const { call } = await dial(day)
  await call.press('1')
  t.match(await call.ended(), { by: 'them' }, 'the new menu says goodbye')
  await reachesQueue(before)
})

inTurn(once, 'he goes back, and the next caller meets the old menu', async (t, day) => {
  const { page, say, language } = day
  await page.getByRole('button', { name: say('flows.history') }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: new RegExp(`^moved in ${language}`) }).waitFor()
  await drawer.locator('pre.diff').first().waitFor()
  await look(t, day, 'flow-history')
  // The version before the one that runs.
  await drawer
    .getByRole('button', { name: new RegExp(`^moved in ${language}`) })
    .locator('xpath=following-sibling::*[1]')
    .click()
  await drawer.getByRole('button', { name: say('versions.roll-back') }).click()
  const asking = page.getByRole('dialog', { name: say('versions.roll-back') })
  await asking.getByRole('button', { name: say('versions.roll-back') }).click()
  await asking.waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await page
    .locator('.cm-content')
    .getByText(/keys: \{ "1": (sales|support) \}/)
    .waitFor()
  await reachesQueue(await dial(day))
  t.pass('1 leads to the queue again')
})

noComplaints(days)

/** Somebody calls this language's hotline and is in the menu. */
async function dial({ language }: Day): Promise<{ call: Call; number: string }> {
  const number = `+84${903_000_000 + ++numbers}`
  const call = await phone.dial(LINES[language].hotline, { from: number })
  await call.answered(20_000)
  return { call, number }
}

/** He presses 1, and waits for an agent. */
async function reachesQueue({ call, number }: { call: Call; number: string }): Promise<void> {
  await call.press('1')
  await callIs(house, number, 'waiting')
  await call.hangUp()
}

const drawn = (page: Page, name: RegExp) => page.locator('.drawing').getByRole('button', { name })

/** In place of what stands in the editor. */
async function write({ page }: Day, text: string): Promise<void> {
  await page.locator('.cm-content').click()
  await page.keyboard.press('Control+A')
  // Else the browser itself would keep the looks of what was there by a style that the page forbids.
  await page.keyboard.press('Delete')
  await page.keyboard.insertText(text)
}

/** A picture in light and one in dark; axe has nothing against either. */
async function look(t: Test, day: Day, name: string): Promise<void> {
  const { page, complaints, language } = day
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await day.photograph(`${name}-${colorScheme}`)
    const said = complaints.length
    t.same(await seriousIssues(page), [], `${name} ${language} ${colorScheme}: axe`)
    // Axe itself tries what our pages forbid; once the page has answered again, all of it is told.
    await page.evaluate('0')
    complaints.length = said
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
