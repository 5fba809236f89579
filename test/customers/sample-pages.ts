import { customerPage, unknownCustomerPage } from '../../src/customers/customer-page.js'
import type { KnownCustomer } from '../../src/customers/customers.js'
import { listPage } from '../../src/customers/list-page.js'
import { testPage, type TestPageInput } from '../../src/customers/test-page.js'
import type { ListedCustomer } from '../../src/database/customer-list.js'
import { HEALTHS, type Health } from '../../src/domain/health.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import { UpstreamUnreachable } from '../../src/upstream/errors.js'
import type { Page } from '../../src/web/frame.js'
import type { Speech } from '../../src/web/speech.js'
import { sampleChange, sampleRequest } from '../access/sample-pages.js'

const NOW = Date.UTC(2026, 10, 20, 8)
const organisationNumber = '310261629' as OrganisationNumber

/**
 * The customers, one of them, and the test of an access.
 *
 * @param evil what a visitor or an upstream may have written
 */
export function customersPages(evil: string): Record<string, (speech: Speech) => Page> {
  const listed: ListedCustomer = {
    organisationNumber,
    name: evil,
    email: evil,
    contactPerson: evil,
    packageId: 'smartbasic',
    health: 'works',
    changedAt: NOW,
    usedAt: NOW,
    confirmedAt: NOW,
  }
  const rows = Array.from({ length: 20 }, (_, i) => ({
    ...listed,
    health: HEALTHS[i % HEALTHS.length]!,
    name: i % 2 ? evil : null,
    usedAt: i % 2 ? NOW : null,
  }))
  const counts = Object.fromEntries(HEALTHS.map(health => [health, 1])) as Record<Health, number>
  const filter = { query: '', health: undefined, package: undefined, sort: 'name' } as const

  const customer: NonNullable<KnownCustomer['customer']> = {
    environment: 'sandbox',
    organisationNumber,
    companyName: evil,
    email: evil,
    contactPerson: evil,
    packageId: 'smartbasic',
    systemUserId: evil,
    externalReference: evil,
    accessState: 'active',
    approvedAt: NOW,
    lastConfirmedAt: NOW,
    lastUsedAt: NOW,
    createdAt: NOW,
    updatedAt: NOW,
  }
  const systemUser: KnownCustomer['systemUsers'][number] = {
    environment: 'sandbox',
    id: evil,
    systemId: evil,
    organisationNumber,
    externalReference: evil,
    kind: 'standard',
    title: evil,
    createdAtAltinn: NOW,
    firstSeenAt: NOW,
    lastSeenAt: NOW,
    goneAt: null,
  }
  const event: KnownCustomer['events'][number] = {
    id: '1',
    at: NOW,
    environment: 'sandbox',
    actor: evil,
    event: evil,
    objectType: 'customer',
    objectId: organisationNumber,
    outcome: 'ok',
    reference: evil,
    details: { code: evil },
    sourceAddress: evil,
  }
  const known: KnownCustomer = {
    listed,
    organisation: {
      environment: 'sandbox',
      organisationNumber,
      name: evil,
      email: evil,
      contactPerson: evil,
      sortKey: '',
      searchText: '',
      requestId: null,
      createdAt: NOW,
      updatedAt: NOW,
    },
    customer,
    requests: [sampleRequest(evil)],
    changes: [sampleChange(evil)],
    systemUsers: [systemUser, { ...systemUser, goneAt: NOW, externalReference: null }],
    events: [event, { ...event, event: 'customer approved' }, { ...event, actor: null }],
    staffNames: new Map([[evil, evil]]),
  }
  const nothing: KnownCustomer = {
    ...known,
    listed: { ...listed, name: null, packageId: null, health: 'theirOwn', usedAt: null },
    customer: undefined,
    requests: [],
    changes: [],
    systemUsers: [],
    events: [],
  }
  const one = (health: Health) => (speech: Speech) =>
    customerPage(
      {
        ...known,
        listed: { ...listed, health },
        names: new Map([['ske-krav-og-betalinger', evil]]),
        isOperator: true,
      },
      speech,
    )

  const error = new UpstreamUnreachable('timeout', {
    service: 'altinn',
    operation: evil,
    durationMs: 3_000,
    tries: 3,
    sent: 'no',
  })
  const answer = { state: 'answer', data: {} } as const
  const test = (more: Partial<TestPageInput>) => (speech: Speech) =>
    testPage(
      {
        company: evil,
        organisationNumber,
        party: organisationNumber,
        test: {
          token: { state: 'answer', data: { systemUserId: evil, scope: evil, seconds: 120 } },
          systemUserInfo: {
            state: 'answer',
            data: { organisation: evil, systemUserId: evil, systemId: evil },
          },
          apis: { claims: answer, logistics: { state: 'noPermission' }, salary: answer },
          testedAt: NOW,
        },
        explain: () => ({ title: evil, text: evil, code: evil, traceId: evil }),
        ...more,
      },
      speech,
    )

  return {
    customers: speech =>
      listPage({ rows, page: 2, pages: 9, found: 165, counts, filter, mayAsk: true }, speech),
    'customers, none': speech =>
      listPage({ rows: [], page: 1, pages: 1, found: 0, counts, filter, mayAsk: true }, speech),
    'customers, none found': speech =>
      listPage(
        {
          rows: [],
          page: 1,
          pages: 1,
          found: 0,
          counts,
          filter: { ...filter, query: evil, package: evil },
          mayAsk: false,
        },
        speech,
      ),
    ...Object.fromEntries(HEALTHS.map(health => [`customer, ${health}`, one(health)])),
    'customer, as a viewer sees it': speech =>
      customerPage({ ...nothing, names: new Map(), isOperator: false }, speech),
    'customer, unknown': speech => unknownCustomerPage({ organisationNumber }, speech),
    'test of an access': test({}),
    'test of an access, without token': test({
      test: {
        token: { state: 'failed', error },
        systemUserInfo: { state: 'notTried' },
        apis: {
          claims: { state: 'notTried' },
          logistics: { state: 'failed', error },
          salary: { state: 'nothing' },
        },
        testedAt: NOW,
      },
    }),
    'test of an access, for a client': test({
      clients: [
        { number: organisationNumber, name: evil, isChosen: true },
        { number: organisationNumber, name: null, isChosen: false },
      ],
    }),
    'test of an access, no clients': test({ clients: [], party: undefined }),
  }
}
