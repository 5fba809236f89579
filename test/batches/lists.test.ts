import { describe, expect, test } from 'vitest'
import { decide, newOrganisation, requestsOf, timesSent } from '../support/at-altinn.js'
import { textOf, type Browser, type Visit } from '../support/browser.js'
import { newCustomer } from '../support/customer.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import { signUp, type Organisation } from '../support/people.js'
import { signInAsStaff } from '../support/sign-in.js'
import {
  batchIdIn,
  encoded,
  HEADING,
  lineFor,
  listOf,
  NEW,
  newOperator,
  newOrganisations,
  sendList,
  theOperator,
} from './send-list.js'

const smartcloud = shareSmartCloud()

const OURS = { accept: 'text/html', origin: 'http://localhost:3000' }

/** Lets so many lines' time come, one after the other. */
async function workFor(seconds: number): Promise<void> {
  const { workOnLists, clock } = smartcloud()
  for (let second = 0; second < seconds; second++) {
    await workOnLists()
    clock.pass(1_000)
  }
  await workOnLists()
}

/** One of the buttons of a list. */
const press = (browser: Browser, page: Visit, does: string): Promise<Visit> =>
  browser.go('post', `${page.url}/${does}`, {
    _csrf: /name="_csrf" value="([^"]+)"/.exec(page.text)![1]!,
  })

async function start(browser: Browser, list: string, rate = '60'): Promise<Visit> {
  const check = await sendList(browser, { list, rate })
  return press(browser, check, 'start')
}

const sentTo = (organisations: readonly Organisation[]): number[] =>
  organisations.map(one => requestsOf(smartcloud().sandbox, one).length)

describe('An operator sends a list', () => {
  test('sees it checked, starts it, and every customer is asked once', async () => {
    const { sandbox, rows } = smartcloud()
    const browser = await theOperator(smartcloud())
    const organisations = newOrganisations(smartcloud(), 3)
    const [first] = organisations

    const check = await sendList(browser, { file: listOf(organisations) })

    expect(textOf(check.text)).toContain('3 linjer kan sendes.')
    expect(textOf(check.text)).toContain(`Prøve ${first!.organisationNumber} AS`)
    expect(sentTo(organisations)).toEqual([0, 0, 0])

    const started = await browser.submit(check, {}, { button: 'Send 3 forespørsler' })
    expect(textOf(started.text)).toContain('Utsendingen er i gang')
    await workFor(3)

    const done = await browser.visit(check.url)
    expect(textOf(done.text)).toContain('Alle linjene er ferdige.')
    expect(sentTo(organisations)).toEqual([1, 1, 1])
    expect(done.text).toContain(`href="${sandbox.origin}`)
    const [known] = await rows(
      'organisations',
      `organisation_number = '${first!.organisationNumber}'`,
    )
    expect(known).toMatchObject({ name: first!.name, email: 'kari@example.no' })
  })

  test('and whoever did it is in the log, with every request', async () => {
    const { rows } = smartcloud()
    const browser = await theOperator(smartcloud())
    const organisations = newOrganisations(smartcloud(), 1)
    const page = await start(browser, listOf(organisations))
    await press(browser, page, 'pause')
    await press(browser, await browser.visit(page.url), 'resume')
    await workFor(1)

    const id = batchIdIn(page)
    const events = await rows<{ event: string; actor: string }>('events', `object_id = '${id}'`)
    expect(events.map(({ event }) => event)).toEqual([
      'batch checked',
      'batch started',
      'batch paused',
      'batch resumed',
      'batch done',
    ])
    const [request] = await rows<{ id: string }>(
      'requests',
      `organisation_number = '${organisations[0]!.organisationNumber}'`,
    )
    const ofRequest = await rows<{ actor: string }>('events', `object_id = '${request!.id}'`)
    const operators = new Set([...events.slice(0, 4), ...ofRequest].map(({ actor }) => actor))
    expect([...operators]).toEqual([expect.stringContaining('staff-operator')])
  })

  test('saved by Excel in Norway, with semicolons and Windows-1252', async () => {
    const browser = await theOperator(smartcloud())
    const { organisationNumber } = newOrganisation(smartcloud().sandbox)
    const file = Buffer.from(
      `Org.nr;E-post;Kontaktperson;Pakke\r\n${organisationNumber};b@c.no;Bjørg Ærlig Åse;smartpluss\r\n`,
      'latin1',
    )

    const check = await sendList(browser, { file })

    expect(textOf(check.text)).toContain('Bjørg Ærlig Åse')
    expect(textOf(check.text)).toContain('SmartPluss')
    expect(textOf(check.text)).toContain('1 linje kan sendes.')
  })

  test('and sees line by line what cannot be sent, and only that when so chosen', async () => {
    const { sandbox } = smartcloud()
    const browser = await theOperator(smartcloud())
    const [one, other] = newOrganisations(smartcloud(), 2)
    const lines = [
      lineFor(one!),
      lineFor(one!),
      '３１２６００７５７;kari@example.no;Kari;SmartBasic',
      `${other!.organisationNumber};kari;;SmartUltra`,
      '01017012345;kari@example.no;Kari;SmartBasic',
    ]

    const check = await sendList(browser, { list: [HEADING, ...lines].join('\n') })

    const text = textOf(check.text)
    expect(text).toContain('1 linje kan sendes.')
    expect(text).toContain('4 linjer kan ikke sendes.')
    expect(text).toContain('Samme nummer står på linje 2, som er den som gjelder.')
    expect(text).toContain('tegn som bare likner på siffer')
    expect(text).toContain('E-postadressen mangler krøllalfa (@).')
    expect(text).toContain('Vi har ingen pakke med det navnet.')
    expect(check.text).not.toContain('01017012345')
    const problems = await browser.visit(`${check.url}?show=problems`)
    expect(problems.text.match(/rowheader/g)).toHaveLength(4)

    const page = await browser.submit(check, {}, { button: 'Send 1 forespørsel' })
    await workFor(2)
    expect(sentTo([one!, other!])).toEqual([1, 0])
    expect(timesSent(sandbox)).toBe(1)
    expect(textOf((await browser.visit(page.url)).text)).toContain('Ferdig')
  })

  test('and who has it already, waits, or has said no, is told apart before anything is sent', async () => {
    const { sandbox, newBrowser } = smartcloud()
    const browser = await theOperator(smartcloud())
    const { organisation: customer } = await newCustomer(smartcloud())
    const [waiting, rejected] = newOrganisations(smartcloud(), 2)
    for (const organisation of [waiting!, rejected!]) {
      const visitor = newBrowser()
      await visitor.submit(await signUp(visitor, organisation))
      if (organisation === rejected) decide(sandbox, organisation, 'reject')
      await visitor.visit('/receipt')
    }

    const check = await sendList(browser, { list: listOf([customer, waiting!, rejected!]) })

    const text = textOf(check.text)
    expect(text).toContain('1 linje kan sendes.')
    expect(text).toContain('Kunden har systemtilgang allerede.')
    expect(text).toContain('Kunden har en forespørsel som venter.')
    expect(text).toContain('Kunden har latt være å godkjenne før.')

    const page = await press(browser, check, 'start')
    await workFor(1)
    expect(timesSent(sandbox)).toBe(3) // all by the visitors themselves
    const report = await browser.visit(`${page.url}/report.csv`)
    const line = report.text.split('\r\n').find(row => row.includes(waiting!.organisationNumber))
    expect(line).toContain(`"Sendt";"";"Venter på godkjenning";"${sandbox.origin}`)
  })

  test('at the rate it was given, by the clock', async () => {
    const { clock, workOnLists } = smartcloud()
    const browser = await theOperator(smartcloud())
    const organisations = newOrganisations(smartcloud(), 3)
    await start(browser, listOf(organisations), '2')

    await workOnLists()
    expect(sentTo(organisations)).toEqual([1, 0, 0])
    clock.pass(29_999)
    await workOnLists()
    expect(sentTo(organisations)).toEqual([1, 0, 0])
    clock.pass(1)
    await workOnLists()
    expect(sentTo(organisations)).toEqual([1, 1, 0])
  })

  test('and pauses it, goes on, and cancels it: what was sent stays, and nothing more is sent', async () => {
    const browser = await theOperator(smartcloud())
    const organisations = newOrganisations(smartcloud(), 4)
    const page = await start(browser, listOf(organisations))
    await workFor(0)

    const paused = await press(browser, await browser.visit(page.url), 'pause')
    expect(textOf(paused.text)).toContain('Ingenting sendes før du fortsetter.')
    await workFor(3)
    expect(sentTo(organisations)).toEqual([1, 0, 0, 0])

    await press(browser, paused, 'resume')
    await workFor(0)
    expect(sentTo(organisations)).toEqual([1, 1, 0, 0])

    const sure = await browser.follow(await browser.visit(page.url), 'Avbryt listen')
    expect(textOf(sure.text)).toContain('2 linjer som ikke er sendt, blir ikke sendt.')
    const cancelled = await browser.submit(sure, {}, { button: 'Ja, avbryt listen' })
    expect(textOf(cancelled.text)).toContain('2 linjer ble ikke sendt.')
    await workFor(3)
    expect(sentTo(organisations)).toEqual([1, 1, 0, 0])
  })

  test('twice at once, and it is started once', async () => {
    const { rows } = smartcloud()
    const browser = await theOperator(smartcloud())
    const check = await sendList(browser, { list: listOf(newOrganisations(smartcloud(), 1)) })

    await press(browser, check, 'start')
    const again = await press(browser, check, 'start')

    expect(textOf(again.text)).toContain('Listen har endret seg siden du åpnet siden.')
    const events = await rows('events', `object_id = '${batchIdIn(check)}'`)
    expect(events.filter(({ event }) => event === 'batch started')).toHaveLength(1)
  })

  test('and watches it without loading the page anew', async () => {
    const browser = await theOperator(smartcloud())
    const page = await start(browser, listOf(newOrganisations(smartcloud(), 2)))
    await workFor(0)

    const { text } = await browser.visit(`${page.url}/progress`)

    expect(JSON.parse(text)).toMatchObject({
      state: 'running',
      value: 1,
      max: 2,
      text: '1 av 2 linjer er ferdige.',
    })
    expect(page.text).toContain('<noscript><meta http-equiv="refresh" content="5">')
  })
})

describe('What goes wrong while a list is sent', () => {
  test('is ours: it pauses itself with a sentence, and loses nothing', async () => {
    const { sandbox } = smartcloud()
    const browser = await theOperator(smartcloud())
    const organisations = newOrganisations(smartcloud(), 3)
    sandbox.faults.add({
      target: 'altinn.create',
      kind: 'status',
      status: 400,
      body: { status: 400, code: 'AUTH-00021', title: 'The redirect URL is not registered' },
    })
    const page = await start(browser, listOf(organisations))
    await workFor(3)

    const paused = await browser.visit(page.url)
    expect(textOf(paused.text)).toContain('Listen satte seg selv på pause')
    expect(textOf(paused.text)).toContain(
      'Altinn godtar ikke systemet vårt slik det er (AUTH-00021)',
    )
    expect(sentTo(organisations)).toEqual([0, 0, 0])

    await press(browser, paused, 'resume')
    await workFor(3)
    expect(sentTo(organisations)).toEqual([1, 1, 1])
  })

  test('is an outage: the lines wait, one after the other, and come through when it is over', async () => {
    const { sandbox, clock } = smartcloud()
    const browser = await theOperator(smartcloud())
    const organisations = newOrganisations(smartcloud(), 20)
    sandbox.faults.add({ target: 'altinn.create', kind: 'refuse', times: 1_000 })
    const page = await start(browser, listOf(organisations), '600')
    await workFor(60)
    expect(timesSent(sandbox)).toBeLessThan(80)
    expect(JSON.parse((await browser.visit(`${page.url}/progress`)).text)).toMatchObject({
      value: 0,
      state: 'running',
    })

    sandbox.faults.clear()
    for (let minute = 0; minute < 12; minute++) {
      clock.pass(60_000)
      await workFor(3)
    }
    expect(sentTo(organisations)).toEqual(organisations.map(() => 1))
    expect(textOf((await browser.visit(page.url)).text)).toContain('Alle linjene er ferdige.')
  })

  test('is one customer’s: that line says why, and the others are sent', async () => {
    const { sandbox } = smartcloud()
    const browser = await theOperator(smartcloud())
    const organisations = newOrganisations(smartcloud(), 2)
    sandbox.state.organisations.delete(organisations[0]!.organisationNumber)
    const page = await start(browser, listOf(organisations))
    await workFor(2)

    const done = await browser.visit(`${page.url}?show=problems`)
    expect(textOf(done.text)).toContain('Altinn kjenner ikke virksomheten.')
    expect(textOf(done.text)).toContain('Finnes ikke i Enhetsregisteret.')
    expect(sentTo(organisations)).toEqual([0, 1])
  })

  test('leaves it open whether Altinn has it: it is sent again after the grace only, also when the list was cancelled', async () => {
    const { sandbox, clock, recover, workOnLists } = smartcloud()
    const browser = await theOperator(smartcloud())
    const organisations = newOrganisations(smartcloud(), 1)
    sandbox.faults.add({ target: 'altinn.create', kind: 'status', status: 500 })
    const page = await start(browser, listOf(organisations))
    await workOnLists()
    const unclear = await browser.visit(page.url)
    expect(textOf(unclear.text)).toContain('Altinn svarte ikke klart.')
    await press(browser, unclear, 'cancel')

    clock.pass(40_000)
    await workOnLists()
    expect(timesSent(sandbox)).toBe(1)
    clock.pass(30_000)
    await recover()
    await workOnLists()

    expect(sentTo(organisations)).toEqual([1])
    expect(textOf((await browser.visit(page.url)).text)).toContain('Lenke til Altinn')
  })
})

describe('A list that is not taken', () => {
  const refused = async (sent: Parameters<typeof sendList>[1]) => {
    const { rows } = smartcloud()
    const browser = await theOperator(smartcloud())
    const before = (await rows('batches')).length
    const answer = await sendList(browser, sent)
    expect((await rows('batches')).length).toBe(before)
    return { status: answer.status, text: textOf(answer.text), html: answer.text }
  }
  const GOOD = '312600757;kari@example.no;Kari;SmartBasic'

  test.each([
    ['no list at all', {}, 'Velg en fil, eller lim inn linjene'],
    ['both a file and lines', { file: GOOD, list: GOOD }, 'ikke begge'],
    ['no name', { name: ' ', list: GOOD }, 'Skriv inn et navn på listen'],
    ['a rate of nought', { rate: '0', list: GOOD }, 'Skriv et helt tall fra 1 til 600'],
    ['a rate beyond all bounds', { rate: '601', list: GOOD }, 'Skriv et helt tall fra 1 til 600'],
    ['a rate that is none', { rate: '1e2', list: GOOD }, 'Skriv et helt tall fra 1 til 600'],
    [
      'wrong columns',
      { list: 'orgnr;pris\n312600757;1' },
      'Vi finner ikke e-post, kontaktperson og pakke',
    ],
    ['a spreadsheet', { file: 'PK\u0003\u0004…' }, 'Filen er et regneark'],
    ['an image', { file: Uint8Array.of(0x89, 0x50, 0, 0, 1) }, 'Filen er ikke en tekstfil'],
    ['an open quote', { list: `${HEADING}\n"312600757;a` }, 'Linje 2 har et anførselstegn'],
    ['10,001 lines', { list: `${GOOD}\n`.repeat(10_001) }, 'Listen har mer enn 10 000 linjer'],
  ])('has %s', async (_, sent, sentence) => {
    const { status, text, html } = await refused(sent)
    expect(status).toBe(422)
    expect(text).toContain(sentence)
    expect(html).toContain('<title>Feil: ')
    expect(html).toContain('id="error-summary"')
  })

  test('has more than 2 MB', async () => {
    const { status, text } = await refused({ file: 'a'.repeat(2_000_001) })
    expect(status).toBe(413)
    expect(text).toContain('Listen er større enn 2 MB. Del den i flere')
  })

  test('has 5 MB, and is not read to its end', async () => {
    const { status, text } = await refused({ file: `${GOOD}\n`.repeat(120_000) })
    expect(status).toBe(413)
    expect(text).toContain('En fil kan være på høyst 2 MB.')
  })

  test('keeps what was pasted', async () => {
    const { html } = await refused({ list: 'orgnr;<b>pris\n312600757;1' })
    expect(html).toContain('orgnr;&lt;b&gt;pris')
  })
})

describe('A form with a file', () => {
  async function post(
    browser: Browser,
    change: (form: Awaited<ReturnType<typeof encoded>>) => void = () => {},
    headers: Record<string, string> = {},
    path = NEW,
    sent: Record<string, unknown> = {},
  ): Promise<Visit> {
    const page = await browser.visit(NEW)
    const form = await encoded(page, {
      list: listOf(newOrganisations(smartcloud(), 1)),
      ...sent,
    })
    change(form)
    return browser.raw('POST', path, {
      headers: { ...OURS, ...form.headers, ...headers },
      body: form.body,
    })
  }

  test('is refused without our token, with another’s, and from another site', async () => {
    const browser = await theOperator(smartcloud())
    const another = await newOperator(smartcloud())
    const theirs = /name="_csrf" value="([^"]+)"/.exec((await another.visit(NEW)).text)![1]!

    expect(await post(browser, undefined, {}, NEW, { _csrf: '' })).toMatchObject({ status: 403 })
    expect(await post(browser, undefined, {}, NEW, { _csrf: theirs })).toMatchObject({
      status: 403,
    })
    expect(await post(browser, undefined, { origin: 'https://evil.example' })).toMatchObject({
      status: 403,
    })
    expect(await post(browser)).toMatchObject({ status: 303 })
  })

  test('of somebody who is not signed in is not read at all', async () => {
    const { newBrowser } = smartcloud()
    const form = new FormData()
    form.append('file', new Blob(['x'.repeat(3_000_000)]), 'x.csv')
    const request = new Request('http://localhost', { method: 'POST', body: form })
    const answer = await newBrowser().raw('POST', NEW, {
      headers: { ...OURS, 'content-type': request.headers.get('content-type')! },
      body: Buffer.from(await request.arrayBuffer()),
    })
    expect(answer.status).toBe(403) // and not 413, which takes reading
  })

  test.each([
    ['another field', { more: 'yes' }],
    ['a state', { state: 'running' }],
    ['a prototype', { __proto__x: '1', constructor: '1' }],
  ])('has %s, and is refused', async (_, more) => {
    const browser = await theOperator(smartcloud())
    expect(await post(browser, undefined, {}, NEW, more)).toMatchObject({ status: 400 })
  })

  test.each([
    ['is cut off', (form: { body: Buffer }) => (form.body = form.body.subarray(0, -80)), 400],
    [
      'has another boundary',
      (form: { headers: Record<string, string> }) =>
        (form.headers['content-type'] = 'multipart/form-data; boundary=x'),
      400,
    ],
    [
      'has no boundary',
      (form: { headers: Record<string, string> }) =>
        (form.headers['content-type'] = 'multipart/form-data'),
      400,
    ],
    [
      'has the same field twice',
      (form: { body: Buffer }) => {
        const text = form.body.toString('latin1')
        const boundary = text.split('\r\n')[0]!
        const part = `${boundary}\r\nContent-Disposition: form-data; name="rate"\r\n\r\n60\r\n`
        form.body = Buffer.from(part + text, 'latin1')
      },
      400,
    ],
    [
      'has two files',
      (form: { body: Buffer }) => {
        const text = form.body.toString('latin1')
        const boundary = text.split('\r\n')[0]!
        const part = `${boundary}\r\nContent-Disposition: form-data; name="file2"; filename="a"\r\n\r\n60\r\n`
        form.body = Buffer.from(part + text, 'latin1')
      },
      400,
    ],
  ])('%s, and is refused', async (_, change, status) => {
    const browser = await theOperator(smartcloud())
    expect(await post(browser, change as never)).toMatchObject({ status })
  })

  test('is not taken anywhere else', async () => {
    const browser = await theOperator(smartcloud())
    for (const path of ['/admin/batches', `${NEW}/`, NEW.toUpperCase(), '/sign-up/check'])
      expect((await post(browser, undefined, {}, path)).status, path).toBe(415)
  })
})

describe('Who may do what with lists', () => {
  test('a viewer reads, and does not change anything', async () => {
    const operator = await theOperator(smartcloud())
    const { url } = await sendList(operator, { list: listOf(newOrganisations(smartcloud(), 1)) })
    const viewer = smartcloud().newBrowser()
    await signInAsStaff(viewer, 'viewer')

    const list = await viewer.visit('/admin/batches')
    expect(list.text).not.toContain(NEW)
    const page = await viewer.visit(url)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('/start')
    expect((await viewer.visit(`${url}/report.csv`)).status).toBe(200)
    expect((await viewer.visit(NEW)).status).toBe(403)
    expect((await viewer.visit(`${url}/cancel`)).status).toBe(403)
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(page.text)![1]!
    for (const does of ['start', 'pause', 'resume', 'cancel'])
      expect((await viewer.go('post', `${url}/${does}`, { _csrf })).status, does).toBe(403)
    const batch = await smartcloud().database.batches.byId(batchIdIn({ ...page, url }))
    expect(batch).toMatchObject({ state: 'checked' })
  })

  test('whoever is not signed in is sent to do so', async () => {
    const visit = await smartcloud().newBrowser().visit('/admin/batches')
    expect(visit.url).toContain('/staff/login')
  })

  test.each([
    ['/admin/batches?page=0', 400],
    ['/admin/batches?page=-1', 400],
    ['/admin/batches?page=1e9', 400],
    ['/admin/batches?page=9007199254740993', 400],
    ['/admin/batches?show=all', 400],
    ['/admin/batches?page=999', 200],
    ['/admin/batches/00000000-0000-4000-8000-000000000000', 404],
    ['/admin/batches/1', 404],
    ['/admin/batches/%00', 404],
    ["/admin/batches/'%20OR%201=1--", 404],
    ['/admin/batches/00000000-0000-4000-8000-000000000000/report.csv', 404],
    ['/admin/batches/00000000-0000-4000-8000-000000000000/progress', 404],
  ])('%s is answered with %i', async (path, status) => {
    const browser = await theOperator(smartcloud())
    expect((await browser.visit(path)).status).toBe(status)
  })
})

describe('The report', () => {
  test('computes nothing and runs nothing, whatever customers are called', async () => {
    const { sandbox } = smartcloud()
    const browser = await theOperator(smartcloud())
    const [one, other] = newOrganisations(smartcloud(), 2)
    sandbox.state.organisations.get(one!.organisationNumber)!.name =
      '=HYPERLINK("http://evil.example";"x")<script>alert(1)</script>'
    const list = [
      HEADING,
      `${one!.organisationNumber};kari@example.no;"=cmd|' /C calc'!A0";SmartBasic`,
      `${other!.organisationNumber};+1@example.no;"@SUM(1)<img src=x onerror=alert(1)>";SmartBasic`,
      "-2+3;kari@example.no;'); DROP TABLE batches;SmartBasic",
    ].join('\n')
    const page = await press(
      browser,
      await sendList(browser, { list, name: '=1+1"><script>alert(1)</script>' }),
      'start',
    )
    await workFor(2)

    const html = (await browser.visit(page.url)).text
    expect(html).not.toMatch(/<script>alert|<img src=x/)
    expect(html).toContain('&lt;script&gt;')
    const report = await browser.visit(`${page.url}/report.csv`)
    expect(report.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(report.headers['content-disposition']).toMatch(/^attachment; filename="?[\w.-]+"?$/)
    expect(report.text).toMatch(/^\ufeff"Linje";"Organisasjonsnummer"/)
    const cells = [...report.text.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell]) => cell!)
    expect(cells.length).toBe(40)
    expect(cells.filter(cell => /^[=+\-@\t\r]/.test(cell))).toEqual([])
    expect(cells).toContain("'=cmd|' /C calc'!A0")
    expect(cells).toContain("'-2+3")
  })
})

describe('The register of legal entities', () => {
  test('is out of order, and nothing waits for it', async () => {
    const { sandbox, clock } = smartcloud()
    const browser = await theOperator(smartcloud())
    clock.pass(60_000)
    sandbox.faults.add({ target: 'business-register', kind: 'status', status: 500, times: 100 })
    const organisations = newOrganisations(smartcloud(), 2)

    const check = await sendList(browser, { list: listOf(organisations) })

    expect(textOf(check.text)).toContain('2 linjer kan sendes.')
    expect(textOf(check.text)).toContain('Uten navn')
    expect(sandbox.calls.count('business-register')).toBeLessThanOrEqual(4)
    await press(browser, check, 'start')
    await workFor(2)
    expect(sentTo(organisations)).toEqual([1, 1])
    sandbox.faults.clear()
    clock.pass(60_000)
  })

  test('says what is closed down, and is asked once', async () => {
    const { sandbox } = smartcloud()
    const browser = await theOperator(smartcloud())
    const [one] = newOrganisations(smartcloud(), 1)
    sandbox.faults.add({ target: 'business-register', kind: 'status', status: 410 })

    const check = await sendList(browser, { list: listOf([one!]) })

    expect(textOf(check.text)).toContain('Slettet i Enhetsregisteret.')
    await browser.visit(check.url)
    expect(sandbox.calls.count('business-register')).toBe(1)
  })
})
