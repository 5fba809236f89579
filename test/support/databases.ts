import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import pg from 'pg'
import { afterEach, describe } from 'vitest'
import {
  openDatabase,
  type Database,
  type DatabaseOptions,
  type DatabasePlace,
} from '../../src/database/database.js'

/** Opens a database and closes it when the story is over. Empty and its own, unless given a place. */
export type Open = (options?: DatabaseOptions & { place?: DatabasePlace }) => Promise<Database>

/** An empty place for a database, removed when the story is over. */
export type NewPlace = () => Promise<DatabasePlace>

/**
 * Tells the same stories twice: on the embedded database, and on PostgreSQL when TEST_DATABASE_URL
 * says where one is. There every database of a story is a schema of its own.
 */
export function describeOnBoth(
  name: string,
  stories: (open: Open, newPlace: NewPlace) => void,
): void {
  const url = process.env['TEST_DATABASE_URL']
  describe(`${name}, embedded`, () => tell(stories, places.embedded, { file: ':memory:' }))
  if (url) describe(`${name}, on PostgreSQL`, () => tell(stories, () => places.postgresql(url)))
  else console.info(`Left out: ${name}, on PostgreSQL, because TEST_DATABASE_URL is not set`)
}

/** Looks into a database beside the application: what is really there? */
export async function lookInto<Row>(place: DatabasePlace, sql: string): Promise<Row[]> {
  if ('file' in place) {
    const connection = new Libsql(place.file)
    try {
      return connection.prepare(sql).all() as Row[]
    } finally {
      connection.close()
    }
  }
  const client = new pg.Client({ connectionString: place.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows as Row[]
  } finally {
    await client.end()
  }
}

function tell(
  stories: (open: Open, newPlace: NewPlace) => void,
  place: () => Promise<{ place: DatabasePlace; remove: () => Promise<unknown> }>,
  usual?: DatabasePlace,
): void {
  const cleanUp: (() => unknown)[] = []
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step()
  })

  const newPlace: NewPlace = async () => {
    const { place: fresh, remove } = await place()
    cleanUp.push(remove)
    return fresh
  }
  stories(async ({ place: chosen, ...options } = {}) => {
    const database = await openDatabase(chosen ?? usual ?? (await newPlace()), options)
    let isOpen = true
    const close = async () => {
      if (isOpen) await database.close()
      isOpen = false
    }
    cleanUp.push(close)
    return { ...database, close }
  }, newPlace)
}

const places = {
  async embedded() {
    const folder = mkdtempSync(join(tmpdir(), 'smartcloud-'))
    return {
      place: { file: join(folder, 'data', 'smartcloud.db') },
      remove: async () => rmSync(folder, { recursive: true }),
    }
  },

  async postgresql(server: string) {
    const schema = `story_${randomBytes(8).toString('hex')}`
    const url = new URL(server)
    url.searchParams.set('options', `-c search_path=${schema}`)
    await lookInto({ url: server }, `CREATE SCHEMA ${schema}`)
    return {
      place: { url: url.href },
      remove: () => lookInto({ url: server }, `DROP SCHEMA ${schema} CASCADE`),
    }
  },
}
