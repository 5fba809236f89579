import { expect, test } from 'vitest'
import { aboutPage } from '../../src/onboarding/about-page.js'
import { termsPage } from '../../src/onboarding/terms-page.js'
import { speechFor } from '../../src/web/speech.js'

const nb = speechFor('nb')

test.each([
  ['sandbox', 'Ingenting sendes til det offentlige'],
  ['tt02', 'de ekte testmiljøene'],
  ['prod', 'Logistikk og lønn er demotjenester'],
] as const)('in %s it is said what is real', (environment, told) => {
  expect(aboutPage({ environment }, nb).realText).toContain(told)
})

test('the vendor does not exist, and its terms say so first', () => {
  expect(aboutPage({ environment: 'prod' }, nb).words.whoText).toContain('oppdiktet leverandør')
  expect(termsPage(nb).words.lead).toContain('SmartCloud AS finnes ikke.')
})
