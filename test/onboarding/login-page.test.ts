import { expect, test } from 'vitest'
import { loginPage } from '../../src/onboarding/login-page.js'
import { speechFor } from '../../src/web/speech.js'

const nb = speechFor('nb')

test('the browser that registered an approved organisation is led to the overview', () => {
  const page = loginPage({ mayOpenOverview: true, company: 'RASK EKTE TIGER AS' }, nb)

  expect(page.words.lead).toBe('Innloggingen er ikke åpnet i denne versjonen av SmartCloud.')
  expect(page.situation).toBe('Denne nettleseren kan åpne oversikten til Rask Ekte Tiger AS.')
  expect(page.primary).toEqual({ text: 'Gå til oversikten', href: '/overview' })
})

test('any other browser is led to the registration', () => {
  const page = loginPage({ mayOpenOverview: false }, nb)

  expect(page.situation).toBe('Denne nettleseren har ingen godkjent registrering.')
  expect(page.primary).toEqual({ text: 'Registrer virksomheten', href: '/sign-up/smartbasic' })
})

test('somebody who was turned away reads why', () => {
  const reasonFor = (reason: 'mustLogIn' | 'sessionExpired') =>
    loginPage({ mayOpenOverview: false, reason }, nb).reason

  expect(reasonFor('mustLogIn')).toBe('Du må være logget inn for å se siden.')
  expect(reasonFor('sessionExpired')).toBe('Økten er utløpt.')
  expect(loginPage({ mayOpenOverview: false }, nb).reason).toBeUndefined()
})
