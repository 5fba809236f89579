import type { nbReconciliation } from './nb-reconciliation.js'
import type { Translation } from './translation.js'

export const enReconciliation = {
  heading: 'Reconciliation with Altinn',
  lead: 'SmartCloud goes through all requests and system users that Altinn has for our system, and compares them with what we have. Nobody is asked for anything. It happens by itself every hour.',
  button: 'Reconcile now',
  begun: 'The reconciliation has begun.',
  underWay: 'A reconciliation is under way or has just ended.',
  never: 'Nothing has been reconciled yet.',
  running: 'Reconciliation under way, begun {time}.',
  doneAlone: 'Last reconciled {time}, by itself.',
  doneBy: 'Last reconciled {time}.',
  problem: 'The reconciliation ended before it was done',
  problemText: '{text} ({code}). What was found until then holds.',
  clean: 'Everything agrees. Altinn and SmartCloud know the same.',
  result: 'Result',
  counts: {
    systemUsers: 'System users in Altinn',
    requests: 'Requests in Altinn',
    updated: 'Answers we had not heard of',
    removed: 'Accesses that were deleted',
    orphans: 'Requests we do not know',
    gone: 'Requests that are gone',
    withoutRequest: 'System users without a request',
  },
  sections: {
    removed: {
      heading: 'Deleted by the customer',
      text: 'The system user is no longer in Altinn. The customer is marked, and the time is when we last knew that it existed.',
    },
    orphans: {
      heading: 'Requests we do not know',
      text: 'They were sent for our system, but not from here. Take them in if they are ours.',
    },
    gone: {
      heading: 'Requests that are gone',
      text: 'We sent them, and Altinn no longer has them.',
    },
    withoutRequest: {
      heading: 'System users without a request',
      text: 'The customer made them in Altinn. They have every right the system had at that time, and Altinn does not tell which.',
    },
  },
  columns: {
    organisation: 'Customer',
    type: 'Type',
    reference: 'External reference',
    id: 'ID in Altinn',
    status: 'Status',
    time: 'Last known',
    action: 'Action',
  },
  more: 'And {count} more.',
  adopt: {
    button: 'Take in',
    done: 'Taken in',
    adopted: 'The request has been taken in.',
    inTheWay:
      'The customer already has a request with us with the same reference. Nothing has been changed.',
    notThere: 'Altinn no longer has the request.',
  },
} as const satisfies Translation<typeof nbReconciliation>
