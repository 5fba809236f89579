import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { ANSWERS, Problem } from '../../src/reference-apis/api-answers.js'
import { hasPeriod, OPERATIONS, PROBLEMS } from '../../src/reference-apis/api-operations.js'
import { addClient } from '../../src/sandbox/altinn/clients.js'
import { live } from '../../src/sandbox/state/system-users.js'
import type { World } from '../../src/sandbox/world/world.js'
import { newOrganisation } from '../support/at-altinn.js'
import { APPROVED } from '../support/people.js'
import { newCustomer, type Customer } from '../support/customer.js'
import { shareSmartCloud } from '../support/open-smartcloud.js'
import { textOf, type Visit } from '../support/browser.js'

/*
 * A program of the customer's reads the same figures as JSON. Whatever goes wrong is told as a
 * problem where it was asked, never with a page or a way to sign in.
 */

const UNKNOWN = '311999996'

const the = shareSmartCloud()
let customer: Customer
beforeAll(async () => {
  customer = await newCustomer(the())
})

const addressOf = (path: string, org: string = customer.organisation.organisationNumber) =>
  path.replace(':org', org)
const read = (path: string) => customer.browser.raw('get', addressOf(path))
const bodyOf = (visit: Visit): unknown => JSON.parse(visit.text)

function problemIn(visit: Visit, status: number, code: string) {
  expect(visit.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(visit.status).toBe(status)
  const problem = Problem.strict().parse(bodyOf(visit))
  expect(problem).toMatchObject({ status, code, reference: visit.headers['x-request-id'] })
  return problem
}

/** What differs from one request to the next. */
const withoutReference = ({ status, headers, text }: Visit) => {
  const reference = headers['x-request-id'] ?? ''
  const kept = Object.fromEntries(
    Object.entries(headers).filter(([name]) => !['date', 'x-request-id'].includes(name)),
  )
  return { status, headers: kept, text: text.replaceAll(reference, 'R') }
}

describe.each(OPERATIONS)('$path', operation => {
  const target = {
    logistics: 'logistics',
    salary: 'salary',
    claims: 'claims',
    systemUser: 'system-user-info',
  } as const
  const api = target[operation.asks.of]

  test('answers as it is described', async () => {
    const visit = await read(operation.path)

    expect(visit.status).toBe(200)
    expect(visit.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(visit.headers['cache-control']).toBe('no-store')
    ANSWERS[operation.answer].strict().parse(bodyOf(visit))
    expect(bodyOf(visit)).toMatchObject({
      organisationNumber: customer.organisation.organisationNumber,
      fetchedAt: '2026-11-20T08:00:00.000Z',
      state: 'found',
    })

    const document = bodyOf(await read('/api/openapi.json')) as Document
    const schema = document.components.schemas[operation.answer]!
    expect(z.fromJSONSchema(schema).safeParse(bodyOf(visit)).error).toBeUndefined()
    expect(document.paths[operation.path.replace(':org', '{org}')]).toBeDefined()
  })

  test('is for nobody without a session, and sends them nowhere', async () => {
    the().sandbox.calls.clear()
    for (const Cookie of ['', `session=s%3A${'A'.repeat(43)}.${'B'.repeat(43)}`]) {
      const visit = await the()
        .newBrowser()
        .raw('get', addressOf(operation.path), { headers: Cookie ? { Cookie } : {} })
      problemIn(visit, 401, 'not_signed_in')
      expect(visit.headers['location']).toBeUndefined()
    }
    expect(the().sandbox.calls.count(api)).toBe(0)
  })

  test('takes nothing but GET', async () => {
    for (const method of ['post', 'put', 'delete', 'patch']) {
      const visit = await customer.browser.raw(method, addressOf(operation.path), {
        headers: { 'Content-Type': 'application/json', 'X-CSRF': '1' },
        body: '{}',
      })
      problemIn(visit, 405, 'method_not_allowed')
      expect(visit.headers['allow']).toBe('GET, HEAD')
    }
    expect(the().sandbox.calls.count(api)).toBe(0)
  })

  test('says that the permission is missing', async () => {
    the().sandbox.faults.add({ target: api, kind: 'status', status: 403, body: {} })
    problemIn(await read(operation.path), 403, 'no_permission')
  })

  test('says that the upstream is down, or strange', async () => {
    the().sandbox.faults.add({ target: api, kind: 'status', status: 503, times: 3 })
    const down = await read(operation.path)
    problemIn(down, 503, 'unreachable')
    expect(down.headers['retry-after']).toBe('60')

    the().sandbox.faults.add({ target: api, kind: 'wrong-shape' })
    problemIn(await read(operation.path), 502, 'surprise')
  })
})

describe.each(OPERATIONS.filter(({ path }) => path.includes(':org')))('$path', ({ path }) => {
  test('answers about another organisation as about one that does not exist', async () => {
    const other = await newCustomer(the())
    the().sandbox.calls.clear()
    const unknown = await customer.browser.raw('get', addressOf(path, UNKNOWN))
    problemIn(unknown, 404, 'not_found')
    for (const org of [
      APPROVED.organisationNumber,
      other.organisation.organisationNumber,
      'abc',
      '%00',
      '310261629%2F..%2F',
    ]) {
      const visit = await customer.browser.raw('get', addressOf(path, org))
      expect(withoutReference(visit)).toEqual(withoutReference(unknown))
    }
    const CALLED = ['logistics', 'salary', 'claims', 'system-user-info'] as const
    for (const api of CALLED) expect(the().sandbox.calls.count(api)).toBe(0)
  })
})

describe.each(OPERATIONS.filter(({ asks }) => asks.of === 'claims'))(
  '$path',
  ({ path, answer }) => {
    test('says that nothing was found, or is withheld', async () => {
      const body = { kode: 'KB-007', melding: 'x', korrelasjonsid: 'x' }
      the().sandbox.faults.add({ target: 'claims', kind: 'status', status: 404, body })
      const nothing = bodyOf(await read(path))
      expect(nothing).toMatchObject({ state: 'nothing', data: null })
      ANSWERS[answer].strict().parse(nothing)

      const { state } = the().sandbox
      state.withheld = new Set([customer.organisation.organisationNumber])
      try {
        expect(bodyOf(await read(path))).toMatchObject({ state: 'withheld', data: null })
      } finally {
        state.withheld.clear()
      }
    })
  },
)

describe.each(OPERATIONS.filter(hasPeriod))('$path', ({ path }) => {
  test.each([
    ['from=2026-02-30&to=2026-03-01', 'from', 'not_a_day'],
    ['from=2026-03-01', 'to', 'empty'],
    ['from=2026-03-02&to=2026-03-01', 'to', 'reversed'],
    ['from=2025-01-01&to=2026-01-02', 'to', 'too_long'],
    ['from=2026-01-01&from=2026-01-02&to=2026-02-01', 'from', 'empty'],
  ])('turns the period %s away', async (query, parameter, code) => {
    const problem = problemIn(await read(`${path}?${query}`), 400, 'invalid_period')
    expect(problem.errors).toMatchObject([{ parameter, code }])
    expect(the().sandbox.calls.count('claims')).toBe(0)
  })
})

test('an accountant reads about the clients on the list, and about nobody else', async () => {
  const accountant = await newCustomer(the(), 'smartklient')
  const client = newOrganisation(the().sandbox)
  const address = `/api/salary/${client.organisationNumber}`
  problemIn(await accountant.browser.raw('get', address), 404, 'not_found')

  await the().database.clients.add('sandbox', accountant.organisation.organisationNumber as never, {
    organisationNumber: client.organisationNumber as never,
    name: null,
  })
  const { state, calls } = the().sandbox
  calls.clear()
  // On our list, but not yet added at Altinn: the API says no.
  problemIn(await accountant.browser.raw('get', address), 403, 'no_permission')
  expect(calls.list('salary').at(-1)?.path).toContain(client.organisationNumber)

  state.registeredClients.set(accountant.organisation.organisationNumber, [
    client.organisationNumber,
  ])
  const agent = state.systemUsers.of(accountant.organisation.organisationNumber).find(live)!
  const { partyUuid } = state.organisations.get(client.organisationNumber)!
  expect(addClient(the().sandbox as unknown as World, agent, partyUuid)).toBeUndefined()

  const visit = await accountant.browser.raw('get', address)
  expect(visit.status).toBe(200)
  expect(bodyOf(visit)).toMatchObject({ organisationNumber: client.organisationNumber })
  problemIn(await customer.browser.raw('get', address), 404, 'not_found')

  const page = await accountant.browser.follow(
    await accountant.browser.visit(`/overview?client=${client.organisationNumber}`),
    'Alle krav og betalinger',
  )
  expect(textOf(page.text)).toContain(`Opplysningene gjelder`)
  expect(page.text).toContain('<table')
  const payments = await accountant.browser.follow(page, 'Innbetalinger')
  expect(calls.list('claims').at(-1)?.path).toContain(client.organisationNumber)
  const file = await accountant.browser.follow(payments, 'Last ned')
  expect(file.headers['content-disposition']).toContain(client.organisationNumber)
})

test('the organisation’s own account numbers are never whole', async () => {
  const { organisationNumber } = customer.organisation
  the().sandbox.state.organisations.get(organisationNumber)!.bankAccount = '86011117947'
  for (const tab of ['open', 'payments-in', 'payments-out']) {
    const { text } = await read(`/api/claims/:org/${tab}`)
    expect(text).toContain('"******17947"')
    expect(text).not.toContain('86011117947')
  }
})

test('the description is OpenAPI 3.1, and everybody may read it', async () => {
  const visit = await the().newBrowser().raw('get', '/api/openapi.json')
  const document = bodyOf(visit) as Document
  expect(document.openapi).toMatch(/^3\.1\./)
  expect(Object.keys(document.paths)).toHaveLength(OPERATIONS.length)
  const refs = [...visit.text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name)
  for (const name of refs) expect(document.components.schemas).toHaveProperty(name!)
})

test('the page about it names every address, code and schema', async () => {
  const page = await the().newBrowser().visit('/api/docs')
  expect(page.status).toBe(200)
  const words = textOf(page.text)
  for (const { path } of OPERATIONS) expect(words).toContain(`GET ${path}`)
  for (const code of Object.keys(PROBLEMS)) expect(page.text).toContain(`id="problem-${code}"`)
  for (const name of Object.keys(ANSWERS)) expect(page.text).toContain(`id="${name}"`)
  expect(words).toContain('curl --cookie')
})

test('an address that does not exist is a problem, too', async () => {
  problemIn(await read('/api/nothing-here'), 404, 'not_found')
})

interface Document {
  openapi: string
  paths: Record<string, unknown>
  components: { schemas: Record<string, Parameters<typeof z.fromJSONSchema>[0]> }
}
