import { sql, type SqlBool } from 'kysely'
import { CLIENT_PACKAGE, PACKAGES, permissionIdsOf, type AskedPackage } from '../domain/packages.js'
import { HEALTHS, type Health } from '../domain/health.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import { holds, small } from './findable.js'
import type { Queries } from './queries.js'
import type { Environment } from './tables.js'

export type CustomerSort = 'name' | 'changed' | 'used'

export interface CustomerSearch {
  environment: Environment
  /** Part of the name, number, e-mail address or contact person. */
  text?: string | undefined
  health?: Health | undefined
  packageId?: string | undefined
  sort: CustomerSort
  /** From 1. */
  page: number
  rowsPerPage: number
  /** Who was last confirmed before this is of unknown health; epoch milliseconds. */
  confirmedSince: number
}

export interface ListedCustomer {
  organisationNumber: OrganisationNumber
  name: string | null
  email: string | null
  contactPerson: string | null
  packageId: AskedPackage | null
  health: Health
  /** When the request was made, or the access was given, lost or changed. */
  changedAt: number
  /** When an API was last called with their access. */
  usedAt: number | null
  /** When Altinn last said that the access is there. */
  confirmedAt: number | null
}

export interface CustomerPage {
  rows: ListedCustomer[]
  page: number
  pages: number
  /** How many are found in all, and with each health, before the filter on health. */
  found: number
  counts: Record<Health, number>
}

/** Who is looked for, whatever becomes of the order and the page. */
type Wanted = Pick<CustomerSearch, 'environment' | 'text' | 'packageId' | 'confirmedSince'>

export type CustomerList = ReturnType<typeof createCustomerList>

/** What a package asks for and the request in force does not have. */
const lacksRights = sql.join(
  [...PACKAGES, CLIENT_PACKAGE].map(offer => {
    const lacking = permissionIdsOf(offer).map(
      id => sql`r.resources || r.access_packages NOT LIKE ${`%"${id}"%`}`,
    )
    return sql`(c.package_id = ${offer.id} AND (${sql.join(lacking, sql` OR `)}))`
  }),
  sql` OR `,
)

/**
 * One word for what we asked for, what was approved and what is in effect. The living access comes
 * first; without one, the newest request tells.
 */
const healthAt = (confirmedSince: number) => sql<Health>`CASE
  WHEN c.access_state = 'active' THEN CASE
    WHEN h.id IS NOT NULL THEN 'changeWaits'
    WHEN c.last_confirmed_at < ${confirmedSince} THEN 'unknown'
    WHEN r.altinn_request_id = c.system_user_id AND (${lacksRights}) THEN 'needsMore'
    ELSE 'works' END
  WHEN r.state IN ('sending', 'uncertain') THEN 'unclear'
  WHEN r.state = 'failed' THEN 'notSent'
  WHEN r.state = 'sent' AND (r.timed_out = 1 OR r.altinn_status = 'Timedout') THEN 'expired'
  WHEN r.state = 'sent' AND r.altinn_status = 'New' THEN 'waits'
  WHEN EXISTS (
    SELECT 1 FROM system_users s WHERE s.environment = o.environment
      AND s.organisation_number = o.organisation_number AND s.gone_at IS NULL
  ) THEN 'theirOwn'
  WHEN r.altinn_status IN ('Rejected', 'Denied') THEN 'rejected'
  WHEN c.access_state = 'gone' OR r.altinn_status = 'Accepted' THEN 'removed'
  WHEN r.failure = 'expired' THEN 'expired'
  WHEN r.altinn_request_id IS NULL AND r.id IS NOT NULL THEN 'notSent'
  WHEN r.id IS NOT NULL THEN 'removed'
  ELSE 'removed' END`

/** Everybody we have asked, or found at Altinn, with their health: in one question each. */
export function createCustomerList(db: Queries) {
  const listed = ({ environment, confirmedSince }: Wanted) =>
    db
      .selectFrom('organisations as o')
      .leftJoin('requests as r', 'r.id', 'o.requestId')
      .leftJoin('customers as c', join =>
        join
          .onRef('c.environment', '=', 'o.environment')
          .onRef('c.organisationNumber', '=', 'o.organisationNumber'),
      )
      .leftJoin('changes as h', join =>
        join
          .onRef('h.environment', '=', 'o.environment')
          .onRef('h.systemUserId', '=', 'c.systemUserId')
          .on(sql<SqlBool>`h.active = 1`)
          .on('h.state', '=', 'sent'),
      )
      .where('o.environment', '=', environment)
      .select(({ fn, ref }) => [
        'o.organisationNumber',
        'o.name',
        'o.email',
        'o.contactPerson',
        'o.sortKey',
        'o.searchText',
        fn.coalesce('c.packageId', 'r.packageId').as('packageId'),
        fn.coalesce('c.updatedAt', 'r.updatedAt', 'o.updatedAt').as('changedAt'),
        ref('c.lastUsedAt').as('usedAt'),
        ref('c.lastConfirmedAt').as('confirmedAt'),
        healthAt(confirmedSince).as('health'),
      ])

  /** As everybody is found; not yet by their health. */
  const found = (search: Wanted) => {
    let query = db.selectFrom(listed(search).as('known'))
    const text = small(search.text ?? '').trim()
    // The number may be typed as it is read.
    const digits = text.replace(/[\s.]/g, '')
    if (text !== '')
      query = query.where(({ or }) =>
        or([
          holds('search_text', text),
          ...(/^\d+$/.test(digits) ? [holds('organisation_number', digits)] : []),
        ]),
      )
    if (search.packageId) query = query.where('packageId', '=', search.packageId as AskedPackage)
    return query
  }

  async function countsOf(search: Wanted): Promise<CustomerPage['counts']> {
    const grouped = await found(search)
      .select(({ fn }) => ['health', fn.countAll<string>().as('many')])
      .groupBy('health')
      .execute()
    const counts = Object.fromEntries(HEALTHS.map(health => [health, 0])) as CustomerPage['counts']
    for (const { health, many } of grouped) counts[health] = Number(many)
    return counts
  }

  async function rowsOf(search: CustomerSearch, page: number): Promise<ListedCustomer[]> {
    let query = found(search)
      .select([
        'organisationNumber',
        'name',
        'email',
        'contactPerson',
        'packageId',
        'health',
        'changedAt',
        'usedAt',
        'confirmedAt',
      ])
      .limit(search.rowsPerPage)
      .offset((page - 1) * search.rowsPerPage)
    if (search.health) query = query.where('health', '=', search.health)
    if (search.sort === 'changed') query = query.orderBy('changedAt', 'desc')
    // Who never was comes last, which the databases do not agree on by themselves.
    if (search.sort === 'used') query = query.orderBy(sql`COALESCE(used_at, 0)`, 'desc')
    if (search.sort === 'name') query = query.orderBy('sortKey')
    return (await query.orderBy('organisationNumber').execute()) as ListedCustomer[]
  }

  return {
    /** How many there are of each health, before the filter on health. */
    counts: countsOf,

    async search(search: CustomerSearch): Promise<CustomerPage> {
      const wanted = Math.max(1, Math.trunc(search.page) || 1)
      const [counts, rows] = await Promise.all([countsOf(search), rowsOf(search, wanted)])
      const all = HEALTHS.reduce((sum, health) => sum + counts[health], 0)
      const many = search.health ? counts[search.health] : all
      const pages = Math.max(1, Math.ceil(many / search.rowsPerPage))
      const page = Math.min(wanted, pages)
      // A page beyond the last one becomes the last one.
      const shown = page === wanted ? rows : await rowsOf(search, page)
      return { rows: shown, page, pages, found: many, counts }
    },

    /** Undefined for an organisation we have neither asked nor found. */
    async one(
      environment: Environment,
      organisationNumber: OrganisationNumber,
      confirmedSince: number,
    ): Promise<ListedCustomer | undefined> {
      const row = await listed({ environment, confirmedSince })
        .where('o.organisationNumber', '=', organisationNumber)
        .executeTakeFirst()
      if (!row) return undefined
      const { sortKey: _, searchText: __, ...customer } = row
      return customer as ListedCustomer
    },
  }
}
