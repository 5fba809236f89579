import { beforeAll, describe, expect, test } from 'vitest'
import type { SeenCall } from '../../src/witness.js'
import { textOf, type Browser } from '../support/browser.js'
import type { Customer } from '../support/customer.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import { signInAsStaff } from '../support/sign-in.js'
import {
  flowsOf,
  onboarded,
  onboardedForClients,
  openStep,
  sectionOf,
  stepsOn,
  withChange,
} from './told-steps.js'

const smartcloud = shareSmartCloud()

const GET_TOKEN = 'Hent systembrukertoken'

describe('An onboarding, step by step', () => {
  let customer: Customer
  let flow: string
  beforeAll(async () => {
    customer = await onboarded(smartcloud())
    ;[flow] = (await flowsOf(customer.browser)) as [string]
  })
  const open = (title: string) => openStep(customer.browser, title, flow)

  test('names its steps and says which one is shown', async () => {
    const first = await customer.browser.visit(flow)
    const steps = stepsOn(first)
    expect(steps.map(({ number }) => number)).toEqual(steps.map((_, i) => i + 1))
    expect(steps.filter(({ isCurrent }) => isCurrent)).toEqual([steps[0]])
    expect(steps.map(({ title, tag }) => `${title} ${tag}`)).toEqual(
      expect.arrayContaining([
        'Hent token for å opprette forespørsel 200',
        'Opprett forespørsel om systembruker 201',
        'Send kunden til Altinn Videre',
        'Sjekk status på forespørselen 200',
        'Hent systembrukertoken 200',
        'Hent lønnsopplysninger 403',
      ]),
    )
  })

  test('can be walked from the first to the last by the links', async () => {
    let page = await customer.browser.visit(flow)
    const { length } = stepsOn(page)
    expect(page.text).not.toContain('rel="prev"')
    for (let number = 1; number < length; number++) {
      expect(textOf(page.text)).toContain(`${number} av ${length}`)
      const next = /rel="next" href="([^"]+)"/.exec(page.text)![1]!
      page = await customer.browser.visit(next.replaceAll('&amp;', '&'))
    }
    expect(page.text).not.toContain('rel="next"')
    expect(page.text).toContain('rel="prev"')
    expect(page.text).toContain(`<title>Steg ${length} av ${length}: `)
  })

  test('shows what was asked of Maskinporten, with the assertion in parts and no signature', async () => {
    const page = await open(GET_TOKEN)
    const request = sectionOf(page, 'Forespørsel')
    expect(request).toContain('POST http')
    expect(request).toContain('grant_type urn:ietf:params:oauth:grant-type:jwt-bearer')
    expect(request).toMatch(/assertion eyJ[\w.-]{57}…/)
    expect(request).toContain('"alg": "RS256"')
    expect(request).toContain('"type": "urn:altinn:systemuser"')
    expect(request).toContain('Signatur … Signaturen er fjernet.')
  })

  test('explains every field of the token, those of the system user first', async () => {
    const page = await open(GET_TOKEN)
    const table = sectionOf(page, 'Innholdet i tokenet')
    expect(table).toContain('authorization_details[0] – finnes bare i systembrukertoken')
    expect(table.indexOf('systemuser_org.ID')).toBeLessThan(
      table.indexOf('Som i andre Maskinporten-token'),
    )
    expect(table.indexOf('Som i andre Maskinporten-token')).toBeLessThan(
      table.indexOf('consumer.ID'),
    )
    const { organisationNumber } = customer.organisation
    expect(table).toContain(`0192:${organisationNumber} Kunden som har godkjent tilgangen`)
    expect(table).toContain('Utløper 20.11.2026 kl. 09.02.00, om 2 min 0 s')
    expect(page.text).not.toContain('Ikke beskrevet')
    expect(sectionOf(page, 'Svar')).toContain('access_token, utløper om 120 s')
    expect(sectionOf(page, 'Svar')).toContain('er feltet authorization_details')
  })

  test('ties what was asked for to what was given', async () => {
    const tied = sectionOf(await open(GET_TOKEN), 'Det som må stemme')
    const number = `0192:${customer.organisation.organisationNumber}`
    const inBoth = `authorization_details[0].systemuser_org.ID ${number}`
    expect(tied).toContain(`${inBoth} ${inBoth} Stemmer`)
    expect(tied).toMatch(/iss ([\da-f-]{36}) client_id \1 Stemmer/)
    expect(tied).toMatch(/system_id \d{9}_\w+ Bare i tokenet/)
    expect(tied).toContain('Det er systemet SmartCloud har registrert.')
    expect(tied).toContain('Ekstern referanse Uten referanse bruker Altinn organisasjonsnummeret')
    expect(tied).toContain('Ikke i bruk')
    expect(tied).toMatch(/scope (\S+) scope \1 Stemmer/)
    expect(tied).not.toContain('Stemmer ikke')
  })

  test('says which step the token of a later call came from', async () => {
    const page = await open('Hent logistikkstatus')
    const [, fingerprint, number] = /Token ([\da-f]{6}), fra steg (\d+)/.exec(textOf(page.text))!
    const source = await customer.browser.follow(page, `Token ${fingerprint}, fra steg ${number}`)
    expect(stepsOn(source).find(({ isCurrent }) => isCurrent)).toMatchObject({
      number: Number(number),
      title: GET_TOKEN,
    })
    expect(sectionOf(source, 'Svar')).toContain(`"access_token": "‹jwt ${fingerprint}›"`)
  })

  test('tells of a token that was kept, and where it was fetched', async () => {
    const page = await open('Bruk Altinn-tokenet om igjen')
    expect(textOf(page.text)).toContain('Tokenet ble hentet fra mellomlageret.')
    const source = await customer.browser.follow(page, 'Tokenet ble hentet i steg')
    expect(stepsOn(source).find(({ isCurrent }) => isCurrent)!.title).toBe('Bytt til Altinn-token')
  })

  test('says who refused, and every page links to it', async () => {
    const refused = await open('Hent lønnsopplysninger')
    expect(sectionOf(refused, 'Svar')).toContain('403 Forbidden')
    expect(textOf(refused.text)).toContain('API-et spør Altinn om systembrukeren har lov.')
    const first = await customer.browser.visit(flow)
    const back = await customer.browser.follow(first, 'Hent lønnsopplysninger')
    expect(new URL(back.url).search).toBe(new URL(refused.url).search)
  })

  test('has lanes that say in one sentence who talked to whom', async () => {
    const { text } = await open(GET_TOKEN)
    expect(text).toContain(
      'role="img" aria-label="SmartCloud sender POST /token til Maskinporten, svar 200"',
    )
  })

  test('is in English for who reads English', async () => {
    const visitor = customer.browser
    await visitor.submit(await visitor.visit(flow), { language: 'en' }, { action: '/language' })
    const page = await openStep(visitor, 'Get a system user token', flow)
    expect(page.text).toContain('<html lang="en"')
    const table = sectionOf(page, 'What the token contains')
    expect(table).toContain('Expires 20/11/2026 09:02:00, in 2 min 0 s')
    expect(sectionOf(page, 'What must agree')).toContain('Agrees')
    await visitor.submit(page, { language: 'nb' }, { action: '/language' })
  })

  test.each(['step=0', 'step=999', 'step=abc', 'step=', 'step=1.0', 'compare=x', 'compare=plain'])(
    'has nothing at ?%s',
    async query => {
      expect((await customer.browser.visit(`${flow}?${query}`)).status).toBe(404)
    },
  )
})

test('A change, step by step: what was asked for, and the body that said so', async () => {
  const customer = await onboarded(smartcloud())
  await withChange(smartcloud(), customer)
  const page = await openStep(customer.browser, 'Opprett forespørsel om endring')
  expect(textOf(page.text)).toContain('Endre en systemtilgang')
  expect(sectionOf(page, 'Forespørsel')).toContain('"value": "ttd_systembruker-salary"')
  expect(sectionOf(page, 'Svar')).toContain('201 Created')
})

test('An agent, step by step: packages are asked for', async () => {
  const { browser } = await onboardedForClients(smartcloud())
  const [flow] = await flowsOf(browser)
  const first = await browser.visit(flow!)
  expect(textOf(first.text)).toContain('Systemtilgang for klienter')
  const created = stepsOn(first).find(({ tag }) => tag === '201')!
  const request = sectionOf(await browser.visit(created.href), 'Forespørsel')
  expect(request).toContain('"accessPackages"')
  expect(request).toContain('urn:altinn:accesspackage:')
})

test('MP-303, step by step: the grant is explained, and the answer stands as it came', async () => {
  const { sandbox, clock } = smartcloud()
  const { browser, organisation } = await onboarded(smartcloud())
  clock.pass(10 * 60_000)
  sandbox.faults.add({
    target: 'maskinporten.token',
    kind: 'scenario',
    scenario: 'rar_values',
    times: 50,
  })
  await browser.visit('/overview')

  const page = await openStep(browser, GET_TOKEN)
  const response = sectionOf(page, 'Svar')
  expect(response).toMatch(/40[03] /)
  expect(response).toContain('MP-303')
  expect(textOf(page.text)).toContain('Maskinporten sier nei, med koden MP-303')
  const grant = sectionOf(page, 'Innholdet i den signerte forespørselen')
  expect(grant).toContain('authorization_details[0] – sier hvem tokenet gjelder')
  expect(grant).toContain(`0192:${organisation.organisationNumber}`)
  expect(page.text).not.toContain('Det som må stemme')
  const list = textOf((await browser.visit('/inspector')).text)
  expect(list).toMatch(/Steg \d+: 40[03]/)
})

describe('What is odd', () => {
  const jwtOf = (...parts: unknown[]) =>
    parts
      .map(part => Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)))
      .map(part => part.toString('base64url'))
      .join('.')

  let staff: Browser
  beforeAll(async () => {
    staff = smartcloud().newBrowser()
    await signInAsStaff(staff, 'presenter')
  })

  async function show(response: Partial<SeenCall['response']>, more: Partial<SeenCall> = {}) {
    const { recorder } = smartcloud().deps
    const who = { staff: 'odd', registrations: [], key: `odd ${Math.random()}` }
    recorder.watch(who, { isMuted: false }).call({
      service: 'maskinporten',
      operation: 'maskinporten: get token',
      method: 'POST',
      url: 'http://localhost:3001/token',
      durationMs: 12,
      request: { headers: {}, body: undefined },
      response: { status: 200, headers: {}, body: Buffer.alloc(0), ...response },
      ...more,
    })
    return staff.visit(`/admin/inspector/flows/${recorder.flowsFor(who)[0]!.id}`)
  }
  const json = (value: unknown) => ({
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  })

  test.each([
    [
      'binary',
      Buffer.from([0, 255, ...Array.from({ length: 1_202 }, () => 7)]),
      'Binært innhold, 1 204 byte De første bytene, som heksadesimale tall: 00 ff 07',
    ],
    [
      'not UTF-8',
      Buffer.from('bl\xe5', 'latin1'),
      'Binært innhold, 3 byte De første bytene, som heksadesimale tall: 62 6c e5',
    ],
    ['a megabyte', Buffer.alloc(1_000_000, 'a'), 'De første 64 kB av 1 MB'],
    ['nothing', Buffer.alloc(0), 'Svaret hadde ikke noe innhold.'],
  ])('is a body that is %s', async (_, body, words) => {
    expect(sectionOf(await show({ body }), 'Svar')).toContain(words)
  })

  test.each([
    [
      'ten parts',
      jwtOf({ alg: 'RS256' }, ...Array.from({ length: 9 }, () => ({ a: 1 }))),
      'Ikke et gyldig JWT: 10 deler',
    ],
    ['two parts', jwtOf({ alg: 'RS256' }, { a: 1 }), 'Ikke et gyldig JWT: 2 deler'],
    ['a broken payload', jwtOf({ alg: 'RS256' }, '{"a":', 's'), 'innholdet kan ikke leses'],
    ['a broken header', jwtOf('{"alg":', { a: 1 }, 's'), 'headeren kan ikke leses'],
  ])('is a token with %s', async (_, token, words) => {
    const page = await show(json({ access_token: token }))
    expect(textOf(page.text)).toContain(words)
    expect(sectionOf(page, 'Svar')).toMatch(/"access_token": "‹jwt [\da-f]{6}›"/)
  })

  test.each([
    ['a word', 'soon', 'Ikke et tidspunkt'],
    ['beyond all calendars', 1e300, 'Ikke et tidspunkt'],
    ['long ago', 1_000_000_000, 'Utløp 09.09.2001 kl. 03.46.40'],
  ])('is a token whose time is %s', async (_, exp, words) => {
    const page = await show(json({ access_token: jwtOf({ alg: 'x' }, { exp }, 's') }))
    expect(sectionOf(page, 'Innholdet i tokenet')).toContain(words)
  })

  test('is a direction that JSON hides, and it stays hidden nowhere', async () => {
    const page = await show(
      json(
        `{"access_token":"${jwtOf({ alg: 'x' }, '{"scope":"a\\u202eb"}', 's')}","c":"d\\u202ee"}`,
      ),
    )
    expect(page.text).not.toContain('\u202e')
    expect(sectionOf(page, 'Innholdet i tokenet')).toContain('a\\u202eb')
    expect(sectionOf(page, 'Svar')).toContain('d\\u202ee')
  })

  test('is JSON that is none, or nests without end, or has numbers we could not hold', async () => {
    const words = async (text: string) => sectionOf(await show(json(text)), 'Svar')
    expect(await words('{"a":[1,')).toContain('{ "a": [ 1,')
    expect(await words('{"id":12345678901234567890,"å":"\\u00e5"}')).toContain(
      '"id": 12345678901234567890, "å": "å"',
    )
    const deep = await show(json('['.repeat(5_000)))
    expect(deep.status).toBe(200)
    expect(deep.text.length).toBeLessThan(500_000)
  })

  test.each([
    ['timeout', 'Tjenesten svarte ikke i tide.'],
    ['refused', 'Tjenesten tok ikke imot forbindelsen.'],
    ['tls', 'Sertifikatet til tjenesten ble ikke godtatt.'],
    ['something new', 'SmartCloud fikk ikke noe helt svar.'],
    ['constructor', 'SmartCloud fikk ikke noe helt svar.'],
  ])('is no answer: %s', async (failure, reason) => {
    const page = await show({}, { response: undefined as never, failure, durationMs: 203 })
    expect(sectionOf(page, 'Svar')).toContain(`Ikke svar etter 203 ms ${reason}`)
  })

  test('is a token for another customer, client, system and API than was asked for', async () => {
    const details = (number: string, more = {}) => [
      { type: 'urn:altinn:systemuser', systemuser_org: { ID: `0192:${number}` }, ...more },
    ]
    const grant = jwtOf(
      { alg: 'RS256' },
      {
        iss: 'one',
        scope: 'a b',
        authorization_details: details('111111111', { externalRef: 'mine' }),
      },
      's',
    )
    const token = jwtOf(
      { alg: 'RS256' },
      {
        client_id: 'other',
        scope: 'b c',
        authorization_details: details('222222222', { system_id: '999999999_theirs' }),
      },
      's',
    )
    const page = await show(json({ access_token: token }), {
      request: {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `assertion=${grant}`,
      },
    })
    const tied = sectionOf(page, 'Det som må stemme')
    expect(tied.match(/Stemmer ikke/g)).toHaveLength(4)
    expect(tied).toContain('SmartCloud er registrert som')
    expect(tied).toContain('externalRef mine Finnes ikke Bare i forespørselen')
  })

  test('is a flow of two hundred steps: the list shows some at a time', async () => {
    const { recorder } = smartcloud().deps
    const who = { staff: 'long', registrations: [], key: 'long' }
    const witness = recorder.watch(who, { isMuted: false })
    for (let i = 0; i < 205; i++)
      witness.call({
        service: 'altinn',
        operation: 'altinn: list resources',
        method: 'GET',
        url: `http://localhost:3001/resources?page=${i}`,
        durationMs: 1,
        request: { headers: {}, body: undefined },
        response: { status: 200, headers: {}, body: Buffer.from('[]') },
      })
    const flow = `/admin/inspector/flows/${recorder.flowsFor(who)[0]!.id}`
    const page = await staff.visit(`${flow}?step=81`)
    expect(stepsOn(page).map(({ number }) => number)).toEqual(
      Array.from({ length: 40 }, (_, i) => 81 + i),
    )
    expect(textOf(page.text)).toContain('Steg 161–200')
    expect(textOf(page.text)).toContain('5 kall mangler i opptaket.')
    const { text } = await staff.follow(page, 'Steg 161–200')
    expect(textOf(text)).toContain('161 av 200')
  })
})
