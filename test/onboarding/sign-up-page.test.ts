import { describe, expect, test } from 'vitest'
import { PACKAGES } from '../../src/domain/packages.js'
import type { SignUpProblems } from '../../src/onboarding/sign-up-form.js'
import { signUpPage } from '../../src/onboarding/sign-up-page.js'
import { speechFor } from '../../src/web/speech.js'

const nb = speechFor('nb')
const en = speechFor('en')
const basic = PACKAGES[0]!

describe('a customer who registers', () => {
  test('sees what the package will ask for', () => {
    const { chosen } = signUpPage({ package: basic }, nb)

    expect(chosen).toEqual({
      name: 'SmartBasic',
      price: '0\u00a0kr',
      per: 'de første tre månedene',
      permissions: ['Krav og betalinger (Skatteetaten)', 'Logistikk (demo)'],
    })
  })

  test('begins with an empty form and no complaint', () => {
    const page = signUpPage({ package: basic }, nb)

    expect(page.title).toBe('Registrer virksomheten – SmartCloud')
    expect(page.problems).toEqual([])
    expect(page.fields.map(({ value }) => value)).toEqual(['', '', '', ''])
    expect(page.terms.accepted).toBe(false)
  })

  test('gets back what was typed, as it was typed', () => {
    const values = {
      companyName: ' Rask  Ekte Tiger as ',
      organisationNumber: '310 261 62',
      email: 'X@Y',
      contactPerson: 'Æ',
      terms: true,
    }
    const page = signUpPage({ package: basic, values }, nb)

    expect(page.fields.map(({ value }) => value)).toEqual([
      values.companyName,
      values.organisationNumber,
      values.email,
      values.contactPerson,
    ])
    expect(page.terms.accepted).toBe(true)
  })

  test('reads the same words in the summary and at the field, in the order of the fields', () => {
    const problems: SignUpProblems = {
      terms: 'notAccepted',
      email: 'missingAt',
      organisationNumber: 'notNineDigits',
    }
    const page = signUpPage({ package: basic, problems }, nb)

    expect(page.title).toBe('Feil: Registrer virksomheten – SmartCloud')
    expect(page.problems).toEqual([
      { field: 'organisationNumber', text: 'Organisasjonsnummeret må ha ni siffer' },
      { field: 'email', text: 'E-postadressen mangler krøllalfa (@)' },
      { field: 'terms', text: 'Du må godta vilkårene for å gå videre' },
    ])
    expect(page.fields.map(({ problem }) => problem)).toEqual([
      undefined,
      'Organisasjonsnummeret må ha ni siffer',
      'E-postadressen mangler krøllalfa (@)',
      undefined,
    ])
    expect(page.terms.problem).toBe('Du må godta vilkårene for å gå videre')
  })

  test('may borrow an organisation where none is real', () => {
    const page = signUpPage(
      {
        package: basic,
        testOrganisations: [
          { organisationNumber: '310261629', name: 'RASK EKTE TIGER AS', situation: 'fresh' },
        ],
      },
      nb,
    )
    expect(page.testOrganisations).toEqual([
      {
        name: 'Rask Ekte Tiger AS, org.nr. 310\u00a0261\u00a0629',
        situation: 'Har ikke systemtilgang ennå',
      },
    ])
  })
})

test.each<[SignUpProblems, string, string]>([
  [{ companyName: 'empty' }, 'Skriv inn firmanavnet', 'Enter the company name'],
  [
    { companyName: 'tooLong' },
    'Firmanavnet kan ha høyst 200 tegn',
    'Company name must be 200 characters or fewer',
  ],
  [
    { companyName: 'invalid' },
    'Firmanavnet har tegn vi ikke kan bruke',
    'Company name has characters we cannot use',
  ],
  [
    { organisationNumber: 'empty' },
    'Skriv inn organisasjonsnummeret',
    'Enter the organisation number',
  ],
  [
    { organisationNumber: 'notNineDigits' },
    'Organisasjonsnummeret må ha ni siffer',
    'Organisation number must have nine digits',
  ],
  [
    { organisationNumber: 'wrongCheckDigit' },
    'Organisasjonsnummeret stemmer ikke. Sjekk at sifrene er riktige',
    'Organisation number is not correct. Check the digits',
  ],
  [
    { organisationNumber: 'realNumberInTest' },
    'Bruk et testnummer fra Tenor. Det begynner på 2 eller 3',
    'Use a test number from Tenor. It begins with 2 or 3',
  ],
  [
    { organisationNumber: 'testNumberInProduction' },
    'Dette er et testnummer. Bruk virksomhetens eget nummer',
    'This is a test number. Use the organisation’s own number',
  ],
  [{ email: 'empty' }, 'Skriv inn e-postadressen', 'Enter the email address'],
  [{ email: 'missingAt' }, 'E-postadressen mangler krøllalfa (@)', 'Email address is missing an @'],
  [
    { email: 'invalid' },
    'Skriv e-postadressen slik: navn@eksempel.no',
    'Enter the email address like this: name@example.com',
  ],
  [
    { email: 'tooLong' },
    'E-postadressen kan ha høyst 254 tegn',
    'Email address must be 254 characters or fewer',
  ],
  [
    { contactPerson: 'empty' },
    'Skriv inn navnet på kontaktpersonen',
    'Enter the name of the contact person',
  ],
  [
    { contactPerson: 'tooLong' },
    'Navnet på kontaktpersonen kan ha høyst 200 tegn',
    'Name of the contact person must be 200 characters or fewer',
  ],
  [
    { contactPerson: 'invalid' },
    'Navnet på kontaktpersonen har tegn vi ikke kan bruke',
    'Name of the contact person has characters we cannot use',
  ],
  [
    { terms: 'notAccepted' },
    'Du må godta vilkårene for å gå videre',
    'Accept the terms to continue',
  ],
])('%o reads «%s»', (problems, norwegian, english) => {
  expect(signUpPage({ package: basic, problems }, nb).problems[0]!.text).toBe(norwegian)
  expect(signUpPage({ package: basic, problems }, en).problems[0]!.text).toBe(english)
})
