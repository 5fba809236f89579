import { describe, expect, test } from 'vitest'
import { PACKAGES } from '../../src/domain/packages.js'
import { checkPage, type CheckPageInput } from '../../src/onboarding/check-page.js'
import { speechFor } from '../../src/web/speech.js'

const nb = speechFor('nb')
const en = speechFor('en')
const input: CheckPageInput = {
  package: PACKAGES[0]!,
  company: 'RASK EKTE TIGER AS',
  organisationNumber: '310261629',
  contactPerson: 'Vennlig Bratt Bjerk',
  email: 'vennlig.bjerk@example.no',
  environment: 'tt02',
}
const pageWith = (more: Partial<CheckPageInput>) => checkPage({ ...input, ...more }, nb)

describe('before anything is sent, a customer', () => {
  test('is thanked, and told what remains', () => {
    expect(pageWith({}).lead).toBe(
      'Takk for at du valgte SmartBasic. Rask Ekte Tiger AS må godkjenne en systemtilgang før SmartCloud kan hente opplysninger.',
    )
  })

  test('sees every detail, and where to change it', () => {
    expect(pageWith({}).rows.map(({ name, value, href }) => [name, value, href])).toEqual([
      ['Pakke', 'SmartBasic', '/#packages'],
      ['Virksomhet', 'Rask Ekte Tiger AS', '/sign-up/smartbasic#companyName'],
      ['Organisasjonsnummer', '310\u00a0261\u00a0629', '/sign-up/smartbasic#organisationNumber'],
      ['Kontaktperson', 'Vennlig Bratt Bjerk', '/sign-up/smartbasic#contactPerson'],
      ['E-postadresse', 'vennlig.bjerk@example.no', '/sign-up/smartbasic#email'],
    ])
  })

  test('sees what is asked for, and by whose API', () => {
    expect(pageWith({ package: PACKAGES[1]! }).permissions.map(({ name }) => name)).toEqual([
      'Krav og betalinger',
      'Logistikk',
      'Lønn',
    ])
  })

  test('reads who can approve', () => {
    expect(pageWith({}).whoText).toContain('tilgangsstyrer i Rask Ekte Tiger AS, og selv ha')
  })

  test('reads what will happen, which differs in the sandbox', () => {
    expect(pageWith({}).steps[1]).toBe('Du logger inn og velger Rask Ekte Tiger AS.')
    expect(pageWith({ environment: 'sandbox' }).steps[1]).toBe(
      'Du velger en testbruker i etterligningen av Altinn.',
    )
  })

  test('goes to Altinn', () => {
    const page = pageWith({})
    expect(page.alert).toBeUndefined()
    expect(page.send).toEqual({ text: 'Gå til Altinn', replaces: false })
  })
})

describe('a customer', () => {
  test('with an unanswered request goes on with that one, and with what it asks for', () => {
    const createdAt = Date.UTC(2026, 10, 2, 12)
    const page = pageWith({ existing: { createdAt, resources: ['logistics'] } })

    expect(page.alert).toEqual({
      tone: 'info',
      text: 'Vi har allerede en forespørsel fra 2. november 2026 som ikke er besvart. Du fortsetter med den.',
    })
    expect(page.permissions.map(({ name }) => name)).toEqual(['Logistikk'])
    expect(page.send?.text).toBe('Gå til Altinn')
  })

  test('is told who does not answer, and may try again', () => {
    const page = pageWith({ failure: { kind: 'noAnswer', service: 'maskinporten' } })
    expect(page.alert).toEqual({
      tone: 'danger',
      text: 'Vi får ikke kontakt med Maskinporten. Opplysningene dine er lagret. Prøv igjen om noen minutter.',
    })
    expect(page.send).toEqual({ text: 'Prøv igjen', replaces: false })
  })

  test('hears the upstream’s own reason, and may try again', () => {
    const words = { title: 'Nøkkelen er utløpt', text: 'Leverandøren må registrere en ny.' }
    const page = pageWith({ failure: { kind: 'explained', words } })
    expect(page.alert).toEqual({ tone: 'danger', ...words })
    expect(page.send?.text).toBe('Prøv igjen')
  })

  test('is told that a refusal is our fault', () => {
    const page = pageWith({ failure: { kind: 'refused', code: 'AUTH-00002' } })
    expect(page.alert?.text).toBe(
      'Altinn tok ikke imot forespørselen. Feilen ligger hos oss, ikke hos deg. Oppgi koden AUTH-00002 hvis du kontakter oss.',
    )
    expect(page.send?.text).toBe('Prøv igjen')
  })

  test('whom Altinn does not know corrects the number instead of trying again', () => {
    const page = pageWith({ failure: { kind: 'unknownOrganisation' } })
    expect(page.alert?.text).toContain('310\u00a0261\u00a0629. Sjekk at nummeret er riktig.')
    expect(page.send).toBeUndefined()
    expect(page.showEdit).toBe(true)
  })

  test('who has approved is led to the overview', () => {
    const page = pageWith({ failure: { kind: 'alreadyApproved', mayOpenOverview: true } })
    expect(page.alert).toEqual({
      tone: 'info',
      text: 'Rask Ekte Tiger AS har allerede godkjent en systemtilgang for SmartCloud. Du kan ta den i bruk med en gang.',
      link: { text: 'Gå til oversikten', href: '/overview' },
    })
    expect(page.send).toBeUndefined()
  })

  test('who has approved in another browser is told where the overview opens', () => {
    const page = pageWith({ failure: { kind: 'alreadyApproved', mayOpenOverview: false } })
    expect(page.alert?.text).toContain('Oversikten åpnes i nettleseren som registrerte')
    expect(page.alert?.link).toEqual({ text: 'Les om innlogging', href: '/login' })
  })

  test.each([
    ['rejected', 'Den forrige forespørselen ble avvist.'],
    ['expired', 'Den forrige forespørselen er utløpt.'],
  ] as const)('whose earlier request was %s says yes to a new one', (situation, told) => {
    const page = pageWith({ failure: { kind: 'endedBefore', situation } })
    expect(page.alert?.text).toBe(`${told} Lager du en ny, sletter vi den gamle i Altinn.`)
    expect(page.send).toEqual({ text: 'Lag en ny forespørsel', replaces: true })
  })

  test.each([
    ['standard', nb, 'Før dere kan be om systemtilgang for klienter, må noen hos dere avvise den.'],
    ['agent', nb, 'Før dere kan be om systemtilgang for egen virksomhet, må noen hos dere'],
    ['standard', en, 'Before you can ask for a system access for clients, somebody with you must'],
    ['agent', en, 'Before you can ask for a system access for your own business, somebody'],
  ] as const)('whose %s request waits is told what to do first', (waiting, speech, told) => {
    const confirmUrl = 'https://am.ui.tt02.altinn.no/accessmanagement/ui/systemuser/request?id=1'
    const failure = { kind: 'otherKindWaits', waiting, confirmUrl } as const
    const page = checkPage({ ...input, failure }, speech)
    expect(page.alert?.text).toMatch(/^Rask Ekte Tiger AS ha[rs] /)
    expect(page.alert?.text).toContain(told)
    expect(page.alert?.link?.href).toBe(confirmUrl)
    expect(page.send).toEqual({ text: speech.t.check.tryAgain, replaces: false })
    const nowhere = pageWith({ failure: { kind: 'otherKindWaits', waiting } })
    expect(nowhere.alert).not.toHaveProperty('link')
  })

  test('does not send twice while we find out about the first', () => {
    const page = pageWith({ failure: { kind: 'checking' } })
    expect(page.alert?.text).toContain('Ikke send den på nytt.')
    expect(page.alert?.link?.href).toBe('/receipt')
    expect(page.send).toBeUndefined()
  })
})
