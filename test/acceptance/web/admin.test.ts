// An admin's first day: people one by one and by table; the configuration, with somebody else at it as well.
import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { Locator, Page } from 'playwright-core'
import t from 'tap'
import { logIn, openPage } from '../../support/browser.ts'
import { type Day, inBoth, inTurn, noComplaints, openDays, pagesAre } from '../../support/web/day.ts'
import { toldIn } from '../../support/web/languages.ts'
import { LINES, openWebHouse } from '../../support/web/web-house.ts'

t.setTimeout(300_000)
const house = await openWebHouse(t)
const days = await openDays(house, {
  vi: house.admin,
  en: await house.person('grace', 'Grace Hopper', 'admin'),
})
/** What changes the files for all is done by one of them; pages.test.ts shows these pages in both languages. */
const once = days.slice(0, 1)
const NEW = {
  vi: { id: 'lan', name: 'Đỗ Thị Lan', imported: 'bao' },
  en: { id: 'tom', name: 'Tom Baker', imported: 'meg' },
}
const HEAD = 'id,name,role,language,active,phone,queues\n'
const passwords = new Map<string, string>()
const EASY = 'This PIN is guessed first. Take digits without such a pattern.'
const OTHER = 'Your present password is another one.'

inBoth(days, 'a new house leads to the first call', async (_t, day) => {
  await day.page.goto('/')
  await day.page.waitForURL('**/start')
  await day.page.getByText(LINES.vi.hotline).waitFor()
  await day.photograph('start-new')
})

pagesAre(
  days,
  [
    ...[
      '/floor',
      '/calls',
      '/voicemail',
      '/follow-ups',
      '/customers',
      '/reports',
      '/what-if',
      '/people',
      '/flows',
      '/prompts',
    ],
    ...['/settings', '/audit', '/start'],
  ],
  [],
)

inBoth(days, 'a new person is made; the passwords show once, and open his own desk', async (t, day) => {
  const { page, say, language } = day
  const { id, name } = NEW[language]
  await page.goto('/people')
  await add(day)
  const drawer = page.getByRole('dialog')
  await day.photograph('person-new')
  await drawer.getByRole('button', { name: say('save') }).click()
  await drawer.getByText(say('people.shown-once')).waitFor()
  await day.photograph('person-passwords')
  t.equal(await drawer.locator('code').count(), 2, 'for the log-in and for the phone')
  passwords.set(id, (await drawer.locator('code').first().textContent()) ?? '')
  await drawer.getByRole('button', { name: say('done') }).click()
  await personRow(page, name).waitFor()

  const his = await openPage(house.browser, house.address, language)
  await logIn(his.page, id, passwords.get(id) ?? '')
  await his.page.getByRole('heading', { name: say('desk.title') }).waitFor()
  await his.close()
})

inBoth(
  days,
  'his PIN for the studio takes digits only, his password, and none that is guessed first',
  async (t, day) => {
    const { page, say, language, me } = day
    const pins = () => house.rows('select 1 from people where id = $1 and pin_hash is not null', [me.id])
    const dialog = page.getByRole('dialog')
    const open = async () => {
      await page.getByRole('button', { name: say('me.menu', { name: me.name }) }).click()
      await page.getByRole('menuitem', { name: say('pin.title') }).click()
      await dialog.getByText(say('pin.lead')).waitFor()
    }
    const save = async (password: string, pin: string) => {
      await dialog.getByLabel(say('me.password-old')).fill(password)
      await dialog.getByLabel(say('pin.new')).fill(pin)
      await dialog.getByRole('button', { name: say('save') }).click()
    }
    await open()
    await save(me.password, '12-34 56')
    t.equal(await dialog.getByLabel(say('pin.new')).inputValue(), '123456', 'digits only')
    await dialog.getByText(toldIn(language, EASY)).waitFor()
    await day.photograph('pin-too-easy')
    await save('not the password', '7391582')
    await dialog.getByText(toldIn(language, OTHER)).waitFor()
    t.same(await pins(), [])
    await save(me.password, '7391582')
    await page.getByText(say('pin.changed')).waitFor()
    t.equal((await pins()).length, 1)
    await open()
    await dialog.getByLabel(say('me.password-old')).fill(me.password)
    await dialog.getByRole('button', { name: say('pin.remove') }).click()
    await page.getByText(say('pin.removed')).waitFor()
    t.same(await pins(), [])
  },
)

inBoth(days, 'an id that is taken is told in a sentence, and what was typed stays', async (t, day) => {
  const { page, say, language } = day
  await add(day)
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('button', { name: say('save') }).click()
  await page.getByText(toldIn(language, 'The id "{0}" is taken.', NEW[language].id)).waitFor()
  await day.photograph('person-taken')
  t.equal(await drawer.getByLabel(say('people.id')).inputValue(), NEW[language].id)
  await drawer.getByRole('button', { name: say('cancel') }).click()
})

inBoth(
  days,
  'somebody is found without the marks of his name; who is locked out can no longer log in',
  async (t, day) => {
    const { page, say, language } = day
    const { id, name } = NEW[language]
    const find = page.getByRole('textbox', { name: say('people.find') })
    await find.fill('zzz')
    await page.getByText(say('people.none')).waitFor()
    await day.photograph('people-none')
    await find.fill(language === 'vi' ? 'do thi lan' : 'baker')
    t.equal(await page.getByRole('row').count(), 2, 'the head and one person')
    await page.getByRole('button', { name: say('people.edit', { name }) }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('combobox', { name: say('people.queues'), exact: true }).press('ArrowDown')
    await page.getByRole('option').first().click()
    await drawer.getByRole('textbox', { name: new RegExp(`^${say('people.level')}: `) }).fill('2')
    await drawer.getByRole('textbox', { name: new RegExp(`^${say('people.rank')}: `) }).fill('7')
    await drawer.getByRole('textbox', { name: say('people.wrap-up') }).fill('20')
    await day.photograph('person-levels')
    await drawer.getByRole('switch', { name: say('people.active') }).press('Space')
    await day.photograph('person-edited')
    await drawer.getByRole('button', { name: say('save') }).click()
    await page.getByRole('row', { name: new RegExp(say('people.inactive')) }).waitFor()
    t.same(
      await house.rows(
        `select level, rank, wrap_up_ms from queue_members join agents on agents.id = agent where agent = $1`,
        [id],
      ),
      [{ level: 2, rank: 7, wrap_up_ms: 20_000 }],
    )
    const his = await openPage(house.browser, house.address, language)
    await his.page.goto('/log-in')
    await his.page.getByRole('textbox', { name: say('log-in.name') }).fill(id)
    await his.page.getByRole('textbox', { name: say('log-in.password') }).fill(passwords.get(id) ?? '')
    await his.page.getByRole('button', { name: say('log-in.submit') }).click()
    await his.page.getByText(say('log-in.wrong')).waitFor()
    await his.close()
    await find.fill('')
  },
)

inBoth(days, 'a table with mistakes is not taken, each has its place; mended, it is', async (t, day) => {
  const { page, say, language } = day
  const { imported } = NEW[language]
  await page.getByRole('button', { name: say('people.import') }).click()
  const dialog = page.getByRole('dialog')
  const check = async (text: string) => {
    await dialog.getByLabel(say('import.text')).fill(text)
    await dialog.getByRole('button', { name: say('import.check') }).click()
  }
  await check('id,nickname\nann,An\n')
  await dialog.getByText(say('import.place', { line: 1, column: 2 })).waitFor()
  const row = (id: string, role: string, queues: string) => `${id},Bảo,${role},vi,yes,${id},${queues}\n`
  await check(
    HEAD + row(imported, 'king', 'sales:1') + row('minh', 'agent', 'nowhere:1') + row('minh', 'agent', ''),
  )
  for (const [line, column] of [
    [2, 3],
    [3, 7],
    [4, 1],
  ] as const) {
    await dialog.getByText(say('import.place', { line, column })).waitFor()
  }
  await day.photograph('import-mistakes')
  t.ok(await dialog.getByRole('button', { name: say('import.go'), exact: true }).isDisabled())
  await check(`${HEAD}${imported},=1+1,agent,vi,yes,${imported},sales:1 support:2\n`)
  await dialog.getByText(say('import.good')).waitFor()
  await day.photograph('import-good')
  await dialog.getByRole('button', { name: say('import.go'), exact: true }).click()
  await dialog.getByText(say('people.shown-once')).waitFor()
  await dialog.getByRole('button', { name: say('done') }).click()
  await page.getByRole('cell', { name: imported, exact: true }).first().waitFor()
  await day.photograph('people-many')
})

inBoth(
  days,
  'the table of people goes out whole, and what looks like a formula stays text',
  async (t, day) => {
    const coming = day.page.waitForEvent('download')
    await day.page.getByRole('link', { name: day.say('people.export') }).click()
    const rows = parse(await readFile(await (await coming).path()), { bom: true, columns: true }) as Record<
      string,
      string
    >[]
    t.match(
      rows.find(({ id }) => id === NEW[day.language].imported),
      { name: "'=1+1", queues: 'sales:1 support:2' },
    )
    t.equal(rows.length, (await house.rows('select id from people')).length, 'nobody is missing')
  },
)

inTurn(
  once,
  'a mistake in a file shows with its line, leads there, and keeps from publishing',
  async (t, day) => {
    const { page, say } = day
    await openFile(day, 'config/trunks.yaml')
    await type(page, '\nnonsense: [')
    const finding = page.getByRole('button', {
      name: new RegExp(`config/trunks.yaml · ${say('settings.place', { line: 3 })}`),
    })
    await finding.first().waitFor()
    t.ok(await page.getByRole('button', { name: say('settings.publish') }).isDisabled())
    await openFile(day, 'config/hours.yaml', false)
    await finding.first().click()
    await page.locator('.cm-content').filter({ hasText: 'nonsense' }).waitFor()
    await page.locator('.cm-lint-marker-error').waitFor()
    await day.photograph('files-mistake')
    await page.getByRole('button', { name: say('settings.discard') }).click()
    await page.getByText(say('settings.no-findings')).waitFor()
  },
)

inTurn(
  once,
  'who publishes second sees what the first changed; the work of both is in the end there',
  async (t, day) => {
    const { page, say, language } = day
    const other = days.find(one => one !== day) as Day
    const mine = `# of ${language}`
    for (const [one, word] of [
      [day, mine],
      [other, `# before ${language}`],
    ] as const) {
      await openFile(one, 'config/trunks.yaml')
      await type(one.page, `\n${word}`)
      await one.page.getByText(one.say('settings.no-findings')).waitFor()
    }
    await publish(other, `before ${language}`)
    await other.page.getByText(other.say('settings.unchanged')).waitFor()
    await page.getByRole('button', { name: say('settings.publish') }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('settings.publish') })
      .click()
    await page.getByText(say('settings.conflict'), { exact: true }).waitFor()
    t.ok(await page.getByText(`+ # before ${language}`).isVisible(), 'what the other did')
    await day.photograph('files-conflict')
    await page.getByRole('radio', { name: say('settings.choose-both'), exact: true }).check()
    await page.getByRole('button', { name: say('settings.keep-mine') }).click()
    await page.locator('.cm-content').filter({ hasText: mine }).waitFor()
    await page
      .locator('.cm-content')
      .filter({ hasText: `# before ${language}` })
      .waitFor()
    await page.getByRole('button', { name: say('settings.publish') }).click()
    await page.getByRole('dialog').getByText(`+ ${mine}`).waitFor()
    await day.photograph('publish')
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: say('settings.comment') })
      .fill(`by ${language}`)
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('settings.publish') })
      .click()
    await page.getByText(say('settings.unchanged')).waitFor()
    const now = JSON.stringify((await house.api('GET', '/api/v1/configuration')).body)
    t.ok(now.includes(mine) && now.includes(`# before ${language}`), 'nothing is lost')
  },
)

inTurn(once, 'versions tell who changed what, and lead back', async (t, day) => {
  const { page, say, language } = day
  await page.goto('/settings/versions')
  await page.getByRole('button', { name: new RegExp(`^by ${language}`) }).click()
  await page.getByText(`+ # of ${language}`).waitFor()
  await day.photograph('versions')
  await page.getByRole('button', { name: new RegExp(`^before ${language}`) }).click()
  await page.getByText(`+ # before ${language}`).waitFor()
  await page.getByRole('button', { name: say('versions.roll-back') }).click()
  await day.photograph('versions-roll-back')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('versions.roll-back') })
    .click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  // Going back is a version of its own, and runs.
  const running = page.getByRole('button', { name: new RegExp(say('versions.current')) })
  await running.filter({ hasText: /^back to/ }).waitFor()
  const now = JSON.stringify((await house.api('GET', '/api/v1/configuration')).body)
  t.ok(!now.includes(`# of ${language}`) && now.includes(`# before ${language}`))
})

inBoth(days, 'the trunk is there with its state', async (_t, day) => {
  await day.page.goto('/settings/trunks')
  const row = day.page.getByRole('row', { name: /carrier/ })
  await row.getByText('127.0.0.2').waitFor()
  await row.getByText(day.say('trunk.ready')).waitFor()
  await day.photograph('trunks')
})

t.test('what is wrong with the house stands on every page, until it is over', async t => {
  const redis = await house.pid('Redis')
  await Promise.all(days.map(({ page }) => page.goto('/people')))
  process.kill(redis, 'SIGSTOP')
  try {
    for (const day of days) {
      const { page, say, language } = day
      const banner = page.locator('[data-troubles~=redis]')
      await banner.getByText(say('troubles.title')).waitFor()
      t.match(await banner.innerText(), language === 'vi' ? /Redis không phản hồi/ : /Redis does not answer/)
      await day.photograph('troubles')
    }
  } finally {
    process.kill(redis, 'SIGCONT')
  }
  for (const { page } of days) await page.locator('[data-troubles]').waitFor({ state: 'detached' })
})

noComplaints(days, /status of (401|403|404|409|422|503)/)

/** Fills the drawer of a new person, as far as to be saved. */
async function add({ page, say, language }: Day): Promise<void> {
  const { id, name } = NEW[language]
  await page.getByRole('button', { name: say('people.add') }).click()
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel(say('people.id')).fill(id)
  await drawer.getByRole('textbox', { name: say('people.name') }).fill(name)
}

function personRow(page: Page, name: string): Locator {
  return page.getByRole('row', { name: new RegExp(name) })
}

async function openFile({ page, say }: Day, path: string, fresh = true): Promise<void> {
  if (fresh) await page.goto('/settings')
  await page
    .getByRole('navigation', { name: say('settings.file-list') })
    .getByRole('button', { name: path })
    .click()
  await page.getByRole('textbox', { name: say('settings.editor', { path }) }).waitFor()
}

/** At the end of the file that is open. */
async function type(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(text)
}

async function publish({ page, say }: Day, comment: string): Promise<void> {
  await page.getByRole('button', { name: say('settings.publish') }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: say('settings.comment') }).fill(comment)
  await dialog.getByRole('button', { name: say('settings.publish') }).click()
}
