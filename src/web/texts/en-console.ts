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
  copy: 'Copy',
  copied: 'Copied',
  download: 'Download',
  organisationNumber: 'Org. no. {number}',
  noUndo: 'You cannot undo this.',
  unknown: 'Unknown',
  never: 'Never',
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
