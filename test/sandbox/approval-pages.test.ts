import { describe, expect, test } from 'vitest'
import { formsOn, type Fields } from '../support/browser.js'
import {
  ACCOUNTANT,
  accessPackage,
  CLAIMS,
  CUSTOMER,
  DIRECTOR,
  EMPLOYEE,
  LOGISTICS,
  MANAGER,
  MANAGER_WITHOUT_SALARY,
  OWNER,
  OWNERS_SYSTEM_USER,
  right,
  SALARY,
  STRANGER,
} from './open-altinn.js'
import { DAY, LOG_IN, onwardFrom, openPages, OVERVIEW, pageOf, WAY_BACK } from './open-pages.js'

const APPROVE = 'Godkjenn systemtilgang'

describe('A managing director', () => {
  test('logs in, reads what is asked for, approves, and is sent back', async () => {
    const { newBrowser, request, state } = await openPages()
    const asked = request()
    const browser = newBrowser()

    const choice = await browser.visit(pageOf(asked))
    expect(choice.words).toContain('I Altinn ville du logget inn med BankID eller lignende.')
    const page = await browser.press(choice, 'Logg inn') // whoever may do most is chosen already
    expect(page.url).toContain(pageOf(asked))
    expect(page.words).toContain('Gi tilgang til system')
    expect(page.words).toContain('SmartCloud ber om godkjenning til å lage en systemtilgang')
    expect(page.text).toContain('utføre oppgaver for <strong>Freidig Tapper Laks AS</strong>.')
    expect(page.words).toContain('Krav og betalinger Skatteetaten')
    expect(page.words).toContain('Innsyn i krav, innbetalinger og utbetalinger')
    expect(page.words).toContain('Logistikk Testdepartementet')
    expect(page.words).toContain('Logget inn som testbrukeren God Fast Varde, daglig leder.')
    expect(page.words.replaceAll('\u00a0', ' ')).toContain('org.nr. 991 825 827')

    const goodbye = await browser.press(page, APPROVE)
    expect(state.requests.get(asked.id)?.status).toBe('Accepted')
    expect(state.systemUsers.get(asked.id)?.rights).toEqual([CLAIMS, LOGISTICS])
    expect(onwardFrom(goodbye)).toBe(WAY_BACK)
    expect(goodbye.url).toMatch(new RegExp(`/systemuser/request/${asked.id}/logout$`))

    const again = await browser.visit(pageOf(asked))
    expect(again.url, 'nobody is logged in any more').toContain(LOG_IN)
  })

  test('rejects, and is sent back to the very same address', async () => {
    const { newBrowser, request, state } = await openPages()
    const asked = request()
    const browser = newBrowser()

    const goodbye = await browser.press(await browser.as(DIRECTOR, pageOf(asked)), 'Avvis')

    expect(state.requests.get(asked.id)?.status).toBe('Rejected')
    expect(state.systemUsers.has(asked.id)).toBe(false)
    expect(onwardFrom(goodbye)).toBe(WAY_BACK)
  })

  test('stays at Altinn when the vendor gave no way back, or none a browser should take', async () => {
    for (const redirectUrl of [undefined, 'javascript:alert(1)', 'not an address']) {
      const { newBrowser, request, state } = await openPages()
      const asked = request()
      if (redirectUrl === undefined) delete state.requests.get(asked.id)!.redirectUrl
      else asked.redirectUrl = redirectUrl
      const browser = newBrowser()

      const goodbye = await browser.press(await browser.as(DIRECTOR, pageOf(asked)), APPROVE)

      expect(goodbye.status).toBe(200)
      expect(onwardFrom(goodbye)).toBeUndefined()
      expect(goodbye.words).toContain('Du er logget ut')
      expect(goodbye.text).not.toContain('javascript:')
    }
  })

  test('is not asked twice, whatever the answer was', async () => {
    for (const [status, sentence] of [
      ['Accepted', 'Forespørselen er allerede godkjent.'],
      ['Rejected', 'Forespørselen er allerede avvist.'],
      ['Denied', 'Forespørselen er allerede avvist.'],
      ['Timedout', 'Forespørselen er utløpt.'],
    ] as const) {
      const { newBrowser, request } = await openPages()
      const page = await newBrowser().as(DIRECTOR, pageOf(request({ status })))

      expect(page.status).toBe(200)
      expect(page.words).toContain(sentence)
      expect(page.buttons).toEqual(['Bytt', 'Lukk og logg ut'])
    }
  })

  test('comes 181 days later, and the request has expired', async () => {
    const { newBrowser, request, sandbox } = await openPages()
    const asked = request()
    sandbox.faults.moveClock(181 * DAY)

    const page = await newBrowser().as(DIRECTOR, pageOf(asked))

    expect(page.words).toContain('Forespørselen er utløpt.')
    expect(page.buttons).not.toContain(APPROVE)
  })

  test('answers what a colleague has answered a moment before', async () => {
    const { newBrowser, request } = await openPages()
    const asked = request()
    const [slow, quick] = [newBrowser(), newBrowser()]
    const page = await slow.as(DIRECTOR, pageOf(asked))
    await quick.press(await quick.as(MANAGER, pageOf(asked)), 'Avvis')

    const late = await slow.press(page, APPROVE)

    expect(late.status).toBe(409)
    expect(late.words).toContain('Forespørselen er allerede avvist.')
  })

  test('is told in Altinn’s words what else can be wrong', async () => {
    const { newBrowser, request, state } = await openPages()
    const asked = request()
    const browser = newBrowser()
    const page = await browser.as(DIRECTOR, pageOf(asked))
    state.systems.get(asked.systemId)!.rights = [LOGISTICS]

    const refused = await browser.press(page, APPROVE)

    expect(refused.status).toBe(400)
    expect(refused.words).toContain('AUTH-00001')
    expect(refused.words).toContain('One or more Right not found or not delegable.')
    expect(asked.status).toBe('New')
  })

  test('comes from the overview, and goes back there without being logged out', async () => {
    const { newBrowser, request } = await openPages()
    const asked = request()
    const browser = newBrowser()
    const overview = await browser.as(DIRECTOR, OVERVIEW)

    const page = await browser.follow(overview, 'Åpne forespørselen fra SmartCloud')
    const after = await browser.press(page, APPROVE)

    expect(asked.status).toBe('Accepted')
    expect(after.url).toContain(OVERVIEW)
    expect(after.words).toContain('Logget inn som testbrukeren God Fast Varde')
  })
})

describe('An employee', () => {
  test('sends the request on, and the next person approves', async () => {
    const { newBrowser, request, state } = await openPages()
    const asked = request()
    const browser = newBrowser()

    const page = await browser.as(EMPLOYEE, pageOf(asked))
    expect(page.words).toContain('Du mangler fullmakten som trengs')
    expect(page.words).toContain('til en tilgangsstyrer i Freidig Tapper Laks AS?')
    expect(page.buttons).toEqual(['Bytt', 'Send videre', 'Lukk og logg ut'])

    const sent = await browser.press(page, 'Send videre')
    expect(sent.words).toContain('Forespørselen er sendt videre')
    expect(state.requests.get(asked.id)).toMatchObject({ status: 'New', escalated: true })
    const goodbye = await browser.follow(sent, 'Avslutt')
    expect(onwardFrom(goodbye), 'the vendor learns nothing from it').toBe(WAY_BACK)

    const next = await browser.as(MANAGER, pageOf(asked))
    await browser.press(next, APPROVE)
    expect(asked.status).toBe('Accepted')
  })

  test('closes instead, and is sent back as well', async () => {
    const { newBrowser, request } = await openPages()
    const asked = request()
    const browser = newBrowser()

    const goodbye = await browser.follow(
      await browser.as(EMPLOYEE, pageOf(asked)),
      'Lukk og logg ut',
    )

    expect(onwardFrom(goodbye)).toBe(WAY_BACK)
    expect(asked).toMatchObject({ status: 'New', escalated: false })
  })

  test('approves by a form of his own making, in vain', async () => {
    const { newBrowser, request, state } = await openPages()
    const asked = request()
    const browser = newBrowser()
    const page = await browser.as(EMPLOYEE, pageOf(asked))

    const refused = await browser.press(page, 'Send videre', { answer: 'approve' })

    expect(refused.status).toBe(403)
    expect(asked.status).toBe('New')
    expect(state.systemUsers.has(asked.id)).toBe(false)
    for (const answer of ['constructor', '__proto__', ''])
      expect((await browser.press(page, 'Send videre', { answer })).status).toBe(200)
    expect(asked).toMatchObject({ status: 'New', escalated: false })
  })
})

test('An access manager who lacks something asked for is told what, and may still reject', async () => {
  const { newBrowser, request } = await openPages()
  const asked = request({ rights: [CLAIMS, SALARY] })
  const browser = newBrowser()
  const page = await browser.as(MANAGER_WITHOUT_SALARY, pageOf(asked))

  const refused = await browser.press(page, APPROVE)
  expect(refused.status).toBe(403)
  expect(refused.words).toContain('Du kan ikke gi fullmakter du ikke har selv: Lønn')
  expect(asked.status).toBe('New')

  await browser.press(refused, 'Avvis')
  expect(asked.status).toBe('Rejected')
})

test('A stranger learns nothing and can do nothing', async () => {
  const { newBrowser, request } = await openPages()
  const asked = request()
  const browser = newBrowser()

  const page = await browser.as(STRANGER, pageOf(asked))
  expect(page.status).toBe(403)
  expect(page.words).toContain('Du kan ikke godkjenne forespørselen.')
  expect(page.words).not.toContain('Krav og betalinger')
  expect(page.buttons).toEqual(['Lukk og logg ut'])

  const [form] = formsOn(page).filter(({ fields }) => '_csrf' in fields)
  for (const answer of ['approve', 'reject', 'escalate']) {
    const fields = { _csrf: form!.fields['_csrf']!, answer }
    expect((await browser.post(pageOf(asked), fields)).status).toBe(403)
  }
  expect(asked).toMatchObject({ status: 'New', escalated: false })
})

test('A person of several organisations acts for the wrong one, and changes back', async () => {
  const { newBrowser, request } = await openPages()
  const asked = request()
  const browser = newBrowser()
  const page = await browser.as(MANAGER, pageOf(asked))

  const elsewhere = await browser.press(page, 'Bytt', { organisation: OWNER.orgNo })
  expect(elsewhere.status).toBe(403)
  expect(elsewhere.words).toContain(
    'Forespørselen gjelder en annen virksomhet enn den du representerer.',
  )
  expect(elsewhere.words).not.toContain('Krav og betalinger')

  const _csrf = formsOn(elsewhere)[0]!.fields['_csrf']!
  expect((await browser.post(elsewhere.url, { _csrf, answer: 'approve' })).status).toBe(403)
  expect(asked.status).toBe('New')

  const foreign = await browser.press(elsewhere, 'Bytt', { organisation: ACCOUNTANT.orgNo })
  expect(foreign.status, 'the person has no role there').toBe(403)

  const backAgain = await browser.press(elsewhere, 'Bytt', { organisation: CUSTOMER.orgNo })
  expect(backAgain.buttons).toContain(APPROVE)
})

test('An accountant approves a system access for clients', async () => {
  const { newBrowser, request, state } = await openPages()
  const accessPackages = [accessPackage('regnskapsforer-lonn')]
  const asked = request({
    kind: 'agent',
    partyOrgNo: ACCOUNTANT.orgNo,
    rights: [],
    accessPackages,
  })
  const browser = newBrowser()

  const page = await browser.as(ACCOUNTANT.director, pageOf(asked, 'agentrequest'))
  expect(page.words).toContain('Godkjenn systemtilgang for klientene dine')
  expect(page.words).toContain('Klientene legger du til etterpå.')
  expect(page.words).toContain('Systemtilgangen får denne fullmakten')
  expect(page.words).toContain('Regnskapsfører lønn Tilgangspakke')
  const goodbye = await browser.press(page, APPROVE)

  expect(state.systemUsers.get(asked.id)).toMatchObject({ userType: 'agent', accessPackages })
  expect(onwardFrom(goodbye)).toBe(WAY_BACK)
  expect(goodbye.url).toContain('/systemuser/agentrequest/')
})

describe('A change of a system access', () => {
  test('shows what is added and what is removed, and is carried out', async () => {
    const { newBrowser, changeRequest, state } = await openPages()
    const asked = changeRequest({ requiredRights: [SALARY], unwantedRights: [LOGISTICS] })
    const browser = newBrowser()

    const page = await browser.as(OWNER.director, pageOf(asked, 'changerequest'))
    expect(page.words).toContain('Oppdatering av systemtilgang')
    expect(page.words).toMatch(/Dette legges til Lønn .* Dette fjernes Logistikk /)
    const goodbye = await browser.press(page, 'Godkjenn oppdatert systemtilgang')

    expect(state.systemUsers.get(OWNERS_SYSTEM_USER)?.rights).toEqual([CLAIMS, SALARY])
    expect(onwardFrom(goodbye)).toBe(WAY_BACK)
  })

  test('says on opening which packages the person cannot give', async () => {
    const { newBrowser, changeRequest, state } = await openPages()
    state.persons.get(MANAGER)!.roles.find(({ orgNo }) => orgNo === OWNER.orgNo)!.lacks = [
      'urn:altinn:accesspackage:lonn',
    ]
    const asked = changeRequest({ requiredAccessPackages: [accessPackage('lonn')] })

    const page = await newBrowser().as(MANAGER, pageOf(asked, 'changerequest'))

    expect(page.words).toContain('Du kan ikke gi fullmakter du ikke har selv: Lønn')
  })

  test('cannot be sent on by an employee', async () => {
    const { newBrowser, changeRequest } = await openPages()
    const asked = changeRequest({ requiredRights: [SALARY] })

    const page = await newBrowser().as(EMPLOYEE, pageOf(asked, 'changerequest'))

    expect(page.status).toBe(403)
    expect(page.buttons).toEqual(['Bytt', 'Lukk og logg ut'])
  })
})

test('The log-in offers the organisation’s own people, whoever may do most first', async () => {
  const { newBrowser, request } = await openPages()

  const choice = await newBrowser().visit(pageOf(request()))

  const labels = [...choice.text.matchAll(/<label[^>]*for="person-[^>]*>([^<]*)/g)].map(
    ([, label]) => label,
  )
  expect(labels).toEqual([
    'God Fast Varde – daglig leder i Freidig Tapper Laks AS',
    'Trygg Lys Furu – tilgangsstyrer i Freidig Tapper Laks AS',
    'Kresen Smal Sti – tilgangsstyrer i Freidig Tapper Laks AS',
    'Ivrig Ung Spire – ansatt i Freidig Tapper Laks AS',
    'Fjern Vakker Dal – har ingen rolle i Freidig Tapper Laks AS',
  ])
})

test('A wrong address is explained', async () => {
  const { newBrowser, request } = await openPages()
  const asked = request()
  const browser = newBrowser()
  const base = '/accessmanagement/ui/systemuser'

  const missing = await browser.visit(`${base}/request?DONTCHOOSEREPORTEE=true`)
  expect(missing.status).toBe(400)
  expect(missing.words).toContain('id må være med som query-parameter i url')

  for (const address of [
    `${base}/request?id=00000000-0000-4000-8000-000000000000`,
    `${base}/request?id=__proto__`,
    `${base}/agentrequest?id=${asked.id}`,
    `${base}/changerequest?id=${asked.id}`,
  ]) {
    const page = await browser.visit(address)
    expect(page.status, address).toBe(404)
    expect(page.words).toContain('Vi finner ikke forespørselen. Den kan være slettet.')
  }
  expect((await browser.visit(`${base}/request?id=${asked.id}&id=${asked.id}`)).status).toBe(400)
  expect((await browser.visit(`${base}/request?id=%20${asked.id.toUpperCase()}`)).status).toBe(200)
})

describe('A form', () => {
  test('is refused without its token, with another browser’s, and after a new log-in', async () => {
    const { newBrowser, request } = await openPages()
    const asked = request()
    const [browser, other] = [newBrowser(), newBrowser()]
    const page = await browser.as(DIRECTOR, pageOf(asked))
    const foreign = await other.as(DIRECTOR, pageOf(asked))

    const answers = [
      await browser.post(pageOf(asked), { answer: 'approve' }),
      await browser.press(page, APPROVE, { _csrf: '' }),
      await browser.press(page, APPROVE, { _csrf: formsOn(foreign)[0]!.fields['_csrf']! }),
    ]
    await browser.as(DIRECTOR, pageOf(asked))
    answers.push(await browser.press(page, APPROVE))

    for (const answer of answers) {
      expect(answer.status).toBe(403)
      expect(answer.words).toContain('Skjemaet er for gammelt')
    }
    expect(asked.status).toBe('New')
    const reopened = await browser.follow(answers[3]!, 'Åpne siden på nytt')
    expect(reopened.buttons).toContain(APPROVE)
  })

  test('from another site is refused, whatever it holds', async () => {
    const { newBrowser, request, sandbox } = await openPages()
    const asked = request()
    const browser = newBrowser()
    const page = await browser.as(DIRECTOR, pageOf(asked))
    const fields = { _csrf: formsOn(page).at(-2)!.fields['_csrf']!, answer: 'approve' }

    const foreign: Fields[] = [
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { origin: sandbox.origin, 'sec-fetch-site': 'cross-site' },
      { origin: sandbox.origin, 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign) {
      const refused = await browser.post(pageOf(asked), fields, headers)
      expect(refused.status, JSON.stringify(headers)).toBe(403)
      expect(refused.words).toContain('Skjemaet kom fra et annet nettsted')
    }
    expect(asked.status).toBe('New')

    await browser.post(pageOf(asked), fields, { 'sec-fetch-site': 'same-origin' })
    expect(asked.status).toBe('Accepted')
  })

  test('leaves its secret out of the call log', async () => {
    const { newBrowser, request, sandbox } = await openPages()
    const browser = newBrowser()
    const page = await browser.as(DIRECTOR, pageOf(request()))
    const token = formsOn(page)[0]!.fields['_csrf']!
    await browser.press(page, APPROVE)

    expect(JSON.stringify(sandbox.calls.list())).not.toContain(token)
  })
})

test('Nobody is led to another site by the log-in or the footer', async () => {
  const { newBrowser } = await openPages()
  const browser = newBrowser()

  for (const goTo of [
    'https://elsewhere.example/x',
    '//elsewhere.example/x',
    '/\\elsewhere.example/x',
    '/.//elsewhere.example/x',
    'javascript:alert(1)',
  ]) {
    const choice = await browser.visit(`${LOG_IN}?goto=${encodeURIComponent(goTo)}`)
    expect(choice.text).toContain('name="goto" value="/"')
    const page = await browser.press(choice, 'Logg inn', { goto: goTo })
    expect(new URL(page.url).pathname).toBe('/')
    const afterwards = await browser.press(page, 'English', { back: goTo })
    expect(new URL(afterwards.url).pathname).toBe('/')
    await browser.press(afterwards, 'Bokmål')
  }
})

test('The session’s cookie is for the sandbox’s pages alone, and new at every log-in', async () => {
  const { newBrowser, request, sandbox } = await openPages()
  const address = pageOf(request())
  const browser = newBrowser()
  await browser.visit(address)
  const before = browser.cookies.get('sandbox-session')
  await browser.as(DIRECTOR, address)
  const after = browser.cookies.get('sandbox-session')
  expect(after).not.toBe(before)

  const response = await fetch(`${sandbox.origin}${LOG_IN}`)
  expect(response.headers.getSetCookie()[0]).toMatch(
    /^sandbox-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/,
  )
})

test('English is a choice that stays', async () => {
  const { newBrowser, request } = await openPages()
  const asked = request()
  const browser = newBrowser()
  const page = await browser.press(await browser.as(DIRECTOR, pageOf(asked)), 'English')

  expect(page.url).toContain(pageOf(asked))
  expect(page.text).toContain('<html lang="en"')
  expect(page.words).toContain('Give access to system')
  expect(page.words).toContain('Claims and payments The Norwegian Tax Administration')
  expect((await browser.visit('/')).words).toContain('The sandbox')
})

test('Every page comes with the headers of the real site, also when it says no', async () => {
  const { newBrowser, request } = await openPages()
  const browser = newBrowser()
  const pages = [
    await browser.visit(pageOf(request())),
    await browser.visit('/accessmanagement/ui/systemuser/request'),
    await browser.visit('/no/such/page'),
    await browser.post('/language', {}, { origin: 'null' }),
    await browser.visit('/'),
  ]

  expect(pages.map(({ status }) => status)).toEqual([200, 400, 404, 403, 200])
  for (const { headers, text } of pages) {
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("form-action 'self'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers['referrer-policy']).toBe('same-origin')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['cache-control']).toBe('no-store')
    expect(text).not.toMatch(/<script|<style| style=| on\w+=/)
    expect(text).toContain('Etterligning av Altinn')
  }
  const [, stylesheet = ''] = /href="(\/assets\/sandbox-[^"]+\.css)"/.exec(pages[0]!.text) ?? []
  const styles = await browser.visit(stylesheet)
  expect(styles.headers['cache-control']).toContain('immutable')
})

test('Hostile names are shown as text on every page', async () => {
  const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>{company}`
  const { newBrowser, request, changeRequest, state } = await openPages()
  for (const organisation of state.organisations.values()) organisation.name = evil
  for (const person of state.persons.values()) person.name = `${evil} a`
  for (const system of state.systems.values())
    Object.assign(system, { name: { nb: evil }, isVisible: true })
  for (const user of state.systemUsers.values()) user.integrationTitle = evil
  for (const resource of state.resources.values()) {
    resource.title = { nb: evil }
    resource.description = { nb: evil }
    resource.owner.name = { nb: evil }
  }
  for (const known of state.accessPackages.values()) known.name = { nb: evil }
  const redirectUrl = `http://localhost:3000/receipt?s="><script>alert(3)</script>`
  const standard = request({ redirectUrl, rights: [CLAIMS, right(evil)] })
  const agent = request({
    kind: 'agent',
    partyOrgNo: ACCOUNTANT.orgNo,
    rights: [],
    accessPackages: [accessPackage(evil)],
  })
  const change = changeRequest({ requiredRights: [SALARY], unwantedRights: [LOGISTICS] })
  const [agentUser] = [...state.systemUsers.values()].filter(user => user.userType === 'agent')
  const browser = newBrowser()
  const access = '/accessmanagement/ui/systemuser'

  const pages = [
    await browser.visit('/'),
    await browser.visit(`${LOG_IN}?goto=${encodeURIComponent(`/${evil}`)}`),
    await browser.visit(pageOf(standard)),
    await browser.as(EMPLOYEE, pageOf(standard)),
    await browser.as(MANAGER_WITHOUT_SALARY, pageOf(standard)),
    await browser.as(OWNER.director, pageOf(change, 'changerequest')),
    await browser.visit(`${access}/${OWNERS_SYSTEM_USER}/delete`),
    await browser.visit(`${access}/create`),
    await browser.as(ACCOUNTANT.director, pageOf(agent, 'agentrequest')),
    await browser.visit(OVERVIEW),
    await browser.visit(`${access}/${agentUser!.id}/agentdelegation`),
    await browser.visit(`${access}/request?id=${encodeURIComponent(evil)}`),
    await browser.visit(`/accessmanagement/api/v1/systemuser/request/${standard.id}/logout`),
    await browser.visit(`/sandbox/faults?${encodeURIComponent(evil)}`),
    await browser.visit(`/${encodeURIComponent(evil)}`),
  ]

  for (const { text, url } of pages) {
    expect(text, url).not.toMatch(/<script|<img| onerror='/)
    expect(text.match(/<html/g), url).toHaveLength(1)
  }
  expect(
    onwardFrom(pages[12]!)
      ?.replaceAll('&#34;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>'),
  ).toBe(redirectUrl)
})
