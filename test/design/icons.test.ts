import { expect, test } from 'vitest'
import { createIcons, type IconName } from '../../src/design/icons.js'

test('an icon is decoration, and says so', () => {
  const truck = createIcons()('Truck')

  expect(truck).toMatch(/^<svg class="ds-icon" aria-hidden="true" focusable="false" viewBox=/)
  expect(truck).not.toMatch(/ (width|height|xmlns|style|id)=/)
})

test('a name nobody drew stops the start', () => {
  expect(() => createIcons(['Unicorn'])).toThrow('Unicorn')
})

test('a name that was not read stops the page, and says where to add it', () => {
  expect(() => createIcons(['Truck'])('Sun' as IconName)).toThrow('Sun')
})
