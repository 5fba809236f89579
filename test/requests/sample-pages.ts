import { STANDINGS, type ListedRequest } from '../../src/database/request-list.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import { checkPage, type CheckPageInput, type Obstacle } from '../../src/requests/check-page.js'
import { deletePage } from '../../src/requests/delete-page.js'
import { listPage } from '../../src/requests/list-page.js'
import type { Offer } from '../../src/requests/offer.js'
import { EMPTY, type OrderProblems } from '../../src/requests/order-form.js'
import { orderPage } from '../../src/requests/order-page.js'
import { requestPage, type RequestPageInput } from '../../src/requests/request-page.js'
import { UpstreamUnreachable } from '../../src/upstream/errors.js'
import type { Page } from '../../src/web/frame.js'
import { speechFor, type Speech } from '../../src/web/speech.js'

const NOW = Date.UTC(2026, 10, 20, 8)
const organisationNumber = '310261629' as OrganisationNumber

/**
 * The requests, one of them in every state, and the way to a new one.
 *
 * @param evil what a visitor or an upstream may have written
 */
export function requestsPages(evil: string): Record<string, (speech: Speech) => Page> {
  const explained = { title: evil, text: evil, code: evil, traceId: evil }
  const listed: ListedRequest = {
    id: 'a-request',
    type: 'standard',
    organisationNumber,
    name: evil,
    createdAt: NOW,
    standing: 'waiting',
    packageId: 'smartbasic',
    packageBefore: null,
    resources: [evil],
    accessPackages: [evil],
  }
  const change: ListedRequest = { ...listed, type: 'change', packageBefore: 'smartstandard' }
  const asked = { q: '', status: '', sort: 'created', page: 1 } as const
  const rows = Array.from({ length: 20 }, (_, i) => ({
    ...(i % 3 ? listed : change),
    standing: STANDINGS[i % STANDINGS.length]!,
    name: i % 2 ? evil : null,
  }))

  const one = (more: Partial<RequestPageInput>) => (speech: Speech) =>
    requestPage(
      {
        listed,
        row: {
          systemId: evil,
          checkedAt: NOW,
          externalReference: evil,
          returnAddress: evil,
          confirmUrl: `https://am.ui.tt02.altinn.no/accessmanagement/?a="'`,
          altinnRequestId: evil,
          systemUserId: evil,
          altinnStatus: evil,
          failure: evil,
          active: true,
        },
        contact: { email: evil, contactPerson: evil },
        createdBy: evil,
        isByCustomer: false,
        asked: [
          { id: evil, named: { name: evil, owner: evil }, fate: 'added' },
          { id: evil, named: 'nothing', fate: 'removed' },
        ],
        history: [{ at: NOW, event: evil, actor: evil }],
        call: { method: 'POST', path: `/${evil}`, body: { [evil]: evil } },
        mayAct: true,
        draftSpeech: speechFor('en'),
        isDraftOpen: true,
        ...more,
      },
      speech,
    )

  const choice = { id: evil, name: evil, owner: evil, givenBy: 'register' } as const
  const offer: Offer = {
    state: 'registered',
    rights: Array.from({ length: 12 }, (_, i) => ({ ...choice, id: `${evil}${i}` })),
    accessPackages: [choice],
    notForThisKind: [choice],
    returnAddresses: [evil],
  }
  const error = new UpstreamUnreachable('timeout', {
    service: 'altinn',
    operation: evil,
    durationMs: 3_000,
    tries: 3,
    sent: 'no',
  })
  const values = {
    ...EMPTY,
    organisationNumber: evil,
    companyName: evil,
    email: evil,
    contactPerson: evil,
    package: evil,
    find: evil,
    right: [evil],
    accessPackage: [evil],
    typedRights: evil,
    typedPackages: evil,
    externalReference: evil,
    returnAddress: evil,
  }
  const problems: OrderProblems = {
    organisationNumber: 'notNineDigits',
    companyName: 'tooLong',
    email: 'invalid',
    contactPerson: 'invalid',
    package: 'notOnSystem',
    externalReference: 'hasSlash',
    returnAddress: 'notRegistered',
    culprits: [evil],
  }
  const form = (more: Partial<Parameters<typeof orderPage>[0]>) => (speech: Speech) =>
    orderPage(
      {
        kind: 'standard',
        values,
        offer,
        reference: evil,
        receiptAddress: evil,
        otherAddresses: [],
        ...more,
      },
      speech,
    )

  const obstacles: Obstacle[] = [
    { state: 'nothing' },
    { state: 'accessGone' },
    { state: 'waits', situation: 'waiting', requestId: 'a-request', asksForOther: true },
    { state: 'endedBefore', situation: 'rejected' },
    { state: 'hasAccess', kind: 'agent' },
    { state: 'otherKindWaits', waiting: 'agent', confirmUrl: `https://altinn.example/?a="'` },
    { state: 'unclear', requestId: 'a-request' },
    { state: 'unreadable', explained },
    { state: 'notSent', explained },
    { state: 'refused', code: evil, explanation: evil, traceId: evil },
  ]
  const check =
    (obstacle: Obstacle, more: Partial<CheckPageInput> = {}) =>
    (speech: Speech) =>
      checkPage(
        {
          order: {
            organisation: {
              organisationNumber,
              name: evil,
              email: evil,
              contactPerson: evil,
              told: 'surely',
            },
            kind: 'standard',
            packageId: 'smartbasic',
            resources: [evil],
            accessPackages: [evil],
            externalReference: evil,
            returnAddress: evil,
          },
          values,
          offer,
          obstacle,
          knownName: evil,
          systemId: evil,
          reference: evil,
          ...more,
        },
        speech,
      )

  return {
    requests: speech =>
      listPage({ asked, found: { rows, page: 2, pages: 9, found: 165 }, mayAsk: true }, speech),
    'requests, none': speech =>
      listPage({ asked, found: { rows: [], page: 1, pages: 1, found: 0 }, mayAsk: false }, speech),
    'requests, none found': speech =>
      listPage(
        {
          asked: { ...asked, q: evil },
          found: { rows: [], page: 1, pages: 1, found: 0 },
          mayAsk: true,
        },
        speech,
      ),
    ...Object.fromEntries(
      STANDINGS.map(standing => [`request, ${standing}`, one({ listed: { ...listed, standing } })]),
    ),
    'request for a change': one({ listed: change, contact: { email: null, contactPerson: null } }),
    'request, as a viewer sees it': one({
      mayAct: false,
      createdBy: undefined,
      isByCustomer: true,
    }),
    'new request': form({}),
    'new request, with problems': form({ problems, explained }),
    'new request, chosen': form({
      values: { ...values, what: 'chosen' },
      problems: { chosen: 'notForThisKind', culprits: [evil] },
    }),
    'new request for clients': form({ kind: 'agent' }),
    'new request, not registered': form({ offer: { state: 'notRegistered' } }),
    'new request, register down': form({ offer: { state: 'unreadable', error }, explained }),
    ...Object.fromEntries(
      obstacles.map(obstacle => [`check of a request, ${obstacle.state}`, check(obstacle)]),
    ),
    'delete a request': speech => deletePage({ listed, reference: evil }, speech),
    'delete a request, failed': speech =>
      deletePage({ listed, explained, reference: evil }, speech),
  }
}
