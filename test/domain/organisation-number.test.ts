import { describe, expect, test } from 'vitest'
import {
  isOrganisationNumber,
  readOrganisationNumber,
} from '../../src/domain/organisation-number.js'

describe('An organisation number that somebody types', () => {
  test.each(['991825827', '974760673', '991 825 827', '991.825.827', 'NO991825827MVA'])(
    '%s is a real one',
    typed => {
      const read = readOrganisationNumber(typed, 'real')
      expect(read).toEqual({ ok: true, value: typed.replace(/\D/g, '') })
    },
  )

  test.each(['310261629', '312600757', '310\u00a0261\u00a0629'])('%s is one of Tenor’s', typed => {
    expect(readOrganisationNumber(typed, 'synthetic').ok).toBe(true)
  })

  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['31026162', 'notNineDigits'],
    ['3102616290', 'notNineDigits'],
    ['abcdefghij', 'notNineDigits'],
    ['310-261-629', 'notNineDigits'],
    ['0192:310261629', 'notNineDigits'],
    ['+310261629', 'notNineDigits'],
    ['3.10261629e8', 'notNineDigits'],
    ['0x127E2B3D', 'notNineDigits'],
    ['310261629\n', 'notNineDigits'],
    ['310261629\u200b', 'notNineDigits'],
    ['310261629\ufeff', 'notNineDigits'],
    ['\u202e310261629', 'notNineDigits'],
    ['３１０２６１６２９', 'notNineDigits'],
    ['٣١٠٢٦١٦٢٩', 'notNineDigits'],
    ['310261628', 'wrongCheckDigit'],
    ['310460108', 'wrongCheckDigit'],
    ['301261629', 'wrongCheckDigit'],
    ['000000000', 'wrongCheckDigit'],
    ['123456785', 'wrongCheckDigit'],
    ['910000080', 'wrongCheckDigit'],
    ['910000110', 'wrongCheckDigit'],
    ['991825827', 'realNumberInTest'],
  ] as const)('%j is refused in a test environment: %s', (typed, problem) => {
    expect(readOrganisationNumber(typed, 'synthetic')).toEqual({ ok: false, problem })
  })

  test('from Tenor is refused in production', () => {
    expect(readOrganisationNumber('310261629', 'real')).toEqual({
      ok: false,
      problem: 'testNumberInProduction',
    })
  })

  test('is nothing else than nine digits where the machine speaks', () => {
    expect(isOrganisationNumber('310261629')).toBe(true)
    expect(isOrganisationNumber('310 261 629')).toBe(false)
    expect(isOrganisationNumber('310261628')).toBe(false)
    expect(isOrganisationNumber('123456785')).toBe(false)
  })
})
