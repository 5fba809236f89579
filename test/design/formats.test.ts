import { describe, expect, test } from 'vitest'
import { companyName, formatsFor, spacedOrganisationNumber } from '../../src/design/formats.js'

const nb = formatsFor('nb')
const en = formatsFor('en')
const EIGHT_UTC = Date.UTC(2026, 10, 20, 8) // nine o'clock in Oslo
const SUMMER = Date.UTC(2026, 6, 1, 22, 5) // five past midnight, the day after
const nbsp = '\u00a0'

describe('a reader of bokmål sees', () => {
  test('a date in a text', () => {
    expect(nb.dateTime(EIGHT_UTC)).toBe('20. november 2026 kl. 09.00')
  })
  test('a date without the time', () => {
    expect(nb.date(EIGHT_UTC)).toBe('20. november 2026')
  })
  test('a date in a table', () => {
    expect(nb.shortDateTime(EIGHT_UTC)).toBe('20.11.2026 kl. 09.00')
    expect(nb.shortDate(EIGHT_UTC)).toBe('20.11.2026')
  })
  test('Norwegian time, in summer too', () => {
    expect(nb.shortDateTime(SUMMER)).toBe('02.07.2026 kl. 00.05')
  })
  test('money without decimals when it is whole', () => {
    expect(nb.money(38440)).toBe(`38${nbsp}440${nbsp}kr`)
    expect(nb.money(0)).toBe(`0${nbsp}kr`)
    expect(nb.money(-0.001)).toBe(`0${nbsp}kr`)
  })
  test('money with two decimals otherwise', () => {
    expect(nb.money(1000.5)).toBe(`1${nbsp}000,50${nbsp}kr`)
    expect(nb.money(-1.005)).toBe(`−1${nbsp}kr`)
  })
  test('how long something took', () => {
    expect(nb.duration(203)).toBe('203 ms')
    expect(nb.duration(1500)).toBe('1,5 s')
    expect(nb.duration(108_000)).toBe('1 min 48 s')
    expect(nb.duration(59_700)).toBe('1 min 0 s')
  })
  test('a list as one says it', () => {
    expect(nb.list(['Krav', 'Logistikk', 'Lønn'])).toBe('Krav, Logistikk og Lønn')
  })
})

describe('a reader of English sees', () => {
  test('a date in a text', () => {
    expect(en.dateTime(EIGHT_UTC)).toBe('20 November 2026 at 09:00')
  })
  test('a date in a table', () => {
    expect(en.shortDateTime(EIGHT_UTC)).toBe('20/11/2026 09:00')
  })
  test('money', () => {
    expect(en.money(38440)).toBe(`NOK${nbsp}38,440`)
    expect(en.money(1000.5)).toBe(`NOK${nbsp}1,000.50`)
  })
  test('how long something took', () => {
    expect(en.duration(203)).toBe('203 ms')
    expect(en.duration(108_000)).toBe('1 min 48 s')
  })
  test('midnight as 00:00', () => {
    expect(en.time(Date.UTC(2026, 0, 1, 23))).toBe('00:00')
  })
})

test('an organisation number is read in threes, and is never broken over two lines', () => {
  expect(spacedOrganisationNumber('310261629')).toBe(`310${nbsp}261${nbsp}629`)
  expect(spacedOrganisationNumber('31026162')).toBe('31026162')
})

describe('a company name', () => {
  test.each([
    ['RASK EKTE TIGER AS', 'Rask Ekte Tiger AS'],
    ['KVIKK NØYSOM REV ASA', 'Kvikk Nøysom Rev ASA'],
    ['HANSEN OG SØNN ANS', 'Hansen og Sønn ANS'],
    ['ÅS-HAUGEN REGNSKAP DA', 'Ås-Haugen Regnskap DA'],
    ['OG SÅ VIDERE ENK', 'Og Så Videre ENK'],
    ['  TO   MELLOMROM NUF ', 'To Mellomrom NUF'],
    ['iSmart Løsninger as', 'iSmart Løsninger as'],
    ['', ''],
  ])('%s is shown as %s', (register, shown) => {
    expect(companyName(register)).toBe(shown)
  })
})
