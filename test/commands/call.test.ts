import { describe, expect, test } from 'vitest'
import { shareCli } from '../support/cli.js'

const story = shareCli()

const CUSTOMER = '310261629'
const ACCOUNTANT = '315201047'
const CLIENT = '213089358'

describe('A developer calls', () => {
  test('SystemUserInfo, and sees whom the API takes us for', async () => {
    const { code, stdout } = await story().run(['call', 'system-user-info', '--org', CUSTOMER])
    expect(stdout).toBe(
      [
        'SystemId      991825827_smartcloud',
        'SystemUserId  49469a5e-6b91-46e7-a45c-8f2d7e2d1302',
        `Org           ${CUSTOMER}\n`,
      ].join('\n'),
    )
    expect(code).toBe(0)
  })

  test('the logistics service, in either language', async () => {
    const english = await story().run(['call', 'logistics', '--org', CUSTOMER])
    expect(english.stdout).toMatch(/^Status {4}VeryWell\nShipment {2}InTransit\n/)
    const norwegian = await story().run(['call', 'logistics', '--org', CUSTOMER, '--lang=nb'])
    expect(norwegian.stdout).toMatch(/^Status {7}VeryWell\nForsendelse {2}InTransit\n/)
  })

  test('the payroll service, with an amount that has no strange spaces in it', async () => {
    const { stdout } = await story().run(['call', 'salary', '--org', '312414015', '--lang', 'nb'])
    expect(stdout).toBe('Status  Paid\nBeløp   1 187 500,50 kr\n')
  })

  test('the Tax Administration, and reads a table', async () => {
    const { stdout } = await story().run(['call', 'claims', '--org', CUSTOMER, '--lang', 'nb'])
    expect(stdout).toBe(
      [
        'Krav         Forfall       Gjenstår  KID',
        'Mva-melding  12.10.2026   38 440 kr  3102616293202604000002',
        'Mva-melding  10.12.2026  126 310 kr  3102616293202605000001',
        '',
        'Forfalt             38 440 kr',
        'Ikke forfalt       126 310 kr',
        'Stipulerte renter      410 kr',
        'Ikke plassert        5 000 kr',
        'Saldo              160 160 kr\n',
      ].join('\n'),
    )
  })

  test('for a client of an accountant, as JSON', async () => {
    const { code, json } = await story().run([
      'call',
      'claims',
      '--org',
      ACCOUNTANT,
      '--for',
      CLIENT,
      '--json',
    ])
    expect(json()).toMatchObject({
      api: 'claims',
      organisationNumber: ACCOUNTANT,
      party: CLIENT,
      data: { partIdentifikator: CLIENT },
    })
    expect(code).toBe(0)
  })
})

describe('A call does not work, because', () => {
  test('the access does not cover it', async () => {
    const { code, stdout, stderr } = await story().run(['call', 'salary', '--org', CUSTOMER])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^The access does not cover this\.\nThe system user of 310261629 /)
  })

  test('the service has trouble', async () => {
    story().sandbox.faults.add({ target: 'logistics', kind: 'status', status: 500, times: 9 })
    const { code, json } = await story().run(['call', 'logistics', '--org', CUSTOMER, '--json'])
    expect(code).toBe(1)
    expect(json()).toMatchObject({
      error: { message: 'The call was refused: the logistics service answered 500.' },
    })
  })

  test('there is no such API, or nobody else to ask it for', async () => {
    const unknown = await story().run(['call', 'weather', '--org', CUSTOMER])
    expect(unknown.stderr).toBe(
      'There is no API called weather.\nChoose one of these: system-user-info, logistics, salary, claims.\n',
    )
    const forClient = await story().run([
      'call',
      'system-user-info',
      '--org',
      CUSTOMER,
      '--for',
      CLIENT,
      '--lang',
      'nb',
    ])
    expect(forClient.stderr).toContain('Ta bort --for.')
    expect([unknown.code, forClient.code]).toEqual([2, 2])
  })
})
