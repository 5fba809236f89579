import type { nbRequests } from './nb-requests.js'
import type { Translation } from './translation.js'

export const enRequests = {
  heading: 'Requests',
  new: 'New request',
  newForClients: 'New for clients',
  many: 'Many at once',
  search: 'Search for customer',
  status: 'Status',
  columns: {
    customer: 'Customer',
    type: 'Type',
    about: 'About',
    created: 'Created',
    status: 'Status',
    action: 'Action',
  },
  types: { standard: 'Own organisation', agent: 'For clients', change: 'Change' },
  caption: 'Requests for system access, {order}',
  orders: {
    created: 'newest first',
    '-created': 'oldest first',
    customer: 'by customer',
    '-customer': 'by customer, backwards',
  },
  region: 'Table of requests',
  pages: 'requests',
  openOf: 'the request to {company}',
  empty: 'No requests yet.',
  noHits: 'No requests match "{query}".',
  noHitsStatus: 'No requests have this status.',
  fromTo: 'From {before} to {after}',
  chosen: 'chosen permissions',
  rights: { one: '{count} resource', other: '{count} resources' },
  accessPackages: { one: '{count} access package', other: '{count} access packages' },
  standings: {
    sending: 'Being sent',
    unclear: 'Being looked up',
    notSent: 'Not sent',
    refused: 'Refused by Altinn',
    replaced: 'Replaced',
  },

  form: {
    heading: 'New request',
    headingClients: 'New request for clients',
    lead: 'The customer gets a link, and gives the system access by approving in Altinn.',
    leadClients:
      'For accountants, auditors and others who work for clients. The clients are added in Altinn afterwards.',
    organisationNumber: 'The customer’s organisation number',
    organisationNumberClients: 'Organisation number of the service provider',
    organisationNumberHint: 'Required. Nine digits.',
    companyName: 'Company name',
    companyNameHint: 'Optional. If we know the name already, we use it.',
    email: 'Email address',
    emailHint: 'Optional. Used in the draft of an email.',
    contactPerson: 'Contact person',
    contactPersonHint: 'Optional.',
    what: 'What should the system have access to?',
    whatClients: 'What should the system have access to for the clients?',
    byPackage: 'The permissions of a package',
    package: 'Package',
    choosePackage: 'Choose a package',
    packageContents: '{package}: {permissions}',
    byChoice: 'Choose yourself',
    find: 'Search resources and access packages',
    findHint: 'What you have ticked stays in sight.',
    findButton: 'Search',
    shown: 'Showing {shown} of {count}.',
    nothingFound: 'Nothing matches "{query}".',
    rights: 'Resources',
    accessPackages: 'Access packages',
    rightsNone: 'The system has no resources in the system register.',
    packagesNone: 'The system has no access packages that fit here.',
    withOwner: '{right} ({owner})',
    notForClients: 'Cannot be used for clients: {names}.',
    notForOwn: 'Can only be used for clients: {names}.',
    givenBy: {
      register: 'From a role in the register',
      client: 'The client must grant it',
    },
    typedRights: 'Resources',
    typedRightsHint: 'Ids in the resource registry, one on each line.',
    typedPackages: 'Access packages',
    typedPackagesHint: 'Names such as lonn, or whole urns, one on each line.',
    registerUnreadable: {
      heading: 'We cannot read the system register',
      text: 'Write the ids yourself, or choose a package. Altinn checks that they are registered on the system. The error code is {code}, and the reference is {reference}.',
    },
    notRegistered: {
      heading: 'The system is not registered',
      text: 'Altinn takes no requests until the system is in the system register.',
    },
    toRegister: 'Go to the system register',
    reference: 'External reference',
    referenceHint: 'Optional. Leave blank to use the organisation number.',
    referenceWarning:
      'If you set a reference, it must be sent every time the system fetches a token for the customer. SmartCloud sees to that, but other clients must do it too.',
    returnAddress: 'Return address',
    returnAddressHint:
      'Where the customer is sent afterwards. It must be registered on the system.',
    receipt: 'The receipt at SmartCloud',
  },

  problems: {
    package: {
      empty: 'Choose a package',
      notOnSystem:
        'The system has not registered {names}. Register it in the system register first',
      systemNotRegistered: 'Register the system in the system register before you make requests',
      notForThisKind: 'The access package cannot be used in such a request: {names}',
      notAnId: 'This is not an id at Altinn: {names}',
    },
    chosen: {
      empty: 'Choose at least one permission',
      emptyClients: 'Choose at least one access package',
    },
    reference: {
      tooLong: 'The reference must be {limit} characters or fewer',
      invalid: 'The reference has characters we cannot use',
      hasSlash:
        'The reference cannot have a slash or only full stops, as Altinn would not find the request again',
    },
    returnAddress: {
      notRegistered: 'Choose an address that is registered on the system',
      receiptNotRegistered:
        'The address of the receipt is not registered on the system: {address}. Register it, or choose another',
    },
  },

  check: {
    heading: 'Check the request',
    lead: 'Nothing has been sent yet.',
    rows: {
      customer: 'Customer',
      contact: 'Contact',
      type: 'Type',
      package: 'Package',
      reference: 'External reference',
      returnAddress: 'Return address',
      system: 'System',
    },
    noReference: 'None. Altinn uses the organisation number.',
    nameUnknown: 'We do not know the name',
    knownBefore: '{company} (the name is known from before)',
    noContact: 'Not given',
    asksFor: 'This will be asked for',
    create: 'Create the request',
    createAnyway: 'Create it anyway',
    adopt: 'Fetch the request here',
    replace: 'Delete and make new',
    tryAgain: 'Try again',
    edit: 'Change the details',
    waits: {
      heading: 'The customer already has a request',
      text: '{company} has a request with this reference that waits for an answer. Altinn changes nothing in it if you ask again.',
      other:
        'It asks for something else than you have chosen now. To replace it, you must delete it first.',
      elsewhere: 'It was not made here. Fetch it here to follow it.',
      link: 'See the request',
    },
    ended: {
      heading: {
        rejected: 'An earlier request was rejected',
        expired: 'An earlier request has expired',
      },
      text: 'It must be deleted in Altinn before you make a new one. "Delete and make new" does both.',
    },
    hasAccess: {
      heading: 'The customer has system access already',
      text: {
        standard:
          '{company} has approved a system access for its own organisation with this reference. If you need more or fewer permissions, make a change.',
        agent:
          '{company} has approved a system access for clients with this reference. It cannot be changed: the customer must delete it in Altinn before it can get a new one.',
      },
      link: 'Go to the customer',
    },
    accessGone: {
      heading: 'The customer has deleted the system access',
      text: 'An earlier request was approved, and the customer has deleted the system access in Altinn since. A new request goes through.',
    },
    otherKindWaits: {
      heading: 'A request of the other kind waits',
      text: {
        standard:
          '{company} has a request for its own organisation that waits for an answer. Altinn takes none for clients until the customer has answered it, or it is deleted.',
        agent:
          '{company} has a request for clients that waits for an answer. Altinn takes none for its own organisation until the customer has answered it, or it is deleted.',
      },
      link: 'Open the request that waits, in Altinn',
    },
    unclear: {
      heading: 'We are finding out whether Altinn got a request',
      text: 'A request to {company} was sent, and the answer did not reach us. Do not send a new one until we know.',
      link: 'See how it goes',
    },
    unreadable: {
      heading: 'We could not check what the customer has already',
      text: 'If you create it anyway, we check again first, and nothing is made twice.',
    },
    notSent: {
      heading: 'The request has not been sent',
      text: 'Nothing has been created in Altinn.',
    },
    refused: {
      heading: 'Altinn did not take the request',
      text: 'Altinn answered {code}: {explanation}',
      code: 'Altinn answered {code}.',
      trace: 'Trace id at Altinn: {trace}. Our reference: {reference}.',
      reference: 'Our reference: {reference}.',
      remedies: {
        rightsNotOnSystem:
          'Some of what you ask for is not registered on the system. Register it in the system register first.',
        notForThisKind:
          'An access package cannot be used in this kind of request. Choose other access packages.',
        returnAddress:
          'The return address is not registered on the system. Register it in the system register, or choose another.',
        unknownSystem:
          'The system is not registered in Altinn. Register it in the system register.',
        unknownOrganisation:
          'Altinn knows no organisation with the number {number}. Check the number.',
        noAddress:
          'Altinn has made the request, but the address of the approval cannot be used. It has been logged.',
        other: 'This must be looked into. Bring the code and the trace id.',
      },
    },
  },

  told: {
    created: 'The request has been created. Send the link to Altinn to {company}.',
    wasThere:
      'The customer already has a request with this reference. It is shown here, and nothing has been changed.',
    uncertain:
      'Altinn’s answer did not reach us. We are finding out whether the request was made. Do not send it again.',
    deleted: 'The request to {company} has been deleted.',
    notDeleted: {
      uncertain: 'We do not know yet whether Altinn has the request, so it cannot be deleted now.',
      approved: 'The request has been approved, and cannot be deleted.',
    },
    checked: {
      waiting: 'Checked now. The customer has not answered yet.',
      forwarded: 'Checked now. The request has been forwarded in the organisation.',
      approved: 'Checked now. The customer has approved.',
      rejected: 'Checked now. The customer has rejected.',
      expired: 'Checked now. The request has expired.',
      noChange: 'Checked now. Altinn did not need to change anything.',
      unknown: 'Checked now. Altinn says "{status}", and we have no words for that.',
      gone: 'Checked now. Altinn no longer has the request.',
      accessGone: 'Checked now. The customer has deleted the system access in Altinn.',
      uncertain: 'Checked now. We still do not know whether Altinn has the request.',
      notSent: 'The request never reached Altinn, so there is nothing to check.',
      unreadable: 'We could not check. Altinn did not answer as expected. Reference {reference}.',
    },
  },

  one: {
    details: 'Details',
    facts: {
      organisationNumber: 'Organisation number',
      type: 'Type',
      about: 'About',
      created: 'Created',
      createdBy: 'Made by',
      checked: 'Last checked',
      system: 'System',
      reference: 'External reference',
      returnAddress: 'Return address',
      requestId: 'The request’s id',
      systemUserId: 'The system user’s id',
      status: 'Status in Altinn',
      problem: 'Error code',
    },
    byCustomer: 'The customer',
    byStaff: 'One of us',
    byUnknown: 'Unknown, taken in from Altinn',
    noReference: 'None (the organisation number)',
    receipt: 'The receipt at SmartCloud',
    notYet: 'Not yet',
    toCustomer: 'Go to the customer',
    askedFor: 'What was asked for',
    added: 'To be added',
    removed: 'To be removed',
    kept: 'As before',
    namesMissing: 'We could not fetch all names from Altinn. The id is shown then.',
    checkNow: 'Check status now',
    link: 'Link to Altinn',
    linkLabel: 'The address where the customer answers',
    copyLink: 'Copy the link',
    waitingSince:
      'Has been waiting since {since}. The request expires {until}, 180 days after it was made.',
    qr: 'QR code',
    qrLabel: 'QR code with the link to Altinn',
    qrText: 'The customer can read the code with a telephone and answer in Altinn there.',
    draft: 'Draft of an email',
    draftOpen: 'Open in the email program',
    draftText: 'The text',
    draftSubject: 'Subject',
    draftCopy: 'Copy the text',
    draftOther: { nb: 'Show the draft in Norwegian', en: 'Show the draft in English' },
    noAddress: 'We have no email address of the customer, so the recipient must be filled in.',
    next: {
      waiting: 'Send the link to the customer. An access manager there must approve in Altinn.',
      approved: 'The customer has approved, and the system access can be used.',
      changeApproved: 'The customer has approved the change, and it is in effect.',
      rejected: 'The customer has rejected. Make a new one, and we delete this one first.',
      expired: 'The customer did not answer in time. Make a new one, and we delete this one first.',
      sending: 'The request is on its way to Altinn. Check again shortly.',
      unclear:
        'It was sent, and the answer did not reach us. We look it up at Altinn in the background. Do not make a new one.',
      notSent: 'It never reached Altinn. You can safely make it again.',
      refused: 'Altinn did not take it. Mend the error, and make a new one.',
      noChange: 'Altinn did not need to ask the customer, and the change is in effect.',
      replaced: 'A newer one has taken its place.',
      deleted: 'Altinn no longer has it, and nobody can answer it.',
      deletedInAltinn:
        'The customer approved, and has deleted the system access in Altinn since then.',
      unknown: 'Altinn says something we have no words for. Look at the status below.',
      noLink: 'Altinn gave no address that we can use. It has been logged.',
    },
    again: 'Make new',
    history: 'History',
    historyEntry: '{event}, by {actor}',
    json: 'The request as it was sent',
    jsonText: 'The code in the return address is left out, because we do not keep it.',
    jsonRegion: 'The call to Altinn as JSON',
    downloadJson: 'Download as JSON',
    delete: 'Delete the request',
    deleteText: 'The customer can then no longer answer it.',
    cannotDelete:
      'A request that has been approved cannot be deleted. It tells what the customer has given access to, and that stands nowhere else. The customer can delete the system access in Altinn.',
    cannotDeleteYet: 'The request can be deleted when we know whether Altinn has it.',
  },

  events: {
    adopted: 'Taken in from Altinn',
    intended: 'Made here',
    linked: 'Received by Altinn',
    notSent: 'Did not reach Altinn',
    unclear: 'Sent without an answer',
    refused: 'Refused by Altinn',
    notNeeded: 'Not needed, the customer has access',
    approved: 'Approved',
    rejected: 'Rejected',
    expired: 'Expired',
    replaced: 'Replaced by a new one',
    gone: 'Gone in Altinn',
    deleted: 'Deleted',
    changeNotNeeded: 'No change needed',
    takenBack: 'Taken back',
  },

  delete: {
    heading: 'Do you want to delete the request to {company}?',
    lost: 'This will be lost',
    lostItems: {
      request: 'the request in Altinn, with the link the customer was given',
      answer: 'the customer’s possibility to answer it',
    },
    kept: 'The system access is not deleted, and the request stays in the history here.',
    confirm: 'Yes, delete the request',
    failed: 'The request has not been deleted',
  },

  draft: {
    subject: 'Give SmartCloud access for {company}',
    subjectChange: 'Approve changed access for SmartCloud in {company}',
    greeting: 'Hello {name},',
    greetingNobody: 'Hello,',
    ask: 'SmartCloud needs access on behalf of {company} (org. no. {number}). We ask for:',
    askClients:
      'SmartCloud needs a system access for the clients of {company} (org. no. {number}). We ask for:',
    askChange:
      'SmartCloud asks {company} (org. no. {number}) to change the system access. It is to cover:',
    who: 'The managing director, the main administrator or an access manager can approve. If you do not have the role, you can forward the request in Altinn.',
    until: 'Answer by {date}.',
    link: 'Answer in Altinn here:',
    noHurry:
      'Nothing is shared until you have approved. You can delete the access in Altinn whenever you like.',
    regards: 'Regards, SmartCloud',
  },
} as const satisfies Translation<typeof nbRequests>
