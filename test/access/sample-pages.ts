import { accessPage, type AccessPageInput } from '../../src/access/access-page.js'
import { checkPage, type CheckFailure } from '../../src/access/check-page.js'
import { cannotChangePage, choosePage } from '../../src/access/choose-page.js'
import { clientsPage, noClientsPage } from '../../src/access/clients-page.js'
import type { ClientListing } from '../../src/access/clients.js'
import { changeContinuePage } from '../../src/access/continue-page.js'
import { changeReceiptPage, type ReceiptOutcome } from '../../src/access/receipt-page.js'
import type { ChangeRow } from '../../src/database/changes.js'
import type { ClientRow } from '../../src/database/clients.js'
import type { RequestRow } from '../../src/database/requests.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import type { Page } from '../../src/web/frame.js'
import type { Speech } from '../../src/web/speech.js'

const NOW = Date.UTC(2026, 10, 20, 8)
const organisationNumber = '310261629' as OrganisationNumber
const altinnHref = 'https://am.ui.tt02.altinn.no/accessmanagement/ui/systemuser/overview'
const BASIC = ['ske-krav-og-betalinger', 'ttd_systembruker-logistikk-demo']
const STANDARD = [...BASIC, 'ttd_systembruker-salary']

export const sampleChange = (evil: string): ChangeRow => ({
  id: '4a1eb035-2b46-40ca-82d1-72370358a586',
  environment: 'sandbox',
  systemId: evil,
  organisationNumber,
  systemUserId: evil,
  packageBefore: 'smartbasic',
  packageAfter: 'smartstandard',
  resourcesBefore: [...BASIC, evil],
  resourcesAfter: STANDARD,
  state: 'sent',
  active: true,
  confirmUrl: `${altinnHref}?id=1`,
  altinnStatus: 'New',
  timedOut: false,
  tries: 1,
  lastTryAt: NOW,
  failure: null,
  checkedAt: NOW,
  nextLookAt: 0,
  looks: 0,
  appliedAt: NOW,
  createdAt: NOW,
  updatedAt: NOW,
})

export const sampleRequest = (evil: string): RequestRow => ({
  id: 'a-request',
  environment: 'sandbox',
  systemId: evil,
  organisationNumber,
  externalReference: null,
  lookUpReference: organisationNumber,
  kind: 'standard',
  packageId: 'smartbasic',
  resources: BASIC,
  accessPackages: [],
  state: 'sent',
  active: true,
  altinnRequestId: evil,
  confirmUrl: `${altinnHref}?id=1&a="'`,
  altinnStatus: 'New',
  timedOut: false,
  pointerHash: '',
  startedBy: '',
  returnAddress: null,
  nextLookAt: 0,
  looks: 0,
  createdAt: NOW,
  sentAt: NOW,
  checkedAt: NOW,
  leasedBy: null,
  leaseUntil: 0,
  tries: 1,
  lastTryAt: NOW,
  failure: null,
  updatedAt: NOW,
})

/**
 * Every page about the system access, in every state.
 *
 * @param evil what a visitor or an upstream may have written
 */
export function accessPages(evil: string): Record<string, (speech: Speech) => Page> {
  const change = sampleChange(evil)
  const request = sampleRequest(evil)
  const systemUser = {
    id: evil,
    integrationTitle: evil,
    systemId: evil,
    reporteeOrgNo: organisationNumber,
    externalRef: evil,
    created: '2026-11-20T08:00:00Z',
  }
  const rights = [
    { id: BASIC[0]!, named: { name: evil, owner: evil } },
    { id: evil, named: 'nothing' as const },
  ]
  const active = { state: 'active', systemUser, kind: 'standard', request, rights } as const
  const accesses: Record<string, AccessPageInput['access']> = {
    active: { ...active, lastChange: change, pending: change },
    'for clients': { ...active, kind: 'agent' },
    'made elsewhere': { ...active, request: undefined, rights: undefined },
    waiting: { state: 'waiting', request },
    gone: { state: 'gone' },
    silent: { state: 'unavailable', reference: evil, reason: 'noAnswer', service: 'altinn' },
    explained: {
      state: 'unavailable',
      reference: evil,
      reason: 'strangeAnswer',
      words: { title: evil, text: evil },
    },
  }
  const now = { packageId: 'smartbasic', resources: [...BASIC, evil] }
  const wanted = { packageId: 'smartstandard', resources: STANDARD } as const
  const failures: CheckFailure[] = [
    { kind: 'noAnswer', service: 'altinn' },
    { kind: 'explained', words: { title: evil, text: evil } },
    { kind: 'refused', code: evil },
    { kind: 'gone' },
    { kind: 'anotherWaits', id: change.id, createdAt: NOW },
  ]
  const outcomes: ReceiptOutcome[] = [
    'approved',
    'noChange',
    'rejected',
    'waiting',
    'expired',
    'gone',
    'accessGone',
    'notSent',
    'unknown',
    'unreadable',
    'uncertain',
  ]
  const client: ClientRow = {
    environment: 'sandbox',
    owner: organisationNumber,
    organisationNumber,
    name: evil,
    source: 'typed',
    notedAt: NOW,
  }
  const clients = [client, { ...client, name: null, source: 'altinn' as const }]
  const sources: ClientListing['source'][] = ['altinn', 'ours', 'notAllowed', 'unavailable']
  const company = evil
  const listOf = (source: ClientListing['source'], rows: ClientRow[]) => (speech: Speech) =>
    clientsPage(
      {
        company,
        listing: { source, clients: rows },
        readAt: NOW,
        typed: { organisationNumber: evil, name: evil },
        problem: rows.length === 0 ? 'itself' : undefined,
        altinnHref,
      },
      speech,
    )

  const named = <T extends string>(prefix: string, names: readonly T[], make: (name: T) => Make) =>
    names.map(name => [`${prefix}, ${name}`, make(name)] as const)
  return Object.fromEntries([
    ...named(
      'access',
      Object.keys(accesses),
      name => speech =>
        accessPage(
          {
            company,
            packageId: 'smartbasic',
            systemId: evil,
            access: accesses[name]!,
            readAt: NOW,
            altinnHref,
          },
          speech,
        ),
    ),
    ...named(
      'choose',
      ['first', 'again'],
      name => speech =>
        choosePage(
          {
            company,
            packageNow: 'smartbasic',
            chosen: { packageId: 'smartstandard', resources: ['claims'] },
            hasProblem: name === 'again',
          },
          speech,
        ),
    ),
    ['choose, for clients', speech => cannotChangePage({ company }, speech)],
    ['check the change', speech => checkPage({ company, now, wanted }, speech)],
    ['check, nothing', speech => checkPage({ company, now, wanted: sameAs(now) }, speech)],
    ...failures.map(
      failure =>
        [
          `check, ${failure.kind}`,
          (speech: Speech) => checkPage({ company, now, wanted, failure }, speech),
        ] as const,
    ),
    [
      'on the way with a change',
      speech =>
        changeContinuePage({ confirmUrl: `${altinnHref}?a="'`, environment: 'tt02' }, speech),
    ],
    ...named(
      'change receipt',
      outcomes,
      outcome => speech =>
        changeReceiptPage(
          {
            outcome,
            company,
            change,
            status: evil,
            checkedAt: NOW,
            confirmUrl: `${altinnHref}?a="'`,
          },
          speech,
        ),
    ),
    ...named('clients', sources, source => listOf(source, clients)),
    ['clients, none', listOf('ours', [])],
    ['clients, not for me', speech => noClientsPage({ company }, speech)],
  ] satisfies (readonly [string, Make])[])
}

type Make = (speech: Speech) => Page

const sameAs = ({ resources }: { resources: readonly string[] }) =>
  ({ packageId: 'smartbasic', resources }) as const
