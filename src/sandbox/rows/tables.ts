import { apiDataTables } from './table-api-data.js'
import { oidcTables } from './table-oidc-clients.js'
import { registerTables } from './table-registers.js'
import { systemTables } from './table-systems.js'
import type { Table } from './table.js'

/**
 * What can be put into the sandbox row by row: by seed file, in-process, and at `/_sandbox/<name>`.
 * In this order no row needs one of a later table.
 */
export const TABLES = {
  ...registerTables,
  ...systemTables,
  ...apiDataTables,
  ...oidcTables,
} as const satisfies Record<string, Table>

export type TableName = keyof typeof TABLES

export const TABLE_NAMES = Object.keys(TABLES) as TableName[]
