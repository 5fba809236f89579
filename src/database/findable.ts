import { sql, type SqlBool } from 'kysely'

/** What an organisation is sorted and searched by. */
export interface Findable {
  sortKey: string
  searchText: string
}

export interface Described {
  organisationNumber: string
  name?: string | null | undefined
  email?: string | null | undefined
  contactPerson?: string | null | undefined
}

/**
 * The databases know no Norwegian: SQLite makes only A to Z small, and either sorts `Å` where it
 * likes. So both are told. Who has no name comes last.
 */
export const findable = ({
  organisationNumber,
  name,
  email,
  contactPerson,
}: Described): Findable => ({
  sortKey: name ? sortKeyOf(name) : `~${organisationNumber}`,
  searchText: small([name, organisationNumber, email, contactPerson].filter(Boolean).join('\n')),
})

/** A part of a column, and not a pattern, whatever characters it has. */
export const holds = (column: string, text: string) =>
  sql<SqlBool>`${sql.raw(column)} LIKE ${`%${text.replace(/[!%_]/g, '!$&')}%`} ESCAPE '!'`

/** As it is looked for: however it was typed. */
export const small = (text: string): string => text.normalize('NFC').toLocaleLowerCase('nb')

/** `æ`, `ø` and `å` come after `z`, in this order, and so do these three characters. */
const AFTER_Z: Readonly<Record<string, string>> = { æ: '{', ø: '|', å: '}', ä: '{', ö: '|' }

const sortKeyOf = (name: string): string =>
  small(name)
    .replace(/[æøåäö]/g, letter => AFTER_Z[letter]!)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
