import type { nbConsole } from './nb-console.js'
import type { Translation } from './translation.js'

export const enConsole = {
  title: '{heading} – SmartCloud administration',
  heading: 'Administration',
  menu: {
    customers: 'Customers',
    requests: 'Requests',
    changes: 'Changes',
    systemRegister: 'System register',
    readiness: 'Readiness',
    audit: 'Log',
    sessions: 'Sessions',
  },
  show: 'Show',
  showAll: 'Show all',
  all: 'All',
  cancel: 'Cancel',
  change: 'Change',
  next: 'Continue',
  open: 'Open',
  copied: 'Copied',
  organisationNumber: 'Org. no. {number}',
  noUndo: 'You cannot undo this.',
  unknown: 'Unknown',
  front: {
    needy: 'Customers who need somebody',
    nothingNeedy: 'No customers need anybody now',
    rest: 'Other customers',
    allCustomers: 'All customers',
    tasks: 'Tasks',
    tools: {
      requests: {
        name: 'Requests',
        text: 'Ask a customer for system access, and follow the answer.',
      },
      batches: {
        name: 'Many at once',
        text: 'Upload a list. Everything is checked before anything is sent.',
      },
      changes: {
        name: 'Changes',
        text: 'What each customer must approve when a package is to have more.',
      },
      systemRegister: { name: 'System register', text: 'Our system as Altinn has it.' },
      readiness: { name: 'Readiness', text: 'Keys, clock, scopes and APIs: what is in order?' },
      reconciliation: {
        name: 'Reconciliation',
        text: 'What Altinn has, compared with what we have.',
      },
      sessions: { name: 'Sessions', text: 'Who is logged in, and ending a session.' },
      audit: { name: 'Log', text: 'Everything that was changed, by whom and when.' },
    },
  },
  failures: {
    noAnswer: 'We cannot reach {service}',
    noAnswerText: 'Try again in a few minutes. Technically: {detail}',
    strange: '{service} answered in a way we do not understand',
    strangeText: 'Report it to us with the reference. Technically: {detail}',
    refused: '{service} said no ({code})',
    refusedText: 'Altinn’s explanation: {explanation}',
    unexplained: 'No explanation was given.',
  },
} as const satisfies Translation<typeof nbConsole>
