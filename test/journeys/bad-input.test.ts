import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readSignUp } from '../../src/onboarding/sign-up-form.js'
import { decide, newOrganisation, requestsOf } from '../support/at-altinn.js'
import {
  BAD_PATHS,
  EMAILS,
  FOREIGN_ADDRESSES,
  NO_EMAIL,
  NO_NAMES,
  ORGANISATION_NUMBERS,
  SCRIPTS,
  STRANGE_NAMES,
} from '../support/bad-inputs.js'
import { formsOn, textOf, type Browser, type Fields, type Visit } from '../support/browser.js'
import { shareSmartCloud, type SmartCloud } from '../support/open-smartcloud.js'
import { inlineCodeIn, structureOf } from '../support/page-structure.js'
import { FRESH, formFor, signUp } from '../support/people.js'
import { arrive } from '../support/sign-in.js'

/*
 * Whatever is sent (security.md 6): a clear sentence, never a 500, nothing stored, nobody asked, and
 * one line in the log.
 */

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
const OURS = { 'Sec-Fetch-Site': 'same-origin' }

const the = shareSmartCloud()

/** What must be as before: nothing was stored, and nobody was asked. */
async function snapshot({ rows, sandbox }: SmartCloud) {
  const tables = ['onboardings', 'requests', 'customers', 'sessions', 'events', 'limits']
  return {
    rows: Object.fromEntries(
      await Promise.all(
        tables.map(
          async table =>
            [
              table,
              // That a form was turned away is written down, at most once a minute.
              (await rows(table, table === 'events' ? "event <> 'form refused'" : 'true')).length,
            ] as const,
        ),
      ),
    ),
    calls: sandbox.calls.count(),
  }
}

/** Does something that must leave no trace but one line in the log. */
async function withoutTrace(act: () => Promise<Visit>, expectedLines = 1): Promise<Visit> {
  const before = await snapshot(the())
  const lines = linesOf(the()).length
  const page = await act()
  expect(await snapshot(the())).toEqual(before)
  const added = linesOf(the()).slice(lines)
  const requests = added.filter(line => line['event'] === 'request')
  expect(requests).toHaveLength(expectedLines)
  expect(page.status).not.toBe(500)
  expect(page.text).not.toMatch(/at \w+ \(|node_modules|SQLITE|ZodError|SyntaxError/)
  return page
}

/** Each is a whole line of JSON. */
const linesOf = ({ logged }: SmartCloud): Record<string, unknown>[] =>
  logged()
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Record<string, unknown>)

const problemOf = (page: Visit, field: string) =>
  textOf(new RegExp(`id="${field}-error"[^>]*>([\\s\\S]*?)</p>`).exec(page.text)?.[1] ?? '')

const tokenOn = (page: Visit) => formsOn(page)[0]?.fields['_csrf'] ?? ''

async function fillIn(fields: Fields) {
  const browser = the().newBrowser()
  const form = await browser.visit('/sign-up/smartbasic')
  return { browser, submit: () => browser.submit(form, { ...formFor(FRESH), ...fields }) }
}

describe('An organisation number', () => {
  test.each(ORGANISATION_NUMBERS)('$row: $name ($says)', async ({ value, says }) => {
    const { submit } = await fillIn({ organisationNumber: value })
    if (says === 'accepted') {
      const page = await submit()
      expect(new URL(page.url).pathname).toBe('/sign-up/check')
      return
    }

    const page = await withoutTrace(submit)

    expect(page.status).toBe(422)
    expect(problemOf(page, 'organisationNumber')).toBe(says)
    expect(page.headers['set-cookie'] ?? '').not.toContain('session=')
  })

  test('18: an identity number typed by mistake is not in the log', async () => {
    const { submit } = await fillIn({ organisationNumber: '17058712345' })
    await submit()
    expect(the().logged()).not.toContain('17058712345')
  })
})

const NAMES = { companyName: 'firmanavn', contactPerson: 'navnet på kontaktperson' }

describe.each(Object.entries(NAMES))('The field %s', (field, called) => {
  const limit = 200
  const SAYS = {
    empty: new RegExp(`^Skriv inn ${called}e[tn]$`),
    tooLong: new RegExp(`^${called}e[tn] kan ha høyst ${limit} tegn$`, 'i'),
    invalid: new RegExp(`^${called}e[tn] har tegn vi ikke kan bruke$`, 'i'),
  }

  test.each(NO_NAMES)('$row: refuses $name', async ({ value, says }) => {
    const { submit } = await fillIn({ [field]: value })
    const page = await withoutTrace(submit)
    expect(page.status).toBe(422)
    expect(problemOf(page, field)).toMatch(SAYS[says])
  })

  test.each(STRANGE_NAMES)('$row: takes $name for text', async ({ value }) => {
    const { browser } = await fillIn({})
    const plain = await signUp(the().newBrowser())
    const form = await browser.visit('/sign-up/smartbasic')

    const check = await browser.submit(form, { ...formFor(FRESH), [field]: value })

    expect(new URL(check.url).pathname).toBe('/sign-up/check')
    expect(structureOf(check.text)).toEqual(structureOf(plain.text))
    expect(inlineCodeIn(check.text)).toEqual([])
    const again = await browser.visit('/sign-up/smartbasic')
    expect(inlineCodeIn(again.text)).toEqual([])
    const typed = formsOn(again).find(({ fields }) => 'companyName' in fields)?.fields[field]
    expect(typed).toBe(value)
  })

  test.each(SCRIPTS.slice(0, 6))(
    'shows %s back as text when another field is wrong',
    async value => {
      const { submit } = await fillIn({ [field]: value, email: '' })
      const plain = await (await fillIn({ [field]: 'Kari', email: '' })).submit()
      const page = await withoutTrace(submit)
      expect(page.status).toBe(422)
      expect(structureOf(page.text)).toEqual(structureOf(plain.text))
      expect(inlineCodeIn(page.text)).toEqual([])
    },
  )
})

describe('An email address', () => {
  test.each(NO_EMAIL)('$row: $name ($says)', async ({ value, says }) => {
    const { submit } = await fillIn({ email: value })
    const page = await withoutTrace(submit)
    expect(page.status).toBe(422)
    expect(problemOf(page, 'email')).toBe(says)
    expect(inlineCodeIn(page.text)).toEqual([])
  })

  test.each(EMAILS)('$row: $name is one', async ({ value }) => {
    const { submit } = await fillIn({ email: value })
    expect(new URL((await submit()).url).pathname).toBe('/sign-up/check')
  })
})

test('39: a long text is judged at once, in every field', () => {
  const long = `${'a'.repeat(50_000)}!@${'a.'.repeat(20_000)}`
  const values = { companyName: long, organisationNumber: long, email: long, contactPerson: long }
  const began = performance.now()
  readSignUp({ ...values, terms: true }, 'synthetic')
  readSignUp({ ...values, email: ` ${'@'.repeat(50_000)}`, terms: true }, 'synthetic')
  expect(performance.now() - began).toBeLessThan(250)
})

describe('A form that no page of ours would send', () => {
  /** On the page before: where each form stands, where it goes, and what it holds. */
  const FORMS: [name: string, path: string, open: (browser: Browser) => Promise<Visit>, Fields][] =
    [
      [
        'of the sign-up',
        '/sign-up/smartbasic',
        browser => browser.visit('/sign-up/smartbasic'),
        formFor(FRESH),
      ],
      ['of the check page', '/sign-up/check', browser => signUp(browser), {}],
      [
        'of the language',
        '/language',
        browser => browser.visit('/'),
        { language: 'en', back: '/' },
      ],
      ['of the theme', '/theme', browser => browser.visit('/'), { theme: 'dark', back: '/' }],
    ]

  describe.each(FORMS)('%s', (_, path, open, fields) => {
    async function post(more: string, headers: Fields = {}, body?: string | Buffer) {
      const browser = the().newBrowser()
      const _csrf = tokenOn(await open(browser))
      const text = `${new URLSearchParams({ _csrf, ...fields })}${more && `&${more}`}`
      return withoutTrace(() =>
        browser.raw('post', path, {
          headers: { ...FORM, ...OURS, ...headers },
          body: body ?? text,
        }),
      )
    }

    test.each([
      ['16: a field twice', `${Object.keys(fields)[0] ?? '_csrf'}=1`, [400, 403]],
      ['17: a list', 'organisationNumber[]=310261629', [400]],
      ['17: an object', 'organisationNumber[a]=1', [400]],
      ['17: a path', 'companyName.a=1', [400]],
      ['40: a prototype', '__proto__[polluted]=1', [400]],
      ['40: a constructor', 'constructor[prototype][polluted]=1', [400]],
      ['42: a role', 'role=admin', [400]],
      ['42: a status', 'status=Accepted', [400]],
      ['42: a reference', 'externalRef=mine', [400]],
      ['42: an address', 'confirmUrl=https://evil.example/', [400]],
      ['42: a way back', 'redirectUrl=https://evil.example/', [400]],
      ['48: another method', '_method=delete', [400]],
      ['49: options of the view', 'settings[view options][outputFunctionName]=x', [400]],
      ['46: fifty-one fields', Array.from({ length: 51 }, (__, i) => `f${i}=1`).join('&'), [413]],
      ['46: eleven kilobytes', `x=${'a'.repeat(11_000)}`, [413]],
      ['31: a megabyte', `x=${'a'.repeat(1_000_000)}`, [413]],
      ['29: a NUL for a name', '%00=1', [400]],
      ['43: broken escapes', 'x=%E0%A4%A&%=%', [400]],
      ['a wrong choice', 'language=nn&theme=pink&again=no&terms=on', [400]],
    ])('%s', async (__, more, statuses) => {
      const page = await post(more)
      expect(statuses).toContain(page.status)
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    })

    test.each([
      ['15, 41: JSON', 'application/json', '{"__proto__":{"admin":true},"organisationNumber":1}'],
      ['43: broken JSON', 'application/json', '{"organisationNumber":'],
      ['44: plain text', 'text/plain', 'organisationNumber=310261629'],
      ['44: a file', 'multipart/form-data; boundary=x', '--x\r\n\r\n--x--'],
      ['44: XML', 'application/xml', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
      ['44: another alphabet', 'application/x-www-form-urlencoded; charset=utf-7', 'a=1'],
      ['44: a type that is none', 'x', 'a=1'],
    ])('%s', async (__, type, body) => {
      const page = await post('', { 'Content-Type': type }, body)
      expect(page.status).toBe(415)
      expect(textOf(page.text)).toContain('Vi kan ikke lese det som ble sendt')
    })

    test.each([
      ['45: packed rubbish', 'gzip', Buffer.from('rubbish'), [400]],
      ['45: a bomb', 'gzip', gzipSync(Buffer.alloc(5_000_000, 'a')), [413]],
      ['45: another packing', 'compress', Buffer.from('a=1'), [415]],
    ])('%s', async (__, encoding, body, statuses) => {
      const page = await post('', { 'Content-Encoding': encoding }, body)
      expect(statuses).toContain(page.status)
    })
  })

  test('40: of the name of the prototype leaves it alone', async () => {
    const { submit } = await fillIn({ ['__proto__']: 'polluted' })
    await submit()
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('44: without a type is not read', async () => {
    const answer = await overTheWire(
      the(),
      'POST /language HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 3\r\n\r\na=1',
    )
    expect(answer).toMatch(/^HTTP\/1.1 415 /)
  })

  test('42: what is not in a form is never taken from it', async () => {
    const organisation = newOrganisation(the().sandbox)
    const browser = the().newBrowser()
    const check = await signUp(browser, organisation)
    await browser.submit(check, { externalRef: 'mine', redirectUrl: 'https://evil.example/' })
    expect(requestsOf(the().sandbox, organisation)).toEqual([])
  })
})

describe('An address', () => {
  test.each(BAD_PATHS)('28, 50: /sign-up/%s leads nowhere', async path => {
    const browser = the().newBrowser()
    const page = await withoutTrace(() => browser.raw('get', `/sign-up/${path}`))
    expect([400, 404]).toContain(page.status)
    expect(inlineCodeIn(page.text)).toEqual([])
    expect(textOf(page.text)).toMatch(/Vi finner ikke siden|Vi forstod ikke forespørselen/)
  })

  test.each([
    '/etc/passwd',
    '/.env',
    '/.git/config',
    '/administrator',
    '/api',
    '/views/layout.ejs',
    '/%2e%2e/',
  ])('28: %s is not there', async path => {
    const page = await withoutTrace(() => the().newBrowser().raw('get', path))
    expect(page.status).toBe(404)
  })

  test.each([
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%00',
    '/assets/app.css',
    '/assets/',
    '/assets/%ff',
  ])('28: %s is no file of ours', async path => {
    const page = await the().newBrowser().raw('get', path)
    expect([400, 404]).toContain(page.status)
    expect(page.text).not.toContain('smartcloud"')
  })

  const CHOICES: [path: string, choice: Fields][] = [
    ['/language', { language: 'en' }],
    ['/theme', { theme: 'dark' }],
  ]
  describe.each(CHOICES)('to come back to after %s', (path, choice) => {
    test.each(FOREIGN_ADDRESSES)('52–56: %j stays with us', async back => {
      const browser = the().newBrowser()
      const _csrf = tokenOn(await browser.visit('/'))

      const { status, headers } = await browser.raw('post', path, {
        headers: { ...FORM, ...OURS },
        body: new URLSearchParams({ _csrf, back, ...choice }).toString(),
      })

      expect(status).toBe(303)
      const { origin } = new URL(headers['location']!, 'http://localhost:3000')
      expect(origin).toBe('http://localhost:3000')
      expect(headers['location']).toMatch(/^\/(?![/\\])/)
    })
  })

  test('52: the pages shown at //evil.example lead to ourselves', async () => {
    for (const address of ['//evil.example/receipt', '//evil.example', '/\\evil.example']) {
      const page = await the().newBrowser().raw('get', address)
      expect(page.status).toBe(404)
      expect(page.text).not.toMatch(/(href|value|action)="(\/\/|\/\\)/)
    }
  })

  test('57: an address in absolute form changes no link', async () => {
    const text = await overTheWire(
      the(),
      'GET http://evil.example/receipt?s=x HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
    )
    expect(text).toContain('Vi finner ikke forespørselen')
    expect(text).not.toContain('evil.example')
  })

  test.each([
    ['lang', '__proto__'],
    ['lang', '../../nb'],
    ['language', 'en'],
    ['page', '1e9'],
    ['message', '<script>alert(1)</script>'],
  ])('62, 63: its query (%s=%s) changes nothing on a page', async (name, value) => {
    const browser = the().newBrowser()
    const plain = await browser.visit('/')
    const page = await browser.visit(`/?${new URLSearchParams({ [name]: value })}`)
    expect(structureOf(page.text)).toEqual(structureOf(plain.text))
    expect(page.text).toContain('<html lang="nb"')
  })
})

describe('A header', () => {
  test.each([
    ['57: Host', { Host: 'evil.example' }],
    ['57: X-Forwarded-Host', { 'X-Forwarded-Host': 'evil.example' }],
    ['57: Forwarded', { Forwarded: 'for=1.2.3.4;host=evil.example;proto=https' }],
    ['57: X-Original-URL', { 'X-Original-URL': 'http://evil.example/admin' }],
    ['57: X-Rewrite-URL', { 'X-Rewrite-URL': '/admin' }],
    ['48: X-HTTP-Method-Override', { 'X-HTTP-Method-Override': 'DELETE' }],
    ['62: Accept-Language', { 'Accept-Language': `../../nb,${'en,'.repeat(1_500)}` }],
    ['62: a language cookie', { Cookie: 'language=../../nb; theme=__proto__' }],
    ['60: a cookie of 8 kB', { Cookie: `session=${'a'.repeat(8_000)}` }],
    [
      '60: two hundred cookies',
      { Cookie: Array.from({ length: 200 }, (__, i) => `c${i}=1`).join('; ') },
    ],
    ['60: a cookie twice', { Cookie: 'session=a; session=b; form=a; form=b' }],
    ['60: broken cookies', { Cookie: '=;;=a; %E0%A4%A=%E0%A4%A; session=s%3A.; form=%' }],
    ['8: a forged session', { Cookie: `session=s%3A${'A'.repeat(43)}.${'B'.repeat(43)}` }],
    ['48: X-Forwarded-Proto', { 'X-Forwarded-Proto': 'https' }],
  ])('%s changes nothing', async (_, headers) => {
    const plain = await the().newBrowser().visit('/sign-up/smartbasic')
    const page = await withoutTrace(() =>
      the()
        .newBrowser()
        .raw('get', '/sign-up/smartbasic', { headers: headers as Fields }),
    )
    expect(page.status).toBe(200)
    expect(structureOf(page.text)).toEqual(structureOf(plain.text))
    expect(page.text).not.toContain('evil.example')
    expect(JSON.stringify(page.headers)).not.toContain('evil.example')
    expect(page.headers['set-cookie'] ?? '').not.toContain('Secure')
  })

  test('57: forged hosts do not reach Altinn', async () => {
    const organisation = newOrganisation(the().sandbox)
    const browser = the().newBrowser()
    const check = await signUp(browser, organisation)
    await browser.raw('post', '/sign-up/check', {
      headers: { ...FORM, ...OURS, Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' },
      body: new URLSearchParams({ _csrf: tokenOn(check) }).toString(),
    })
    expect(requestsOf(the().sandbox, organisation)[0]?.redirectUrl).toMatch(
      /^http:\/\/localhost:3000\/receipt\?s=/,
    )
  })

  test.each([
    ['a name a proxy gave', 'abc-DEF-12345678', true],
    ['a line break', 'a\tforged-line', false],
    ['ten kilobytes', 'a'.repeat(10_000), false],
    ['a script', '<script>alert(1)</script>', false],
    ['too little', 'abc', false],
  ])('59: a reference with %s', async (_, reference, isKept) => {
    const page = await the()
      .newBrowser()
      .raw('get', '/nowhere', { headers: { 'X-Request-Id': reference } })
    const given = page.headers['x-request-id']
    expect(given === reference).toBe(isKept)
    expect(given).toMatch(/^[A-Za-z0-9-]{8,64}$/)
    expect(textOf(page.text)).toContain(`Referanse ${given}`)
    expect(linesOf(the()).at(-1)).toMatchObject({ event: 'request', reference: given })
  })
})

describe('47: What is no HTTP', () => {
  const GET = 'GET / HTTP/1.1\r\n'
  const POST = 'POST /language HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n'
  test.each([
    ['two lengths', `${POST}Content-Length: 1\r\nContent-Length: 2\r\n\r\na`, 400],
    [
      'a length and chunks',
      `${POST}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['bare line feeds', 'GET / HTTP/1.1\nHost: localhost\n\n', 400],
    ['no host', `${GET}Connection: close\r\n\r\n`, 400],
    ['a NUL in a header', `${GET}Host: localhost\r\nX: a\0b\r\n\r\n`, 400],
    ['20 kB of header', `${GET}Host: localhost\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['20 kB of address', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 431],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  ])('%s', async (_, bytes, status) => {
    expect(await overTheWire(the(), bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  })
})

describe('What an upstream says is text', () => {
  test.each(SCRIPTS)('%s', async script => {
    const { sandbox, newBrowser } = the()
    const browser = newBrowser()
    const organisation = newOrganisation(sandbox)
    await browser.submit(await signUp(browser, organisation, 'smartstandard'))
    decide(sandbox, organisation, 'approve')
    await browser.visit('/receipt')
    await arrive(browser, sandbox, organisation)
    const claim = (text: string) => ({
      kravtype: text,
      kravbeskrivelse: { spraakTekst: [{ tekst: text, spraak: text }] },
      kravperiode: { periodeBeskrivelse: { spraakTekst: [{ tekst: text, spraak: 'nb' }] } },
      kravforfall: [{ forfallsdato: text, gjenstaaendeBeloep: 1 }],
    })
    const say = (text: string) => {
      const status = {
        status: text,
        shipmentStatus: text,
        importStatus: text,
        exportStatus: text,
        transitStatus: text,
        createTime: text,
      }
      sandbox.faults.add({ target: 'logistics', kind: 'overlay', body: status })
      sandbox.faults.add({ target: 'salary', kind: 'overlay', body: { salaryStatus: text } })
      const body = { aapentKravMedGjenstaaendeBeloep: [claim(text)] }
      sandbox.faults.add({ target: 'claims', kind: 'overlay', body })
    }
    say('plain')
    const plain = await browser.visit('/overview')

    say(script)
    const page = await browser.visit('/overview')

    expect(page.status).toBe(200)
    expect(structureOf(page.text)).toEqual(structureOf(plain.text))
    expect(inlineCodeIn(page.text)).toEqual([])
  })

  test.each(SCRIPTS)('%s, in a refusal', async script => {
    const { sandbox, newBrowser } = the()
    const browser = newBrowser()
    const check = await signUp(browser, newOrganisation(sandbox))
    const answer = (text: string) =>
      sandbox.faults.add({
        target: 'altinn.create',
        kind: 'status',
        status: 400,
        body: { status: 400, code: text, title: text, detail: text, traceId: text },
      })
    answer('AUTH-00001')
    const plain = await browser.submit(check)
    answer(script)
    const page = await browser.submit(check)

    expect(structureOf(page.text)).toEqual(structureOf(plain.text))
    expect(inlineCodeIn(page.text)).toEqual([])
    expect(textOf(page.text)).toContain('Oppgi koden HTTP 400')
  })
})

test('every line of the log is one line of JSON, whatever was sent', () => {
  expect(linesOf(the()).length).toBeGreaterThan(500)
  expect(the().logged()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/)
})

/** Bytes as they are, and what comes back until the connection is closed. */
const overTheWire = ({ port }: SmartCloud, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.from(bytes, 'latin1')))
    socket.setTimeout(3_000, () => socket.destroy())
    socket.on('data', data => {
      answer += data.toString()
      if (/\r\n\r\n/.test(answer) && /^HTTP\/1.1 4/.test(answer)) socket.end()
    })
    socket.on('close', () => resolve(answer)).on('error', reject)
  })
