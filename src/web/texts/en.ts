import type { Translation } from './translation.js'
import type { nb } from './nb.js'
import { enAccess } from './en-access.js'
import { enConsole } from './en-console.js'
import { enCustomers } from './en-customers.js'
import { enRequests } from './en-requests.js'
import { enReadiness } from './en-readiness.js'
import { enPlanner } from './en-planner.js'
import { enBatches } from './en-batches.js'
import { enSystemRegister } from './en-system-register.js'
import { enReconciliation } from './en-reconciliation.js'
import { enAudit } from './en-audit.js'
import { enDemoScripts } from './en-demo-scripts.js'
import { enInspector } from './en-inspector.js'
import { enInspectorSteps } from './en-inspector-steps.js'

export const en = {
  permissions: {
    claims: {
      name: 'Claims and payments',
      owner: 'the Tax Administration',
      does: 'read claims, payments in and payments out',
    },
    logistics: {
      name: 'Logistics',
      owner: 'demo',
      does: 'read the status of shipments, import and export',
    },
    salary: { name: 'Payroll', owner: 'demo', does: 'read payroll status and amount' },
    'regnskapsforer-uten-signeringsrettighet': {
      name: 'Accountant without signing rights',
      owner: 'for clients',
      does: 'read claims and payments of clients that have been added in Altinn',
    },
    'regnskapsforer-lonn': {
      name: 'Accountant payroll',
      owner: 'for clients',
      does: 'read payroll status and amount of clients that have been added in Altinn',
    },
  },
  permissionWithOwner: '{permission} ({owner})',

  services: {
    signIn: 'the log-in service',
    maskinporten: 'Maskinporten',
    altinn: 'Altinn',
    claims: 'the Tax Administration',
    logistics: 'the logistics service',
    salary: 'the payroll service',
    systemUserInfo: 'the control service',
    sandbox: 'the sandbox',
    unknown: 'a service we use',
  },

  statuses: {
    waiting: 'Waiting for approval',
    forwarded: 'Forwarded in the organisation',
    approved: 'Approved',
    rejected: 'Rejected',
    expired: 'Expired',
    noChange: 'No change',
    deleted: 'Deleted',
    deletedInAltinn: 'Deleted in Altinn',
    unknown: 'Unknown',
  },

  packages: {
    smartbasic: {
      forWhom: 'For those who want their accounts in order',
      contents: ['Accounts', 'Claims and payments', 'Logistics'],
    },
    smartstandard: {
      forWhom: 'For organisations with employees',
      contents: ['Everything in SmartBasic', 'Payroll'],
    },
    smartpluss: {
      forWhom: 'For organisations that grow',
      contents: ['Everything in SmartStandard', 'HR and absence'],
    },
    smartpremium: {
      forWhom: 'For the whole organisation',
      contents: ['Everything in SmartPluss', 'Customer care', 'Vehicle fleet'],
    },
    smartklient: {
      forWhom: 'For accountants and others who work for clients',
      contents: ['Claims and payments of the clients', 'Payroll of the clients'],
    },
  },
  price: { free: 'for the first three months', monthly: 'a month' },

  frame: {
    title: '{heading} – SmartCloud',
    titleWithErrors: 'Error: {title}',
    skip: 'Skip to main content',
    home: 'SmartCloud, to the front page',
    menuLabel: 'Main menu',
    breadcrumbsLabel: 'You are here',
    frontPage: 'Front page',
    backTo: 'Back to {page}',
    packages: 'Packages',
    howItWorks: 'How it works',
    overview: 'Overview',
    access: 'System access',
    clients: 'Clients',
    inspector: 'X-ray',
    logIn: 'Log in',
    logOut: 'Log out',
    getStarted: 'Get started',
    organisationNumber: 'Org. no. {number}',
    environments: { sandbox: 'Sandbox', tt02: 'Test environment', prod: 'Production' },
    environmentLabel: 'Environment: {environment}',
    sandboxBar: {
      name: 'Sandbox:',
      text: 'Altinn, Maskinporten and the APIs are imitations.',
    },
    footer:
      'SmartCloud AS is a fictitious vendor. The site shows how a system can start using system access in Altinn.',
    about: 'About this demo',
    terms: 'Terms',
    footerLinks: 'About the site',
    language: 'Language',
    theme: 'Colour theme',
    themes: { light: 'Light', dark: 'Dark', auto: 'Match device' },
    sending: 'Sending …',
    fetching: 'Fetching …',
  },

  landing: {
    title: 'SmartCloud – accounts, payroll and logistics connected to Altinn',
    heading: 'Your system and Altinn, connected on your terms',
    lead: 'SmartCloud fetches information from the public sector for you. You decide what the system may do, and approve it yourself in Altinn.',
    tryFree: 'Try it free for three months',
    seePackages: 'See the packages',
    drawing:
      'SmartCloud gets access to public services after the organisation has approved in Altinn',
    how: 'How to get started',
    steps: [
      {
        name: 'Choose a package',
        text: 'The package decides which services the system needs access to.',
      },
      {
        name: 'Register the organisation',
        text: 'We need the organisation number and a contact person. It takes about a minute.',
      },
      {
        name: 'Approve in Altinn',
        text: 'You see exactly which permissions the system gets. You can withdraw them at any time.',
      },
    ],
    packages: 'Choose the package that fits',
    packagesNote:
      'All packages include system access in Altinn. The prices are examples, and nobody is invoiced.',
    mostPopular: 'Most popular',
    choose: 'Choose {package}',
    forClients:
      'For accountants, auditors and others who work for clients. The clients are added in Altinn afterwards.',
    access: 'What is a system access?',
    accessText:
      'A system access lets a business system do certain tasks for your organisation. The system logs in as itself, and nobody shares a password.',
    questions: [
      {
        question: 'Who can approve?',
        answer:
          'You must be managing director, main administrator or access manager in the organisation. If you do not have the role, you can forward the request from Altinn.',
      },
      {
        question: 'What may the system do?',
        answer:
          'Only what is in the request you approve. If you choose a larger package later, you must approve the change.',
      },
      {
        question: 'Can I change my mind?',
        answer:
          'Yes. You can delete the system access in Altinn at any time. SmartCloud then loses its access.',
      },
    ],
  },

  signUp: {
    step: 'Step 1 of 2',
    heading: 'Register the organisation',
    lead: 'Afterwards we send you to Altinn, where you approve the system access. All fields must be filled in.',
    companyName: 'Company name',
    organisationNumber: 'Organisation number',
    organisationNumberHint: 'Nine digits. You can type it with or without spaces.',
    email: 'Email address',
    emailHint: 'The demo sends no email.',
    contactPerson: 'Contact person',
    terms: 'Terms',
    acceptTerms: 'I accept the terms of SmartCloud AS',
    readTerms: 'Read the terms',
    submit: 'Continue',
    cancel: 'Cancel',
    chosen: 'You have chosen',
    willAskFor: 'The system will ask for these permissions',
    changePackage: 'Change package',
    testOrganisations: 'Test organisations you can use',
    testOrganisation: '{company}, org. no. {number}',
    situations: {
      fresh: 'Has no system access yet',
      waiting: 'Has a request waiting for an answer',
      rejected: 'Has rejected a request',
      approved: 'Has approved a system access',
      accountant: 'Accountant with a system access for clients',
      freshAccountant: 'Accountant with three clients, has no system access yet',
    },
  },

  problems: {
    summary: 'Fix this before you can continue',
    companyName: {
      empty: 'Enter the company name',
      tooLong: 'Company name must be {limit} characters or fewer',
      invalid: 'Company name has characters we cannot use',
    },
    organisationNumber: {
      empty: 'Enter the organisation number',
      notNineDigits: 'Organisation number must have nine digits',
      wrongCheckDigit: 'Organisation number is not correct. Check the digits',
      realNumberInTest: 'Use a test number from Tenor. It begins with 2 or 3',
      testNumberInProduction: 'This is a test number. Use the organisation’s own number',
    },
    email: {
      empty: 'Enter the email address',
      missingAt: 'Email address is missing an @',
      invalid: 'Enter the email address like this: name@example.com',
      tooLong: 'Email address must be {limit} characters or fewer',
    },
    contactPerson: {
      empty: 'Enter the name of the contact person',
      tooLong: 'Name of the contact person must be {limit} characters or fewer',
      invalid: 'Name of the contact person has characters we cannot use',
    },
    period: {
      from: {
        empty: 'Enter the start date',
        notADay: 'There is no such start date. Enter it like this: 31.12.2026',
      },
      to: {
        empty: 'Enter the end date',
        notADay: 'There is no such end date. Enter it like this: 31.12.2026',
        reversed: 'The end date must be after the start date',
        tooLong: 'The period can be at most one year',
      },
    },
    terms: { notAccepted: 'Accept the terms to continue' },
  },

  check: {
    step: 'Step 2 of 2',
    heading: 'What remains is the approval in Altinn',
    lead: 'Thank you for choosing {package}. {company} must approve a system access before SmartCloud can fetch information.',
    details: 'Check the details',
    rows: {
      package: 'Package',
      company: 'Organisation',
      organisationNumber: 'Organisation number',
      contactPerson: 'Contact person',
      email: 'Email address',
    },
    change: 'Change',
    changeWhat: {
      package: 'package',
      company: 'organisation',
      organisationNumber: 'organisation number',
      contactPerson: 'contact person',
      email: 'email address',
    },
    asksFor: 'What we ask for',
    who: 'Who can approve?',
    whoText:
      'You must be managing director, main administrator or access manager in {company}, and hold the permissions we ask for yourself. Not you? Go to Altinn anyway, and forward the request from there.',
    whoTextClients:
      'You must be managing director, main administrator or access manager in {company}. Not you? Go to Altinn anyway, and forward the request from there.',
    happens: 'What happens',
    weCreate: 'We create the request and send you to Altinn.',
    youLogIn: 'You log in and choose {company}.',
    youChooseTestUser: 'You choose a test user in the imitation of Altinn.',
    youDecide: 'You approve or reject.',
    youReturn: 'Altinn logs you out and sends you back here.',
    youAddClients: 'Afterwards you add the clients in Altinn.',
    submit: 'Go to Altinn',
    tryAgain: 'Try again',
    edit: 'Change the details',
    existing:
      'There is already a request from {date} that has not been answered. You will continue with that one.',
    noAnswer: 'We cannot reach {service}. Your details are saved. Try again in a few minutes.',
    refused:
      'Altinn did not accept the request. The fault is ours, not yours. Mention the code {code} if you contact us.',
    approvedAndOpen:
      '{company} has already approved a system access for SmartCloud. You can start using it right away.',
    approvedElsewhere:
      '{company} has already approved a system access for SmartCloud. The overview opens in the browser that registered the organisation.',
    checking:
      'We are finding out whether Altinn received the request. Do not send it again. The answer comes on the status page.',
    unknownOrganisation:
      'Altinn does not know the organisation with organisation number {number}. Check that the number is right.',
    endedBefore: {
      rejected:
        'The previous request was rejected. If you make a new one, we delete the old one in Altinn.',
      expired:
        'The previous request has expired. If you make a new one, we delete the old one in Altinn.',
    },
    otherKindWaits: {
      standard:
        '{company} has a request for a system access for its own business that is waiting for an answer in Altinn. Before you can ask for a system access for clients, somebody with you must reject it. Then come back here and try again.',
      agent:
        '{company} has a request for a system access for clients that is waiting for an answer in Altinn. Before you can ask for a system access for your own business, somebody with you must reject it. Then come back here and try again.',
    },
    openWaiting: 'Open the request that is waiting',
    newRequest: 'Make a new request',
    toOverview: 'Go to the overview',
    aboutLogIn: 'Read about logging in',
    seeStatus: 'See the status',
  },

  continue: {
    heading: 'The request has been created',
    headingExisting: 'The request is waiting for an answer',
    next: 'The next stop is {host}.',
    nextIsImitation: 'The next stop is {host}. That is the imitation of Altinn.',
    goesOn: 'The browser goes on by itself. If nothing happens, choose “Continue to Altinn”.',
    waits: 'Choose “Continue to Altinn” when you are ready.',
    proceed: 'Continue to Altinn',
    seeCalls: 'See the calls in X-ray',
  },

  receipt: {
    approved: {
      heading: 'The system access is approved',
      lead: '{company} has given SmartCloud access. You can start using the system right away.',
    },
    rejected: {
      heading: 'The request was rejected',
      lead: 'SmartCloud has not been given access, and no information has been fetched. If this was a mistake, you can send a new request.',
    },
    waiting: {
      heading: 'Waiting for approval',
      lead: 'The request has not been answered yet. If you forwarded it in Altinn, an access manager in {company} must approve it.',
    },
    forwarded: {
      heading: 'The request has been forwarded',
      lead: 'An access manager in {company} finds it in Altinn and must approve it before SmartCloud gets access.',
    },
    expired: {
      heading: 'The request has expired',
      lead: 'It was not answered in time. Make a new one to get started.',
    },
    gone: {
      heading: 'The request has been deleted',
      lead: 'It no longer exists in Altinn. Make a new one to get started.',
    },
    notSent: {
      heading: 'The request has not been sent',
      lead: 'Altinn has not received it, and nothing has been created. Your details are saved, so you can try again.',
    },
    notFound: {
      heading: 'We cannot find the request',
      lead: 'We do not know which request this is about. Use the browser where you registered the organisation, or register it again.',
    },
    unknown: {
      heading: 'We do not recognise the answer',
      lead: 'Altinn reports “{status}”, which we have no words for yet. Your answer is safe with Altinn.',
    },
    unreadable: {
      heading: 'We could not check the answer',
      lead: 'Altinn is not answering right now. Your answer is safe with Altinn.',
    },
    uncertain: {
      heading: 'We are finding out whether Altinn received the request',
      lead: 'The answer from Altinn did not reach us. We are finding out what happened, and the page updates itself. Do not send the request again.',
    },
    yourCompany: 'the organisation',
    next: 'What happens now?',
    onlyApproved: 'SmartCloud can only do what you approved: {permissions}.',
    addClients:
      'A client administrator or the managing director now adds the clients in Altinn. The permissions apply to them only.',
    toClients: 'Go to the clients',
    canWithdraw: 'You can see and delete the system access in Altinn at any time.',
    toOverview: 'Go to the overview',
    overviewElsewhere: 'The overview opens in the browser that registered the organisation.',
    seeInAltinn: 'See the system access in Altinn ({host})',
    newRequest: 'Make a new request',
    tryAgain: 'Try again',
    register: 'Register the organisation',
    toFrontPage: 'To the front page',
    checkAgain: 'Check again',
    openInAltinn: 'Open the request in Altinn',
    details: 'Details',
    company: 'Organisation',
    organisationNumber: 'Organisation number',
    reference: 'Reference',
    status: 'Status',
    checked: 'Checked',
    stillWaiting: 'Checked {time}. Still not answered.',
    stopped: 'We have stopped checking. Choose “Check again”.',
  },

  login: {
    heading: 'Log in',
    lead: 'You log in as a person who can act for the organisation.',
    logIn: 'Log in with ID-porten',
    logInImitation: 'Log in with ID-porten (imitation)',
    testPeople: 'Or choose a test organisation',
    testPerson: '{company}, org. no. {number}',
    notHere: {
      lead: 'Logging in has not been set up in this test environment.',
      until: 'The browser that registered the organisation can show the overview without it.',
    },
    mayOpen: 'This browser can open the overview.',
    mayOpenOf: 'This browser can open the overview of {company}.',
    mayNotOpen: 'This browser has no approved registration.',
    toOverview: 'Go to the overview',
    register: 'Register the organisation',
    toFrontPage: 'To the front page',
    mustLogIn: 'Log in to see the page.',
    sessionExpired: 'Your session has expired. Log in again.',
    sessionEnded: 'Your session was ended by you or an administrator. Log in again.',
    tooManySessions:
      'Your session was ended because you have logged in at several other places. Log in again.',
    loggedOut: 'You are logged out.',
    onTheWay: {
      heading: 'We are sending you to log in',
      text: 'The next page is at {host}.',
      proceed: 'Go to the log-in',
    },
    signedIn: {
      heading: 'You are logged in',
      text: 'We are showing you the page now.',
      proceed: 'Go on',
    },
    leaving: {
      heading: 'You are logged out of SmartCloud',
      text: 'We are logging you out at {host} too.',
      proceed: 'Go on',
    },
    refused: {
      heading: 'You are not logged in',
      again: 'Log in again',
      noSuchAttempt:
        'The log-in was not started in this browser, took too long or has been used before. Start again.',
      cancelled: 'The log-in was cancelled.',
      notTrusted:
        'The answer from the log-in was not right, so we did not trust it. Try again. If it keeps happening, contact us with the reference.',
      tooWeak: 'The log-in was not secure enough. Log in again with a more secure method.',
      tooOld: 'You logged in too long ago. Log in again.',
      noOrganisation: 'You chose no organisation to act for. Log in again and choose one.',
      severalOrganisations:
        'You chose several organisations. Log in again and choose the one you want to see.',
      notStaff:
        'You are not on the list of those who can log in as vendor. Talk to an administrator.',
    },
    notRegistered: {
      heading: 'The organisation is not registered',
      text: 'You are logged in as {company}, which has asked for no package at SmartCloud.',
      toPackages: 'See the packages',
    },
    staff: {
      heading: 'Log in as vendor',
      lead: 'For those who work at SmartCloud AS.',
      logIn: 'Log in',
      logInImitation: 'Log in (imitation)',
      testPeople: 'Or choose an employee',
      testPerson: 'Employee with the role “{role}”',
      outsider: 'Employee who is not on the list',
      notSetUp: 'Logging in as vendor has not been set up.',
      once: 'Use the address that was written in the terminal when SmartCloud started.',
      home: 'Logged in as vendor',
      name: 'Name',
      roles: 'Roles',
      roleNames: {
        viewer: 'viewer',
        operator: 'operator',
        administrator: 'administrator',
        presenter: 'presenter',
      },
    },
    once: {
      heading: 'Log in on this machine',
      lead: 'The address is in the terminal of whoever started SmartCloud, and works once. You are an administrator until SmartCloud stops.',
      proceed: 'Log in as administrator',
      name: 'Developer',
      used: 'The address has been used. Start SmartCloud again to get a new one.',
    },
  },

  terms: {
    heading: 'Terms',
    lead: 'SmartCloud AS does not exist. The terms are about the use of this demo.',
    sections: [
      {
        heading: 'No agreement and no invoice',
        text: 'The packages and prices are examples. You do not buy anything, and nobody is invoiced.',
      },
      {
        heading: 'What the system access is used for',
        text: 'SmartCloud uses only the permissions you approve in Altinn, and only to show you the information. You can delete the system access in Altinn at any time.',
      },
      {
        heading: 'The details you enter',
        text: 'We keep company name, organisation number, contact person and email address so that we can show the status of the request. The demo sends no email.',
      },
      {
        heading: 'No guarantee',
        text: 'The demo may stop, and what you have entered may be deleted. Do not use it for anything you depend on.',
      },
    ],
  },

  about: {
    heading: 'About this demo',
    lead: 'SmartCloud shows how a business system can start using system access in Altinn, from registration until the first information has been fetched.',
    who: 'Who is behind it?',
    whoText:
      'SmartCloud AS is a fictitious vendor. Nobody can buy the system, and the organisations in the examples do not exist.',
    real: 'What is real, and what is imitation?',
    realText: {
      sandbox:
        'You are in the sandbox. Altinn, Maskinporten and the APIs are imitations on our own machine. Nothing is sent to the public sector, and all information is invented.',
      tt02: 'You are in the test environment. Altinn and Maskinporten are the real test environments, and the information about organisations is synthetic.',
      prod: 'You are in production. Altinn, Maskinporten and the Tax Administration are real. Logistics and payroll are demo services with sample data.',
    },
    steps: 'What can I try?',
    stepsText: [
      'Register an organisation and create a request for system access.',
      'Approve, reject or forward the request in Altinn.',
      'See the information the system fetches once the access is approved.',
    ],
    start: 'Get started',
    api: 'API for customers',
  },

  overview: {
    heading: 'Overview',
    fetched: 'Fetched {time}',
    refresh: 'Fetch again',
    withoutSignIn:
      'You are not logged in. The overview is shown because the organisation was registered in this browser.',
    strip: {
      active: 'The system access is active',
      approvedOn: 'Approved in Altinn {date}.',
      permissions: {
        one: 'SmartCloud has {count} permission.',
        other: 'SmartCloud has {count} permissions.',
      },
      seePermissions: 'See the permissions',
      waiting: 'The system access is not approved yet',
      waitingText: 'We cannot fetch information until somebody in {company} approves.',
      toAltinn: 'Go to Altinn',
      deleted: 'The system access has been deleted in Altinn',
      deletedText: 'SmartCloud no longer has access.',
      newRequest: 'Make a new request',
      unavailable: 'We cannot fetch information right now',
      noAnswer: 'We cannot reach {service}. It is not your fault. Try again in a few minutes.',
      unknown: 'We cannot check the system access',
      strangeAnswer:
        '{service} answered in a way we do not understand. It is not your fault. Try again shortly.',
    },
    tags: {
      access: 'Access',
      noPermission: 'No permission',
      unavailable: 'Unavailable',
    },
    logistics: {
      heading: 'Logistics',
      rows: {
        status: 'Overall',
        shipmentStatus: 'Shipments',
        importStatus: 'Import',
        exportStatus: 'Export',
        transitStatus: 'Transit',
        createTime: 'Updated',
      },
      values: {
        VeryWell: 'All well',
        InTransit: 'In transit',
        InShipment: 'In shipment',
        Backlog: 'Backlog',
        Delayed: 'Delayed',
        OnHold: 'On hold',
        AtTerminal: 'At terminal',
        AwaitingPickup: 'Awaiting pick-up',
        AwaitingCustoms: 'Awaiting customs',
        Cleared: 'Cleared',
        Delivered: 'Delivered',
        None: 'None',
      },
      noPermission: 'SmartCloud has no permission to fetch logistics information.',
      nothing: 'The logistics service has no information about {company}.',
    },
    salary: {
      heading: 'Payroll',
      rows: { status: 'Status', amount: 'Amount' },
      values: { Paid: 'Paid', Pending: 'Pending', Failed: 'Failed' },
      noPermission:
        'SmartCloud has no permission to fetch payroll information. The permission comes with the SmartStandard package and the larger ones.',
      noPermissionMayAsk:
        'SmartCloud has no permission to fetch payroll information. Ask for wider access, and we send a change for approval in Altinn.',
      ask: 'Ask for access to payroll',
      nothing: 'The payroll service has no information about {company}.',
    },
    claims: {
      heading: 'Claims and payments',
      figures: {
        overdue: 'Overdue',
        notYetDue: 'Not yet due',
        interest: 'Estimated interest',
        balance: 'Balance',
      },
      caption: 'Open claims, oldest due date first',
      region: 'Table of open claims',
      columns: { claim: 'Claim', due: 'Due', remaining: 'Remaining', status: 'Status' },
      overdue: 'Overdue',
      notYetDue: 'Not yet due',
      all: 'All claims and payments',
      noPermission: 'SmartCloud has no permission to fetch claims and payments.',
      nothing: 'No open claims. The Tax Administration has no claims against {company}.',
      withheld: 'The Tax Administration does not show information about this organisation.',
      unnamed: 'Claim',
    },
    systemUserInfo: {
      heading: 'Whom the API sees',
      rows: {
        organisation: 'Owner of the system access',
        id: 'ID of the system access',
        system: 'System',
      },
      noPermission: 'The API did not accept the system access.',
      nothing: 'The API saw no system access.',
    },
    ask: 'Ask for access',
    tryAgain: 'Try again',
    noAnswer: '{service} is not answering. The rest of the page works. Try again shortly.',
    strangeAnswer:
      '{service} answered in a way we do not understand. The rest of the page works. Try again shortly.',
    reference: 'Reference {reference}.',
    seeCall: 'See the call in X-ray',
  },

  claims: {
    heading: 'Claims and payments',
    title: '{tab}, claims and payments',
    tabsLabel: 'Claims or payments',
    tabs: {
      open: 'Open claims',
      all: 'All claims',
      'payments-in': 'Payments in',
      'payments-out': 'Payments out',
    },
    period: 'Period',
    from: 'From',
    to: 'To',
    periodHint: 'At most one year. Both days are included.',
    show: 'Show',
    asOfNow: 'Open claims are as they are right now.',
    fetched: 'Fetched {time}',
    correlation: 'Correlation ID at the Tax Administration:',
    tryAgain: 'Try again',
    download: 'Download as spreadsheet (CSV)',
    regionOf: 'Table: {name}',
    groups: 'Sum per claim group',
    empty: {
      open: 'No open claims. The Tax Administration has no claims against {company}.',
      all: 'No claims during the period.',
      'payments-in': 'No payments in during the period.',
      'payments-out': 'No payments out during the period.',
    },
    noAnswer: '{service} is not answering. It is not your fault. Try again shortly.',
    strangeAnswer:
      '{service} answered in a way we do not understand. It is not your fault. Try again shortly.',
    sheet: {
      columns: {
        claim: 'Claim',
        group: 'Claim group',
        created: 'Created',
        due: 'Due',
        original: 'Original',
        remaining: 'Remaining',
        kid: 'KID',
        status: 'Status',
        overdue: 'Overdue',
        notYetDue: 'Not yet due',
        interest: 'Estimated interest',
        balance: 'Balance',
        date: 'Date',
        type: 'Type',
        account: 'Account',
        amount: 'Amount',
        placed: 'Placed',
        placedOn: 'Used for',
        receiver: 'Receiver',
        message: 'Message',
      },
      status: {
        overdue: 'Overdue',
        notYetDue: 'Not yet due',
        confirmed: 'Confirmed',
        underWay: 'Being paid',
      },
      sum: 'Sum',
      notPlaced: 'Paid in, but not placed',
      noGroup: 'Without claim group',
    },
    chart: {
      due: 'Left to pay, by month due',
      paymentsIn: 'Paid in per month',
      paymentsOut: 'Paid out per month',
      unit: 'Kroner',
      thousands: 'Thousand kroner',
      month: 'Month',
      earlier: 'Before',
      before: 'Before {month}',
      description:
        'Columns from {from} to {to}. In all {amount}. The figures are in the table below.',
      leftOut: 'Claims without a due date and amounts owed to you are not in the figure.',
      table: 'Show the numbers of the figure',
    },
  },

  apiDocs: {
    heading: 'API for customers',
    lead: 'The same information as on the pages, as JSON. You must be logged in with the browser, or send the cookie of the session.',
    document: 'Download the description (OpenAPI 3.1)',
    address: 'Address',
    parameters: 'Parameters',
    answers: 'Answers',
    example: 'Example',
    schemas: 'Schemas',
    problems: 'Problems',
    parameter: 'Parameter',
    place: 'Place',
    places: { path: 'in the address', query: 'in the query' },
    required: 'Required',
    status: 'Status',
    schema: 'Schema',
    field: 'Field',
    type: 'Type',
    meaning: 'Meaning',
    yes: 'Yes',
    no: 'No',
    tableOf: 'Table: {name} of {operation}',
    schemaTable: 'Fields of {name}',
    problemTable: 'Codes of problems',
    code: 'Code',
  },

  access: enAccess,
  console: enConsole,
  customers: enCustomers,
  requests: enRequests,
  readiness: enReadiness,
  planner: enPlanner,
  batches: enBatches,
  systemRegister: enSystemRegister,
  reconciliation: enReconciliation,
  audit: enAudit,
  inspector: enInspector,
  inspectorSteps: enInspectorSteps,
  demoScripts: enDemoScripts,

  paging: {
    previous: 'Previous',
    next: 'Next',
    previousPage: 'Previous page',
    nextPage: 'Next page',
    page: 'Page {number}',
    label: 'Pages of {what}',
    openClaims: 'open claims',
    claims: {
      open: 'open claims',
      all: 'claims',
      'payments-in': 'payments in',
      'payments-out': 'payments out',
    },
  },

  errors: {
    reference: 'Reference {reference}.',
    toFrontPage: 'To the front page',
    logIn: 'Log in',
    badRequest: {
      heading: 'We did not understand the request',
      text: 'Something in the address or the form was not as it should be. Go back and try again.',
    },
    noAccess: {
      heading: 'You do not have access to the page',
      text: 'Log in with the organisation the page belongs to.',
    },
    noRole: {
      heading: 'You do not have access to the page',
      text: 'Your role gives no access to it. Talk to an administrator.',
    },
    noAccessAs:
      'You are logged in as {company}. Log in with another organisation if the page belongs to it.',
    crossOrigin: {
      heading: 'The form came from somewhere else',
      text: 'We only accept forms from our own pages. Open the page again and retry. Nothing has been sent.',
    },
    formTooOld: {
      heading: 'The form is too old',
      text: 'Open the page again and retry. Nothing has been sent.',
    },
    notFound: {
      heading: 'We cannot find the page',
      text: 'The address may be wrong, or the page has moved.',
    },
    methodNotAllowed: {
      heading: 'The page cannot be used that way',
      text: 'The address exists, but does not take what the browser tried. Nothing has been sent.',
    },
    tooLarge: {
      heading: 'That was too much at once',
      text: 'The form was larger than we accept. Go back, shorten the text and try again. Nothing has been sent.',
    },
    fileTooLarge: {
      heading: 'The file is too large',
      text: 'A file can have at most 2 MB. Go back, split it and try again. Nothing has been sent.',
    },
    unsupportedType: {
      heading: 'We cannot read what was sent',
      text: 'The content came in a format we do not accept. Use the form on the page. Nothing has been sent.',
    },
    invalid: {
      heading: 'Something in the form is not right',
      text: 'Go back, look over the fields and try again. Nothing has been sent.',
    },
    tooMany: {
      heading: 'Too many attempts',
      text: 'Wait a minute and try again.',
    },
    fault: {
      heading: 'Something is wrong on our side',
      text: 'The error has been logged. Try again, or mention the reference {reference} if you contact us.',
    },
    surprise: {
      heading: '{service} answered in a way we do not understand',
      text: 'It is not your fault. Try again shortly. Reference {reference}.',
    },
    unreachable: {
      heading: 'We cannot reach {service}',
      text: 'It is not your fault. Try again in a few minutes. Reference {reference}.',
    },
    busy: {
      heading: 'We cannot keep up right now',
      text: 'There are many visitors. Wait a little and try again. Reference {reference}.',
    },
  },
} as const satisfies Translation<typeof nb>
