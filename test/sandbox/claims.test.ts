import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openReferenceApis, ORGANISATIONS, payload, type Key } from './open-reference-apis.js'

let apis: Awaited<ReturnType<typeof openReferenceApis>>
beforeAll(async () => void (apis = await openReferenceApis()))
beforeEach(() => apis.sandbox.reset())
afterAll(() => apis.sandbox.close())

const { S1, S2, S3, N2, K2 } = ORGANISATIONS
const THIS_YEAR = 'fraOgMed=2026-01-01&tilOgMed=2026-12-31'

/** Asks as the party itself. */
async function ask(party: string, rest: string, headers: Record<string, string> = {}) {
  const path = `/v1/regnskapssystem/${party}/${rest}`
  return apis.get(path, await apis.tokenFor(party), headers)
}

const bodyOf = async (response: Response) => {
  expect(response.status).toBe(200)
  return (await response.json()) as any
}

describe('The worked examples come out to the letter', () => {
  test('open claims', async () => {
    const response = await ask(S1, 'aapnekrav')
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(await response.text()).toBe(JSON.stringify(payload('aapnekrav')))
  })

  test('payouts', async () => {
    const response = await ask(S1, `utbetalinger?${THIS_YEAR}`)
    expect(await response.text()).toBe(JSON.stringify(payload('utbetalinger')))
  })

  test('two of eight claims', async () => {
    const body = await bodyOf(await ask(S1, `krav?${THIS_YEAR}`))
    expect(body.krav).toHaveLength(8)
    const shown = ['KRAV-73005648', '73010586']
    body.krav = body.krav.filter((claim: any) => shown.includes(claim.kravidentifikator))
    expect(JSON.stringify(body)).toBe(JSON.stringify(payload('krav')))
  })

  test('the last two of seven payments', async () => {
    const body = await bodyOf(await ask(S1, `innbetalinger?${THIS_YEAR}`))
    expect(body.innbetaling).toHaveLength(7)
    body.innbetaling = body.innbetaling.slice(-2)
    expect(JSON.stringify(body)).toBe(JSON.stringify(payload('innbetalinger')))
  })
})

describe('The totals of the sample data', () => {
  test.each<[Key, ...number[]]>([
    ['S1', 8, 2, 7, 1, 410, 38440, 126310, 5000, 160160],
    ['S2', 7, 4, 3, 0, 517, 518700, 263950, 0, 783167],
    ['S3', 5, 1, 1, 2, 0, 0, 8400, 0, 8400],
    ['N1', 3, 3, 0, 0, 0, 60550, 38200, 0, 98750],
    ['N2', 0, 0, 0, 0],
    ['R1', 3, 1, 1, 0, 0, 0, 198600, 0, 198600],
    ['K1', 4, 1, 2, 0, 0, 0, 47750, 0, 47750],
    ['K2', 6, 6, 1, 0, 1079, 124630, 0, 0, 125709],
  ])('%s', async (key, claims, open, payments, payouts, ...sums) => {
    expect(await everythingOf(ORGANISATIONS[key])).toEqual({
      counts: [claims, open, payments, payouts],
      sums,
    })
  })

  test.each([
    ['311844202', [6, 3, 3, 1], [582, 54814, 187250, 12000, 230646]],
    ['212706515', [4, 2, 3, 0], [18, 18260, 73400, 0, 91678]],
    ['316508731', [3, 1, 1, 1], [0, 0, 6120, 0, 6120]],
  ])('%s, fresh', async (orgNo, counts, sums) => {
    expect(await everythingOf(orgNo)).toEqual({ counts, sums })
  })

  test('the groups add up to the whole', async () => {
    apis.giveSystemUser(K2)
    const { totalOversikt, oversiktPerKravgruppe } = await bodyOf(await askAs(K2, 'aapnekrav'))
    expect(oversiktPerKravgruppe.map((group: any) => [group.kravgruppe, group.saldo])).toEqual([
      ['Merverdiavgift', 14600 + 388 + 31850 + 204],
      ['Arbeidsgiveravgift', 12690 + 146 + 12690 + 12],
      ['Forskuddstrekk', 26400 + 303 + 26400 + 26],
    ])
    const sum = oversiktPerKravgruppe.reduce((total: number, group: any) => total + group.saldo, 0)
    expect(sum).toBe(totalOversikt.saldo)
  })

  /** N2 has nothing at all, which is a 404 and no sums. */
  async function everythingOf(orgNo: string) {
    apis.giveSystemUser(orgNo)
    const length = async (rest: string, member: string) => {
      const response = await askAs(orgNo, rest)
      return response.status === 404 ? 0 : (await bodyOf(response))[member].length
    }
    const aapne = await askAs(orgNo, 'aapnekrav')
    return {
      counts: [
        await length(`krav?${THIS_YEAR}`, 'krav'),
        await length('aapnekrav', 'aapentKravMedGjenstaaendeBeloep'),
        await length(`innbetalinger?${THIS_YEAR}`, 'innbetaling'),
        await length(`utbetalinger?${THIS_YEAR}`, 'utbetaling'),
      ],
      sums: aapne.status === 404 ? [] : Object.values((await bodyOf(aapne)).totalOversikt),
    }
  }

  /** As the system user the party was given by the test. */
  const askAs = async (party: string, rest: string) => {
    const { id } = [...apis.world.state.systemUsers.values()].findLast(
      user => user.ownerOrgNo === party,
    )!
    const [detail] = apis.claimsFor(party).authorization_details
    const authorization_details = [{ ...detail, systemuser_id: [id] }]
    const token = await apis.tokenFor(party, { authorization_details })
    return apis.get(`/v1/regnskapssystem/${party}/${rest}`, token)
  }
})

describe('A claim', () => {
  test('that is late interest points at what it is interest on', async () => {
    const { krav } = await bodyOf(await ask(S1, `krav?${THIS_YEAR}`))
    const interest = krav.find((claim: any) => claim.kravtype === 'Forsinkelsesrente')
    expect(interest.hovedstolKravidentifikator).toBe('KRAV-73005181')
    expect(Object.keys(interest).slice(-3)).toEqual([
      'kravgruppe',
      'hovedstolKravidentifikator',
      'fastsettingsmaate',
    ])
  })

  test('in two instalments is the sum of both', async () => {
    const { krav } = await bodyOf(await ask(S1, `krav?${THIS_YEAR}`))
    const tax = krav.find((claim: any) => claim.kravtype === 'UTSKR_FORSKSKATT')
    expect(tax).toMatchObject({ opprinneligBeloep: 90000, gjenstaaendeBeloep: 0 })
    expect(tax.kravforfall).toHaveLength(2)
  })

  test('that is a credit stays until the payout is confirmed, and is never open', async () => {
    const { krav } = await bodyOf(await ask(S3, `krav?${THIS_YEAR}`))
    const credit = krav.find((claim: any) => claim.kravidentifikator === '73025778')
    expect(credit).toMatchObject({ opprinneligBeloep: -9870, gjenstaaendeBeloep: -9870 })
    expect(credit.kravforfall[0]).not.toHaveProperty('plassertUtbetaling')

    const { utbetaling } = await bodyOf(await ask(S3, `utbetalinger?${THIS_YEAR}`))
    expect(utbetaling[1]).toMatchObject({
      utbetalingstatus: 'underUtbetaling',
      grunnlagForUtbetaling: {
        kreditKrav: [{ kravforfallidentifikator: '73026181', gjenstaaendeBeloep: -9870 }],
      },
    })
    const open = await bodyOf(await ask(S3, 'aapnekrav'))
    expect(open.aapentKravMedGjenstaaendeBeloep).toHaveLength(1)
  })

  test('that is due today is not overdue', async () => {
    apis.world.state.ledgerDate = '2026-12-10'
    const { totalOversikt: onTheDay } = await bodyOf(await ask(S1, 'aapnekrav'))
    expect(onTheDay).toMatchObject({ sumForfalteKrav: 38440, sumIkkeForfalteKrav: 126310 })
    apis.world.state.ledgerDate = '2026-12-11'
    const { totalOversikt: theDayAfter } = await bodyOf(await ask(S1, 'aapnekrav'))
    expect(theDayAfter).toMatchObject({ sumForfalteKrav: 164750, sumIkkeForfalteKrav: 0 })
  })

  test('with øre is summed without a speck of dust', async () => {
    const { krav } = apis.world.state.ledgers.get(S1)!
    krav[1]!.forfall[0]!.belop = 80000.1
    krav[2]!.forfall[0]!.belop = 0.2
    krav[1]!.renter = 0
    const { totalOversikt } = await bodyOf(await ask(S1, 'aapnekrav'))
    expect(totalOversikt).toMatchObject({ sumForfalteKrav: 0.1, saldo: -4999.7 })
  })
})

describe('The period', () => {
  test('includes both its ends', async () => {
    const dates = async (period: string) => {
      const response = await ask(S1, `innbetalinger?${period}`)
      return (await bodyOf(response)).innbetaling.map((row: any) => row.innbetalingsdato)
    }
    expect(await dates('fraOgMed=2026-10-05&tilOgMed=2026-11-16')).toEqual([
      '2026-10-05',
      '2026-10-12',
      '2026-11-16',
    ])
    expect(await dates('fraOgMed=2026-10-06&tilOgMed=2026-11-15')).toEqual(['2026-10-12'])
  })

  test('is taken by the day a claim was made, and a payout was paid', async () => {
    const { krav } = await bodyOf(await ask(S1, 'krav?fraOgMed=2026-11-18&tilOgMed=2026-11-18'))
    expect(krav.map((claim: any) => claim.kravidentifikator)).toEqual(['KRAV-73006406'])
    const period = 'fraOgMed=2026-10-21&tilOgMed=2026-11-23'
    expect((await ask(S3, `utbetalinger?${period}`)).status).toBe(404)
  })

  test('ends today when nobody says otherwise', async () => {
    const { periode } = await bodyOf(await ask(S1, 'krav?fraOgMed=2026-01-01'))
    expect(periode).toEqual({ fraOgMed: '2026-01-01', tilOgMed: '2026-11-20' })
  })

  test('ends on the day of the clock, in Norway, when the ledger follows the clock', async () => {
    apis.world.ledgerDate = 'clock'
    apis.sandbox.faults.moveClock(15.5 * 60 * 60 * 1000) // 23.30 UTC
    const exp = apis.sandbox.now() / 1000 + 120
    const token = await apis.tokenFor(S1, { exp })
    const response = await apis.get(`/v1/regnskapssystem/${S1}/krav?fraOgMed=2026-01-01`, token)
    apis.world.ledgerDate = 'seed'
    expect((await bodyOf(response)).periode.tilOgMed).toBe('2026-11-21')
  })

  test('is nothing to open claims', async () => {
    expect((await ask(S1, 'aapnekrav?fraOgMed=yesterday&tilOgMed=')).status).toBe(200)
  })

  test.each([
    'fraOgMed=2026-01-01&tilOgMed=2027-01-01',
    'fraOgMed=2024-02-29&tilOgMed=2025-02-28',
    'fraOgMed=2026-11-20',
    'fraOgMed=2025-11-20',
  ])('%s may be asked for', async period => {
    const response = await ask(S1, `krav?${period}`)
    expect([200, 404]).toContain(response.status)
  })

  test.each([
    ['tilOgMed=2026-12-31', 'fraOgMed mangler'],
    ['', 'fraOgMed mangler'],
    ['fraOgMed=', 'fraOgMed er ikke en dato'],
    ['fraOgMed=01.01.2026', 'fraOgMed er ikke en dato'],
    ['fraOgMed=2026-1-1', 'fraOgMed er ikke en dato'],
    ['fraOgMed=2026-02-29', 'fraOgMed er ikke en dato'],
    ['fraOgMed=2026-13-01', 'fraOgMed er ikke en dato'],
    ['fraOgMed=2026-01-01&fraOgMed=2026-01-02', 'fraOgMed er ikke en dato'],
    ['fraOgMed=2026-01-01&tilOgMed=', 'tilOgMed er ikke en dato'],
    ['fraOgMed=2026-01-01&tilOgMed=2026-01-01T00:00:00', 'tilOgMed er ikke en dato'],
    ['fraOgMed=2026-01-02&tilOgMed=2026-01-01', 'tilOgMed er før fraOgMed'],
    ['fraOgMed=2026-11-21', 'tilOgMed er før fraOgMed'],
    ['fraOgMed=2026-01-01&tilOgMed=2027-01-02', 'ett år'],
    ['fraOgMed=2024-02-29&tilOgMed=2025-03-01', 'ett år'],
    ['fraOgMed=2025-11-19', 'ett år'],
  ])('%j may not', async (period, melding) => {
    for (const endpoint of ['krav', 'innbetalinger', 'utbetalinger']) {
      const response = await ask(S1, `${endpoint}?${period}`)
      expect(response.status).toBe(400)
      expect(await response.json()).toMatchObject({
        kode: 'KB-006',
        melding: expect.stringContaining(melding),
      })
    }
  })
})

describe('Nothing found is a 404', () => {
  test('said as the contract says it', async () => {
    const feil = payload('feil')
    const headers = { korrelasjonsid: feil.korrelasjonsid }
    const response = await ask(S1, 'krav?fraOgMed=2026-06-01&tilOgMed=2026-07-01', headers)
    expect(response.status).toBe(404)
    expect(response.headers.get('korrelasjonsid')).toBe(feil.korrelasjonsid)
    expect(await response.text()).toBe(JSON.stringify(feil))
  })

  test.each(['aapnekrav', 'krav', 'innbetalinger', 'utbetalinger'])(
    'for %s of a party without any',
    async endpoint => {
      apis.giveSystemUser(N2)
      const response = await ask(N2, `${endpoint}?${THIS_YEAR}`)
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ kode: 'KB-007' })
    },
  )

  test('but an unplaced payment alone is something', async () => {
    apis.giveSystemUser(N2)
    const payment = { id: '73099999', dato: '2026-11-01', belop: 100, type: 'Innbetalt OCR' }
    apis.world.state.ledgers.get(N2)!.innbetalinger.push(payment)
    const body = await bodyOf(await ask(N2, 'aapnekrav'))
    expect(body.totalOversikt).toMatchObject({ sumUplasserteInnbetalinger: 100, saldo: -100 })
    expect(body.aapentKravMedGjenstaaendeBeloep).toEqual([])
    expect(body.oversiktPerKravgruppe).toEqual([])
  })

  test('for a party that Skatteetaten does not know', async () => {
    apis.world.state.ledgers.delete(S2)
    const response = await ask(S2, 'aapnekrav')
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ kode: 'KB-009' })
  })
})

describe('What is withheld for somebody’s protection', () => {
  test.each([
    ['aapnekrav', {}],
    ['krav', { periode: { fraOgMed: '2026-01-01', tilOgMed: '2026-12-31' } }],
    ['innbetalinger', { periode: { fraOgMed: '2026-01-01', tilOgMed: '2026-12-31' } }],
    ['utbetalinger', { periode: { fraOgMed: '2026-01-01', tilOgMed: '2026-12-31' } }],
  ])('leaves of %s only what was asked', async (endpoint, asked) => {
    apis.world.state.withheld!.add(S1)
    const body = await bodyOf(await ask(S1, `${endpoint}?${THIS_YEAR}`))
    expect(body).toEqual({ partIdentifikator: S1, ...asked, skjermet: true })
  })
})

describe('A call is refused', () => {
  const path = `/v1/regnskapssystem/${S1}/aapnekrav`
  const token = (overrides?: object) => apis.tokenFor(S1, overrides)
  const now = Date.parse('2026-11-20T08:00:00Z') / 1000

  test.each<
    [string, string, () => Promise<string | undefined>, Record<string, string>, number, string]
  >([
    ['for an unknown endpoint', `/v1/regnskapssystem/${S1}/alt`, token, {}, 404, 'KB-003'],
    ['for another rights package', `/v1/finans/${S1}/aapnekrav`, token, {}, 404, 'KB-003'],
    ['for the older address', `/v1/${S1}/aapnekrav`, token, {}, 404, 'KB-003'],
    ['for XML', path, token, { accept: 'application/xml' }, 406, 'KB-008'],
    [
      'for JSON unwanted',
      path,
      token,
      { accept: 'text/html, application/json;q=0' },
      406,
      'KB-008',
    ],
    ['without a token', path, async () => undefined, {}, 401, 'KB-004'],
    ['with an exchanged token', path, () => apis.altinnToken(), {}, 401, 'KB-004'],
    [
      'from another issuer',
      path,
      () => token({ iss: 'https://test.maskinporten.no/' }),
      {},
      401,
      'KB-004',
    ],
    ['with an old token', path, () => token({ exp: now - 30 }), {}, 401, 'KB-004'],
    [
      'for a wrong check digit',
      '/v1/regnskapssystem/310261628/aapnekrav',
      token,
      {},
      400,
      'KB-006',
    ],
    ['for eight digits', '/v1/regnskapssystem/31026162/aapnekrav', token, {}, 400, 'KB-006'],
    ['for letters', '/v1/regnskapssystem/abcdefghij/aapnekrav', token, {}, 400, 'KB-006'],
    [
      'without the scope',
      path,
      () => token({ scope: 'altinn:systembruker.demo' }),
      {},
      403,
      'DAS-008',
    ],
    [
      'without a system user',
      path,
      () => token({ authorization_details: undefined }),
      {},
      403,
      'DAS-008',
    ],
    ['for somebody else', `/v1/regnskapssystem/${S2}/aapnekrav`, token, {}, 403, 'DAS-008'],
    ['for nobody', '/v1/regnskapssystem/313999998/aapnekrav', token, {}, 403, 'DAS-008'],
  ])('%s', async (_, address, jwt, headers, status, kode) => {
    const response = await apis.get(address, await jwt(), headers)
    expect(response.status).toBe(status)
    const body = (await response.json()) as any
    expect(Object.keys(body)).toEqual(['kode', 'melding', 'korrelasjonsid'])
    expect(body.kode).toBe(kode)
    expect(body.melding).not.toBe('')
    expect(body.korrelasjonsid).toBe(response.headers.get('korrelasjonsid'))
    expect(body.korrelasjonsid).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  })

  test('when the PDP cannot be reached', async () => {
    apis.sandbox.faults.add({ target: 'pdp', kind: 'hang' })
    const response = await apis.get(path, await token())
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ kode: 'KB-002' })
  })

  test('when the fault desk says the service has failed', async () => {
    const body = { kode: 'KB-001', melding: 'Uventet feil.', korrelasjonsid: 'x' }
    apis.sandbox.faults.add({ target: 'claims', kind: 'status', status: 500, body })
    const response = await apis.get(path, await token())
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual(body)
  })

  test('with another method', async () => {
    const response = await apis.get(path, await token(), {}, 'POST')
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET')
  })

  test('for the first thing that is wrong with it', async () => {
    const xml = { accept: 'application/xml' }
    const kode = async (address: string, jwt?: string, headers?: Record<string, string>) =>
      ((await (await apis.get(address, jwt, headers)).json()) as any).kode
    const krav = (party: string) => `/v1/regnskapssystem/${party}/krav`
    const unscoped = await token({ scope: 'altinn:systembruker.demo' })

    expect(await kode('/v1/regnskapssystem/1/alt', undefined, xml)).toBe('KB-003')
    expect(await kode(krav('1'), undefined, xml)).toBe('KB-008')
    expect(await kode(krav('1'))).toBe('KB-004')
    expect(await kode(krav('1'), unscoped)).toBe('KB-006')
    expect(await kode(krav(S2), unscoped)).toBe('KB-006')
    expect(await kode(`${krav(S1)}?${THIS_YEAR}`, unscoped)).toBe('DAS-008')
    apis.world.state.ledgers.delete(S1)
    expect(await kode(`${krav(S2)}?${THIS_YEAR}`, await token())).toBe('DAS-008')
    expect(await kode(`${krav(S1)}?${THIS_YEAR}`, await token())).toBe('KB-009')
  })
})

test('A good answer carries the caller’s correlation id as well', async () => {
  const response = await ask(S1, 'aapnekrav', { Korrelasjonsid: 'min-egen' })
  expect(response.headers.get('korrelasjonsid')).toBe('min-egen')
})
