import { openDatabase, type DatabasePlace } from '../../src/database/database.js'

/*
 * Run as a process of its own: opens the database, says so, and writes one event after the other,
 * printing the number of each when it is told that it is written. `hold` only holds the database.
 */
const [place, task] = process.argv.slice(2)
try {
  const database = await openDatabase(JSON.parse(place!) as DatabasePlace)
  console.log('open')
  if (task === 'hold') setInterval(() => {}, 60_000)
  for (let i = 1; task === 'write'; i++) {
    await database.events.record({ event: String(i) })
    console.log(i)
  }
} catch (error) {
  console.log(String(error))
  process.exit(1)
}
