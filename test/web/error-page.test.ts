import { describe, expect, test } from 'vitest'
import { errorPage, type ErrorKind } from '../../src/web/error-page.js'
import { speechFor } from '../../src/web/speech.js'

const nb = speechFor('nb')
const en = speechFor('en')
const reference = '5f0c-ref'

describe('a visitor reads', () => {
  test.each<[ErrorKind, string]>([
    ['badRequest', 'Vi forstod ikke forespørselen'],
    ['crossOrigin', 'Skjemaet kom fra et annet sted'],
    ['formTooOld', 'Skjemaet er for gammelt'],
    ['noAccess', 'Du har ikke tilgang til siden'],
    ['notFound', 'Vi finner ikke siden'],
    ['methodNotAllowed', 'Siden kan ikke brukes på den måten'],
    ['tooLarge', 'Det var for mye på én gang'],
    ['unsupportedType', 'Vi kan ikke lese det som ble sendt'],
    ['invalid', 'Noe i skjemaet stemmer ikke'],
    ['tooMany', 'For mange forsøk'],
    ['fault', 'Noe er galt hos oss'],
    ['busy', 'Vi rekker ikke å svare akkurat nå'],
  ])('%s as «%s», with a reference and a way out', (kind, heading) => {
    const page = errorPage({ kind, reference }, nb)

    expect(page.heading).toBe(heading)
    expect(page.title).toBe(`${heading} – SmartCloud`)
    expect(`${page.text} ${page.reference}`.split(reference)).toHaveLength(2)
    expect(page.links.at(-1)).toEqual({ text: 'Til forsiden', href: '/' })
  })

  test('who did not answer', () => {
    const page = errorPage({ kind: 'unreachable', service: 'altinn', reference }, nb)
    expect(page.heading).toBe('Vi får ikke kontakt med Altinn')
    expect(page.text).toBe('Det er ikke din feil. Prøv igjen om noen minutter. Referanse 5f0c-ref.')
  })

  test('who answered strangely', () => {
    const page = errorPage({ kind: 'surprise', service: 'salary', reference }, en)
    expect(page.heading).toBe('The payroll service answered in a way we do not understand')
  })

  test('that it was somebody, when we cannot say who', () => {
    const page = errorPage({ kind: 'unreachable', reference }, en)
    expect(page.heading).toBe('We cannot reach a service we use')
  })

  test('what the upstream said itself, when it said something', () => {
    const words = { title: 'Nøkkelen er ikke registrert', text: 'Si fra til leverandøren.' }
    const page = errorPage({ kind: 'surprise', reference, words }, nb)
    expect([page.heading, page.text]).toEqual([words.title, words.text])
  })

  test('whom the page does not belong to', () => {
    const company = 'RASK EKTE TIGER AS'
    const page = errorPage({ kind: 'noAccess', reference, company }, nb)
    expect(page.text).toBe(
      'Du er logget inn som Rask Ekte Tiger AS. Logg inn med en annen virksomhet hvis siden gjelder den.',
    )
    expect(page.links[0]).toEqual({ text: 'Logg inn', href: '/login' })
  })
})
