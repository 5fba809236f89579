import { describe, expect, test } from 'vitest'
import { landingPage } from '../../src/onboarding/landing-page.js'
import { speechFor } from '../../src/web/speech.js'

const page = landingPage(speechFor('nb'))

describe('on the front page', () => {
  test('each package leads to its own registration', () => {
    expect(page.packages.map(({ href }) => href)).toEqual([
      '/sign-up/smartbasic',
      '/sign-up/smartstandard',
      '/sign-up/smartpluss',
      '/sign-up/smartpremium',
    ])
    expect(page.tryHref).toBe('/sign-up/smartbasic')
  })

  test('each package says what it costs, and for how long', () => {
    expect(page.packages.map(({ price, per }) => `${price} ${per}`)).toEqual([
      '0\u00a0kr de første tre månedene',
      '609\u00a0kr per måned',
      '930\u00a0kr per måned',
      '1\u00a0409\u00a0kr per måned',
    ])
  })

  test('one package is the one most people choose', () => {
    const popular = page.packages.filter(({ isMostPopular }) => isMostPopular)
    expect(popular.map(({ name }) => name)).toEqual(['SmartStandard'])
  })

  test('a button says which package it chooses', () => {
    expect(page.packages[1]!.choose).toBe('Velg SmartStandard')
    expect(landingPage(speechFor('en')).packages[1]!.choose).toBe('Choose SmartStandard')
  })
})
