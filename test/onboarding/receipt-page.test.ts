import { describe, expect, test } from 'vitest'
import {
  receiptPage,
  type ReceiptOutcome,
  type ReceiptPageInput,
} from '../../src/onboarding/receipt-page.js'
import { speechFor } from '../../src/web/speech.js'

const nb = speechFor('nb')
const confirmUrl = 'https://am.ui.tt02.altinn.no/accessmanagement/ui/systemuser/request?id=1'
const input: Omit<ReceiptPageInput, 'outcome'> = {
  company: 'RASK EKTE TIGER AS',
  organisationNumber: '310261629',
  requestId: '505f8488',
  checkedAt: Date.UTC(2026, 10, 20, 8),
  permissions: ['claims', 'logistics'],
  confirmUrl,
  mayOpenOverview: true,
}
const receipt = (outcome: ReceiptOutcome, more: Partial<ReceiptPageInput> = {}) =>
  receiptPage({ ...input, outcome, ...more }, nb)

describe('a customer who comes back from Altinn reads', () => {
  test.each<[ReceiptOutcome, string, string, string]>([
    [
      'approved',
      'Systemtilgangen er godkjent',
      'Rask Ekte Tiger AS har gitt SmartCloud tilgang. Du kan ta systemet i bruk med en gang.',
      'Gå til oversikten',
    ],
    [
      'rejected',
      'Forespørselen ble avvist',
      'SmartCloud har ikke fått tilgang, og ingen opplysninger er hentet. Var det en feil, kan du sende en ny forespørsel.',
      'Lag en ny forespørsel',
    ],
    [
      'waiting',
      'Vi venter på godkjenning',
      'Forespørselen er ikke besvart ennå. Sendte du den videre i Altinn, må en tilgangsstyrer i Rask Ekte Tiger AS godkjenne den.',
      'Sjekk igjen',
    ],
    [
      'forwarded',
      'Forespørselen er sendt videre',
      'En tilgangsstyrer i Rask Ekte Tiger AS finner den i Altinn og må godkjenne den før SmartCloud får tilgang.',
      'Sjekk igjen',
    ],
    [
      'expired',
      'Forespørselen er utløpt',
      'Den ble ikke besvart i tide. Lag en ny for å komme i gang.',
      'Lag en ny forespørsel',
    ],
    [
      'gone',
      'Forespørselen er slettet',
      'Den finnes ikke lenger i Altinn. Lag en ny for å komme i gang.',
      'Lag en ny forespørsel',
    ],
    [
      'notSent',
      'Forespørselen er ikke sendt',
      'Altinn har ikke fått den, og ingenting er opprettet. Opplysningene dine er lagret, så du kan prøve igjen.',
      'Prøv igjen',
    ],
    [
      'notFound',
      'Vi finner ikke forespørselen',
      'Vi vet ikke hvilken forespørsel det gjelder. Bruk nettleseren der du registrerte virksomheten, eller registrer den på nytt.',
      'Registrer virksomheten',
    ],
    [
      'unreadable',
      'Vi fikk ikke sjekket svaret',
      'Altinn svarer ikke akkurat nå. Svaret ditt er trygt hos Altinn.',
      'Sjekk igjen',
    ],
    [
      'uncertain',
      'Vi undersøker om Altinn fikk forespørselen',
      'Svaret fra Altinn kom ikke fram til oss. Vi finner ut hva som skjedde, og siden oppdaterer seg selv. Ikke send forespørselen på nytt.',
      'Sjekk igjen',
    ],
  ])('%s: «%s»', (outcome, heading, lead, button) => {
    const page = receipt(outcome)

    expect(page.title).toBe(`${heading} – SmartCloud`)
    expect([page.heading, page.lead, page.primary.text]).toEqual([heading, lead, button])
  })
})

test('only an approval is green', () => {
  const outcomes: ReceiptOutcome[] = ['rejected', 'waiting', 'forwarded', 'expired', 'gone']
  expect(receipt('approved').tone).toBe('success')
  for (const outcome of [...outcomes, 'notFound', 'unreadable', 'uncertain', 'notSent'] as const)
    expect(receipt(outcome).tone).not.toBe('success')
})

describe('a customer who approved', () => {
  test('reads what SmartCloud may do now, and how to take it back', () => {
    expect(receipt('approved').next).toEqual([
      'SmartCloud kan bare gjøre det du godkjente: Krav og betalinger og Logistikk.',
      'Du kan se og slette systemtilgangen i Altinn når du vil.',
    ])
  })

  test('finds the system access at Altinn, with the host in words', () => {
    const { secondary } = receipt('approved', { accessUrl: 'https://am.ui.altinn.no/x' })
    expect(secondary?.text).toBe('Se systemtilgangen i Altinn (am.ui.altinn.no)')
  })

  test('is not led to an overview this browser may not open', () => {
    const page = receipt('approved', { mayOpenOverview: false })
    expect(page.primary).toEqual({ text: 'Til forsiden', href: '/' })
    expect(page.next.at(-1)).toBe('Oversikten åpnes i nettleseren som registrerte virksomheten.')
  })
})

describe('a customer who waits', () => {
  test('can go back to Altinn and answer', () => {
    expect(receipt('waiting').secondary).toEqual({
      text: 'Åpne forespørselen i Altinn',
      href: confirmUrl,
    })
    expect(receipt('waiting', { confirmUrl: undefined }).secondary).toBeUndefined()
  })

  test('is kept up to date by a script, and hears of it when asking', () => {
    const page = receipt('waiting')
    expect(page.scripts).toEqual(['receipt.js'])
    expect(page.poll).toMatchObject({
      seconds: 10,
      checked: 'Sjekket 09.00. Fortsatt ikke besvart.',
    })
    expect(page.refresh).toBeUndefined()
  })

  test('is not kept waiting for what has been decided', () => {
    for (const outcome of ['approved', 'rejected', 'expired', 'unreadable'] as const) {
      expect(receipt(outcome).scripts).toBeUndefined()
      expect(receipt(outcome).poll).toBe(false)
    }
  })

  test('gets news without a script too, while we find out what Altinn has', () => {
    expect(receipt('uncertain').refresh).toEqual({ again: 5 })
  })
})

describe('the customer’s record', () => {
  test('has the reference, the status and when it was read', () => {
    expect(receipt('approved').details).toEqual({
      company: 'Rask Ekte Tiger AS',
      organisationNumber: '310\u00a0261\u00a0629',
      requestId: '505f8488',
      status: { text: 'Godkjent', tone: 'success' },
      checked: '20. november 2026 kl. 09.00',
    })
  })

  test('is left out when there is nothing to record', () => {
    expect(receiptPage({ outcome: 'notFound', mayOpenOverview: false }, nb).details).toBeUndefined()
  })
})

test('a new request is for the package the old one was for', () => {
  const page = receipt('rejected', { package: { id: 'smartpluss' } })
  expect(page.primary.href).toBe('/sign-up/smartpluss')
})

test('a company we have no name for is called the organisation', () => {
  expect(receipt('waiting', { company: undefined }).lead).toContain('i virksomheten godkjenne')
})
