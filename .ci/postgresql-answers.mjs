// Exit code 0 when a PostgreSQL server answers at this address and lets us make databases.
import pg from 'pg'

const client = new pg.Client({ connectionString: process.argv[2], connectionTimeoutMillis: 2_000 })
try {
  await client.connect()
  const { rows } = await client.query(
    'select rolcreatedb or rolsuper as able from pg_roles where rolname = current_user',
  )
  process.exitCode = rows[0]?.able ? 0 : 1
} catch {
  process.exitCode = 1
} finally {
  await client.end().catch(() => {})
}
