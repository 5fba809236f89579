import { describe, expect, test } from 'vitest'
import { CLIENT_PACKAGE, PACKAGES } from '../../src/domain/packages.js'
import { TEST_ORGANISATIONS, testOrganisationsFor } from '../../src/domain/test-organisations.js'
import { SAMPLE, stateFromSeed } from '../../src/sandbox/rows/seed.js'
import { ORGANISATIONS } from './open-reference-apis.js'

const state = stateFromSeed()
const organisations = [...state.organisations.values()]
const ledgers = [...state.ledgers.entries()]
const dues = ledgers.flatMap(([, { krav }]) => krav.flatMap(claim => claim.forfall))

const weighted = (digits: string, weights: number[]) =>
  weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11

describe('Every number is valid in form', () => {
  test.each(organisations.map(({ orgNo, name }) => [orgNo, name]))('organisation %s', orgNo => {
    expect(orgNo).toMatch(orgNo === SAMPLE.system.vendorOrgNo ? /^\d{9}$/ : /^[23]\d{8}$/)
    expect(weighted(orgNo, [3, 2, 7, 6, 5, 4, 3, 2, 1])).toBe(0)
  })

  test.each([...state.persons.values()].map(({ pid, name }) => [pid, name]))('person %s', pid => {
    const [, day, month, year] = /^(\d\d)(\d\d)(\d\d)\d{5}$/.exec(pid)!.map(Number)
    const born = new Date(Date.UTC(1900 + year!, month! - 80 - 1, day))
    expect(born.getUTCDate()).toBe(day)
    expect(born.getUTCMonth()).toBe(month! - 80 - 1)
    expect(weighted(pid, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1])).toBe(0)
    expect(weighted(pid, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1])).toBe(0)
  })

  const accounts = organisations.flatMap(({ bankAccount }) => bankAccount ?? [])
  test.each([...accounts, state.collectionAccount!.kontonummer])('account %s', account => {
    expect(account).toMatch(/^999[89]\d{7}$/)
    expect(weighted(account, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1])).toBe(0)
  })

  test('the IBAN', () => {
    const iban = state.collectionAccount!.iban
    const asDigits = `${iban.slice(4)}2324${iban.slice(2, 4)}` // N is 23 and O is 24
    expect(BigInt(asDigits) % 97n).toBe(1n)
  })

  test.each(dues.flatMap(({ kid }) => kid ?? []))('KID %s', kid => {
    const sum = [...kid].reverse().reduce((total, digit, i) => {
      const product = Number(digit) * (i % 2 === 0 ? 1 : 2)
      return total + (product > 9 ? product - 9 : product)
    }, 0)
    expect(sum % 10).toBe(0)
  })

  test('and belongs to one only', () => {
    const unique = (values: unknown[]) => expect(new Set(values).size).toBe(values.length)
    unique(SAMPLE.organisations.map(row => row.orgno))
    unique(organisations.map(row => row.partyId))
    unique(organisations.map(row => row.partyUuid))
    unique(accounts)
    unique(
      [...SAMPLE.organisations.map(row => row.dagligLeder), ...SAMPLE.persons!].map(p => p.pid),
    )
    unique(dues.map(due => due.id))
    unique(
      ledgers.flatMap(([, ledger]) =>
        [...ledger.innbetalinger, ...ledger.utbetalinger].map(row => row.id),
      ),
    )
  })
})

describe('Every row points at something', () => {
  test.each(ledgers)('in the ledger of %s', (orgNo, { krav, innbetalinger, utbetalinger }) => {
    expect(state.organisations.has(orgNo)).toBe(true)
    const paid = new Map(innbetalinger.map(({ id, belop }) => [id, belop]))
    for (const claim of krav) {
      if (claim.hovedstol) expect(krav.map(({ id }) => id)).toContain(claim.hovedstol)
      for (const { belop, kid, plassert, utbetalt } of claim.forfall) {
        expect(kid === null).toBe(belop < 0)
        expect(utbetalt !== undefined).toBe(belop < 0)
        if (utbetalt)
          expect(utbetalinger).toContainEqual(
            expect.objectContaining({ id: utbetalt, belop: -belop }),
          )
        for (const [paymentId, amount] of plassert)
          paid.set(paymentId, paid.get(paymentId)! - amount)
      }
    }
    for (const [paymentId, left] of paid) expect(left, paymentId).toBeGreaterThanOrEqual(0)
  })

  test('in roles, requests, systems and policies', () => {
    for (const { roles } of state.persons.values())
      for (const { orgNo, lacks = [] } of roles) {
        expect(state.organisations.has(orgNo)).toBe(true)
        for (const resource of lacks) expect(state.resources.has(resource)).toBe(true)
      }
    const askable = [
      ...state.systems.values(),
      ...state.requests.values(),
      ...state.systemUsers.values(),
    ]
    for (const { rights, accessPackages } of askable) {
      for (const { resource } of rights) expect(state.resources.has(resource[0]!.value)).toBe(true)
      for (const { urn } of accessPackages) expect(state.accessPackages.has(urn)).toBe(true)
    }
    for (const { accessPackages } of state.resources.values())
      for (const urn of accessPackages) expect(state.accessPackages.has(urn)).toBe(true)
  })
})

describe('The sandbox begins', () => {
  test('with an approved request for every system user, under the same id', () => {
    for (const user of state.systemUsers.values())
      expect(state.requests.get(user.id)).toMatchObject({
        status: 'Accepted',
        kind: user.userType,
        systemId: '991825827_smartcloud',
        partyOrgNo: user.ownerOrgNo,
        externalRef: user.externalRef,
        rights: user.rights,
        accessPackages: user.accessPackages,
        created: user.created,
      })
  })

  test('with one request that waits and one that was refused', () => {
    const byOwner = new Map([...state.requests.values()].map(row => [row.partyOrgNo, row]))
    const waiting = byOwner.get(ORGANISATIONS.N1)!
    expect(waiting).toMatchObject({ status: 'New', kind: 'standard', externalRef: '314577760' })
    expect(waiting.rights.map(({ resource }) => resource[0]!.value)).toEqual([
      'ske-krav-og-betalinger',
      'ttd_systembruker-logistikk-demo',
    ])
    expect(byOwner.get(ORGANISATIONS.N2)).toMatchObject({ status: 'Rejected' })
    expect(byOwner.get(ORGANISATIONS.N2)!.rights).toHaveLength(3)
  })

  test('with requests that are two days old, however late it is started', () => {
    const now = Date.parse('2031-05-05T12:00:00Z')
    const requests = [...stateFromSeed(SAMPLE, now).requests.values()]
    const created = requests.find(({ status }) => status === 'New')!.created
    expect(now - created).toBe(2 * 24 * 60 * 60 * 1000)
  })

  test('with the organisations that the sign-up page offers, in the situation it says', () => {
    const requestOf = (orgNo: string) =>
      [...state.requests.values()].find(({ partyOrgNo }) => partyOrgNo === orgNo)
    const situationOf = (orgNo: string) => {
      const request = requestOf(orgNo)
      if (!request) return state.registeredClients.has(orgNo) ? 'freshAccountant' : 'fresh'
      if (request.kind === 'agent') return 'accountant'
      const byStatus = { New: 'waiting', Rejected: 'rejected', Accepted: 'approved' }
      return byStatus[request.status as keyof typeof byStatus]
    }
    for (const { organisationNumber, name, situation } of TEST_ORGANISATIONS) {
      expect(state.organisations.get(organisationNumber)?.name).toBe(name)
      expect(situationOf(organisationNumber), name).toBe(situation)
      expect(state.ledgers.has(organisationNumber), name).toBe(true)
    }
    const fresh = TEST_ORGANISATIONS.filter(({ situation }) => situation === 'fresh')
    expect(fresh).toHaveLength(3)
    for (const { organisationNumber } of fresh) {
      expect(state.logistics.has(organisationNumber)).toBe(true)
      expect(state.salary.has(organisationNumber)).toBe(true)
    }
  })

  test('with an accountant whose clients have figures, offered with the package for clients', () => {
    expect(testOrganisationsFor(CLIENT_PACKAGE.id).map(({ situation }) => situation)).toEqual([
      'freshAccountant',
      'accountant',
    ])
    const [accountant] = testOrganisationsFor(CLIENT_PACKAGE.id)
    const clients = state.registeredClients.get(accountant!.organisationNumber)!
    expect(clients).toHaveLength(3)
    for (const orgNo of clients) {
      expect(state.ledgers.has(orgNo)).toBe(true)
      expect(state.salary.has(orgNo)).toBe(true)
    }
    for (const { id } of PACKAGES)
      expect(testOrganisationsFor(id)).toEqual(TEST_ORGANISATIONS.filter(it => it !== accountant))
  })

  test('with a managing director everywhere, and somebody who may do less', () => {
    const persons = [...state.persons.values()]
    const rolesIn = (orgNo: string) =>
      persons.flatMap(({ roles }) => roles.filter(role => role.orgNo === orgNo))
    for (const { orgno } of SAMPLE.organisations)
      expect(rolesIn(orgno).filter(({ role }) => role === 'dagligLeder')).toHaveLength(1)

    const fresh = TEST_ORGANISATIONS[0]!.organisationNumber
    expect(rolesIn(fresh)).toEqual([
      { orgNo: fresh, role: 'dagligLeder' },
      { orgNo: fresh, role: 'tilgangsstyrer' },
      { orgNo: fresh, role: 'tilgangsstyrer', lacks: ['ttd_systembruker-salary'] },
      { orgNo: fresh, role: 'ansatt', lacks: ['ttd_systembruker-salary'] },
    ])
    expect(persons.filter(({ roles }) => roles.length === 0)).toHaveLength(1)
  })

  test('with a system that is hidden, because its packages cannot be assigned', () => {
    const system = state.systems.get('991825827_smartcloud')!
    expect(system).toMatchObject({ vendorOrgNo: '991825827', isVisible: false, clientId: [] })
    const flags = system.accessPackages.map(({ urn }) => state.accessPackages.get(urn)!)
    expect(flags.some(({ isAssignable }) => !isAssignable)).toBe(true)
    expect(flags.every(({ isDelegable }) => isDelegable)).toBe(true)
  })

  test('with all of the access packages Altinn is imitated with', () => {
    expect(state.accessPackages.size).toBe(20)
    expect(state.accessPackages.get('urn:altinn:accesspackage:eksplisitt')).toMatchObject({
      id: 'c0eb20c1-2268-48f5-88c5-f26cb47a6b1f',
      isDelegable: false,
      isAssignable: false,
    })
  })

  test('as a world of its own each time', () => {
    const one = stateFromSeed()
    one.organisations.clear()
    one.ledgers.get(ORGANISATIONS.S1)!.krav.length = 0
    one.systemUsers.values().next().value!.rights.length = 0
    one.accessPackages.get('urn:altinn:accesspackage:lonn')!.name.nb = 'Endret'
    one.resources.get('ske-krav-og-betalinger')!.title.nb = 'Endret'
    expect(stateFromSeed()).toEqual(state)
  })
})
