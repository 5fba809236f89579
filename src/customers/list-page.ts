import type { CustomerPage, CustomerSort } from '../database/customer-list.js'
import { companyName, nameOrNumber, spacedOrganisationNumber } from '../design/formats.js'
import { HEALTHS, type Health } from '../domain/health.js'
import { CLIENT_PACKAGE, packageById, PACKAGES } from '../domain/packages.js'
import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import { paginationOf } from '../web/pagination.js'
import type { Speech } from '../web/speech.js'
import { healthTag } from './health-tag.js'

export const CUSTOMERS = '/admin/customers'

export interface CustomerFilter {
  query: string
  health: Health | undefined
  package: string | undefined
  sort: CustomerSort
}

export interface ListPageInput extends CustomerPage {
  filter: CustomerFilter
  mayAsk: boolean
}

export function listPage(input: ListPageInput, speech: Speech) {
  const { t, say, number, plural } = speech
  const words = t.customers
  const { filter, rows, found, counts } = input
  const isFiltered = filter.query !== '' || Boolean(filter.health ?? filter.package)
  const many = (count: number) => say(words.found[plural(count)], { count: number(count) })

  return {
    view: 'customers/list',
    title: consoleTitleOf(words.heading, speech),
    breadcrumbs: consoleBreadcrumbs([{ name: words.heading, href: CUSTOMERS }], speech),
    words,
    shared: t.console,
    action: CUSTOMERS,
    mayAsk: input.mayAsk,
    filter,
    found: many(found),
    healths: HEALTHS.filter(health => counts[health] > 0 || health === filter.health).map(
      health => ({
        value: health,
        text: say(words.healthCount, {
          health: words.healthNames[health],
          count: number(counts[health]),
        }),
        isChosen: health === filter.health,
      }),
    ),
    packages: [
      ...[...PACKAGES, CLIENT_PACKAGE].map(({ id, name }) => ({ value: id as string, text: name })),
      { value: 'chosen', text: words.chosenRights },
    ].map(option => ({ ...option, isChosen: option.value === filter.package })),
    columns: (
      [
        ['customer', 'name', 'ascending'],
        ['package', undefined, undefined],
        ['health', undefined, undefined],
        ['changed', 'changed', 'descending'],
        ['used', 'used', 'descending'],
      ] as const
    ).map(([column, sort, direction]) => ({
      text: words.columns[column],
      sort,
      // `none` says that it can be sorted by; a column without any cannot.
      direction: sort && (sort === filter.sort ? direction : 'none'),
    })),
    nothing:
      rows.length > 0
        ? undefined
        : isFiltered
          ? {
              text: filter.query ? say(words.noHitsFor, { query: filter.query }) : words.noHits,
              link: { text: t.console.showAll, href: CUSTOMERS },
            }
          : { text: words.empty, link: { text: words.newRequest, href: '/admin/requests/new' } },
    rows: rows.map(customer => ({
      href: `${CUSTOMERS}/${customer.organisationNumber}`,
      name: customer.name ? companyName(customer.name) : words.noName,
      number: say(t.console.organisationNumber, {
        number: spacedOrganisationNumber(customer.organisationNumber),
      }),
      open: say(words.openOne, { company: nameOrNumber(customer) }),
      package: packageNameOf(customer.packageId, speech),
      health: healthTag(customer, speech),
      changed: speech.shortDateTime(customer.changedAt),
      used: customer.usedAt === null ? words.never : speech.shortDateTime(customer.usedAt),
    })),
    pagination: paginationOf(
      input,
      words.paging,
      page => `${CUSTOMERS}?${queryOf({ ...filter, page })}`,
      speech,
    ),
  } satisfies Page & Record<string, unknown>
}

export const packageNameOf = (id: string | null, { t }: Pick<Speech, 't'>): string =>
  id === null
    ? t.console.unknown
    : id === 'chosen'
      ? t.customers.chosenRights
      : (packageById(id)?.name ?? id)

function queryOf({
  query,
  health,
  package: chosen,
  sort,
  page,
}: CustomerFilter & { page: number }) {
  const search = new URLSearchParams()
  if (query) search.set('query', query)
  if (health) search.set('health', health)
  if (chosen) search.set('package', chosen)
  if (sort !== 'name') search.set('sort', sort)
  search.set('page', String(page))
  return search
}
