import { describe, expect, test } from 'vitest'
import { frameOf, titleOf, type FrameInput } from '../../src/web/frame.js'
import { speechFor } from '../../src/web/speech.js'

const nb = speechFor('nb')
const input: FrameInput = {
  colourScheme: 'auto',
  environment: 'sandbox',
  path: '/about',
  formToken: 'token',
  assets: { address: name => `/assets/${name}` },
}

describe('around every page', () => {
  test('is a menu for everybody', () => {
    const { menu } = frameOf(input, nb)
    expect(menu.map(({ name }) => name)).toEqual(['Pakker', 'Slik virker det'])
  })

  test('is the menu of a customer, with where it is', () => {
    const organisation = { name: 'RASK EKTE TIGER AS', number: '310261629' }
    const frame = frameOf({ ...input, organisation, path: '/overview?page=2' }, nb)

    expect(frame.menu).toEqual([
      { name: 'Oversikt', href: '/overview', isCurrent: true },
      { name: 'Systemtilgang', href: '/access', isCurrent: false },
    ])
    expect(frame.organisation).toEqual({
      name: 'Rask Ekte Tiger AS',
      number: 'Org.nr. 310\u00a0261\u00a0629',
    })
  })

  test('is Røntgen once there is one', () => {
    const { menu } = frameOf({ ...input, inspector: '/inspector' }, nb)
    expect(menu.at(-1)).toMatchObject({ name: 'Røntgen', href: '/inspector' })
  })

  test.each([
    ['sandbox', 'Sandkasse', true, 'neutral'],
    ['tt02', 'Testmiljø', false, 'neutral'],
    ['prod', 'Produksjon', false, 'danger'],
  ] as const)('is the name of the world %s', (environment, name, isSandbox, tone) => {
    expect(frameOf({ ...input, environment }, nb).environment).toMatchObject({
      name,
      isSandbox,
      tone,
    })
  })

  test('are the languages there are texts in, and no other', () => {
    const { languages } = frameOf(input, speechFor('en'))
    expect(languages).toEqual([
      { language: 'nb', name: 'Bokmål', isCurrent: false },
      { language: 'en', name: 'English', isCurrent: true },
    ])
  })

  test('are three colour themes, with the chosen one', () => {
    const { themes } = frameOf({ ...input, colourScheme: 'dark' }, nb)
    expect(themes.map(({ name, isCurrent }) => [name, isCurrent])).toEqual([
      ['Lyst', false],
      ['Mørkt', true],
      ['Følg enheten', false],
    ])
  })
})

test('a title begins with what the page is about, or with the bad news', () => {
  expect(titleOf('Vilkår', nb)).toBe('Vilkår – SmartCloud')
  expect(titleOf('Vilkår', nb, true)).toBe('Feil: Vilkår – SmartCloud')
})
