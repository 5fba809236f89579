import { describe, expect, test } from 'vitest'
import { SCRIPT_NAMES, type ScriptName } from '../../src/domain/demo-scripts.js'
import { LANGUAGES, type Language } from '../../src/web/speech.js'
import { newOrganisation } from '../support/at-altinn.js'
import { textOf, type Browser } from '../support/browser.js'
import { openSmartCloud, shareSmartCloud, type Options } from '../support/open-smartcloud.js'
import { signUp } from '../support/people.js'
import { listOf, newOperator, sendList } from '../batches/send-list.js'
import { createWalker, readChapter } from './walk-script.js'

const the = shareSmartCloud()

/** A presenter with a browser of their own, who has begun on a stage nobody has used. */
async function presenter(language: Language = 'nb'): Promise<Browser> {
  const browser = the().newBrowser()
  if (language === 'en') {
    await browser.submit(await browser.visit('/'), { language: 'en' }, { action: '/language' })
    const altinn = await browser.visit(`${the().sandbox.origin}/`)
    await browser.submit(altinn, { language: 'en' }, { action: '/language' })
  }
  await reset(browser)
  return browser
}

async function reset(browser: Browser, script: ScriptName = 'happy') {
  const confirm = await browser.visit(`/inspector/scripts/reset?script=${script}`)
  return browser.submit(confirm)
}

/** From the first chapter to the last, by what each says and nothing else. */
async function walkThrough(browser: Browser, script: ScriptName): Promise<string[]> {
  const walker = createWalker(browser)
  const stood: string[] = []
  let address: string | undefined = `/inspector/scripts/${script}/1`
  while (address !== undefined) {
    const chapter = readChapter(await browser.visit(address))
    const { passed, last } = await walker.walk(chapter)
    expect(last.status, `${address} ends at ${last.url}`).toBe(200)
    const audienceSaw = passed.map(({ text }) => textOf(text)).join('\n')
    for (const promise of chapter.promises) expect(audienceSaw, address).toContain(promise)

    const back = readChapter(await browser.visit(address))
    if (back.page.text.includes('data-shows')) {
      expect(back.step, `what ${address} shows in Røntgen`).toBeDefined()
      expect((await browser.visit(back.step!)).status).toBe(200)
    }
    stood.push(new URL(last.url).pathname)
    address = chapter.next
  }
  return stood
}

describe.each(LANGUAGES)('A script can be walked by what its chapters say, in %s', language => {
  test.each(SCRIPT_NAMES)('%s', async script => {
    const browser = await presenter(language)
    const stood = await walkThrough(browser, script)
    expect(stood).toHaveLength(6)
    expect(stood[0]).toBe('/sign-up/check')
  })
})

describe('Starting over', () => {
  test.each(SCRIPT_NAMES)('lets %s be walked again, in the same browser', async script => {
    const browser = await presenter()
    await walkThrough(browser, script)
    const chapter = await reset(browser, script)
    expect(chapter.url).toContain(`/inspector/scripts/${script}/1`)
    expect(textOf(chapter.text)).toMatch(/Alt er som da du startet. Det tok \d+ ms/)
    await walkThrough(browser, script)
  })

  test('says first what it does, and does nothing before the button is pressed', async () => {
    const browser = await presenter()
    await walkThrough(browser, 'boss')
    const before = await the().rows('requests')
    const confirm = await browser.visit('/inspector/scripts/reset')
    expect(textOf(confirm.text)).toContain('Røntgen glemmer alle opptak, også andres.')
    expect(await the().rows('requests')).toEqual(before)
    expect(textOf((await browser.visit('/inspector')).text)).toContain('Opprett og bruk')
  })

  test('leaves nothing of the sandbox, and all of the audit log', async () => {
    const browser = await presenter()
    await walkThrough(browser, 'happy')
    const staff = await newOperator(the())
    await sendList(staff, { list: listOf([newOrganisation(the().sandbox)]) })
    const logged = await the().rows('events')
    expect((await the().rows('batch_lines')).length).toBeGreaterThan(0)
    expect(the().sandbox.state.systemUsers.size).toBe(5)
    the().sandbox.faults.moveClock(60_000)

    await reset(browser)

    for (const table of [
      'onboardings',
      'requests',
      'customers',
      'organisations',
      'system_users',
      'batches',
      'batch_lines',
    ])
      expect(await the().rows(table), table).toEqual([])
    expect(the().sandbox.state.systemUsers.size).toBe(4)
    expect(the().sandbox.faults.clockOffset()).toBe(0)
    const after = await the().rows<{ event: string }>('events')
    expect(after.slice(0, logged.length)).toEqual(logged)
    expect(after.at(-1)!.event).toBe('demo started over')
    expect(textOf((await browser.visit('/inspector')).text)).toContain('Ingen kall ennå')
    expect(textOf((await staff.visit('/admin/inspector')).text)).not.toContain('Opprett og bruk')
    expect((await staff.visit('/admin')).status).toBe(200)
  })

  test('forgets every token: the next walk shows a grant of its own', async () => {
    const browser = await presenter()
    await walkThrough(browser, 'happy')
    the().sandbox.calls.clear()
    await reset(browser)
    await walkThrough(browser, 'happy')
    const grants = the().sandbox.calls.list('maskinporten.token').length
    expect(grants).toBeGreaterThanOrEqual(4)
  })

  test('says whose fault it is when the sandbox does not answer, and forgets nothing', async () => {
    const smartcloud = await openSmartCloud()
    const browser = smartcloud.newBrowser()
    await signUp(browser)
    const confirm = await browser.visit('/inspector/scripts/reset')
    await smartcloud.sandbox.close()
    const page = await browser.submit(confirm)
    expect(page.status).toBe(503)
    expect(textOf(page.text)).toContain('Vi får ikke kontakt med sandkassen')
    expect(await smartcloud.rows('onboardings')).toHaveLength(1)
    const chapter = await browser.visit('/inspector/scripts/happy/1')
    expect(chapter.status).toBe(200)
    expect(textOf(chapter.text)).toContain('Sandkassen tar ikke imot bestillinger herfra')
  })

  test.each([
    { back: 'https://evil.example/' },
    { back: '/admin' },
    { back: '/inspector/scripts', more: 'x' },
  ])('leads nowhere else and takes nothing else: %j', async fields => {
    const browser = await presenter()
    const confirm = await browser.visit('/inspector/scripts/reset')
    expect((await browser.submit(confirm, fields as Record<string, string>)).status).toBe(400)
  })
})

test('a chapter that nobody has walked to yet says so, in place of a dead link', async () => {
  const browser = await presenter()
  const page = await browser.visit('/inspector/scripts/happy/4')
  expect(readChapter(page).go).toBeUndefined()
  expect(textOf(page.text)).toContain('Røntgen har ikke sett kallet ennå')
})

test('one presenter is not shown what another has walked', async () => {
  await walkThrough(await presenter(), 'happy')
  const page = await the().newBrowser().visit('/inspector/scripts/happy/4')
  expect(readChapter(page).go).toBeUndefined()
})

test.each(['/happy/0', '/happy/7', '/happy/01', '/happy/x', '/sad/1', '/happy', '/constructor/1'])(
  'there is no chapter at %s',
  async path => {
    const { status } = await the().newBrowser().visit(`/inspector/scripts${path}`)
    expect(status).toBe(404)
  },
)

test('the scripts are found from Røntgen', async () => {
  const browser = the().newBrowser()
  const contents = await browser.follow(await browser.visit('/inspector'), 'Demomanus')
  const chapter = await browser.follow(contents, 'Virksomheten registrerer seg')
  expect(new URL(chapter.url).pathname).toBe('/inspector/scripts/happy/1')
})

describe('Outside the sandbox', () => {
  test.each<[string, Options]>([
    ['on TT02', { deps: () => ({ environment: 'tt02' }) }],
    ['where there is no sandbox to put right', { deps: () => ({ stage: undefined }) }],
    ['with Røntgen off', { settings: { INSPECTOR: 'off' } }],
  ])('there are no scripts: %s', async (what, options) => {
    const smartcloud = await openSmartCloud(options)
    const browser = smartcloud.newBrowser()
    for (const path of ['', '/break', '/reset', '/happy/1'])
      expect((await browser.visit(`/inspector/scripts${path}`)).status, path).toBe(404)
    const form = await browser.visit('/sign-up/smartbasic')
    const token = /name="_csrf" value="([^"]+)"/.exec(form.text)![1]!
    for (const [path, fields] of [
      ['/reset', { back: '/inspector/scripts' }],
      ['/tokens', { back: '/inspector/scripts/happy/1' }],
      ['/break', { back: '/inspector/scripts/happy/1', fault: 'clock' }],
    ] as const) {
      const there = { _csrf: token, ...fields }
      const { status } = await browser.go('post', `/inspector/scripts${path}`, there)
      expect(status, path).toBe(404)
    }
    const list = await browser.visit('/inspector')
    if (what === 'on TT02') expect(list.text).not.toContain('/inspector/scripts')
  })
})
