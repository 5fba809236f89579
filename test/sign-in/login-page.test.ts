import { describe, expect, test } from 'vitest'
import { loginPage, withoutLoginPage } from '../../src/sign-in/login-page.js'
import { speechFor } from '../../src/web/speech.js'

const nb = speechFor('nb')
const nowhere = { reason: undefined, to: undefined }

test('in the sandbox, ID-porten is an imitation and test organisations are at hand', () => {
  const page = loginPage({ environment: 'sandbox', ...nowhere }, nb)
  expect(page.button).toBe('Logg inn med ID-porten (etterligning)')
  expect(page.shortcuts?.people[0]).toEqual({
    hint: '311844202',
    text: 'Freidig Tapper Laks AS, org.nr. 311\u00a0844\u00a0202',
  })
})

test.each(['tt02', 'prod'] as const)('in %s there is only the real one', environment => {
  const page = loginPage({ environment, ...nowhere }, nb)
  expect(page.button).toBe('Logg inn med ID-porten')
  expect(page.shortcuts).toBeUndefined()
})

describe('Where customers cannot sign in', () => {
  test('the browser that registered an approved organisation is led to the overview', () => {
    const page = withoutLoginPage({ mayOpenOverview: true, company: 'RASK EKTE TIGER AS' }, nb)

    expect(page.words.lead).toBe('Innlogging er ikke satt opp i dette testmiljøet.')
    expect(page.situation).toBe('Denne nettleseren kan åpne oversikten til Rask Ekte Tiger AS.')
    expect(page.primary).toEqual({ text: 'Gå til oversikten', href: '/overview' })
  })

  test('any other browser is led to the registration', () => {
    const page = withoutLoginPage({ mayOpenOverview: false }, nb)

    expect(page.situation).toBe('Denne nettleseren har ingen godkjent registrering.')
    expect(page.primary).toEqual({ text: 'Registrer virksomheten', href: '/sign-up/smartbasic' })
  })
})

test('somebody who was turned away reads why', () => {
  const reasonFor = (reason: 'mustLogIn' | 'sessionExpired') =>
    loginPage({ environment: 'prod', reason, to: '/overview' }, nb).reason

  expect(reasonFor('mustLogIn')).toBe('Logg inn for å se siden.')
  expect(reasonFor('sessionExpired')).toBe('Økten er utløpt. Logg inn på nytt.')
  expect(loginPage({ environment: 'prod', ...nowhere }, nb).reason).toBeUndefined()
})
