import { expect, test } from 'vitest'
import { continuePage } from '../../src/onboarding/continue-page.js'
import { speechFor } from '../../src/web/speech.js'

const nb = speechFor('nb')
const confirmUrl = 'https://am.ui.tt02.altinn.no/accessmanagement/ui/systemuser/request?id=1&x=2'

test('on the way to Altinn, the next stop is named, and the browser goes on by itself', () => {
  const page = continuePage({ confirmUrl, environment: 'tt02' }, nb)

  expect(page.title).toBe('Forespørselen er opprettet – SmartCloud')
  expect(page.next).toBe('Neste stopp er am.ui.tt02.altinn.no.')
  expect(page.refresh).toEqual({ onward: confirmUrl })
  expect(page.confirmUrl).toBe(confirmUrl)
})

test('in the sandbox it says that this is an imitation', () => {
  const page = continuePage({ confirmUrl, environment: 'sandbox' }, nb)
  expect(page.next).toContain('etterligningen av Altinn')
})

test('a presenter who wants to stop there waits for the click', () => {
  const page = continuePage({ confirmUrl, environment: 'tt02', waits: true }, nb)
  expect(page.refresh).toBeUndefined()
  expect(page.then).toBe('Velg «Fortsett til Altinn» når du er klar.')
})

test('an earlier request is not called a new one', () => {
  const page = continuePage({ confirmUrl, environment: 'tt02', isExisting: true }, nb)
  expect(page.heading).toBe('Forespørselen venter på svar')
})
