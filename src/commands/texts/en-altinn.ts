import type { Translation } from '../../web/texts/translation.js'
import type { nbAltinn } from './nb-altinn.js'

export const enAltinn = {
  yes: {
    option: 'do it; otherwise it is only shown what would happen',
    message: 'Nothing has been done. This would happen:',
    remedy: 'Add --yes to do it.',
  },
  id: {
    message: '“{typed}” is not an id.',
    remedy: 'The id is a UUID, as {command} shows it.',
  },
  idOrOrg: {
    message: 'Give either an id or --org.',
    remedy: 'Add --help for examples.',
  },
  nothingFound: 'Altinn has none.',
  unsafeAddress: 'Altinn gave an address that is not Altinn’s own. It is not shown.',
  fields: {
    org: 'Org',
    kind: 'Type',
    status: 'Status',
    reference: 'Reference',
    resources: 'Resources',
    accessPackages: 'Access packages',
    created: 'Created',
    confirmUrl: 'To be approved at',
    title: 'Name',
    name: 'Name',
    add: 'To add',
    remove: 'To remove',
  },
  kinds: { standard: 'own organisation', agent: 'for clients' },
  situations: {
    waiting: 'waits for an answer',
    forwarded: 'passed on to somebody who may approve',
    approved: 'approved',
    rejected: 'rejected',
    expired: 'expired without an answer',
    noChange: 'nothing to change',
    unknown: 'unknown status: {status}',
  },
  next: {
    waiting: 'Send the address to somebody at the customer who may approve.',
    forwarded: 'Wait for the answer, or send the address to somebody who may approve.',
    approved: 'Get a token: smartcloud token --org {org}',
    rejected: 'To ask again, delete it first: smartcloud request delete {id} --yes',
    expired: 'To ask again, delete it first: smartcloud request delete {id} --yes',
    noChange: 'The system user is like that already.',
    unknown: 'Look again in a while.',
  },

  request: {
    summary: 'Ask a customer for a system user, and follow the request',
    examples: [
      'smartcloud request create --org 310261629 --package smartbasic',
      'smartcloud request status --org 310261629',
      'smartcloud request list',
    ],
    options: {
      package: 'the package that is asked for: {names}',
      resource: 'ids in the resource registry',
      accessPackage: 'access packages, as urns or their last part',
      agent: 'the system user shall act for the customer’s clients',
      externalRef: 'a reference of your own; otherwise Altinn uses the organisation number',
      returnUrl: 'where the customer is sent afterwards; must be registered on the system',
    },
    id: 'the id of the request',
    create: {
      summary: 'Ask a customer for a system user',
      examples: [
        'smartcloud request create --org 310261629 --package smartbasic',
        'smartcloud request create --org 310261629 --resource ske-krav-og-betalinger',
        'smartcloud request create --org 315201047 --agent --access-package regnskapsforer-lonn',
      ],
      existing: 'Altinn had it before, and has changed nothing of it.',
      asksOther:
        'It asks for something else than you wrote. To have it your way, delete it first: smartcloud request delete {id} --yes',
    },
    status: {
      summary: 'See where a request stands',
      examples: [
        'smartcloud request status --org 310261629',
        'smartcloud request status 7c9e6679-7425-40de-944b-e07fc1f90ae7 --json',
      ],
      none: {
        message: 'Altinn does not have this request.',
        remedy: 'Check the id, --org and --external-ref, or see all: smartcloud request list',
      },
    },
    list: {
      summary: 'List all requests of the system',
      examples: ['smartcloud request list', 'smartcloud request list --json > requests.json'],
    },
    delete: {
      summary: 'Delete a request; a system user that was approved stays',
      examples: ['smartcloud request delete 7c9e6679-7425-40de-944b-e07fc1f90ae7 --yes'],
      would: 'The request {id} to {org} is deleted ({status}).',
      done: 'The request {id} has been deleted.',
    },
    problems: {
      nothing: {
        message: 'The request asks for nothing.',
        remedy: 'Give --package, --resource or --access-package.',
      },
      twice: {
        message: '--package cannot be used together with --resource or --access-package.',
        remedy: 'Choose a package, or choose permissions one by one.',
      },
      unknownPackage: {
        message: 'There is no package called {name}.',
        remedy: 'Choose one of these: {names}.',
      },
      agentResources: {
        message: 'A system user for clients can have access packages only.',
        remedy: 'Put --access-package in the place of --resource, or take --agent away.',
      },
      agentPackage: {
        message: 'The package {name} is for the customer’s own organisation.',
        remedy: 'Take --agent away, or choose smartklient.',
      },
      returnUrl: {
        message: 'The return address is not a whole address.',
        remedy: 'Write it as it is registered on the system, such as https://example.no/receipt.',
      },
      correlationId: {
        message: 'The correlation id is not a UUID.',
        remedy: 'Take --correlation-id away, and we make one.',
      },
    },
    refusals: {
      alreadyApproved: {
        message: 'The customer already has a system user with this reference.',
        remedy:
          'Get a token: smartcloud token --org {org}. To change the access: smartcloud change create --org {org}',
      },
      alreadyWaiting: {
        message: 'Another request to the customer already waits for an answer.',
        remedy: 'See it: smartcloud request status --org {org}. Delete it, or wait for the answer.',
      },
      alreadyRejected: {
        message: 'The customer has rejected an earlier request.',
        remedy: 'See it: smartcloud request status --org {org}. Delete it before you ask again.',
      },
      unknownOrganisation: {
        message: 'Altinn does not know the organisation {org}.',
        remedy: 'Check the organisation number. In tests it must be one from Tenor.',
      },
      returnAddressNotRegistered: {
        message: 'The return address is not registered on the system.',
        remedy: 'See what is registered: smartcloud system show. Add it: smartcloud system update',
      },
      rightsNotOnSystem: {
        message: 'The system does not have all that is asked for.',
        remedy: 'See what the system has: smartcloud system show. Add it: smartcloud system update',
      },
      unknownSystem: {
        message: 'Altinn does not know the system.',
        remedy: 'Check SYSTEM_ID, or register the system: smartcloud system register',
      },
      unknownSystemUser: {
        message: 'Altinn does not know the system user.',
        remedy: 'Look at the system user: smartcloud system-users --org {org}',
      },
    },
    unclear: {
      message: 'Altinn gave no clear answer. The request may have been made.',
      remedy: 'Look before you ask again: smartcloud request status --org {org}',
    },
    lookedUp: 'Altinn did not answer, but we have looked: the request is there.',
  },

  change: {
    summary: 'Ask a customer for more or less access for a system user',
    examples: [
      'smartcloud change create --org 310261629 --add ttd_systembruker-salary',
      'smartcloud change status 7c9e6679-7425-40de-944b-e07fc1f90ae7',
    ],
    options: {
      add: 'resources to be added',
      remove: 'resources to be taken away',
      correlationId:
        'the id of the change; otherwise a new one. Send the same again if no answer came',
    },
    id: 'the correlation id of the change',
    create: {
      summary: 'Ask for a change; nothing changes until the customer approves',
      examples: [
        'smartcloud change create --org 310261629 --add ttd_systembruker-salary',
        'smartcloud change create --org 310261629 --remove ske-krav-og-betalinger --json',
      ],
    },
    status: {
      summary: 'See where a change stands, or all of a customer',
      examples: [
        'smartcloud change status 7c9e6679-7425-40de-944b-e07fc1f90ae7',
        'smartcloud change status --org 310261629',
      ],
      none: {
        message: 'Altinn does not have this change.',
        remedy: 'Check the id, or see all of the customer: smartcloud change status --org …',
      },
    },
    next: {
      approved: 'The change counts from the next token on.',
      rejected: 'To ask again, make a new one: smartcloud change create --org {org}',
      expired: 'To ask again, make a new one: smartcloud change create --org {org}',
    },
    problems: {
      nothing: {
        message: 'The change changes nothing.',
        remedy: 'Give --add or --remove.',
      },
      both: {
        message: '{resource} cannot be both added and taken away.',
        remedy: 'Take it out of --add or --remove.',
      },
      agent: {
        message: 'A system user for clients cannot be changed.',
        remedy:
          'Make a new request with another reference: smartcloud request create --agent --external-ref …',
      },
    },
    unclear: {
      message: 'Altinn gave no clear answer. The change may have been made.',
      remedy: 'Run the command again with --correlation-id {id}. Then it is not made twice.',
    },
  },

  systemUsers: {
    summary: 'List the system users of the system, or find the one of a customer',
    examples: [
      'smartcloud system-users',
      'smartcloud system-users --org 310261629',
      'smartcloud system-users --json > system-users.json',
    ],
    none: {
      message: 'The customer {org} has no system user of ours with this reference.',
      remedy:
        'See what is missing: smartcloud doctor --org {org}. Ask the customer: smartcloud request create --org {org} --resource …',
    },
  },

  clients: {
    summary: 'List the clients of a system user for clients',
    examples: [
      'ALTINN_PERSON_TOKEN=$(cat token.txt) smartcloud clients --org 315201047',
      'smartcloud clients --org 315201047 < token.txt',
    ],
    more: [
      'Altinn shows the clients to a person only: the managing director or the client administrator',
      'of the accountant. The person’s token is read from ALTINN_PERSON_TOKEN or standard input, never',
      'from the command line, which others on the machine can see. It comes from ID-porten with the',
      'scope altinn:clientdelegations.read, or from Altinn once exchanged. It is not kept.',
    ].join('\n'),
    org: 'organisation number of the accountant or auditor',
    paste: 'Paste the person’s token, and end with Ctrl-D:',
    notAgent: {
      message: 'The system user of {org} is for its own organisation, and has no clients.',
      remedy:
        'If the customer has several, choose with --external-ref. See: smartcloud system-users',
    },
    noToken: {
      message: 'The person’s token is missing.',
      remedy: 'Set ALTINN_PERSON_TOKEN, or send the token on standard input.',
    },
    notAToken: {
      message: 'What was given as the person’s token is not a token.',
      remedy: 'A token has three parts with dots between. See whether something was lost.',
    },
    notAllowed: {
      message: 'Altinn does not show the clients to this person.',
      remedy:
        'The person must be managing director or client administrator of {org}, and the token must have the scope altinn:clientdelegations.read and not have expired.',
    },
    none: 'No clients have been added.',
  },

  system: {
    summary: 'Register, see and change the system in Altinn’s system register',
    examples: [
      'smartcloud system register system.json',
      'smartcloud system show',
      'smartcloud system diff system.json',
      'smartcloud system update system.json --yes',
    ],
    file: 'the file with the system as JSON, or - for standard input',
    register: {
      summary: 'Register a new system from a JSON file',
      examples: ['smartcloud system register system.json'],
      done: 'The system {id} has been registered.',
      setting: 'Write SYSTEM_ID={id} in .env.',
      exists: {
        message: 'The system {id} is registered already.',
        remedy: 'See what differs: smartcloud system diff. Change it: smartcloud system update',
      },
    },
    show: {
      summary: 'Show the system as Altinn has it',
      examples: ['smartcloud system show', 'smartcloud system show --json > system.json'],
      deleted: 'The system is deleted. Its id cannot be used again.',
    },
    diff: {
      summary: 'Show what differs between file and register; exit code 1 when something does',
      examples: ['smartcloud system diff system.json'],
      same: 'The register is like the file.',
      title: 'This differs. After an update of {id}:',
    },
    update: {
      summary: 'Change in the register what differs in the file, and nothing else',
      examples: [
        'smartcloud system update system.json',
        'smartcloud system update system.json --yes',
      ],
      done: 'The system {id} has been changed:',
      would: 'Nothing has been sent. After the update:',
      nothing: 'Nothing to change: the register is like the file.',
    },
    delete: {
      summary: 'Delete the system; its id can never be used again',
      examples: ['smartcloud system delete --system-id 991825827_smartcloud --yes'],
      would:
        'The system {id} is deleted. Nobody gets tokens for its customers any more, and its id can never be used again.',
      done: 'The system {id} has been deleted.',
    },
    clientMissing: 'The client {id} is not on the system, so it gets no tokens for customers.',
    ignored: 'This in the file is not used: {members}.',
    losing: 'Altinn has something about the system that we do not know and cannot keep: {members}.',
    none: {
      message: 'Altinn has no system called {id}.',
      remedy: 'Check SYSTEM_ID, or register it: smartcloud system register',
    },
    deleted: {
      message: 'The system {id} is deleted, and its id cannot be used again.',
      remedy: 'Register a new system with another id.',
    },
    notOurs: {
      message: 'Altinn says that the system {id} is not ours.',
      remedy:
        'Check SYSTEM_ID, and that the client belongs to the organisation that has the system.',
    },
    wrongFile: {
      message: 'The file {file} cannot be used:',
      remedy: 'Correct it, and run the command again. Nothing has been sent.',
    },
    refused: {
      message: 'Altinn said no ({code}):',
      remedy: 'Correct the file, and run the command again. Nothing has changed.',
    },
    meanwhile: {
      message: 'Somebody else has changed the system meanwhile. Nothing has been sent.',
      remedy: 'See what differs now: smartcloud system diff. Then run the command again.',
    },
    unclear: {
      unchanged: {
        message: 'Altinn gave no clear answer. We have looked: nothing has changed.',
        remedy: 'Run the command again.',
      },
      other: {
        message:
          'Altinn gave no clear answer, and the system is neither as before nor as in the file.',
        remedy: 'See what differs: smartcloud system diff',
      },
      unreadable: {
        message: 'Altinn gave no clear answer, and the system cannot be read now.',
        remedy: 'The change may have been made. Look in a while: smartcloud system show',
      },
    },
  },
  files: {
    missing: {
      message: 'There is no file {file}.',
      remedy: 'Check the name, and the folder you are in.',
    },
    unreadable: {
      message: 'The file {file} cannot be read.',
      remedy: 'Check that it is a file, and that you may read it.',
    },
    tooLarge: {
      message: 'The file {file} is too large.',
      remedy: 'Check that it is the right file.',
    },
  },
} as const satisfies Translation<typeof nbAltinn>
