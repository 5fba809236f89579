import type { NewLine } from '../../src/database/batches.js'
import type { Organisation } from '../support/people.js'

/** One line for each of them, as from a list with a heading. */
export const linesFor = (organisations: readonly Organisation[]): NewLine[] =>
  organisations.map(({ organisationNumber }, i) => ({
    number: i + 2,
    organisationNumber,
    email: 'kari@example.no',
    contactPerson: 'Kari Nordmann',
    packageId: 'smartbasic',
  }))
