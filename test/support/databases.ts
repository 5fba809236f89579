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

export type FilePlace = { file: string }
export type UrlPlace = { url: string }

/** Opens a database and closes it when the story is over. Empty and its own, unless given a place. */
export type Open = (options?: DatabaseOptions & { place?: DatabasePlace }) => Promise<Database>

/** Stories about databases. `newPlace` is for an empty one that is opened more than once. */
export type Stories<Place> = (open: Open, newPlace: () => Promise<Place>) => void

/**
 * Tells the same stories twice: on the embedded database, and on PostgreSQL when TEST_DATABASE_URL
 * says where one is.
 */
export function describeOnBoth(name: string, stories: Stories<DatabasePlace>): void {
  describeEmbedded(name, stories)
  describeOnPostgresql(name, stories)
}

export function describeEmbedded(name: string, stories: Stories<FilePlace>): void {
  describe(`${name}, embedded`, () => tell(stories, newFile, { file: ':memory:' }))
}

/** Every place is a schema of its own. */
export function describeOnPostgresql(name: string, stories: Stories<UrlPlace>): void {
  const server = process.env['TEST_DATABASE_URL']
  if (server) describe(`${name}, on PostgreSQL`, () => tell(stories, () => newSchema(server)))
  else sayWhatIsLeftOut()
}

let said = false
function sayWhatIsLeftOut(): void {
  if (!said) console.info('Stories about PostgreSQL are left out: TEST_DATABASE_URL is not set')
  said = true
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

interface Borrowed<Place> {
  place: Place
  giveBack: () => unknown
}

/** @param usual where a story opens a database that does not say where */
function tell<Place extends DatabasePlace>(
  stories: Stories<Place>,
  borrow: () => Promise<Borrowed<Place>>,
  usual?: DatabasePlace,
): void {
  const cleanUp: (() => unknown)[] = []
  afterEach(async () => {
    for (const step of cleanUp.splice(0).reverse()) await step()
  })

  async function newPlace(): Promise<Place> {
    const { place, giveBack } = await borrow()
    cleanUp.push(giveBack)
    return place
  }

  stories(async ({ place, ...options } = {}) => {
    const at = place ?? usual ?? (await newPlace())
    const database = await openDatabase(at, options).catch((error: unknown) => {
      if (!('url' in at) || !isOverlooked(error)) throw error
      return openDatabase(at, options)
    })
    cleanUp.push(database.close)
    return database
  }, newPlace)
}

async function newFile(): Promise<Borrowed<FilePlace>> {
  const folder = mkdtempSync(join(tmpdir(), 'smartcloud-'))
  return {
    place: { file: join(folder, 'data', 'smartcloud.db') },
    giveBack: () => rmSync(folder, { recursive: true }),
  }
}

async function newSchema(server: string): Promise<Borrowed<UrlPlace>> {
  const schema = `story_${randomBytes(8).toString('hex')}`
  const url = new URL(server)
  url.searchParams.set('options', `-c search_path=${schema}`)
  await lookInto({ url: server }, `CREATE SCHEMA ${schema}`)
  await untilFound(url.href)
  return {
    place: { url: url.href },
    giveBack: () => lookInto({ url: server }, `DROP SCHEMA ${schema} CASCADE`),
  }
}

/*
 * PostgreSQL 15 has been seen to overlook, on a new connection, a schema made a moment ago, while
 * others were dropped. Whoever opens it again finds it; where there is none, there still is none.
 */
const isOverlooked = (error: unknown) => (error as { reason?: unknown }).reason === '3F000'

async function untilFound(url: string): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    const [found] = await lookInto<{ name: string | null }>(
      { url },
      'SELECT current_schema() AS name',
    )
    if (found?.name) return
  }
}
