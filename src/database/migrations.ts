import { CamelCasePlugin, Migrator, sql, SqliteAdapter, type Kysely, type Migration } from 'kysely'
import { DatabaseError } from './errors.js'
import { findable } from './findable.js'
import type { Schema } from './tables.js'

/**
 * Brings the tables up to date. Harmless to run again, and by several instances at once: on
 * PostgreSQL they wait for each other, and an embedded database is locked by its one process.
 *
 * @param schema where the tables are; PostgreSQL only
 * @throws {DatabaseError}
 */
export async function migrate(db: Kysely<unknown>, schema?: string): Promise<Migrated> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => MIGRATIONS },
    ...(schema === undefined ? {} : { migrationTableSchema: schema }),
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error instanceof Error && error.message.startsWith('corrupted migrations'))
    throw new DatabaseError('A newer SmartCloud has changed it; this one is too old.', 'TOO_NEW')
  if (error) throw error
  const applied = results.map(({ migrationName }) => migrationName)
  return { before: NAMES.findLast(name => !applied.includes(name)), applied, now: NEWEST_MIGRATION }
}

/** What became of a database. Versions are the names of migrations, such as `001_first_tables`. */
export interface Migrated {
  /** Undefined for a database that was empty. */
  before: string | undefined
  applied: readonly string[]
  now: string
}

/** Run in the order of their names, each once. Never change one that has left this machine. */
const MIGRATIONS: Record<string, Migration> = {
  '001_first_tables': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('requests')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('environment', 'text', column => column.notNull())
        .addColumn('system_id', 'text', column => column.notNull())
        .addColumn('organisation_number', 'text', column => column.notNull())
        .addColumn('external_reference', 'text')
        .addColumn('look_up_reference', 'text', column => column.notNull())
        .addColumn('kind', 'text', column => column.notNull())
        .addColumn('package_id', 'text', column => column.notNull())
        .addColumn('resources', 'text', column => column.notNull())
        .addColumn('access_packages', 'text', column => column.notNull())
        .addColumn('state', 'text', column => column.notNull())
        .addColumn('active', 'integer', column => column.notNull())
        .addColumn('altinn_request_id', 'text')
        .addColumn('confirm_url', 'text')
        .addColumn('altinn_status', 'text')
        .addColumn('timed_out', 'integer', column => column.notNull())
        .addColumn('pointer_hash', 'text', column => column.notNull().unique())
        .addColumn('started_by', 'text', column => column.notNull())
        .addColumn('created_at', 'bigint', column => column.notNull())
        .addColumn('sent_at', 'bigint')
        .addColumn('checked_at', 'bigint')
        .addColumn('leased_by', 'text')
        .addColumn('lease_until', 'bigint', column => column.notNull())
        .addColumn('tries', 'integer', column => column.notNull())
        .addColumn('last_try_at', 'bigint', column => column.notNull())
        .addColumn('failure', 'text')
        .addColumn('updated_at', 'bigint', column => column.notNull())
        .execute()
      // What makes fifty clicks one request: at most one row in force for an organisation.
      await sql`CREATE UNIQUE INDEX requests_one_active ON requests
        (environment, system_id, organisation_number, look_up_reference, kind)
        WHERE active = 1`.execute(db)
      await sql`CREATE INDEX requests_unsettled ON requests (updated_at)
        WHERE active = 1 AND state IN ('sending', 'uncertain')`.execute(db)

      await db.schema
        .createTable('onboardings')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('environment', 'text', column => column.notNull())
        .addColumn('package_id', 'text', column => column.notNull())
        .addColumn('company_name', 'text', column => column.notNull())
        .addColumn('organisation_number', 'text', column => column.notNull())
        .addColumn('email', 'text', column => column.notNull())
        .addColumn('contact_person', 'text', column => column.notNull())
        .addColumn('terms_accepted_at', 'bigint', column => column.notNull())
        .addColumn('language', 'text', column => column.notNull())
        .addColumn('request_id', 'text', column => column.references('requests.id'))
        .addColumn('created_at', 'bigint', column => column.notNull())
        .addColumn('updated_at', 'bigint', column => column.notNull())
        .execute()

      await db.schema
        .createTable('customers')
        .addColumn('environment', 'text', column => column.notNull())
        .addColumn('organisation_number', 'text', column => column.notNull())
        .addColumn('company_name', 'text', column => column.notNull())
        .addColumn('email', 'text', column => column.notNull())
        .addColumn('contact_person', 'text', column => column.notNull())
        .addColumn('package_id', 'text', column => column.notNull())
        .addColumn('system_user_id', 'text', column => column.notNull())
        .addColumn('external_reference', 'text')
        .addColumn('access_state', 'text', column => column.notNull())
        .addColumn('approved_at', 'bigint', column => column.notNull())
        .addColumn('last_confirmed_at', 'bigint', column => column.notNull())
        .addColumn('created_at', 'bigint', column => column.notNull())
        .addColumn('updated_at', 'bigint', column => column.notNull())
        .addPrimaryKeyConstraint('customers_one_each', ['environment', 'organisation_number'])
        .execute()

      await db.schema
        .createTable('sessions')
        .addColumn('id_hash', 'text', column => column.primaryKey())
        .addColumn('data', 'text', column => column.notNull())
        .addColumn('audience', 'text', column => column.notNull())
        .addColumn('user_key', 'text')
        .addColumn('created_at', 'bigint', column => column.notNull())
        .addColumn('last_seen_at', 'bigint', column => column.notNull())
        .addColumn('idle_ends_at', 'bigint', column => column.notNull())
        .addColumn('ends_at', 'bigint', column => column.notNull())
        .addColumn('ended_at', 'bigint')
        .execute()
      await sql`CREATE INDEX sessions_of_user ON sessions (user_key)`.execute(db)

      await db.schema
        .createTable('limits')
        .addColumn('key', 'text', column => column.primaryKey())
        .addColumn('taken', 'bigint', column => column.notNull())
        .addColumn('resets_at', 'bigint', column => column.notNull())
        .execute()

      await db.schema
        .createTable('events')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('at', 'bigint', column => column.notNull())
        .addColumn('environment', 'text')
        .addColumn('actor', 'text')
        .addColumn('event', 'text', column => column.notNull())
        .addColumn('object_type', 'text')
        .addColumn('object_id', 'text')
        .addColumn('outcome', 'text', column => column.notNull())
        .addColumn('reference', 'text')
        .addColumn('details', 'text')
        .addColumn('source_address', 'text')
        .execute()
      await sql`CREATE INDEX events_of_object ON events (object_type, object_id)`.execute(db)
      await neverChange(db, 'events')
    },
  },

  '002_sign_in': {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('sessions').addColumn('log_in_key', 'text').execute()
      await sql`CREATE INDEX sessions_of_log_in ON sessions (log_in_key)`.execute(db)

      await db.schema
        .createTable('sign_in_attempts')
        .addColumn('secret_hash', 'text', column => column.primaryKey())
        .addColumn('audience', 'text', column => column.notNull())
        .addColumn('return_to', 'text', column => column.notNull())
        .addColumn('login_hint', 'text')
        .addColumn('ends_at', 'bigint', column => column.notNull())
        .addColumn('used_at', 'bigint')
        .execute()
    },
  },
  '003_changes': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('changes')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('environment', 'text', column => column.notNull())
        .addColumn('system_id', 'text', column => column.notNull())
        .addColumn('organisation_number', 'text', column => column.notNull())
        .addColumn('system_user_id', 'text', column => column.notNull())
        .addColumn('package_before', 'text', column => column.notNull())
        .addColumn('package_after', 'text', column => column.notNull())
        .addColumn('resources_before', 'text', column => column.notNull())
        .addColumn('resources_after', 'text', column => column.notNull())
        .addColumn('state', 'text', column => column.notNull())
        .addColumn('active', 'integer', column => column.notNull())
        .addColumn('confirm_url', 'text')
        .addColumn('altinn_status', 'text')
        .addColumn('timed_out', 'integer', column => column.notNull())
        .addColumn('tries', 'integer', column => column.notNull())
        .addColumn('last_try_at', 'bigint', column => column.notNull())
        .addColumn('failure', 'text')
        .addColumn('checked_at', 'bigint')
        .addColumn('applied_at', 'bigint')
        .addColumn('created_at', 'bigint', column => column.notNull())
        .addColumn('updated_at', 'bigint', column => column.notNull())
        .execute()
      await sql`CREATE UNIQUE INDEX changes_one_active ON changes (environment, system_user_id)
        WHERE active = 1`.execute(db)

      await db.schema
        .createTable('clients')
        .addColumn('environment', 'text', column => column.notNull())
        .addColumn('owner', 'text', column => column.notNull())
        .addColumn('organisation_number', 'text', column => column.notNull())
        .addColumn('name', 'text')
        .addColumn('source', 'text', column => column.notNull())
        .addColumn('noted_at', 'bigint', column => column.notNull())
        .addPrimaryKeyConstraint('clients_one_each', [
          'environment',
          'owner',
          'organisation_number',
        ])
        .execute()
    },
  },
  '004_console': {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('requests').addColumn('return_address', 'text').execute()
      await db.schema.alterTable('customers').addColumn('last_used_at', 'bigint').execute()
      for (const table of ['requests', 'changes'])
        for (const column of ['next_look_at', 'looks'])
          await db.schema
            .alterTable(table)
            .addColumn(column, 'bigint', added => added.notNull().defaultTo(0))
            .execute()
      await sql`CREATE INDEX requests_newest ON requests (environment, created_at, id)`.execute(db)
      await sql`CREATE INDEX requests_of_organisation ON requests
        (environment, organisation_number, created_at)`.execute(db)
      await sql`CREATE INDEX requests_of_altinn ON requests
        (environment, altinn_request_id)`.execute(db)
      await sql`CREATE INDEX changes_of_organisation ON changes
        (environment, organisation_number, created_at)`.execute(db)

      await db.schema
        .createTable('organisations')
        .addColumn('environment', 'text', column => column.notNull())
        .addColumn('organisation_number', 'text', column => column.notNull())
        .addColumn('name', 'text')
        .addColumn('email', 'text')
        .addColumn('contact_person', 'text')
        // Byte by byte on either database, whatever language the server speaks.
        .addColumn('sort_key', isSqlite(db) ? 'text' : sql`text COLLATE "C"`, column =>
          column.notNull(),
        )
        .addColumn('search_text', 'text', column => column.notNull())
        .addColumn('request_id', 'text')
        .addColumn('created_at', 'bigint', column => column.notNull())
        .addColumn('updated_at', 'bigint', column => column.notNull())
        .addPrimaryKeyConstraint('organisations_one_each', ['environment', 'organisation_number'])
        .execute()
      await sql`CREATE INDEX organisations_by_name ON organisations
        (environment, sort_key, organisation_number)`.execute(db)
      await fillOrganisations(db.withPlugin(new CamelCasePlugin()) as Kysely<Schema>)

      await db.schema
        .createTable('system_users')
        .addColumn('environment', 'text', column => column.notNull())
        .addColumn('id', 'text', column => column.notNull())
        .addColumn('system_id', 'text', column => column.notNull())
        .addColumn('organisation_number', 'text', column => column.notNull())
        .addColumn('external_reference', 'text')
        .addColumn('kind', 'text', column => column.notNull())
        .addColumn('title', 'text')
        .addColumn('created_at_altinn', 'bigint')
        .addColumn('first_seen_at', 'bigint', column => column.notNull())
        .addColumn('last_seen_at', 'bigint', column => column.notNull())
        .addColumn('gone_at', 'bigint')
        .addPrimaryKeyConstraint('system_users_one_each', ['environment', 'id'])
        .execute()
      await sql`CREATE INDEX system_users_of_organisation ON system_users
        (environment, organisation_number)`.execute(db)

      await db.schema
        .createTable('reconciliations')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('environment', 'text', column => column.notNull())
        .addColumn('started_by', 'text')
        .addColumn('started_at', 'bigint', column => column.notNull())
        .addColumn('ended_at', 'bigint')
        .addColumn('report', 'text')
        .execute()
      await sql`CREATE INDEX reconciliations_newest ON reconciliations
        (environment, started_at)`.execute(db)

      await db.schema
        .createTable('batches')
        .addColumn('id', 'text', column => column.primaryKey())
        .addColumn('environment', 'text', column => column.notNull())
        .addColumn('kind', 'text', column => column.notNull())
        .addColumn('name', 'text', column => column.notNull())
        .addColumn('state', 'text', column => column.notNull())
        .addColumn('rate_per_minute', 'integer', column => column.notNull())
        .addColumn('created_by', 'text', column => column.notNull())
        .addColumn('started_by', 'text')
        .addColumn('problem', 'text')
        .addColumn('next_at', 'bigint', column => column.notNull())
        .addColumn('created_at', 'bigint', column => column.notNull())
        .addColumn('started_at', 'bigint')
        .addColumn('ended_at', 'bigint')
        .addColumn('leased_by', 'text')
        .addColumn('lease_until', 'bigint', column => column.notNull())
        .addColumn('updated_at', 'bigint', column => column.notNull())
        .execute()
      await db.schema
        .createTable('batch_lines')
        .addColumn('batch_id', 'text', column => column.notNull().references('batches.id'))
        .addColumn('number', 'integer', column => column.notNull())
        .addColumn('organisation_number', 'text', column => column.notNull())
        .addColumn('name', 'text')
        .addColumn('register_says', 'text')
        .addColumn('email', 'text', column => column.notNull())
        .addColumn('contact_person', 'text', column => column.notNull())
        .addColumn('package_id', 'text', column => column.notNull())
        .addColumn('wanted', 'text')
        .addColumn('state', 'text', column => column.notNull())
        .addColumn('problem', 'text')
        .addColumn('object_id', 'text')
        .addColumn('tries', 'integer', column => column.notNull())
        .addColumn('next_try_at', 'bigint', column => column.notNull())
        .addColumn('ended_at', 'bigint')
        .addPrimaryKeyConstraint('batch_lines_one_each', ['batch_id', 'number'])
        .execute()
      await sql`CREATE INDEX batch_lines_open ON batch_lines (batch_id, next_try_at, number)
        WHERE state IN ('waiting', 'working')`.execute(db)

      await db.schema.alterTable('sessions').addColumn('end_reason', 'text').execute()
      await sql`CREATE INDEX events_by_actor ON events (actor, id)`.execute(db)
      await sql`CREATE INDEX events_by_name ON events (event, id)`.execute(db)
      await sql`CREATE INDEX events_by_object ON events (object_id, id)`.execute(db)
      await db.schema
        .createTable('event_seals')
        .addColumn('number', 'integer', column => column.primaryKey())
        .addColumn('at', 'bigint', column => column.notNull())
        .addColumn('after_id', 'text', column => column.notNull())
        .addColumn('last_id', 'text', column => column.notNull())
        .addColumn('events', 'integer', column => column.notNull())
        .addColumn('hash', 'text', column => column.notNull())
        .execute()
      await neverChange(db, 'event_seals')
    },
  },
}

/** Of what was there before the table was: the newest request of each, and what is known of it. */
async function fillOrganisations(db: Kysely<Schema>): Promise<void> {
  const rows = await db
    .selectFrom('requests')
    .leftJoin('onboardings', 'onboardings.id', 'requests.startedBy')
    .select([
      'requests.environment',
      'requests.organisationNumber',
      'requests.id as requestId',
      'requests.createdAt',
      'requests.updatedAt',
      'onboardings.companyName as name',
      'onboardings.email',
      'onboardings.contactPerson',
    ])
    .orderBy('requests.createdAt')
    .execute()
  for (const row of rows)
    await db
      .insertInto('organisations')
      .values({ ...row, ...findable(row) })
      .onConflict(key =>
        key
          .columns(['environment', 'organisationNumber'])
          .doUpdateSet({ requestId: row.requestId }),
      )
      .execute()
}

const NAMES = Object.keys(MIGRATIONS).sort()

/** The version that this SmartCloud brings a database to. */
export const NEWEST_MIGRATION = NAMES.at(-1)!

const isSqlite = (db: Kysely<unknown>): boolean => db.getExecutor().adapter instanceof SqliteAdapter

/** What is written stays as it is: the database itself refuses every change and removal. */
async function neverChange(db: Kysely<unknown>, table: string): Promise<void> {
  const name = sql.table(table)
  if (isSqlite(db)) {
    for (const change of ['UPDATE', 'DELETE'])
      await sql`CREATE TRIGGER ${sql.id(`${table}_no_${change.toLowerCase()}`)}
        BEFORE ${sql.raw(change)} ON ${name}
        BEGIN SELECT RAISE(ABORT, 'append-only'); END`.execute(db)
    return
  }
  const refuse = sql.id(`${table}_never_change`)
  await sql`CREATE FUNCTION ${refuse}() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'append-only'; END $$`.execute(db)
  await sql`CREATE TRIGGER ${refuse} BEFORE UPDATE OR DELETE ON ${name}
    FOR EACH ROW EXECUTE FUNCTION ${refuse}()`.execute(db)
}
