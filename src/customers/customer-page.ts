import { SMARTCLOUD } from '../action.js'
import type { ChangeRow } from '../database/changes.js'
import type { EventRow } from '../database/events.js'
import type { RequestRow } from '../database/requests.js'
import type { SystemUserRow } from '../database/system-users.js'
import { nameOrNumber, spacedOrganisationNumber } from '../design/formats.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { situationOf } from '../domain/request-status.js'
import { eventWords } from '../web/event-words.js'
import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { statusTag } from '../web/status-tag.js'
import type { KnownCustomer } from './customers.js'
import { healthTag } from './health-tag.js'
import { CUSTOMERS, packageNameOf } from './list-page.js'

export interface CustomerPageInput extends KnownCustomer {
  /** May ask, change and delete, and see who did what. */
  isOperator: boolean
  /** Of the approved rights, by id; those Altinn has no name for are left out. */
  names: ReadonlyMap<string, string>
}

export function customerPage(input: CustomerPageInput, speech: Speech) {
  const { t } = speech
  const words = t.customers.one
  const { listed, organisation, customer, requests, changes, systemUsers } = input
  const name = nameOrNumber(listed)
  const href = `${CUSTOMERS}/${listed.organisationNumber}`
  const orNotGiven = (text: string | null | undefined) => text || words.notGiven
  const orNever = (instant: number | null | undefined) =>
    instant ? speech.dateTime(instant) : t.customers.never
  const inForce =
    customer && requests.find(({ altinnRequestId }) => altinnRequestId === customer.systemUserId)
  const rights = inForce ? [...inForce.resources, ...inForce.accessPackages] : []

  return {
    view: 'customers/customer',
    title: consoleTitleOf(name, speech),
    breadcrumbs: consoleBreadcrumbs(
      [
        { name: t.customers.heading, href: CUSTOMERS },
        { name, href },
      ],
      speech,
    ),
    words,
    shared: t.console,
    heading: name,
    health: healthTag(listed, speech),
    healthText: t.customers.healthTexts[listed.health],
    buttons: buttonsOf(input, href, speech),
    facts: [
      {
        name: words.rows.number,
        value: spacedOrganisationNumber(listed.organisationNumber),
        isCode: false,
      },
      { name: words.rows.contact, value: orNotGiven(organisation.contactPerson), isCode: false },
      { name: words.rows.email, value: orNotGiven(organisation.email), isCode: false },
      { name: words.rows.package, value: packageNameOf(listed.packageId, speech), isCode: false },
      { name: words.rows.since, value: speech.dateTime(organisation.createdAt), isCode: false },
      ...(customer
        ? [
            {
              name: words.rows.approved,
              value: speech.dateTime(customer.approvedAt),
              isCode: false,
            },
            {
              name: words.rows.confirmed,
              value: speech.dateTime(customer.lastConfirmedAt),
              isCode: false,
            },
            { name: words.rows.used, value: orNever(customer.lastUsedAt), isCode: false },
            { name: words.rows.systemUser, value: customer.systemUserId, isCode: true },
            {
              name: words.rows.reference,
              value: customer.externalReference ?? words.useNumber,
              isCode: customer.externalReference !== null,
            },
          ]
        : []),
    ],
    rights: rights.map(id => ({ id, name: input.names.get(id) })),
    requests: requestRows(requests, changes, speech),
    systemUsers: systemUsers.map(row => systemUserRow(row, speech)),
    events: input.events.map(event => eventRow(event, input, speech)),
    log: input.isOperator
      ? { text: words.seeAll, href: `/admin/log?organisation=${listed.organisationNumber}` }
      : undefined,
    caseFile: {
      markdown: `${href}/case-file.md`,
      json: `${href}/case-file.json`,
    },
  } satisfies Page & Record<string, unknown>
}

/** What is likely to be done next is the filled one. */
function buttonsOf(
  { listed, customer, isOperator }: CustomerPageInput,
  href: string,
  speech: Speech,
) {
  const { t } = speech
  const { health, organisationNumber } = listed
  const lives = ['works', 'changeWaits', 'needsMore', 'unknown', 'theirOwn'].includes(health)
  const test = { text: t.customers.one.test, href: `${href}/test` }
  const detective = { text: t.customers.one.detective, href: `${href}/detective` }
  const change = {
    text: t.customers.one.change,
    href: `${href}/change`,
  }
  const ask = {
    text: t.customers.newRequest,
    href: `/admin/requests/new?organisationNumber=${organisationNumber}`,
  }
  const all = lives
    ? [
        health === 'needsMore' && isOperator ? change : test,
        ...(isOperator && customer ? [change] : []),
        test,
      ]
    : [health === 'waits' || health === 'unclear' || !isOperator ? detective : ask]
  const rest = [detective, ...(isOperator && !lives ? [ask] : [])]
  return [...new Set([...all, ...rest])].map((button, i) => ({ ...button, isPrimary: i === 0 }))
}

function requestRows(
  requests: readonly RequestRow[],
  changes: readonly ChangeRow[],
  speech: Speech,
) {
  const { t, say, shortDateTime } = speech
  const words = t.customers.one
  const rows = [
    ...requests.map(request => ({
      at: request.createdAt,
      type: words.types[request.kind],
      about: packageNameOf(request.packageId, speech),
      status: stateTag(request, speech),
      href: `/admin/requests/${request.id}`,
    })),
    ...changes.map(change => ({
      at: change.createdAt,
      type: words.types.change,
      about: say(words.packageChange, {
        before: packageNameOf(change.packageBefore, speech),
        after: packageNameOf(change.packageAfter, speech),
      }),
      status: stateTag(change, speech),
      href: `/admin/requests/${change.id}`,
    })),
  ]
  return rows
    .sort((one, other) => other.at - one.at)
    .map(({ at, ...row }) => ({
      ...row,
      created: shortDateTime(at),
      open: say(words.openRequest, { time: shortDateTime(at) }),
    }))
}

/** Of a request or a change: where it stands at Altinn, or on its way there. */
function stateTag(
  {
    state,
    altinnStatus,
    timedOut,
    failure,
  }: Pick<RequestRow, 'state' | 'altinnStatus' | 'timedOut' | 'failure'>,
  speech: Speech,
) {
  const words = speech.t.customers.one
  if (state === 'sending') return { text: words.sending, tone: 'neutral' }
  if (state === 'uncertain') return { text: words.unclear, tone: 'neutral' }
  if (state === 'failed' || altinnStatus === null) return { text: words.notSent, tone: 'danger' }
  if (failure === 'deleted' || failure === 'replaced') return statusTag('deleted', speech)
  if (failure === 'gone at Altinn') return statusTag('deletedInAltinn', speech)
  return statusTag(situationOf({ status: altinnStatus, timedOut }), speech)
}

function systemUserRow(row: SystemUserRow, { t, say, shortDateTime }: Speech) {
  const words = t.customers.one
  return {
    id: row.id,
    type: words.types[row.kind],
    reference: row.externalReference ?? words.useNumber,
    seen: shortDateTime(row.lastSeenAt),
    state:
      row.goneAt === null
        ? { text: words.lives, tone: 'success' }
        : { text: say(words.goneSince, { time: shortDateTime(row.goneAt) }), tone: 'danger' },
  }
}

/** What a customer or Altinn did, and somebody of ours only found out. */
const ANSWERS = /(approved|rejected|expired|gone|not needed|found removed)$/

/** Altinn's doing alone. */
const BY_ALTINN = /linked$/

/** Who of ours it was is for those who may see the log. */
function eventRow(
  { event, at, actor, details }: EventRow,
  { isOperator, staffNames }: Pick<CustomerPageInput, 'isOperator' | 'staffNames'>,
  speech: Speech,
) {
  const words = speech.t.customers.one
  const what = eventWords(event, speech)
  const code = codeIn(details)
  const who = actor === SMARTCLOUD ? SMARTCLOUD : staffNames.get(actor ?? '')
  const by = ANSWERS.test(event) ? words.seenBy : words.by
  return {
    time: speech.shortDateTime(at),
    text: code === undefined ? what : speech.say(words.withCode, { event: what, code }),
    by:
      isOperator && who !== undefined && !BY_ALTINN.test(event)
        ? speech.say(by, { actor: who })
        : undefined,
  }
}

/** What the upstream called it, if it was an upstream. */
const codeIn = (details: unknown): string | undefined =>
  typeof details === 'object' && details !== null && 'code' in details
    ? String(details.code)
    : undefined

export function unknownCustomerPage(
  { organisationNumber }: { organisationNumber: OrganisationNumber },
  speech: Speech,
) {
  const words = speech.t.customers.unknown
  return {
    view: 'customers/unknown',
    title: consoleTitleOf(words.heading, speech),
    breadcrumbs: consoleBreadcrumbs(
      [
        { name: speech.t.customers.heading, href: CUSTOMERS },
        { name: words.heading, href: `${CUSTOMERS}/${organisationNumber}` },
      ],
      speech,
    ),
    words,
    text: speech.say(words.text, { number: spacedOrganisationNumber(organisationNumber) }),
    detective: `${CUSTOMERS}/${organisationNumber}/detective`,
  } satisfies Page & Record<string, unknown>
}
