import type { nbPlanner } from './nb-planner.js'
import type { Translation } from './translation.js'

export const enPlanner = {
  heading: 'Changes',
  lead: 'When a package is to have more rights, every customer must say yes. Here you see what it takes for each of them.',
  package: 'Package',
  more: 'Rights the package is to have besides',
  asksFor: '{package} is to have: {permissions}.',
  viewAll: 'All ({count})',
  view: '{verdict} ({count})',
  views: 'What it takes',
  nobody: 'Nobody has {package} today.',
  table: 'Table of the customers with the package',
  caption: 'Customers with the package and what it takes',
  columns: {
    choose: 'Choose',
    customer: 'Customer',
    lacking: 'Lacks',
    verdict: 'It takes',
    explanation: 'Explanation',
  },
  choose: 'Choose {company}',
  lacksNothing: 'Nothing',
  verdicts: {
    change: { name: 'Change request', text: 'The customer gets a change to approve in Altinn.' },
    recreate: {
      name: 'New system user',
      text: 'A system user for clients cannot be changed. The customer approves a new one.',
    },
    refused: {
      name: 'Rejected',
      text: 'The customer rejected the change last time. Choose the customer to ask again.',
    },
    waiting: { name: 'Waiting', text: 'The customer has been asked and has not answered.' },
    nothing: { name: 'Nothing', text: 'The customer has all that the package asks for.' },
  },
  recreateText: {
    one: 'A system user for clients cannot be changed. The customer approves a new one, adds {count} client in Altinn and deletes the old one.',
    other:
      'A system user for clients cannot be changed. The customer approves a new one, adds {count} clients in Altinn and deletes the old one.',
  },
  all: 'Everybody for whom something must be done ({count})',
  allHint: 'Without the tick it is about those you have chosen on this page.',
  makeList: 'Make a list',
  makeListText: 'Nothing is sent before you start the list on the next page.',
  nobodyChosen: 'Choose at least one customer for whom something must be done',
  listName: 'Change of {package}',
  listMade: 'The list has been made. Nothing has been sent yet.',
  paging: 'customers',
} as const satisfies Translation<typeof nbPlanner>
