import { encode } from 'uqr'
import { beforeAll, describe, expect, test } from 'vitest'
import { companyName } from '../../src/design/formats.js'
import {
  arriveLate,
  decide,
  newOrganisation,
  requestsOf,
  timesSent,
  withdraw,
} from '../support/at-altinn.js'
import { NO_EMAIL, NO_NAMES, ORGANISATION_NUMBERS, STRANGE_NAMES } from '../support/bad-inputs.js'
import { textOf, type Browser, type Fields, type Visit } from '../support/browser.js'
import { newCustomer } from '../support/customer.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import type { Organisation } from '../support/people.js'
import { signInAsStaff } from '../support/sign-in.js'

/*
 * What our own people do with requests: make them, follow them, and take them back.
 */

const the = shareSmartCloud()
const DAY = 24 * 60 * 60 * 1000
const NEW = '/admin/requests/new'
const FOR_CLIENTS = '/admin/requests/new-for-clients'

let browser: Browser
let viewer: Browser
async function signInAll(): Promise<void> {
  browser = the().newBrowser()
  viewer = the().newBrowser()
  await signInAsStaff(browser, 'operator')
  await signInAsStaff(viewer, 'viewer')
}
beforeAll(signInAll)

const wordsOf = ({ text }: Visit) => textOf(/<main[\s\S]*<\/main>/.exec(text)?.[0] ?? text)
const pathOf = ({ url }: Visit) => new URL(url).pathname
const somebody = () => newOrganisation(the().sandbox)
const rowsOf = ({ organisationNumber }: Organisation, table = 'requests') =>
  the().rows(table, `organisation_number = '${organisationNumber}'`)

/** Fills in the form and presses «Gå videre». */
async function fillIn(
  organisation: Pick<Organisation, 'organisationNumber'>,
  fields: Fields = { package: 'smartbasic' },
  address = NEW,
): Promise<Visit> {
  const { organisationNumber } = organisation
  const form = await browser.visit(address)
  return browser.submit(form, { organisationNumber, what: 'package', do: 'check', ...fields })
}

const create = (check: Visit, button = 'Opprett') => browser.submit(check, {}, { button })
const made = async (organisation: Organisation, fields?: Fields, address?: string) =>
  create(await fillIn(organisation, fields, address))

describe('Somebody of ours asks', () => {
  test('by package: one request at Altinn, a link to send, and the event with a name', async () => {
    const organisation = somebody()
    const check = await fillIn(organisation, {
      package: 'smartstandard',
      companyName: organisation.name,
      email: 'kari@example.no',
      contactPerson: 'Kari Nordmann',
    })
    expect(wordsOf(check)).toContain('Ingenting er sendt ennå.')
    expect(requestsOf(the().sandbox, organisation)).toEqual([])

    const page = await create(check)

    const [request] = requestsOf(the().sandbox, organisation)
    expect(request?.rights).toHaveLength(3)
    expect(wordsOf(page)).toContain('Forespørselen er opprettet. Send lenken til Altinn til Prøve')
    expect(page.text).toContain(`request?id=${request?.id}`)
    const [row] = await rowsOf(organisation)
    expect(row).toMatchObject({ package_id: 'smartstandard', kind: 'standard', state: 'sent' })
    const events = await the().rows('events', `object_id = '${row?.['id'] as string}'`)
    expect(events.map(({ event }) => event)).toEqual(['request intended', 'request linked'])
    for (const { actor } of events) expect(actor).toContain('staff-operator')
  })

  test('by choosing: exactly that is asked for, with the reference and in every look-up', async () => {
    const organisation = somebody()
    const page = await made(organisation, {
      what: 'chosen',
      right: 'ttd_systembruker-salary',
      accessPackage: 'urn:altinn:accesspackage:lonn',
      externalReference: 'avdeling nord',
    })

    expect(requestsOf(the().sandbox, organisation)).toMatchObject([
      {
        externalRef: 'avdeling nord',
        rights: [{ resource: [{ value: 'ttd_systembruker-salary' }] }],
        accessPackages: [{ urn: 'urn:altinn:accesspackage:lonn' }],
      },
    ])
    expect(wordsOf(page)).toContain('1 ressurs og 1 tilgangspakke')
    expect(await rowsOf(organisation)).toMatchObject([{ package_id: 'chosen' }])
  })

  test('for clients: packages for clients only, and none is ticked by mistake', async () => {
    const organisation = somebody()
    const form = await browser.visit(FOR_CLIENTS)
    expect(wordsOf(form)).toContain('Fra rolle i Enhetsregisteret')
    expect(wordsOf(form)).toContain('Klienten må gi fullmakten selv')

    const page = await made(
      organisation,
      { what: 'chosen', accessPackage: 'urn:altinn:accesspackage:regnskapsforer-lonn' },
      FOR_CLIENTS,
    )

    expect(wordsOf(page)).toContain('For klienter Gjelder 1 tilgangspakke')
    expect(requestsOf(the().sandbox, organisation)).toMatchObject([
      {
        kind: 'agent',
        accessPackages: [{ urn: 'urn:altinn:accesspackage:regnskapsforer-lonn' }],
      },
    ])
    const rest = await made(somebody(), { what: 'package', package: 'smartklient' }, FOR_CLIENTS)
    expect(wordsOf(rest)).toContain('Gjelder SmartKlient')
  })

  test('twice at once, and again later: one request', async () => {
    const organisation = somebody()
    const check = await fillIn(organisation)
    const before = timesSent(the().sandbox)

    const pages = await Promise.all([create(check), create(check)])
    const later = await create(check)

    expect(new Set([...pages, later].map(pathOf)).size).toBe(1)
    expect(requestsOf(the().sandbox, organisation)).toHaveLength(1)
    expect(timesSent(the().sandbox) - before).toBe(1)
    expect(wordsOf(later)).toContain('Den vises her, og ingenting er endret.')
  })

  test('searches among the choices: what was ticked stays', async () => {
    const form = await browser.visit(NEW)
    const fields = { what: 'chosen', right: 'ske-krav-og-betalinger', find: 'LØNN', do: 'find' }
    const found = await browser.submit(form, fields)

    expect(found.status).toBe(200)
    expect(found.text).toMatch(/value="ske-krav-og-betalinger"[^>]*checked/)
    expect(wordsOf(found)).toContain('Viser 3 av 5.')
    expect(wordsOf(found)).not.toContain('ttd_systembruker-logistikk-demo')
  })

  test('another page has filled in the number and the package', async () => {
    const form = await browser.visit(`${NEW}?organisationNumber=310261629&package=smartpluss`)
    expect(form.text).toMatch(/name="organisationNumber"[^>]*value="310261629"/)
    expect(form.text).toContain('<option value="smartpluss" selected>')
  })
})

describe('Asking again', () => {
  test('while it waits: told beforehand, with a link, and there is no button to send', async () => {
    const organisation = somebody()
    const page = await made(organisation)

    const check = await fillIn(organisation, { package: 'smartstandard' })

    expect(wordsOf(check)).toContain('Kunden har allerede en forespørsel')
    expect(wordsOf(check)).toContain('Den ber om noe annet enn du har valgt nå.')
    expect(check.text).not.toContain('value="create"')
    expect(pathOf(await browser.follow(check, 'Se forespørselen'))).toBe(pathOf(page))
    expect(requestsOf(the().sandbox, organisation)[0]?.rights).toHaveLength(2)
  })

  test('while one waits that only Altinn knows: it is fetched, and nothing is changed', async () => {
    const organisation = somebody()
    await made(organisation)
    const [row] = await rowsOf(organisation)
    const page = await browser.visit(`/admin/requests/${row?.['id'] as string}/delete`)
    await browser.submit(page)
    arriveLate(the().sandbox)

    const check = await fillIn(organisation)
    expect(wordsOf(check)).toContain('Den er ikke laget her.')
    const fetched = await create(check, 'Hent')

    expect(wordsOf(fetched)).toContain('Den vises her, og ingenting er endret.')
    expect(requestsOf(the().sandbox, organisation)).toHaveLength(1)
  })

  test.each([
    ['rejected', 'En tidligere forespørsel ble avvist', 0],
    ['expired', 'En tidligere forespørsel er utløpt', 181 * DAY],
  ])('after it was %s: one button deletes and makes new', async (how, told, wait) => {
    const organisation = somebody()
    await made(organisation)
    if (how === 'rejected') decide(the().sandbox, organisation, 'reject')
    const [old] = requestsOf(the().sandbox, organisation)
    if (old) old.created -= wait

    const check = await fillIn(organisation)
    expect(wordsOf(check)).toContain(told)
    expect(old?.isDeleted).toBe(false)
    const page = await create(check, 'Slett og lag ny')

    expect(wordsOf(page)).toContain('Forespørselen er opprettet.')
    expect(old?.isDeleted).toBe(true)
    expect(requestsOf(the().sandbox, organisation)).toMatchObject([{ status: 'New' }])
  })

  test('after it was approved, and the access lives: to the customer, and nothing is sent', async () => {
    const { organisation } = await newCustomer(the(), 'smartbasic')
    const before = timesSent(the().sandbox)

    const check = await fillIn(organisation)

    expect(wordsOf(check)).toContain('Kunden har allerede systemtilgang')
    expect(check.text).toContain(`href="/admin/customers/${organisation.organisationNumber}"`)
    expect(check.text).not.toContain('value="create"')
    // And whoever sends the form all the same is told the same.
    const again = await browser.submit(check, { do: 'create' })
    expect([again.status, wordsOf(again).includes('allerede systemtilgang')]).toEqual([409, true])
    expect(timesSent(the().sandbox) - before).toBeLessThanOrEqual(1)
  })

  test('after the access was deleted: a new one goes through', async () => {
    const { organisation } = await newCustomer(the(), 'smartbasic')
    withdraw(the().sandbox, organisation)

    const check = await fillIn(organisation)
    expect(wordsOf(check)).toContain('Kunden har slettet systemtilgangen')
    const page = await create(check)

    expect(wordsOf(page)).toContain('Forespørselen er opprettet.')
    expect(requestsOf(the().sandbox, organisation)).toMatchObject([{ status: 'New' }])
  })

  test('for clients while one for the organisation itself waits: where that is answered', async () => {
    const organisation = somebody()
    await made(organisation)

    const check = await fillIn(organisation, { package: 'smartklient' }, FOR_CLIENTS)

    expect(wordsOf(check)).toContain('En forespørsel av det andre slaget venter')
    expect(check.text).toMatch(/href="http[^"]*\/accessmanagement\/ui\/systemuser\/request\?id=/)
    expect(check.text).not.toContain('value="create"')
  })

  test('while nobody knows whether Altinn got the first: to where it is found out', async () => {
    const organisation = somebody()
    const check = await fillIn(organisation)
    the().sandbox.faults.add({ target: 'altinn.create', kind: 'refuse' })
    const page = await create(check)
    expect(wordsOf(page)).toContain('Ikke send den på nytt.')

    const again = await fillIn(organisation)

    expect(wordsOf(again)).toContain('Vi undersøker om Altinn fikk en forespørsel')
    expect(again.text).not.toContain('value="create"')
    expect(pathOf(await browser.follow(again, 'Se hvordan det går'))).toBe(pathOf(page))
  })
})

describe('What Altinn says no to', () => {
  test.each([
    ['AUTH-00021', 'Returadressen er ikke registrert på systemet.'],
    ['AUTH-00064', 'Velg andre tilgangspakker.'],
    ['AUTH-00011', 'Systemet er ikke registrert i Altinn.'],
    ['AUTH-00000', 'Altinn kjenner ingen virksomhet med organisasjonsnummer'],
  ])('%s is told with its title, its trace id and what mends it', async (code, remedy) => {
    const organisation = somebody()
    const check = await fillIn(organisation)
    const body = { title: 'No <b>way</b>.', status: 400, code, traceId: '00-trace-01' }
    the().sandbox.faults.add({ target: 'altinn.create', kind: 'status', status: 400, body })

    const page = await create(check)

    expect(page.status).toBe(502)
    expect(wordsOf(page)).toContain(`Altinn svarte ${code}: No <b>way</b>.`)
    expect(wordsOf(page)).toContain('00-trace-01')
    expect(wordsOf(page)).toContain(remedy)
    expect(page.text).not.toContain('<b>way')
    // The next try goes through.
    expect(wordsOf(await create(page, 'Prøv igjen'))).toContain('Forespørselen er opprettet.')
  })

  test('what was never sent is told so, and can be sent again', async () => {
    const organisation = somebody()
    the().clock.pass(61 * 60_000) // so that no token is left
    await signInAll()
    the().sandbox.faults.add({ target: 'maskinporten.token', kind: 'refuse', times: 99 })
    const check = await fillIn(organisation)
    expect(wordsOf(check)).toContain('Vi fikk ikke sjekket om kunden har noe fra før')

    const page = await create(check, 'Opprett likevel')

    expect(page.status).toBe(503)
    expect(wordsOf(page)).toContain('Forespørselen er ikke sendt')
    expect(requestsOf(the().sandbox, organisation)).toEqual([])
    the().sandbox.faults.clear()
    expect(wordsOf(await create(page, 'Prøv igjen'))).toContain('Forespørselen er opprettet.')
  })
})

describe('Before anything is sent', () => {
  const problem = async (fields: Fields, address = NEW) => {
    const before = the().sandbox.calls.list('altinn.create').length
    const page = await fillIn({ organisationNumber: '312600757' }, fields, address)
    expect(the().sandbox.calls.list('altinn.create')).toHaveLength(before)
    expect(page.text).toContain('<title>Feil: ')
    return [page.status, wordsOf(page)] as const
  }

  test.each<[name: string, fields: Fields, address: string, says: string]>([
    ['no package', { package: '' }, NEW, 'Velg en pakke'],
    ['a package for clients', { package: 'smartklient' }, NEW, 'Velg en pakke'],
    ['nothing', { what: 'chosen' }, NEW, 'Velg minst én fullmakt'],
    ['nothing for clients', { what: 'chosen' }, FOR_CLIENTS, 'Velg minst én tilgangspakke'],
    [
      'a right the system does not have',
      { what: 'chosen', right: 'ttd-ukjent' },
      NEW,
      'Systemet har ikke registrert ttd-ukjent.',
    ],
    [
      'a package for clients among the others',
      { what: 'chosen', accessPackage: 'urn:altinn:accesspackage:regnskapsforer-lonn' },
      NEW,
      'Tilgangspakken kan ikke brukes i en slik forespørsel: Regnskapsfører lønn',
    ],
    ['no id', { what: 'chosen', right: '<script>' }, NEW, 'Dette er ikke en ID i Altinn'],
    [
      'a reference with a slash',
      { package: 'smartbasic', externalReference: 'a/b' },
      NEW,
      'Referansen kan ikke ha skråstrek',
    ],
    [
      'a reference of dots',
      { package: 'smartbasic', externalReference: '..' },
      NEW,
      'Referansen kan ikke ha skråstrek',
    ],
    [
      'a long reference',
      { package: 'smartbasic', externalReference: 'a'.repeat(256) },
      NEW,
      'Referansen kan ha høyst 255 tegn',
    ],
    [
      'a reference with a control character',
      { package: 'smartbasic', externalReference: 'a\u0007b' },
      NEW,
      'Referansen har tegn vi ikke kan bruke',
    ],
    [
      'an address that is not registered',
      { package: 'smartbasic', returnAddress: 'https://evil.example/' },
      NEW,
      'Velg en adresse som er registrert på systemet',
    ],
  ])('%s has a sentence at its field', async (_, fields, address, says) => {
    const [status, words] = await problem(fields, address)
    expect(status).toBe(422)
    expect(words).toContain(says)
  })

  test('every bad number, name and address is told, and nothing breaks', async () => {
    const form = await browser.visit(NEW)
    const names = NO_NAMES.filter(({ says }) => says !== 'empty')
    const emails = NO_EMAIL.filter(({ value }) => value.trim() !== '')
    for (const [i, number] of ORGANISATION_NUMBERS.entries()) {
      const [name, email] = [names[i % names.length]!, emails[i % emails.length]!]
      const page = await browser.submit(form, {
        organisationNumber: number.value,
        what: 'chosen', // and nothing is
        contactPerson: name.value,
        email: email.value,
      })
      const told = name.says === 'tooLong' ? 'kan ha høyst 200 tegn' : 'tegn vi ikke kan bruke'
      const says = [told, email.says, ...(number.says === 'accepted' ? [] : [number.says])]
      for (const sentence of says)
        expect([number.name, page.status, wordsOf(page)]).toEqual([
          number.name,
          422,
          expect.stringContaining(sentence),
        ])
    }
  }, 60_000)

  test('what no form of ours sends is turned away', async () => {
    const form = await browser.visit(NEW)
    const fields: Fields[] = [{ role: 'admin' }, { do: 'delete' }, { what: 'all' }, { again: 'on' }]
    for (const one of fields) expect((await browser.submit(form, one)).status).toBe(400)
    for (const query of ['status=x', 'sort=name', 'q=1&q=2', 'x=1', `q=${'a'.repeat(201)}`])
      expect([query, (await browser.visit(`/admin/requests?${query}`)).status]).toEqual([
        query,
        400,
      ])
    for (const id of ['x', '%00', "'%20OR%201=1--", '00000000-0000-4000-8000-000000000000'])
      expect([400, 404]).toContain((await browser.visit(`/admin/requests/${id}`)).status)
  })

  test('the register is down: ids can be typed, and Altinn judges', async () => {
    the().sandbox.faults.add({ target: 'altinn.register', kind: 'status', status: 503, times: 99 })
    const organisation = somebody()
    const form = await browser.visit(NEW)
    expect(wordsOf(form)).toContain('Vi får ikke lest systemregisteret')

    const page = await made(organisation, {
      what: 'chosen',
      typedRights: 'ske-krav-og-betalinger\n ttd_systembruker-salary',
      typedPackages: 'lonn',
    })

    expect(wordsOf(page)).toContain('Forespørselen er opprettet.')
    expect(requestsOf(the().sandbox, organisation)[0]?.rights).toHaveLength(2)
  })

  test('the system is not registered: that comes first', async () => {
    const system = the().sandbox.state.systems.get(the().deps.systemId)!
    system.isDeleted = true
    try {
      expect(wordsOf(await browser.visit(NEW))).toContain('Systemet er ikke registrert')
      expect((await problem({ package: 'smartbasic' }))[1]).toContain('Registrer systemet')
    } finally {
      system.isDeleted = false
    }
  })
})

describe('The page of one request', () => {
  test('names are down: ids, on this page and in the form', async () => {
    const speak = async (language: string) =>
      browser.submit(await browser.visit(NEW), { language }, { action: '/language' })
    await speak('en') // in which nobody has asked for names yet
    the().sandbox.faults.add({ target: 'altinn.metadata', kind: 'refuse', times: 999 })
    try {
      const form = await browser.visit(NEW)
      expect(form.status).toBe(200)
      expect(wordsOf(form)).toContain('ttd_systembruker-salary')
      const check = await fillIn(somebody(), {
        what: 'chosen',
        accessPackage: 'urn:altinn:accesspackage:skattegrunnlag',
      })
      const page = await create(check, 'Create the request')
      expect(wordsOf(page)).toContain('urn:altinn:accesspackage:skattegrunnlag')
      expect(wordsOf(page)).toContain('The id is shown then.')
    } finally {
      await speak('nb')
    }
  })

  test('the JSON is what Altinn got, but for the pointer', async () => {
    const organisation = somebody()
    const page = await made(organisation, { package: 'smartbasic', externalReference: 'a b' })
    const sent = the().sandbox.calls.list('altinn.create').at(-1)?.body as { redirectUrl: string }

    const json = await browser.visit(`${pathOf(page)}.json`)

    expect(json.headers['content-disposition']).toContain('attachment')
    expect(JSON.parse(json.text)).toEqual({
      ...sent,
      redirectUrl: sent.redirectUrl.replace(/s=.*/, 's=(left-out)'),
    })
  })

  test('the QR code is the link, with white around it', async () => {
    const page = await made(somebody())
    const link = /id="link"[^>]*value="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&')
    const { data, size } = encode(link!, { ecc: 'M', border: 4 })
    const [, box, path] =
      /class="qr"[^>]*viewBox="0 0 (\d+) \1"[\s\S]*?<rect[^>]*fill="white"\/><path[^>]* d="([^"]+)"/.exec(
        page.text,
      )!
    const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
    for (const [, x, y, run] of path!.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
      for (let i = 0; i < Number(run); i++) drawn[Number(y)]![Number(x) + i] = true
    expect(Number(box)).toBe(size)
    expect(drawn).toEqual(data)
    for (let i = 0; i < size; i++)
      for (const near of [0, 3, size - 4, size - 1])
        expect([drawn[near]?.[i], drawn[i]?.[near]]).toEqual([false, false])
  })

  test('the draft is in the customer’s language, and nothing in it becomes a header', async () => {
    const page = await made(somebody(), {
      package: 'smartbasic',
      email: 'kari+a&bcc=x@example.no',
      contactPerson: 'Kari & Ola',
    })
    const href = /href="(mailto:[^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const url = new URL(href)
    expect(decodeURIComponent(url.pathname)).toBe('kari+a&bcc=x@example.no')
    expect([...url.searchParams.keys()]).toEqual(['subject', 'body'])
    expect(url.searchParams.get('body')).toContain('Hei Kari & Ola,\r\n')
    expect(url.searchParams.get('body')).toContain('Svar innen 19. mai 2027.')
    expect(wordsOf(await browser.visit(`${pathOf(page)}?draft=en`))).toContain('Hello Kari & Ola,')
  })

  test('strange names are text, wherever they stand', async () => {
    for (const { value } of STRANGE_NAMES.slice(0, 12)) {
      const page = await made(somebody(), {
        package: 'smartbasic',
        companyName: value,
        contactPerson: value,
      })
      const list = await browser.visit('/admin/requests')
      for (const { status, text } of [page, list]) {
        expect(status).toBe(200)
        expect(text).not.toMatch(/<script>|<img|<svg\/onload|<base|<iframe/)
      }
      expect(page.text).toContain(`<h1 class="ds-heading" data-size="lg">${escaped(value)}</h1>`)
    }
  })

  test('a link that is not Altinn’s is never shown', async () => {
    const page = await made(somebody())
    const id = pathOf(page).split('/').at(-1)!
    const { database } = the()
    await database.requests.markSent(id, {
      altinnRequestId: 'x',
      confirmUrl: 'https://evil.example/accessmanagement/ui/systemuser/request',
      altinnStatus: 'New',
    })
    const again = await browser.visit(pathOf(page))
    expect(again.text).not.toContain('evil.example')
    expect(wordsOf(again)).toContain('Altinn ga ingen adresse vi kan bruke.')
  })

  test('the status is read at a press, and noted once', async () => {
    const organisation = somebody()
    const page = await made(organisation)
    decide(the().sandbox, organisation, 'reject')

    const checked = await browser.submit(page, {}, { button: 'Sjekk status nå' })

    expect(wordsOf(checked)).toContain('Sjekket nå. Kunden har avvist.')
    await browser.submit(checked, {}, { button: 'Sjekk status nå' })
    const id = pathOf(page).split('/').at(-1)!
    const events = await the().rows('events', `object_id = '${id}' AND event = 'request rejected'`)
    expect(events).toHaveLength(1)
  })

  test('who may only look sees neither buttons nor names of ours', async () => {
    const page = await made(somebody())
    const seen = await viewer.visit(pathOf(page))
    expect(seen.status).toBe(200)
    expect(wordsOf(seen)).not.toContain('Driftig Rask Elv')
    expect(wordsOf(seen)).not.toContain('Sjekk status nå')
    expect((await viewer.visit(NEW)).status).toBe(403)
    expect((await viewer.visit(`${pathOf(page)}/delete`)).status).toBe(403)
    expect(wordsOf(await viewer.visit('/admin/requests'))).not.toContain('Ny forespørsel')
  })

  test('is deleted after a yes, and only what is not approved', async () => {
    const organisation = somebody()
    const page = await made(organisation)
    const question = await browser.follow(page, 'Slett forespørselen')
    expect(requestsOf(the().sandbox, organisation)).toHaveLength(1)

    const list = await browser.submit(question)

    expect(pathOf(list)).toBe('/admin/requests')
    expect(wordsOf(list)).toMatch(/Forespørselen til .* er slettet\./)
    expect(requestsOf(the().sandbox, organisation)).toEqual([])
    expect(wordsOf(await browser.visit(pathOf(page)))).toContain('Slettet')

    const other = somebody()
    const approved = await made(other)
    decide(the().sandbox, other, 'approve')
    const late = await browser.submit(await browser.follow(approved, 'Slett forespørselen'))
    expect(wordsOf(late)).toContain('Forespørselen er godkjent, og kan ikke slettes.')
    expect(requestsOf(the().sandbox, other)).toHaveLength(1)
  })

  test('is not deleted when Altinn does not do it', async () => {
    const organisation = somebody()
    const page = await made(organisation)
    const question = await browser.follow(page, 'Slett forespørselen')
    the().sandbox.faults.add({ target: 'altinn.delete', kind: 'status', status: 403, times: 9 })

    const answer = await browser.submit(question)

    expect(answer.status).toBe(502)
    expect(wordsOf(answer)).toContain('Forespørselen er ikke slettet')
    expect(await rowsOf(organisation)).toMatchObject([{ state: 'sent', active: 1 }])
  })
})

describe('A change', () => {
  test('has a page of its own, and the request keeps what it asked for', async () => {
    const { browser: theirs, organisation } = await newCustomer(the(), 'smartbasic')
    const check = await theirs.visit(
      '/access/change/check?package=smartstandard&claims=yes&logistics=yes&salary=yes',
    )
    await theirs.submit(check)
    const [change] = await rowsOf(organisation, 'changes')
    const address = `/admin/requests/${change?.['id'] as string}`

    const page = await browser.visit(address)

    expect(wordsOf(page)).toContain('Fra SmartBasic til SmartStandard')
    expect(wordsOf(page)).toContain('ttd_systembruker-salary Legges til')
    const sent = the().sandbox.calls.list('altinn.create').at(-1)?.body
    expect(JSON.parse((await browser.visit(`${address}.json`)).text)).toEqual(sent)
    const checked = await browser.submit(page, {}, { button: 'Sjekk status nå' })
    expect(wordsOf(checked)).toContain('Sjekket nå. Kunden har ikke svart ennå.')
    const gone = await browser.submit(await browser.follow(checked, 'Slett forespørselen'))
    expect(wordsOf(gone)).toMatch(/er slettet\./)
    expect(await rowsOf(organisation, 'changes')).toMatchObject([{ failure: 'deleted', active: 0 }])
  })
})

/** As a page says it. */
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&#34;')
    .replaceAll("'", '&#39;')

test('a number is enough: the name comes from the register of legal entities', async () => {
  const organisation = somebody()
  const check = await fillIn(organisation)
  expect(wordsOf(check)).toContain(companyName(organisation.name))
  const created = await browser.submit(check, {}, { button: 'Opprett forespørselen' })
  expect(wordsOf(created)).toContain(companyName(organisation.name))

  the().sandbox.faults.add({ target: 'business-register', kind: 'refuse', times: 5 })
  const without = await fillIn(somebody())
  expect(without.status).toBe(200)
  expect(wordsOf(without)).toContain('Vi kjenner ikke navnet')
})
