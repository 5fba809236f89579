import type { nbReadiness } from './nb-readiness.js'
import type { Translation } from './translation.js'

export const enReadiness = {
  heading: 'Readiness',
  lead: 'This is how the set-up is right now. The page asks, and changes nothing.',
  readAt: 'Read {time}.',
  again: 'Check again',
  download: 'Download as JSON',
  details: 'About this check',

  states: {
    ok: 'In order',
    failed: 'Failed',
    warning: 'Warning',
    notAllowed: 'Not allowed to ask',
    notAsked: 'Not asked',
    unknown: 'No answer',
  },
  groups: {
    ours: 'SmartCloud',
    maskinporten: 'Maskinporten',
    system: 'Altinn and the system register',
    customer: 'The customer',
    apis: 'The APIs',
  },

  headlines: {
    inOrder: { title: 'Everything is in order', text: 'All checks passed.' },
    works: {
      title: 'The access works',
      text: 'Maskinporten gave a token for {organisationNumber}. Whatever is marked below does not prevent it.',
    },
    causeNotFound: {
      title: 'The cause was not found',
      text: 'Everything we can ask about is in order, but Maskinporten gives no token. If the system user is new, it can take a minute before Maskinporten sees it. Check again, and contact Altinn if it lasts. Trace id: {traceId}.',
    },
    notAllowed: {
      title: 'We may not ask about everything: {scope} is missing',
      text: 'Nothing is wrong in what we could ask about. The cause may be in what we are not allowed to see.',
    },
    noAnswer: {
      text: 'Without an answer we cannot say whether everything is in order. Try again in a few minutes.',
    },
  },

  detective: {
    heading: 'Find the cause',
    headingFor: 'Find the cause: {customer}',
    lead: 'MP-303 is Maskinporten’s one answer to many faults. Here we ask Maskinporten and Altinn about each of them, in order.',
    startLead:
      'Enter the customer for which Maskinporten answers MP-303. The page asks Maskinporten and Altinn, and changes nothing.',
    organisationNumber: 'The customer’s organisation number',
    hint: 'Nine digits. You can write it with or without spaces.',
    submit: 'Find the cause',
    link: 'Find the cause for a customer',
    support: 'For support',
    supportText: 'This is what the support of Altinn and Digdir asks for. Nothing in it is secret.',
    supportRegion: 'Details for support',
    otherOrders: 'Other leads',
    otherOrdersText:
      'The customer has several requests or system users. This page is about one of them.',
  },

  steps: {
    newRequest: 'Make a new request',
    openRequest: 'Open the request',
    openSystem: 'Open the system register',
    tryReference: 'Check with the reference {reference}',
    checkAgain: 'Check again',
  },

  worlds: {
    sandbox: 'the sandbox',
    tt02: 'the test environment',
    prod: 'production',
    other: 'an unknown environment',
  },
  kinds: { standard: 'Own organisation', agent: 'For clients' },
  none: 'None',

  facts: {
    environment: 'Environment',
    maskinporten: 'Maskinporten',
    altinn: 'Altinn',
    issuer: 'Maskinporten’s address',
    answeredIssuer: 'The address Maskinporten gives',
    altinnAddress: 'Altinn’s address',
    seconds: 'Seconds',
    kid: 'Key ID',
    bits: 'Bits',
    addedAt: 'Added',
    expiresAt: 'Expires',
    daysLeft: 'Days left',
    nextKid: 'Next key',
    clientId: 'Client ID',
    registeredClients: 'Client IDs on the system',
    scope: 'Scope',
    service: 'Service',
    code: 'Code',
    description: 'The answer',
    traceId: 'Trace ID',
    httpStatus: 'HTTP status',
    systemId: 'System ID',
    systemName: 'Name',
    missing: 'Missing',
    address: 'Address',
    organisationNumber: 'Org. no.',
    requestId: 'The request’s ID in Altinn',
    kind: 'Type',
    status: 'Status in Altinn',
    createdAt: 'Created',
    sentAt: 'Sent',
    failure: 'Reason',
    externalReference: 'The reference we send',
    otherReferences: 'References in Altinn',
    systemUserId: 'The system user’s ID',
    approvedAt: 'Approved',
    time: 'Time (UTC)',
    reference: 'Our reference for the check',
  },

  common: {
    refused: { text: 'Maskinporten said no.' },
    refusedByAltinn: {
      title: 'Altinn refused the question',
      text: 'We were allowed to ask, but Altinn answered with an error. Give the code and the trace ID to Altinn’s support.',
    },
    notAllowed: {
      title: 'Not allowed to ask: {scope} is missing',
      text: 'The question needs a scope that the client does not have.',
      remedy:
        'Add {scope} to the client in the self-service portal. If the organisation has not been given the scope, it is ordered from Altinn.',
    },
    notAsked: { text: 'Something further up has to be in order first.' },
    noAnswer: {
      title: '{service} does not answer',
      text: 'We got no answer. Try again in a moment.',
    },
    strangeAnswer: {
      title: '{service} answered in a way we do not understand',
      text: 'The answer was not as agreed. Try again in a moment.',
    },
  },

  checks: {
    environment: {
      name: 'Environment',
      findings: {
        ok: { text: 'Maskinporten and Altinn belong to the same environment: {environment}.' },
        worldsDiffer: {
          title: 'Maskinporten and Altinn are in different environments',
          text: 'Maskinporten is {maskinporten}, Altinn is {altinn}, and SmartCloud is set up for {environment}. A system user exists only in the environment where it was approved.',
          remedy:
            'Correct UPSTREAMS, MASKINPORTEN_ISSUER or ALTINN_PLATFORM_URL, so that all are about the same environment.',
        },
        otherIssuer: {
          title: 'Maskinporten gives another address',
          text: 'We use {issuer}, but Maskinporten gives {answeredIssuer}. It does not accept our requests then.',
          remedy: 'Set MASKINPORTEN_ISSUER to the address Maskinporten gives, letter by letter.',
        },
        unknownAddress: {
          title: 'We do not know the addresses',
          text: 'The addresses come from the settings, and we cannot tell whether they belong together.',
          remedy: 'Check that Maskinporten and Altinn are of the same environment.',
        },
      },
    },
    clock: {
      name: 'Clock',
      findings: {
        ok: { text: 'The clock agrees with Maskinporten’s.' },
        aheadABit: {
          title: 'The clock is {seconds} seconds fast',
          text: 'Maskinporten refuses requests from more than 10 seconds in the future.',
          remedy: 'Synchronise the clock of the server (NTP).',
        },
        behindABit: {
          title: 'The clock is {seconds} seconds slow',
          text: 'Maskinporten accepts a difference of 10 seconds at most.',
          remedy: 'Synchronise the clock of the server (NTP).',
        },
        ahead: {
          title: 'The clock is {seconds} seconds fast',
          text: 'Maskinporten refuses requests from more than 10 seconds in the future.',
          remedy: 'Synchronise the clock of the server (NTP), and check again.',
        },
        behind: {
          title: 'The clock is {seconds} seconds slow',
          text: 'Maskinporten accepts a difference of 10 seconds at most, and the requests may have expired when they arrive.',
          remedy: 'Synchronise the clock of the server (NTP), and check again.',
        },
      },
    },
    key: {
      name: 'Key',
      findings: {
        ok: { text: 'Maskinporten accepts the key, and it lasts until {expiresAt}.' },
        notTried: { text: 'The key lasts until {expiresAt}.' },
        noDate: {
          title: 'We do not know when the key expires',
          text: 'A key lasts one year at most from when it was added to the client.',
          remedy:
            'Set MASKINPORTEN_KEY_ADDED_AT or MASKINPORTEN_KEY_EXPIRES_AT, and we warn in time.',
        },
        expiresSoon: {
          title: 'The key expires on {expiresAt}',
          text: 'After that we get no token, and everything stops.',
          remedy:
            'Make a new key, upload its public half beside the old one, and put it in as MASKINPORTEN_NEXT_KEY.',
        },
        expired: {
          title: 'The key has expired',
          text: 'It expired on {expiresAt}. Keys last one year.',
          remedy: 'Upload a new public key to the client, or the same one again.',
        },
        expiredButTaken: {
          title: 'The key has expired by the date in the settings',
          text: 'It should last until {expiresAt}, but Maskinporten still accepts it.',
          remedy:
            'If the key was uploaded again, correct MASKINPORTEN_KEY_ADDED_AT and MASKINPORTEN_KEY_EXPIRES_AT. If not, change the key today.',
        },
      },
    },
    nextKey: {
      name: 'Next key',
      findings: {
        ok: {
          text: 'Maskinporten accepts it already. Make it MASKINPORTEN_KEY when you want to switch.',
        },
        notUploaded: {
          title: 'The next key has not been uploaded',
          text: 'Maskinporten does not know {nextKid} on the client yet.',
          remedy:
            'Upload the public half in the self-service portal, together with the one in use. It takes a couple of minutes before it works.',
        },
        same: {
          title: 'The next key is the one in use',
          text: 'Both have the key ID {nextKid}.',
          remedy: 'Take MASKINPORTEN_NEXT_KEY away until there is a new one.',
        },
      },
    },
    client: {
      name: 'Client in Maskinporten',
      findings: { ok: { text: 'Maskinporten knows the client.' } },
    },
    scope: {
      name: 'Scope {scope}',
      findings: { ok: { text: 'We get a token with it.' } },
    },
    exchange: {
      name: 'Exchange of tokens at Altinn',
      findings: {
        ok: { text: 'Altinn accepts the token from Maskinporten.' },
        notTaken: {
          title: 'Altinn does not accept tokens from this Maskinporten',
          text: 'The token is valid, but Altinn does not exchange it. That happens when Maskinporten and Altinn are in different environments.',
          remedy:
            'Check that MASKINPORTEN_ISSUER and ALTINN_PLATFORM_URL are of the same environment.',
        },
      },
    },
    system: {
      name: 'System in the system register',
      findings: {
        ok: { text: 'The system is registered.' },
        notRegistered: {
          title: 'The system is not registered',
          text: 'Altinn has no system with the ID {systemId}.',
          remedy: 'Register the system, or correct SYSTEM_ID.',
        },
        deleted: {
          title: 'The system has been deleted',
          text: 'The system {systemId} is marked as deleted in the system register. None of its system users works then.',
          remedy:
            'A deleted system does not come back. Register a new one with another ID, and ask the customers for access again.',
        },
        otherVendor: {
          title: 'The system belongs to another organisation',
          text: 'Altinn does not let us read {systemId}. Client and system must have the same owner.',
          remedy: 'Check SYSTEM_ID, and which organisation the client belongs to.',
        },
      },
    },
    clientOnSystem: {
      name: 'Client ID on the system',
      findings: {
        ok: { text: 'The client is on the system.' },
        missing: {
          remedy: 'Add the client ID to the system. The system users can stay as they are.',
        },
      },
    },
    rights: {
      name: 'Rights on the system',
      findings: {
        ok: { text: 'The system has every resource and access package that our packages ask for.' },
        missing: {
          title: 'The system lacks rights',
          text: 'Altinn refuses requests for what the system does not have.',
          remedy: 'Add what is missing to the system.',
        },
      },
    },
    returnAddresses: {
      name: 'Return addresses',
      findings: {
        ok: { text: 'The addresses customers come back to are registered on the system.' },
        missing: {
          title: 'Return addresses are not registered',
          text: 'Altinn refuses requests with a return address that the system does not have.',
          remedy: 'Add the addresses to the system, or correct BASE_URL.',
        },
      },
    },
    database: {
      name: 'Database',
      findings: {
        ok: { text: 'The database answers.' },
        down: {
          title: 'The database does not answer',
          text: 'Without it nobody can log in, and no request can be sent.',
          remedy: 'Check DATABASE_URL or DATABASE_FILE, and that the server runs.',
        },
      },
    },
    api: {
      name: 'API: {service}',
      findings: {
        ok: { text: 'The address answers. Whether a customer gets in is shown at the customer.' },
      },
    },
    request: {
      name: 'Request from us',
      findings: {
        ok: { text: 'We have sent the customer a request.' },
        none: {
          title: 'No request has been sent',
          text: 'We have not asked {organisationNumber} for access.',
          remedy: 'Send a request.',
        },
        notSent: {
          title: 'The request never arrived',
          text: 'We tried, but Altinn has not got it.',
          remedy: 'Open the request to see why, and send it again.',
        },
        uncertain: {
          title: 'We do not know whether Altinn got the request',
          text: 'The answer did not come back to us. We look for it every half minute.',
          remedy: 'Wait a couple of minutes, and check again.',
        },
        madeElsewhere: {
          text: 'We have sent none, but Altinn has a request or a system user for the customer.',
        },
      },
    },
    requestAtAltinn: {
      name: 'The request in Altinn',
      findings: {
        ok: { text: 'The customer has approved.' },
        waiting: { remedy: 'Send the customer the link again.' },
        forwarded: {
          title: 'The access is waiting for approval',
          text: 'The request has been forwarded in the organisation, and an access manager there must approve it.',
          remedy: 'Ask the customer to approve it in Altinn.',
        },
        rejected: { remedy: 'Talk to the customer first.' },
        timedOut: { remedy: 'Make a new one. The old one is deleted first.' },
        gone: {
          title: 'The request is no longer in Altinn',
          text: 'It has been deleted. That also happens when the customer deletes the system user.',
          remedy: 'Send a new one if the system should still have access.',
        },
        none: { text: 'Altinn has no request for the customer.' },
        notNeeded: { text: 'Altinn has no request, but the customer has a system user.' },
        otherStatus: {
          title: 'We do not know the status',
          text: 'Altinn reports “{status}”.',
        },
      },
    },
    systemUser: {
      name: 'System user',
      findings: {
        ok: { text: 'The customer has a system user on the system.' },
        otherKind: {
          title: 'The system user is of another kind',
          text: 'We ask about another kind than the customer has. A token is given all the same, but the APIs may say no.',
        },
        removed: { remedy: 'Talk to the customer before you send a new one.' },
        none: {
          title: 'The customer has no system user',
          text: 'It is made when the customer approves the request.',
        },
        notWithReference: {
          title: 'Found no system user with our reference',
          text: 'We could not ask whether the customer has one with another reference.',
        },
      },
    },
    reference: {
      name: 'External reference',
      findings: {
        ok: { text: 'The reference in Altinn is the one we send.' },
        sentButNotSet: {
          title: 'We send a reference that the system user does not have',
          text: 'The system user was created without a reference, but we send {externalReference} in the token request.',
          remedy: 'Use the system user without a reference.',
        },
        setButNotSent: {
          title: 'The reference is set in Altinn, but we do not send it',
          text: 'The system user was created with the reference {otherReferences}. It must then be in every token request.',
          remedy: 'Check whether a token can be had with it.',
        },
        different: { remedy: 'Check whether a token can be had with the one Altinn has.' },
        several: {
          title: 'Several system users, and none with our reference',
          text: 'The customer has system users with the references {otherReferences}. We need to know which one counts.',
          remedy: 'Choose which under “Other leads”.',
        },
      },
    },
    grant: {
      name: 'Token for the customer',
      findings: {
        ok: { text: 'Maskinporten gave a token for the customer’s system user.' },
        refused303: {
          title: 'Maskinporten gives no token: MP-303',
          text: 'Maskinporten finds no system user for the customer. The answer is the same for all the causes above.',
        },
        wrongToken: {
          title: 'The token is about something else',
          text: 'Maskinporten gave a token that is not for this customer and this system. It has been thrown away.',
          remedy: 'Tell Digdir, with the time and the client ID.',
        },
      },
    },
  },
} as const satisfies Translation<typeof nbReadiness>
