import { sql, type SqlBool } from 'kysely'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import type { AskedPackage } from '../domain/packages.js'
import { holds, small } from './findable.js'
import type { Queries } from './queries.js'
import type { Environment } from './tables.js'

/** What somebody of ours sees as one list: requests of both kinds, and changes. */
export type RequestType = 'standard' | 'agent' | 'change'

/**
 * Where a request stands, in one word: our own state while nobody knows what Altinn has, and what
 * Altinn said last from then on.
 */
export const STANDINGS = [
  'waiting',
  'approved',
  'rejected',
  'expired',
  'sending',
  'unclear',
  'notSent',
  'refused',
  'noChange',
  'replaced',
  'deleted',
  'deletedInAltinn',
  'unknown',
] as const
export type Standing = (typeof STANDINGS)[number]

/** The newest first for `created`, and from A for `customer`; the other way with a minus. */
export const REQUEST_SORTS = ['created', '-created', 'customer', '-customer'] as const
export type RequestSort = (typeof REQUEST_SORTS)[number]

export interface RequestSearch {
  environment: Environment
  /** Part of the name, number, e-mail address or contact person. */
  text?: string | undefined
  standing?: Standing | undefined
  sort: RequestSort
  /** From 1. */
  page: number
  rowsPerPage: number
}

export interface ListedRequest {
  id: string
  type: RequestType
  organisationNumber: OrganisationNumber
  name: string | null
  createdAt: number
  standing: Standing
  /** Of a change, the package it is to become. */
  packageId: AskedPackage
  /** Of a change only. */
  packageBefore: AskedPackage | null
  /** Ids in the resource registry, as they were asked for. */
  resources: string[]
  /** Urns. */
  accessPackages: string[]
}

export interface RequestPage {
  rows: ListedRequest[]
  page: number
  pages: number
  /** How many fit, on all pages. */
  found: number
}

export type RequestList = ReturnType<typeof createRequestList>

/** Of either table: both have these columns, and the same words in them. */
const standingOf = (alias: 'r' | 'h') => {
  const at = (column: string) => sql.raw(`${alias}.${column}`)
  return sql<Standing>`CASE
    WHEN ${at('state')} = 'sending' THEN 'sending'
    WHEN ${at('state')} = 'uncertain' THEN 'unclear'
    WHEN ${at('state')} = 'failed' THEN 'notSent'
    WHEN ${at('failure')} = 'replaced' THEN 'replaced'
    WHEN ${at('failure')} = 'deleted' THEN 'deleted'
    WHEN ${at('failure')} IN ('gone', 'gone at Altinn') THEN
      CASE WHEN ${at('altinn_status')} = 'Accepted' THEN 'deletedInAltinn' ELSE 'deleted' END
    WHEN ${at('altinn_status')} IS NULL THEN 'refused'
    WHEN ${at('altinn_status')} = 'Accepted' THEN 'approved'
    WHEN ${at('altinn_status')} IN ('Rejected', 'Denied') THEN 'rejected'
    WHEN ${at('timed_out')} = 1 OR ${at('altinn_status')} = 'Timedout' THEN 'expired'
    WHEN ${at('altinn_status')} = 'NoChangeNeeded' THEN 'noChange'
    WHEN ${at('altinn_status')} = 'New' THEN 'waiting'
    ELSE 'unknown' END`
}

/** Requests and changes as one list, searched and sorted where they are. */
export function createRequestList(db: Queries) {
  const requests = (environment: Environment) =>
    db
      .selectFrom('requests as r')
      .leftJoin('organisations as o', join =>
        join
          .onRef('o.environment', '=', 'r.environment')
          .onRef('o.organisationNumber', '=', 'r.organisationNumber'),
      )
      .where('r.environment', '=', environment)
      .select([
        'r.id',
        sql<RequestType>`r.kind`.as('type'),
        'r.organisationNumber',
        'o.name',
        'r.createdAt',
        standingOf('r').as('standing'),
        'r.packageId',
        sql<AskedPackage | null>`NULL`.as('packageBefore'),
        'r.resources',
        'r.accessPackages',
        // Altinn gives the system user its request's id.
        sql<string | null>`r.altinn_request_id`.as('systemUserId'),
        SORT_KEY('r').as('sortKey'),
      ])

  const changes = (environment: Environment) =>
    db
      .selectFrom('changes as h')
      .leftJoin('organisations as o', join =>
        join
          .onRef('o.environment', '=', 'h.environment')
          .onRef('o.organisationNumber', '=', 'h.organisationNumber'),
      )
      .where('h.environment', '=', environment)
      .select([
        'h.id',
        sql<RequestType>`'change'`.as('type'),
        'h.organisationNumber',
        'o.name',
        'h.createdAt',
        standingOf('h').as('standing'),
        sql<AskedPackage>`h.package_after`.as('packageId'),
        sql<AskedPackage | null>`h.package_before`.as('packageBefore'),
        sql<string>`h.resources_after`.as('resources'),
        sql<string>`'[]'`.as('accessPackages'),
        sql<string | null>`NULL`.as('systemUserId'),
        SORT_KEY('h').as('sortKey'),
      ])

  /** All that fit. What is looked for is looked for in each half, before they are put together. */
  function found({ environment, text = '', standing }: RequestSearch) {
    const wanted = small(text).trim()
    // The number may be typed as it is read.
    const digits = wanted.replace(/[\s.]/g, '')
    const isNumber = /^\d+$/.test(digits)
    const fits = (alias: 'r' | 'h') =>
      isNumber
        ? sql<SqlBool>`(${holds('o.search_text', wanted)} OR ${holds(`${alias}.organisation_number`, digits)})`
        : holds('o.search_text', wanted)
    const [ours, changed] = [requests(environment), changes(environment)]
    const all =
      wanted === ''
        ? ours.unionAll(changed)
        : ours.where(fits('r')).unionAll(changed.where(fits('h')))
    const query = db.selectFrom(all.as('every'))
    return standing === undefined ? query : query.where('standing', '=', standing)
  }

  type Found = Omit<ListedRequest, 'resources' | 'accessPackages'> & {
    resources: string
    accessPackages: string
    systemUserId: string | null
  }

  /** An approved change has replaced what its request says; what was asked for, it still knows. */
  async function asAsked(environment: Environment, rows: Found[]): Promise<ListedRequest[]> {
    const ids = rows.flatMap(({ systemUserId }) => systemUserId ?? [])
    const applied =
      ids.length === 0
        ? []
        : await db
            .selectFrom('changes')
            .select(['systemUserId', 'packageBefore', 'resourcesBefore'])
            .where('environment', '=', environment)
            .where('systemUserId', 'in', ids)
            .where('appliedAt', 'is not', null)
            .orderBy('appliedAt', 'desc')
            .execute()
    // The oldest of each comes last, and stays.
    const first = new Map(applied.map(change => [change.systemUserId, change]))
    return rows.map(({ systemUserId, ...row }) => {
      const change = systemUserId === null ? undefined : first.get(systemUserId)
      return {
        ...row,
        packageId: change?.packageBefore ?? row.packageId,
        resources: JSON.parse(change?.resourcesBefore ?? row.resources) as string[],
        accessPackages: JSON.parse(row.accessPackages) as string[],
      }
    })
  }

  const COLUMNS = [
    'id',
    'type',
    'organisationNumber',
    'name',
    'createdAt',
    'standing',
    'packageId',
    'packageBefore',
    'resources',
    'accessPackages',
    'systemUserId',
  ] as const

  return {
    /** A page that does not exist becomes the nearest one that does. */
    async search(search: RequestSearch): Promise<RequestPage> {
      const { many } = await found(search)
        .select(({ fn }) => fn.countAll<string>().as('many'))
        .executeTakeFirstOrThrow()
      const pages = Math.max(1, Math.ceil(Number(many) / search.rowsPerPage))
      const page = Math.min(Math.max(1, Math.trunc(search.page) || 1), pages)

      const way = search.sort.startsWith('-') ? 'backwards' : 'forwards'
      const byCustomer = search.sort.endsWith('customer')
      let query = found(search).select([...COLUMNS])
      if (byCustomer) query = query.orderBy('sortKey', way === 'forwards' ? 'asc' : 'desc')
      // The newest first, also among those of one customer.
      query = query
        .orderBy('createdAt', !byCustomer && way === 'backwards' ? 'asc' : 'desc')
        .orderBy('id')
        .limit(search.rowsPerPage)
        .offset((page - 1) * search.rowsPerPage)
      const rows = await asAsked(search.environment, (await query.execute()) as Found[])
      return { rows, page, pages, found: Number(many) }
    },

    /** A request or a change, as the list has it. */
    async one(environment: Environment, id: string): Promise<ListedRequest | undefined> {
      const query = requests(environment)
        .where('r.id', '=', id)
        .unionAll(changes(environment).where('h.id', '=', id))
      const row = await db
        .selectFrom(query.as('every'))
        .select([...COLUMNS])
        .executeTakeFirst()
      return row && (await asAsked(environment, [row as Found]))[0]
    },
  }
}

/** Who has no name comes last, as everywhere. */
const SORT_KEY = (alias: 'r' | 'h') =>
  sql<string>`COALESCE(o.sort_key, '~' || ${sql.raw(alias)}.organisation_number)`
