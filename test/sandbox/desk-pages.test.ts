import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { TEXTS } from '../../src/sandbox/site/texts.js'
import { formsOn } from '../support/browser.js'
import { DAY, MORNING, openPages, pageOf } from './open-pages.js'

const DESK = '/sandbox/faults'

test('The front page tells what there is, and leads to every request that waits', async () => {
  const { newBrowser, request: ask, changeRequest, sandbox } = await openPages()
  const [standard, change] = [ask(), changeRequest()]
  const agent = ask({ kind: 'agent', partyOrgNo: '315201047' })
  const browser = newBrowser()

  const page = await browser.visit('/')

  expect(page.words).toContain('Alt er oppdiktet')
  expect(page.words).toContain('Vennlig Bratt Bjerk, daglig leder')
  expect(page.words).toContain('Fjern Vakker Dal har ingen rolle noe sted')
  expect(page.text).toContain(`<code>${sandbox.issuer}</code>`)
  const links = [...page.text.matchAll(/href="([^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  )
  expect(links).toEqual(
    expect.arrayContaining([
      pageOf(standard),
      pageOf(agent, 'agentrequest'),
      pageOf(change, 'changerequest'),
      DESK,
    ]),
  )
  for (const link of links.filter(href => !href.startsWith('/assets')))
    expect((await browser.visit(link)).status, link).toBe(200)
})

describe('A presenter', () => {
  test('orders a fault, sees it played, and takes the rest away', async () => {
    const { newBrowser, sandbox } = await openPages()
    const browser = newBrowser()
    const desk = await browser.visit(DESK)
    expect(desk.words).toContain('Ingen feil er bestilt.')

    const ordered = await browser.press(desk, 'Bestill feilen', {
      target: 'maskinporten.metadata',
      kind: 'status',
      times: '2',
      status: '503',
    })
    expect(ordered.words).toContain('Feilen er bestilt.')
    expect(sandbox.faults.list()).toMatchObject([
      { target: 'maskinporten.metadata', kind: 'status', times: 2, status: 503 },
    ])

    const answer = await fetch(`${sandbox.origin}/.well-known/oauth-authorization-server`)
    expect(answer.status).toBe(503)
    const played = await browser.visit(DESK)
    expect(played.words).toContain('GET /.well-known/oauth-authorization-server')
    expect(played.words).toContain('503 feil: status')

    await browser.press(played, 'Fjern alle feil')
    expect(sandbox.faults.list()).toEqual([])
  })

  test('orders a refusal from Maskinporten', async () => {
    const { newBrowser, sandbox } = await openPages()
    const browser = newBrowser()

    await browser.press(await browser.visit(DESK), 'Bestill feilen', {
      target: 'maskinporten.token',
      kind: 'scenario',
      times: '1',
      scenario: 'html_502',
    })

    expect(sandbox.faults.list()).toMatchObject([{ kind: 'scenario', scenario: 'html_502' }])
  })

  test('lays other members over an answer', async () => {
    const { newBrowser, sandbox } = await openPages()
    const browser = newBrowser()
    const body = '{ "issuer": "https://else.example/", "jwks_uri": null }'

    await browser.press(await browser.visit(DESK), 'Bestill feilen', {
      target: 'maskinporten.metadata',
      kind: 'overlay',
      times: '1',
      body,
    })
    const answer = await fetch(`${sandbox.origin}/.well-known/oauth-authorization-server`)

    const metadata = (await answer.json()) as object
    expect(metadata).toMatchObject({ issuer: 'https://else.example/' })
    expect(metadata).toHaveProperty('token_endpoint')
    expect(metadata).not.toHaveProperty('jwks_uri')
  })

  test('fills the form in wrongly, and is told where', async () => {
    const { newBrowser, sandbox } = await openPages()
    const browser = newBrowser()
    const desk = await browser.visit(DESK)
    const right = {
      target: 'claims',
      kind: 'hang',
      times: '1',
      status: '',
      scenario: '',
      body: '',
    }

    for (const [wrong, sentence] of [
      [{ target: 'everything' }, 'Velg hva som skal feile'],
      [{ kind: 'explode' }, 'Velg hvordan det skal feile'],
      [{ times: '0' }, 'Antall kall må være et tall fra 1 til 1000'],
      [{ times: '1e3' }, 'Antall kall må være et tall fra 1 til 1000'],
      [{ status: '99' }, 'HTTP-status må være et tall fra 200 til 599'],
      [{ scenario: 'html_502' }, 'Velg et scenario når feilen er «scenario»'],
      [{ kind: 'scenario' }, 'Velg et scenario når feilen er «scenario»'],
      [{ kind: 'overlay' }, 'Skriv et JSON-objekt når feilen er «overlay»'],
      [{ kind: 'overlay', body: '[1]' }, 'Skriv et JSON-objekt når feilen er «overlay»'],
      [{ kind: 'overlay', body: '{' }, 'Skriv et JSON-objekt når feilen er «overlay»'],
      [{ body: '{}' }, 'Skriv et JSON-objekt når feilen er «overlay»'],
    ] as const) {
      const page = await browser.press(desk, 'Bestill feilen', { ...right, ...wrong })
      expect(page.status, sentence).toBe(422)
      expect(page.text).toContain('<title>Feil: ')
      expect(page.words).toContain(sentence)
    }
    expect(sandbox.faults.list()).toEqual([])
  })

  test('moves the clock, and lets it go back', async () => {
    const { newBrowser, sandbox } = await openPages()
    const browser = newBrowser()

    const later = await browser.press(
      await browser.visit(DESK),
      '181 døgn frem (forespørsler utløper)',
    )
    expect(sandbox.now()).toBe(MORNING + 181 * DAY)
    expect(later.words).toContain('Den er flyttet 181 døgn og 0 timer.')

    const usual = await browser.press(later, 'Tilbake til vanlig tid')
    expect(sandbox.now()).toBe(MORNING)
    expect(usual.words).toContain('Den går som vanlig.')
  })

  test('is asked before everything starts over', async () => {
    const { newBrowser, request: ask, sandbox, state } = await openPages()
    ask()
    sandbox.faults.moveClock(DAY)
    const browser = newBrowser()

    const question = await browser.follow(await browser.visit(DESK), 'Nullstill sandkassen')
    expect(question.words).toContain('Vil du nullstille sandkassen?')
    expect(state.requests.size).toBe(7)
    const after = await browser.press(question, 'Ja, nullstill sandkassen')

    expect(after.words).toContain('Sandkassen er nullstilt.')
    expect(state.requests.size).toBe(6)
    expect(sandbox.now()).toBe(MORNING)
  })
})

test('The desk is closed to another site that has made its own name lead here', async () => {
  const { newBrowser, sandbox } = await openPages()
  const browser = newBrowser()
  const token = formsOn(await browser.visit(DESK))[0]!.fields['_csrf']!
  const cookie = `sandbox-session=${browser.cookies.get('sandbox-session')}`

  const send = (method: string, path: string) =>
    new Promise<number | undefined>(resolve => {
      const headers = {
        host: 'elsewhere.example',
        origin: sandbox.origin,
        cookie,
        accept: 'text/html',
      }
      const call = request(`${sandbox.origin}${path}`, { method, headers }, answer => {
        answer.resume()
        resolve(answer.statusCode)
      })
      call.setHeader('content-type', 'application/x-www-form-urlencoded')
      call.end(method === 'POST' ? `_csrf=${token}` : undefined)
    })

  for (const [method, path] of [
    ['GET', DESK],
    ['GET', '/sandbox/reset'],
    ['POST', DESK],
    ['POST', `${DESK}/clear`],
    ['POST', '/sandbox/clock'],
    ['POST', '/sandbox/reset'],
  ] as const)
    expect(await send(method, path), `${method} ${path}`).toBe(403)
})

test('Both languages have the same sentences, with the same places in them', () => {
  const places = (texts: unknown, path = ''): Record<string, string> =>
    typeof texts === 'string'
      ? { [path]: [...new Set(texts.match(/\{\w+\}/g))].sort().join() }
      : Object.assign(
          {},
          ...Object.entries(texts as object).map(([key, text]) => places(text, `${path}.${key}`)),
        )

  expect(places(TEXTS.en)).toEqual(places(TEXTS.nb))
})
