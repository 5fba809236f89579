import { beforeAll, describe, expect, test } from 'vitest'
import { formsOn, textOf, type Browser, type Visit } from '../support/browser.js'
import { newCustomer } from '../support/customer.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import { signInAsStaff } from '../support/sign-in.js'

/*
 * Whoever asks afterwards what happened finds it here (requirements S61 to S63).
 */

const the = shareSmartCloud()
const MINUTE = 60_000

let operator: Browser
beforeAll(async () => {
  operator = the().newBrowser()
  await signInAsStaff(operator, 'operator')
})

const log = (query: Record<string, string> = {}) =>
  operator.visit(`/admin/log?${new URLSearchParams(query)}`)

/** What stands in the rows: event and whom it is about, the newest first. */
const rowsOn = ({ text }: Visit): string[] =>
  [...text.matchAll(/<tr role="row"><th scope="row"[\s\S]*?<\/tr>/g)].map(([row]) =>
    textOf(row.replace(/<details>[\s\S]*<\/details>/, '')),
  )

/** The JSON of each row. */
const detailsOn = ({ text }: Visit): string[] =>
  [...text.matchAll(/<pre class="block"[^>]*>([\s\S]*?)<\/pre>/g)].map(([, json]) => textOf(json!))

const record = (event: Parameters<ReturnType<typeof the>['database']['events']['record']>[0]) =>
  the().database.events.record({ environment: 'sandbox', ...event })

async function download(format: 'csv' | 'jsonl', query: Record<string, string> = {}) {
  const page = await log(query)
  const form = formsOn(page).find(({ action }) => action === '/admin/log/export')!
  return operator.go('post', form.action, { ...form.fields, format }, page.url)
}

describe('The log tells', () => {
  test('who did what to whom, in words, with a way to it', async () => {
    const { organisation } = await newCustomer(the())
    const page = await log({ organisation: organisation.organisationNumber })
    const rows = rowsOn(page)

    expect(rows.at(-1)).toMatch(/Registrert Besøkende Registrering/)
    expect(rows.join('\n')).toMatch(
      /Forespørsel mottatt av Altinn Besøkende Forespørsel \w{8} Utført/,
    )
    expect(rows.join('\n')).toMatch(/Logget inn Innlogget hos kunde Kunde/)
    expect(page.text).toContain(`href="/admin/customers/${organisation.organisationNumber}"`)
    expect(page.text).toMatch(/href="\/admin\/requests\/[\w-]{36}"/)
  })

  test('one of our own people by name, and what they are', async () => {
    const [row] = rowsOn(await log({ event: 'signed in', text: '"operator"' }))
    expect(row).toMatch(/Logget inn \S+ \S+ \S+ Utført/)
    const [details] = detailsOn(await log({ event: 'signed in', text: '"operator"' }))
    expect(JSON.parse(details!)).toMatchObject({ audience: 'staff', roles: ['viewer', 'operator'] })
  })

  test('how SmartCloud was started, without a value of any setting', async () => {
    const page = await log({ event: 'started' })
    expect(rowsOn(page)).toEqual([expect.stringMatching(/SmartCloud startet SmartCloud Utført/)])
    const details = JSON.parse(detailsOn(page)[0]!) as object
    expect(details).toMatchObject({ version: '0.1.0', node: process.versions.node })
    expect(JSON.stringify(details)).not.toMatch(/http|secret|postgres|\.db/i)
  })

  test('what it has no words for as it is called', async () => {
    await record({ event: 'something new', objectType: 'thing', objectId: 'x-1' })
    expect(rowsOn(await log({ text: 'something new' }))).toEqual([
      expect.stringMatching(/something new Besøkende thing x-1 Utført/),
    ])
  })

  test('hostile words as words', async () => {
    const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`
    await record({
      event: evil,
      actor: evil,
      objectType: evil,
      objectId: evil,
      reference: evil,
      sourceAddress: evil,
      details: { [evil]: evil },
    })
    const queries: Record<string, string>[] = [{ text: 'onerror' }, { event: evil, actor: evil }]
    for (const query of queries) {
      const page = await log(query)
      expect(rowsOn(page)).toHaveLength(1)
      expect(page.text).not.toMatch(/<script>|<img/)
      expect(detailsOn(page)[0]).toContain('<script>alert(1)</script>')
    }
  })
})

describe('A search finds', () => {
  test('by what stands anywhere in an event, however it is written', async () => {
    await record({ event: 'found', reference: 'Ref-ABC-123', sourceAddress: '192.0.2.99' })
    await record({ event: 'found', details: { company: 'ÆRFUGL ÅS AS' } })
    await record({ event: 'found', actor: 'someone|Kari', details: { percent: '100%_!' } })
    for (const [text, times] of [
      ['found', 3],
      ['FOUND', 3],
      ['ref-abc', 1],
      ['192.0.2.99', 1],
      ['ærfugl ås', 1],
      ['Ærfugl Ås', 1],
      ['kari', 1],
      ['100%_!', 1],
      ['1_0', 0],
      ['10%!', 0],
    ] as const)
      expect([text, rowsOn(await log({ event: 'found', text })).length]).toEqual([text, times])
  })

  test('an organisation number as it is written in a letter', async () => {
    const { organisation } = await newCustomer(the())
    const number = organisation.organisationNumber.replace(/(...)(?=.)/g, '$1 ')
    const page = await log({ organisation: number })
    expect(rowsOn(page).length).toBeGreaterThan(3)
    expect(rowsOn(await log({ organisation: '999999999' }))).toEqual([])
    expect(rowsOn(await log({ text: number })).length).toBeGreaterThan(0)
  })

  test('by outcome, by who it was, and by day in Norway', async () => {
    const { clock } = the()
    const day = (instant: number) =>
      new Date(instant).toLocaleDateString('sv-SE', { timeZone: 'Europe/Oslo' })
    // Half an hour before midnight there, and half an hour after.
    const midnight = Date.parse(`${day(clock.now())}T23:00:00Z`)
    clock.pass(midnight - 30 * MINUTE - clock.now())
    await record({ event: 'late', outcome: 'failed' })
    const today = day(clock.now())
    clock.pass(60 * MINUTE)
    await record({ event: 'early', actor: 'SmartCloud' })
    const tomorrow = day(clock.now())
    operator = the().newBrowser()
    await signInAsStaff(operator, 'operator')

    const found = async (query: Record<string, string>) =>
      rowsOn(await log(query))
        .filter(row => /late|early/.test(row))
        .map(row => /late|early/.exec(row)![0])
    expect(await found({ to: today })).toEqual(['late'])
    expect(await found({ from: tomorrow })).toEqual(['early'])
    expect(await found({ from: today, to: tomorrow })).toEqual(['early', 'late'])
    expect(await found({ outcome: 'failed', from: today })).toEqual(['late'])
    expect(await found({ actor: 'SmartCloud', from: today })).toEqual(['early'])
    expect(await found({ actor: 'nobody', from: today })).toEqual(['late'])
  })

  test.each([
    'text=a&text=b',
    'outcome=good',
    'from=2026-02-30',
    'from=yesterday',
    'before=1',
    "before=' OR 1=1 --",
    `text=${'x'.repeat(101)}`,
    'other=1',
    '__proto__=1',
  ])('nothing in what it cannot read: %s', async query => {
    const page = await operator.visit(`/admin/log?${query}`)
    expect(page.status).toBe(400)
  })

  test('nothing, and says so', async () => {
    const page = await log({ text: 'no such thing anywhere' })
    expect(textOf(page.text)).toContain('Ingen hendelser passer med det du søker etter.')
    expect(page.text).not.toContain('<table')
  })
})

test('Page by page each event comes once, while others are written, and back again', async () => {
  for (let i = 1; i <= 45; i++) await record({ event: 'counted', details: { i } })
  const seen: string[][] = []
  let page = await log({ event: 'counted' })
  for (;;) {
    seen.push(detailsOn(page))
    await record({ event: 'counted', details: { i: 100 + seen.length } })
    if (!/aria-label="Eldre hendelser"/.test(page.text)) break
    page = await operator.follow(page, 'Eldre')
  }
  expect(seen.map(rows => rows.length)).toEqual([20, 20, 5])
  const numbers = seen.flat().map(json => (JSON.parse(json) as { i: number }).i)
  expect(numbers).toEqual(Array.from({ length: 45 }, (_, i) => 45 - i))

  page = await operator.follow(page, 'Nyere')
  expect(detailsOn(page)).toEqual(seen[1])
  page = await operator.follow(await operator.follow(page, 'Nyere'), 'Nyere')
  expect(detailsOn(page)).toHaveLength(3) // those that came meanwhile
  expect(page.text).not.toContain('aria-label="Nyere hendelser"')
})

describe('Taken out', () => {
  test('it is safe in a spreadsheet, and complete', async () => {
    const formula = `=cmd|' /C calc'!A0`
    for (const objectId of [formula, '+1', '@SUM(1)', '-2', 'a;"b"'])
      await record({ event: 'spread', objectType: 'thing', objectId, details: { objectId } })
    for (let i = 0; i < 600; i++) await record({ event: 'spread', objectId: `n${i}` })

    const file = await download('csv', { event: 'spread' })

    expect(file.headers['content-type']).toContain('text/csv')
    expect(file.headers['content-disposition']).toMatch(
      /^attachment; filename="smartcloud-log_\d{4}-\d\d-\d\d\.csv"$/,
    )
    expect(file.text.startsWith('\ufeff"Tid (UTC)";"Hvem"')).toBe(true)
    const lines = file.text.trimEnd().split('\r\n')
    expect(lines).toHaveLength(606)
    expect(lines.at(-1)).toContain(`"'${formula}"`)
    for (const line of lines) expect(line).not.toMatch(/(^|;)"[=+@-]/)
  })

  test('it is one JSON a line, and as it is stored', async () => {
    await record({ event: 'lines', details: { text: 'one\ntwo\u2028three' } })
    const { text } = await download('jsonl', { event: 'lines' })
    expect(
      text
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line) as object),
    ).toMatchObject([{ event: 'lines', outcome: 'ok', details: { text: 'one\ntwo\u2028three' } }])
  })

  test('that is written in it, once, with who did it and what they asked for', async () => {
    await download('csv', { event: 'started' })
    const [event] = await the().database.events.list({ limit: 1 })
    expect(event).toMatchObject({
      event: 'log exported',
      outcome: 'ok',
      actor: expect.stringContaining('|'),
      reference: expect.any(String),
      sourceAddress: expect.any(String),
      details: { format: 'csv', filter: { event: 'started' } },
    })
  })

  test('it is not by a link, and not with a field we do not know', async () => {
    expect((await operator.visit('/admin/log/export')).status).toBe(404)
    const form = formsOn(await log()).find(({ action }) => action === '/admin/log/export')!
    const others: Record<string, string>[] = [{ format: 'xml' }, { format: 'csv', limit: '9' }]
    for (const more of others) {
      const page = await operator.go('post', form.action, { ...form.fields, ...more })
      expect(page.status).toBe(400)
    }
  })
})

describe('Whoever sends what no honest browser does', () => {
  const refused = async (name: string) =>
    the().rows<{ details: string }>('events', `event = '${name}'`)

  test('is written down once a minute, with how many there were', async () => {
    const { newBrowser, clock } = the()
    clock.pass(MINUTE)
    const before = (await refused('form refused')).length
    const browser = newBrowser()
    for (let i = 0; i < 20; i++) await browser.go('post', '/language', { _csrf: 'wrong' })
    for (let i = 0; i < 20; i++)
      await browser.go('post', '/language', {}, undefined, { 'Sec-Fetch-Site': 'cross-site' })
    expect((await refused('form refused')).length - before).toBe(1)
    clock.pass(MINUTE)
    await browser.go('post', '/language', { _csrf: 'wrong' })
    const events = (await refused('form refused')).slice(before)
    expect(events.map(({ details }) => JSON.parse(details) as object)).toMatchObject([
      { why: 'formTooOld', method: 'POST', path: '/language' },
      { why: 'formTooOld', leftOut: 39 },
    ])
  })
})

test.each(['viewer', 'presenter'] as const)('A %s does not read it', async who => {
  const browser = the().newBrowser()
  await signInAsStaff(browser, who)
  expect((await browser.visit('/admin/log')).status).toBe(403)
  const sessions = await browser.visit('/admin/sessions')
  expect(sessions.text).not.toContain('<a href="/admin/log" aria-current')
  expect(/<nav class="views"[\s\S]*?<\/nav>/.exec(sessions.text)?.[0]).not.toContain('/admin/log')
})
