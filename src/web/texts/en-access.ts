import type { nbAccess } from './nb-access.js'
import type { Translation } from './translation.js'

export const enAccess = {
  heading: 'System access',
  lead: 'This is what Altinn says of the system access {company} has given SmartCloud. Read {time}.',
  statuses: { active: 'Active', waiting: 'Waiting for approval', gone: 'Deleted in Altinn' },
  details: 'Details',
  rows: {
    status: 'Status',
    approved: 'Approved',
    package: 'Package',
    system: 'System',
    systemId: 'System ID',
    accessId: 'ID of the system access',
    reference: 'Reference',
    request: 'Approved by request',
    change: 'Last changed',
  },
  changedBy: '{date}, by change {id}',
  kinds: { standard: 'The organisation itself', agent: 'Clients' },
  kind: 'Applies to',
  permissions: 'Permissions SmartCloud has',
  permissionsSource:
    'Altinn does not show the permissions to the vendor. The list is what {company} has approved with us.',
  permissionsUnknown:
    'The system access was created in Altinn without a request from us. See in Altinn which permissions it has.',
  packagesHint:
    'The permissions apply to the clients that have been added in Altinn, not to {company} itself.',
  namesMissing:
    'We could not fetch the names of all permissions from Altinn. Instead you see what the register calls them.',
  ask: 'Ask for changed access',
  clientsCannotChange:
    'A system access for clients cannot be changed. To use other permissions, {company} must delete it in Altinn and approve a new one.',
  seeClients: 'See the clients',
  withdraw: 'Withdraw the access',
  withdrawText:
    'Do you want to withdraw the access? You do that in Altinn. SmartCloud loses the access at once, and nobody can delete it from our side.',
  withdrawLink: 'Open the system accesses in Altinn ({host})',
  pending: {
    text: 'A change from {date} is waiting for approval in Altinn.',
    link: 'See the change',
  },
  gone: {
    text: '{company} has deleted the system access in Altinn. SmartCloud can no longer fetch information.',
    link: 'Make a new request',
  },
  waiting: {
    text: 'Somebody in {company} must approve the request in Altinn before SmartCloud gets access.',
    link: 'Go to Altinn',
  },
  unavailable: {
    heading: 'We cannot check the system access',
    noAnswer:
      'We cannot reach {service}. It is not your fault, and the access is as before. Try again in a few minutes.',
    strangeAnswer:
      '{service} answered in a way we do not understand. It is not your fault, and the access is as before. Try again shortly.',
    reference: 'Reference {reference}.',
    again: 'Try again',
  },

  change: {
    heading: 'Ask for changed access',
    lead: 'The change takes effect when {company} has approved it in Altinn.',
    package: 'Package',
    packageHint: 'If you choose a new package, the system gets the permissions that belong to it.',
    packageNow: '{package} (has now)',
    packageContents: 'Permissions: {permissions}',
    permissions: 'Permissions the system should have',
    permissionsHint:
      'Tick these when you keep the package. A new package has permissions of its own.',
    nothingChosen: 'Choose at least one permission',
    next: 'Continue',
    cancel: 'Cancel',
    forClients: {
      heading: 'The access cannot be changed',
      text: 'A system access for clients cannot be changed. To use other permissions, {company} must delete it in Altinn and approve a new one.',
      back: 'To the system access',
    },
    byVendor: {
      submit: 'Create the change',
      who: 'A managing director, main administrator or access manager at {company}, who has the permissions that are added. Send them the link to Altinn afterwards.',
      toHome: 'To the customer',
      created: 'The change has been created. Send the link to Altinn to the customer.',
      unclear:
        'We do not know yet whether Altinn got the change. It is being looked up, and is not sent twice.',
      cannot: {
        heading: 'The access cannot be changed',
        text: 'A system user for clients cannot be changed, nor one that has been deleted or came about without us. Ask for a new one instead.',
        back: 'To the customer',
      },
    },
    check: {
      heading: 'Check the change',
      lead: 'The change takes effect when {company} has approved it in Altinn. Until then everything is as before.',
      packageChange: 'The package changes from {before} to {after}.',
      caption: 'Permissions now and after approval',
      region: 'Table of permissions',
      columns: { permission: 'Permission', now: 'Now', after: 'After approval' },
      has: 'Has',
      hasNot: 'Does not have',
      added: 'To be added',
      removed: 'To be removed',
      who: 'Who can approve?',
      whoText:
        'You must be managing director, main administrator or access manager in {company}, and hold the permissions that are added yourself.',
      submit: 'Go to Altinn',
      submitPackage: 'Change package',
      tryAgain: 'Try again',
      replace: 'Take it back and send the new one',
      edit: 'Change the choices',
      nothing: 'The system access already has these permissions. There is nothing to do.',
      nothingButPackage:
        'The system access already has these permissions. The package can be changed without a new approval in Altinn.',
      toAccess: 'To the system access',
    },
    failed: {
      noAnswer: 'We cannot reach {service}. Nothing has changed. Try again in a few minutes.',
      refused:
        'Altinn did not accept the change. The fault is ours, not yours. Mention the code {code} if you contact us.',
      gone: '{company} has deleted the system access in Altinn. There is nothing left to change.',
      waiting:
        'The change from {date} has not been answered yet, and it is about something else. Continue with it, or take it back and send the new one.',
      waitingLink: 'See the change that is waiting',
    },
    continue: {
      heading: 'The change has been created',
    },
    receipt: {
      approved: {
        heading: 'The change is approved',
        lead: '{company} has approved the change in Altinn. It applies right away.',
      },
      noChange: {
        heading: 'Altinn has nothing to approve',
        lead: 'The system access already has these permissions. There is nothing to do.',
      },
      rejected: {
        heading: 'The change was rejected',
        lead: 'The system access is as before. If this was a mistake, you can ask for the change again.',
      },
      waiting: {
        heading: 'Waiting for approval',
        lead: 'The change has not been answered yet. The system access is as before until somebody in {company} approves.',
      },
      expired: {
        heading: 'The change has expired',
        lead: 'It was not answered in time, and the system access is as before. Ask for the change again.',
      },
      gone: {
        heading: 'The change has been deleted',
        lead: 'It is no longer in Altinn. The system access is as before.',
      },
      accessGone: {
        heading: 'The system access has been deleted in Altinn',
        lead: '{company} has deleted the system access, and the change no longer applies.',
      },
      notSent: {
        heading: 'The change has not been sent',
        lead: 'Altinn has not received it, and the system access is as before. You can try again.',
      },
      unknown: {
        heading: 'We do not recognise the answer',
        lead: 'Altinn says “{status}”, and we have no words for that yet. Your answer is safe with Altinn.',
      },
      unreadable: {
        heading: 'We could not check the answer',
        lead: 'Altinn is not answering right now. Your answer is safe with Altinn.',
      },
      uncertain: {
        heading: 'We are finding out whether Altinn received the change',
        lead: 'The answer from Altinn did not reach us. We are finding out what happened, and the page updates itself. Do not send the change again.',
      },
      packageNow: 'The package is now {package}.',
      toOverview: 'Go to the overview',
      toAccess: 'See the system access',
      askAgain: 'Ask for changed access',
      newRequest: 'Make a new request',
      checkAgain: 'Check again',
      openInAltinn: 'Open the change in Altinn',
      stillWaiting: 'Checked {time}. Still not answered.',
      stopped: 'We have stopped checking. Choose “Check again”.',
      beforeAfter: 'Before and after',
      columns: { permission: 'Permission', before: 'Before', after: 'After' },
      columnsWaiting: { permission: 'Permission', before: 'Now', after: 'After approval' },
      details: 'Details',
      reference: 'Reference',
      status: 'Status',
      checked: 'Checked',
    },
  },

  clients: {
    heading: 'Clients',
    lead: 'The system access applies to the clients {company} has added in Altinn.',
    none: 'No clients have been added. A client administrator or the managing director can add them in Altinn.',
    open: 'Show the overview',
    remove: 'Remove from the list',
    region: 'Table of clients',
    caption: 'Clients, by name',
    columns: {
      client: 'Client',
      number: 'Org. no.',
      source: 'Source',
      actions: 'Options',
    },
    sources: { altinn: 'Altinn, {date}', typed: 'Entered here, {date}' },
    unnamed: 'Client without a name',
    fromAltinn: 'The list was fetched from Altinn {time}.',
    notFromAltinn:
      'Altinn shows the list only to a person who is logged in and administers clients for {company}. Enter the clients you want to see, and we ask the services. They answer only for clients that have been added in Altinn.',
    unavailable:
      'We could not fetch the list of clients from Altinn. Below is what we knew from before.',
    notAllowed:
      'Altinn does not show the list to you. You must be client administrator or managing director in {company}.',
    add: 'Enter a client',
    number: 'Organisation number of the client',
    numberHint: 'Nine digits, with or without spaces.',
    name: 'Name of the client',
    submit: 'Add to the list',
    adding: 'Add or remove clients in Altinn',
    addingText:
      'You add and remove clients in Altinn. SmartCloud cannot do it for you. A client must have given {company} all the permissions the system access has.',
    addingLink: 'Open the system accesses in Altinn ({host})',
    onlyAgents: {
      heading: 'Clients belong to SmartKlient',
      text: 'The system access of {company} is for the organisation itself. Accountants and others who work for clients use SmartKlient.',
      link: 'To the system access',
    },
    tooMany: 'The list cannot hold more clients',
    itself: 'Enter the number of a client, not of the organisation itself',
  },

  picker: {
    label: 'Client',
    show: 'Show',
    all: 'See all clients',
    shows: 'The information is about {client}.',
    refused:
      'SmartCloud may not read this for {client}. The client has not been added in Altinn, or the permission does not come with what the client has given.',
  },
} as const satisfies Translation<typeof nbAccess>
