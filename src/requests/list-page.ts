import * as z from 'zod'
import {
  REQUEST_SORTS,
  STANDINGS,
  type ListedRequest,
  type RequestPage,
  type RequestSort,
  type Standing,
} from '../database/request-list.js'
import { nameOrNumber, spacedOrganisationNumber } from '../design/formats.js'
import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import { paginationOf } from '../web/pagination.js'
import type { Speech } from '../web/speech.js'
import { aboutWords, standingTag } from './request-words.js'

export const LIST = '/admin/requests'

/** What the address may say. A page or a sort that is none of ours is the first. */
export const ListQuery = z.strictObject({
  q: z.string().max(200).default(''),
  status: z.enum(['', ...STANDINGS]).default(''),
  sort: z.enum(REQUEST_SORTS).default('created'),
  /** Of the button in the head of a column that was pressed just now. */
  by: z.enum(REQUEST_SORTS).optional(),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
})
export type ListAsked = Omit<z.infer<typeof ListQuery>, 'by'>

export interface ListPageInput {
  asked: ListAsked
  found: RequestPage
  /** Whether this person may ask anybody. */
  mayAsk: boolean
}

export function listPage({ asked, found, mayAsk }: ListPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.requests
  const { q, status, sort } = asked
  const isNarrowed = q.trim() !== '' || status !== ''

  return {
    view: 'requests/list',
    title: consoleTitleOf(words.heading, speech),
    breadcrumbs: consoleBreadcrumbs([{ name: words.heading, href: LIST }], speech),
    words,
    shared: t.console,
    buttons: mayAsk
      ? [
          { text: words.many, href: '/admin/batches/new', variant: 'tertiary' },
          { text: words.newForClients, href: `${LIST}/new-for-clients`, variant: 'secondary' },
          { text: words.new, href: `${LIST}/new`, variant: undefined },
        ]
      : [],
    q,
    sort,
    statuses: [
      { value: '', text: t.console.all, isChosen: status === '' },
      ...STANDINGS.map(standing => ({
        value: standing,
        text: standingTag(standing, speech).text,
        isChosen: standing === status,
      })),
    ],
    // In place of the table, not an empty one.
    nothing:
      found.found > 0
        ? undefined
        : {
            text: !isNarrowed
              ? words.empty
              : q.trim() === ''
                ? words.noHitsStatus
                : say(words.noHits, { query: q.trim() }),
            link: isNarrowed
              ? { text: t.console.showAll, href: LIST }
              : mayAsk
                ? { text: words.new, href: `${LIST}/new` }
                : undefined,
          },
    isNarrowed: isNarrowed || found.found > 0,
    caption: say(words.caption, { order: words.orders[sort] }),
    heads: {
      customer: headOf('customer', sort),
      created: headOf('created', sort),
    },
    rows: found.rows.map(row => rowOf(row, speech)),
    pagination: paginationOf(found, words.pages, page => hrefOf({ q, status, sort, page }), speech),
  } satisfies Page & Record<string, unknown>
}

function rowOf(row: ListedRequest, speech: Speech) {
  const { t, say, shortDateTime } = speech
  const { standing, organisationNumber, createdAt, type, id } = row
  const company = nameOrNumber(row)
  return {
    company: row.name === null ? t.customers.noName : company,
    number: say(t.console.organisationNumber, {
      number: spacedOrganisationNumber(organisationNumber),
    }),
    customerHref: `/admin/customers/${organisationNumber}`,
    type: t.requests.types[type],
    about: aboutWords(row, speech),
    created: shortDateTime(createdAt),
    status: standingTag(standing, speech),
    href: `${LIST}/${id}`,
    opens: say(t.requests.openOf, { company }),
  }
}

/** Pressed again, the column is turned round. */
function headOf(column: 'customer' | 'created', sort: RequestSort) {
  const isSorted = sort === column || sort === `-${column}`
  const isNatural = sort === column
  // Naturally, names begin with A and times with the newest.
  const isAscending = isNatural === (column === 'customer')
  return {
    next: isNatural ? (`-${column}` as const) : column,
    sorted: isSorted ? (isAscending ? 'ascending' : 'descending') : undefined,
  }
}

/** What is as usual is left out. */
export function hrefOf({
  q,
  status,
  sort,
  page,
}: {
  q: string
  status: Standing | ''
  sort: RequestSort
  page: number
}): string {
  const query = new URLSearchParams({
    ...(q.trim() !== '' && { q: q.trim() }),
    ...(status !== '' && { status }),
    ...(sort !== 'created' && { sort }),
    ...(page > 1 && { page: String(page) }),
  })
  return query.size > 0 ? `${LIST}?${query}` : LIST
}
