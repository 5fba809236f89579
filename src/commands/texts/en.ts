import type { Translation } from '../../web/texts/translation.js'
import { enAltinn } from './en-altinn.js'
import { enRunning } from './en-running.js'
import type { nb } from './nb.js'

export const en = {
  ...enAltinn,
  ...enRunning,

  help: {
    about: 'Gets tokens for system users, calls APIs with them, and explains what went wrong.',
    titles: {
      'Usage:': 'Usage:',
      'Arguments:': 'Arguments:',
      'Options:': 'Options:',
      'Global Options:': 'Options of all commands:',
      'Commands:': 'Commands:',
    },
    usageOptions: '[options]',
    usageCommand: '[command]',
    examples: 'Examples:',
    usual: '{description} (otherwise {usual})',
    help: 'show this help',
    version: 'show the version',
    json: 'write the answer as one JSON document',
    lang: 'language; otherwise the one of your system (LANG)',
    verbose: 'write a line about every call, on standard error',
    more: [
      'Settings are read from the environment and from .env (see .env.example). Options win over them.',
      'Exit codes: 0 done, 1 refused by a service, 2 wrong use or settings, 3 cannot be reached.',
      'Help about one command: smartcloud token --help',
    ].join('\n'),
    seedSettings:
      'The settings of Altinn’s example work too, as options (--clientID) and in the environment:\nclientID, scope, systemUserOrg and pemCertificatePath.',
  },

  usage: {
    unknownOption: 'There is no option {name}.',
    unknownCommand: 'There is no command {name}.',
    noCommand: 'You have not chosen a command.',
    missingArgument: 'The command lacks <{name}>.',
    missingValue: 'The option {name} lacks a value.',
    missingOption: 'The option {name} is missing.',
    conflict: '{name} and {second} cannot be used together.',
    tooMany: 'There are too many words on the command line.',
    notUnderstood: 'The command line cannot be read.',
    didYouMean: 'Did you mean {suggestion}?',
    seeHelp: 'Add --help to see what the command takes.',
    unknownLanguage: {
      message: 'There is no such language.',
      remedy: 'Write --lang nb or --lang en.',
    },
  },

  options: {
    upstreams: 'which environment: sandbox, tt02 or prod (UPSTREAMS)',
    clientId: 'the client in Maskinporten (MASKINPORTEN_CLIENT_ID)',
    keyFile: 'file with the private key (MASKINPORTEN_KEY_FILE)',
    kid: 'id of the key, as registered on the client (MASKINPORTEN_KID)',
    systemId: 'the system in Altinn’s system register (SYSTEM_ID)',
    org: 'organisation number of the customer',
    scope: 'one or more scopes, with blanks between',
    externalRef: 'the reference the system user was created with, if it has one',
    for: 'the client it is about, when the customer is an accountant or auditor; otherwise the customer',
    showToken: 'write the token itself too, alone on standard output',
  },

  progress: {
    key: 'Making the key …',
    call: 'Asking the API …',
    token: 'Getting a token from Maskinporten …',
    altinn: 'Asking Altinn …',
    doctor: 'Checking …',
    starting: 'Starting …',
  },

  settings: {
    missing: '{setting} is missing. It must be {form}.',
    wrong: '{setting} is wrong. It must be {form}.',
    twice: '{setting} and {other} are both set. Choose one of them.',
    unsafe: '{setting} is not safe. It must be {form}.',
    forms: {
      UPSTREAMS: 'sandbox, tt02 or prod',
      MASKINPORTEN_CLIENT_ID: 'the client ID from Samarbeidsportalen',
      MASKINPORTEN_KEY_FILE: 'the name of the file with the private key',
      SYSTEM_ID: 'the id from the system register, such as 991825827_smartcloud',
      SANDBOX_URL: 'the address of the sandbox, such as http://localhost:3001',
      MASKINPORTEN_ISSUER:
        'an address that ends with a slash, such as https://test.maskinporten.no/',
      ALTINN_EXCHANGE: 'on or off',
      BASE_URL: 'the address browsers use, such as https://smartcloud.example',
      MASKINPORTEN_KEY_ADDED_AT: 'a date such as 2026-11-20',
      MASKINPORTEN_KEY_EXPIRES_AT: 'a date such as 2026-11-20',
      DATABASE_FILE: 'a file such as data/smartcloud.db (or DATABASE_URL for PostgreSQL)',
      DATABASE_URL: 'an address that begins with postgres://',
      NODE_TLS_REJECT_UNAUTHORIZED: 'taken away, because it switches certificate checks off',
      ADDRESS: 'an address such as https://example.no',
    },
  },

  organisation: {
    empty: {
      message: 'The organisation number is missing.',
      remedy: 'Give it with {option}.',
    },
    notNineDigits: {
      message: '“{typed}” is not an organisation number.',
      remedy: 'An organisation number has nine digits. Check {option}.',
    },
    wrongCheckDigit: {
      message: '“{typed}” is not a valid organisation number: its check digit is wrong.',
      remedy: 'Look for digits that are swapped or wrong, and correct {option}.',
    },
    realNumberInTest: {
      message: '“{typed}” is the number of a real organisation, and the environment is for tests.',
      remedy: 'Use a synthetic number from Tenor (they begin with 2 or 3), or --upstreams prod.',
    },
    testNumberInProduction: {
      message: '“{typed}” is a synthetic number, and the environment is production.',
      remedy: 'Use the number of a real organisation, or --upstreams tt02.',
    },
  },
  scope: {
    comma: {
      message: 'Scopes have no commas.',
      remedy: 'Write them with blanks between: --scope "one two".',
    },
    characters: {
      message: 'The scope has characters that are not allowed.',
      remedy: 'Write it as in Samarbeidsportalen, for example altinn:systembruker.demo.',
    },
  },
  externalRef: {
    message: 'The reference has characters that are not allowed, or is too long.',
    remedy: 'Use at most 255 letters, digits, hyphens and underscores.',
  },

  keyProblems: {
    empty: {
      message: 'The key is empty.',
      remedy: 'Make one with “smartcloud keys new”, or name the file that has it.',
    },
    unreadable: {
      message: 'This is no key that can be read.',
      remedy: 'Give it as PEM (PKCS#8 or PKCS#1), as a JWK, or as a JWK in base64.',
    },
    encrypted: {
      message: 'The key is protected by a password.',
      remedy: 'Take the password off first: openssl pkey -in key.pem -out without-password.pem',
    },
    publicOnly: {
      message: 'This is the public half of a key.',
      remedy: 'Give the private half, the one that was never uploaded anywhere.',
    },
    certificate: {
      message: 'This is a certificate, not a key.',
      remedy: 'Give the private key that belongs to it.',
    },
    notRsa: {
      message: 'The key is not an RSA key, and Maskinporten takes RSA only.',
      remedy: 'Make a new one with “smartcloud keys new”.',
    },
    tooShort: {
      message: 'The key is too short. It needs at least 2048 bits.',
      remedy: 'Make a new one with “smartcloud keys new”.',
    },
    tooLong: {
      message: 'The key is too long. It may have at most 4096 bits.',
      remedy: 'Make a new one with “smartcloud keys new”.',
    },
    kidMissing: {
      message: 'The key has no id (kid).',
      remedy: 'Give it with --kid or MASKINPORTEN_KID, as it is registered on the client.',
    },
    keySet: {
      message: 'This is a set of keys.',
      remedy: 'Give only one of them: one of the objects in “keys”.',
    },
    wrongUse: {
      message: 'The key is not meant for signing. Its use or key_ops says otherwise.',
      remedy: 'Use a key for signing (use: sig), or make a new one with “smartcloud keys new”.',
    },
    wrongAlg: {
      message: 'The key is meant for another algorithm than RS256.',
      remedy: 'Use a key for RS256, or make a new one with “smartcloud keys new”.',
    },
  },
  keyFiles: {
    missing: {
      message: 'There is no file {file}.',
      remedy:
        'Check --key-file or MASKINPORTEN_KEY_FILE, or make a key with “smartcloud keys new”.',
    },
    unreadable: {
      message: 'The file {file} cannot be read.',
      remedy: 'Check that you may read it yourself.',
    },
    folder: {
      message: '{file} is a folder.',
      remedy: 'Name the file with the private key.',
    },
    tooLarge: {
      message: 'The file {file} is too large to be a key.',
      remedy: 'Name the file with the private key.',
    },
    exists: {
      message: 'The file {file} is there already, and is not overwritten.',
      remedy: 'Choose another name with --out, or move the file.',
    },
    noFolder: {
      message: 'The folder of {file} does not exist.',
      remedy: 'Make the folder first.',
    },
    notWritable: {
      message: 'The file {file} cannot be written.',
      remedy: 'Check that you may write there, and that there is room.',
    },
    othersMayRead: {
      message: 'Others than you can read the key in {file}.',
      remedy: 'Make it private: chmod 600 {file}',
    },
  },

  services: {
    maskinporten: 'Maskinporten',
    altinn: 'Altinn',
    claims: 'the Tax Administration',
    logistics: 'the logistics service',
    salary: 'the payroll service',
    systemUserInfo: 'the control service',
    unknown: 'the service',
  },

  failures: {
    settings: {
      message: 'These settings need attention:',
      remedy: 'Write them in .env (see .env.example), or give them as options.',
    },
    wrongOrder: {
      message: 'The request cannot be made like this.',
      remedy:
        'Give at least one scope. The reference may have letters, digits, hyphens and underscores only.',
    },
    forbiddenAddress: {
      message: 'One of the addresses in the settings is not allowed.',
      remedy:
        'Outside the sandbox, addresses begin with https:// and do not lead to your own machine.',
    },
    unexpected: {
      message: 'Something went wrong that should not be possible.',
      remedy: 'Run the command again with --verbose, and report what it says.',
    },
    noAnswer: 'We got no answer from {service}.',
    unreachable: {
      refused:
        'Nobody answers at the address. Check that the service runs and the address is right.',
      dns: 'The network does not know the address. Check the address, and that you are online.',
      timeout: 'The answer took too long. Check the network, and try again in a while.',
      reset: 'The connection was cut. Check the network, and try again in a while.',
      tls: 'The certificate of the service is not to be trusted. Check the address, and the clock of this machine.',
      busy: 'There are too many calls at a time. Try again in a while.',
    },
    refused: 'The call was refused: {service} answered {status}.',
    refusedLater: 'The service has problems or is overrun. Try again in a while.',
    refusedToken:
      'The token was not accepted. Check that the service and --upstreams are of one environment.',
    refusedCall:
      'Check the organisation number, the scope, and what the system user has a right to.',
    altinnRefused: 'Altinn said no ({code}).',
    altinnSays: 'Altinn’s explanation: {explanation}',
    altinnSilent: 'Altinn gave no explanation.',
    strange: 'The answer could not be used: {service} answered something else than agreed.',
    strangeRemedy: 'Check that the address is right, and try again in a while.',
    wrongToken:
      'The token was for another organisation or another system, and has been thrown away. Check SYSTEM_ID and the client ID.',
    clockAhead: 'The clock of this machine is {seconds} s fast.',
    clockBehind: 'The clock of this machine is {seconds} s slow.',
    reference: '({code}, reference {reference})',
  },

  token: {
    summary: 'Get a token on behalf of a customer, and see what it is for',
    examples: [
      'smartcloud token --org 310261629',
      'smartcloud token --org 310261629 --scope altinn:systembruker.demo --json',
      'TOKEN=$(smartcloud token --org 310261629 --show-token)',
    ],
    lifetime: 'Lasts',
    shown: 'The token is on the screen. Whoever has it can use it until it expires.',
  },
  call: {
    summary: 'Call an API on behalf of a customer, and see the answer',
    api: 'which API: {names}',
    examples: [
      'smartcloud call system-user-info --org 310261629',
      'smartcloud call logistics --org 310261629',
      'smartcloud call claims --org 315201047 --for 213089358',
      'smartcloud call salary --org 310261629 --json',
    ],
    unknown: 'There is no API called {name}.',
    choose: 'Choose one of these: {names}.',
    nobodyElse: {
      message: '--for makes no sense here: system-user-info answers about the system user itself.',
      remedy: 'Take --for away.',
    },
    nothing: {
      'system-user-info': 'The API found no system user in the token.',
      logistics: 'The API has nothing about the organisation.',
      salary: 'The API has nothing about the organisation.',
      claims: 'The Tax Administration found no claims or payments.',
    },
    logistics: {
      status: 'Status',
      shipment: 'Shipment',
      import: 'Import',
      export: 'Export',
      transit: 'Transit',
      created: 'Created',
    },
    salary: { status: 'Status', amount: 'Amount' },
    claims: {
      withheld: 'The figures are protected, and the Tax Administration does not give them out.',
      claim: 'Claim',
      due: 'Due',
      remaining: 'Remaining',
      overdue: 'Overdue',
      notYetDue: 'Not yet due',
      interest: 'Estimated interest',
      unplaced: 'Not placed',
      balance: 'Balance',
    },
  },
  explain: {
    summary: 'Read a grant or a token from standard input, and see what is wrong with it',
    examples: [
      'smartcloud token --org 310261629 --show-token | smartcloud explain',
      'smartcloud explain --type grant < grant.txt',
      'smartcloud explain --json < token.txt',
    ],
    type: 'what it is: grant or token; otherwise we see it from what it says',
    unknownType: {
      message: 'It must be a grant or a token.',
      remedy: 'Write --type grant or --type token.',
    },
    paste: 'Paste a grant or a token, and end with Ctrl-D:',
    titles: {
      grant: 'A grant: what the client signs and sends to Maskinporten.',
      token: 'A token: what Maskinporten or Altinn gives the client.',
    },
    notVerified: 'The signature is not shown, and has not been checked.',
    unknownClaim: 'Not described by Maskinporten or Altinn',
    noTime: 'Is not a time',
    expired: 'Expired {time}, {duration} ago',
    wrong: 'This is wrong:',
    notes: 'This is worth knowing:',
    nothingWrong: 'We found nothing wrong.',
    problems: {
      empty: {
        message: 'Nothing came in on standard input.',
        remedy: 'Send a grant or a token in: smartcloud explain < token.txt',
      },
      tooLong: {
        message: 'This is too long to be a grant or a token.',
        remedy: 'Send in the JWT alone.',
      },
      encrypted: {
        message:
          'This is encrypted (five parts), and can be read only by whom it is encrypted for.',
        remedy: 'Maskinporten uses signed JWTs of three parts. Send in one of those.',
      },
      notThreeParts: {
        message: 'A JWT has three parts with dots between. This one has {parts}.',
        remedy: 'See whether something was lost when it was copied.',
      },
      brokenHeader: {
        message: 'The first part (header) is not JSON in base64url.',
        remedy: 'See whether something was lost at the beginning when it was copied.',
      },
      brokenPayload: {
        message: 'The middle part (payload) is not JSON in base64url.',
        remedy:
          'See whether something was lost when it was copied, or whether it is ordinary base64.',
      },
    },
    findings: {
      blanks: {
        message: 'It has blanks or line breaks in it (MP-011).',
        remedy: 'Send it as one unbroken line.',
      },
      notSigned: {
        message: 'The signature is missing.',
        remedy: 'Sign with the private key, and send all three parts.',
      },
      algMissing: { message: 'alg is missing in the header.', remedy: 'Use RS256.' },
      algNone: {
        message: 'alg is none: it is not signed, so anybody may have made it.',
        remedy: 'Sign with RS256 and the private key.',
      },
      algSymmetric: {
        message: '{alg} uses a shared secret, which Maskinporten does not accept.',
        remedy: 'Sign with RS256 and a private RSA key.',
      },
      algOther: {
        message: 'Maskinporten does not support {alg}.',
        remedy: 'Use RS256, RS384 or RS512.',
      },
      kidMissing: {
        message: 'kid is missing in the header, so nobody knows which key it is signed with.',
        remedy: 'Set kid to the id under which the key is registered on the client.',
      },
      kidAndCertificate: {
        message: 'Both kid and x5c are given.',
        remedy:
          'Use kid when the key is registered on the client, and x5c for business certificates only.',
      },
      certificateNotList: {
        message: 'x5c is not a list (MP-123).',
        remedy: 'Send the certificates as a list of texts in base64.',
      },
      issMissing: {
        message: 'iss is missing.',
        remedy: 'In a grant, iss is the client ID. In a token it is the address of the issuer.',
      },
      issIsOrganisation: {
        message: 'iss is an organisation number (MP-100).',
        remedy: 'Set iss to the client ID from Samarbeidsportalen.',
      },
      issNoSlash: {
        message: 'iss lacks the slash at its end, so this token is not from Maskinporten.',
        remedy: 'The issuer is called {right}.',
      },
      audMissing: {
        message: 'aud is missing (MP-110).',
        remedy: 'Set aud to the address of Maskinporten, such as https://test.maskinporten.no/.',
      },
      audNoSlash: {
        message: 'aud lacks the slash at its end (MP-110).',
        remedy: 'Set aud to {right}.',
      },
      audTokenAddress: {
        message: 'aud is where tokens are fetched, and not the issuer (MP-110).',
        remedy: 'Set aud to {right}.',
      },
      audSeveral: {
        message: 'aud has several values (MP-110).',
        remedy: 'Set aud to one: the address of Maskinporten in the right environment.',
      },
      scopeMissing: {
        message: 'scope is missing.',
        remedy: 'Ask for at least one scope, for a system user too.',
      },
      scopeNotText: {
        message: 'scope is not a text.',
        remedy: 'Write all scopes in one text, with blanks between.',
      },
      scopeComma: {
        message: 'scope has a comma (MP-200).',
        remedy: 'Separate scopes with blanks.',
      },
      iatMissing: {
        message: 'iat is missing.',
        remedy: 'Set iat to the time now, in whole seconds.',
      },
      expMissing: {
        message: 'exp is missing.',
        remedy: 'Set exp to at most 120 seconds after iat.',
      },
      timesNotWhole: {
        message: 'iat, exp or nbf is not a whole number.',
        remedy: 'Write times as whole seconds since 1970.',
      },
      timesInMilliseconds: {
        message: 'The times are written in milliseconds.',
        remedy: 'Divide by 1000 and round down: they must be in seconds.',
      },
      expired: {
        message: 'It expired {seconds} s ago (MP-130).',
        remedy: 'Make a new one. If it has just been made, the clock of the machine is slow.',
      },
      lastsTooLong: {
        message: 'It lasts {seconds} s, and Maskinporten accepts at most 120.',
        remedy: 'Set exp to iat + 60.',
      },
      clockAhead: {
        message: 'It was made {seconds} s in the future, and Maskinporten accepts at most 10.',
        remedy: 'The clock of the machine that made it is fast. Synchronise it (NTP).',
      },
      notYetValid: {
        message: 'It is not good for another {seconds} s.',
        remedy: 'Take nbf away, or synchronise the clock of the machine that made it.',
      },
      unknownClaims: {
        message: 'Maskinporten does not accept these members: {names} (MP-011).',
        remedy: 'Take them away.',
      },
      resourceFragment: {
        message: 'resource has a # in it.',
        remedy: 'Write the full address of the API without #.',
      },
      detailsNotOne: {
        message: 'authorization_details is not a list of one object.',
        remedy: 'Ask for one customer at a time: a list of exactly one object.',
      },
      detailsType: {
        message: 'The type in authorization_details is not urn:altinn:systemuser (MP-301).',
        remedy: 'Set type to urn:altinn:systemuser.',
      },
      detailsUnknownMembers: {
        message: 'authorization_details has unknown members: {names} (MP-302).',
        remedy: 'Keep type, systemuser_org and externalRef only.',
      },
      detailsLowerCaseId: {
        message: '{member} has id in lower case (MP-302).',
        remedy: 'Write ID in upper case.',
      },
      organisationMissing: {
        message: 'The organisation number is missing.',
        remedy: 'Set systemuser_org to { "authority": "iso6523-actorid-upis", "ID": "0192:…" }.',
      },
      authority: {
        message: '{member}.authority is not iso6523-actorid-upis.',
        remedy: 'Set it to iso6523-actorid-upis.',
      },
      organisationNoPrefix: {
        message: '{member}.ID lacks 0192: before the organisation number.',
        remedy: 'Write 0192: and then the nine digits.',
      },
      organisationIsPerson: {
        message: '{member}.ID is a national identity number, not an organisation number.',
        remedy: 'A system user belongs to an organisation. Write 0192: and its number.',
      },
      organisationNumber: {
        message: '{member}.ID is not a valid organisation number.',
        remedy: 'Write 0192: and nine digits with the right check digit.',
      },
      realInTest: {
        message: 'The customer is a real organisation, and the environment is for tests.',
        remedy: 'Use a synthetic number from Tenor. They begin with 2 or 3.',
      },
      syntheticInProduction: {
        message: '{member}.ID is a synthetic number, and the environment is production.',
        remedy: 'Use the number of a real organisation, or the test environment.',
      },
      externalRef: {
        message: 'externalRef has characters that are not allowed, or is too long (MP-302).',
        remedy: 'Use at most 255 letters, digits, hyphens and underscores.',
      },
      systemUserIdMissing: {
        message: 'systemuser_id is missing, or is not a list.',
        remedy: 'In a token from Maskinporten it is a list of one UUID. See who made the token.',
      },
      consumerMissing: {
        message: 'consumer is missing, so the API does not see which vendor calls.',
        remedy: 'Get a new token from Maskinporten.',
      },
      personalToken: {
        message: 'The token is about a person who has logged in, not a system user.',
        remedy: 'Get a system user token: smartcloud token --org …',
      },
      noDetails: {
        message: 'authorization_details is missing: this is for the vendor itself, no system user.',
        remedy: 'To act for a customer, the grant must have authorization_details.',
      },
      audUnknown: {
        message: 'aud is not Maskinporten in test or production.',
        remedy: 'That is right for a sandbox only.',
      },
      issUnknown: {
        message: 'iss is neither Maskinporten nor Altinn.',
        remedy: 'That is right for a sandbox only.',
      },
      jtiMissing: {
        message: 'jti is missing.',
        remedy: 'Give every grant a new UUID, so that it cannot be used again.',
      },
      lowerCaseId: {
        message: '{member} has id in lower case.',
        remedy: 'Real tokens from Maskinporten have ID in upper case.',
      },
    },
  },

  keys: {
    summary: 'Make, show and check the key for Maskinporten',
    examples: [
      'smartcloud keys new',
      'smartcloud keys public maskinporten-key.jwk > jwks.json',
      'smartcloud keys check maskinporten-key.pem',
    ],
    file: 'the file with the key, or - for standard input; otherwise the one in the settings',
    options: {
      out: 'what the files are to be called, without ending',
      bits: 'the length: 2048, 3072 or 4096',
      newKid: 'the id of the key; otherwise a new one that nobody else has',
    },
    problems: {
      bits: {
        message: 'The key cannot have that length.',
        remedy: 'Write --bits 2048, 3072 or 4096.',
      },
      kid: {
        message: 'The id of the key (kid) has characters that are not allowed, or is too long.',
        remedy: 'Use at most 100 letters, digits, dots, hyphens and underscores.',
      },
      none: {
        message: 'No key was given.',
        remedy: 'Name the file, - for standard input, or MASKINPORTEN_KEY_FILE in the settings.',
      },
    },
    new: {
      summary: 'Make a new RSA key, as JWK and PEM',
      examples: ['smartcloud keys new', 'smartcloud keys new --out secret/test --bits 3072'],
      private: 'Private key',
      public: 'Public key',
      upload: 'Upload {file} to the client in Samarbeidsportalen.',
      configure: 'Write MASKINPORTEN_KEY_FILE={file} in .env.',
      secret: 'Whoever has the private key is the vendor. Never share it with anybody.',
    },
    public: {
      summary: 'Show the public half of a key, as a JWKS to upload',
      examples: [
        'smartcloud keys public maskinporten-key.jwk',
        'smartcloud keys public mp-key.pem --kid my-key > jwks.json',
      ],
    },
    check: {
      summary: 'Say what is wrong with a key',
      examples: [
        'smartcloud keys check mp-key.pem',
        'smartcloud keys check - < maskinporten-key.jwk',
      ],
      format: 'Format',
      formats: {
        pkcs1: 'PEM (PKCS#1)',
        pkcs8: 'PEM (PKCS#8)',
        jwk: 'JWK',
        base64: 'base64',
      },
      type: 'Type',
      rsa: 'RSA, {bits} bits',
      noKid: 'none; give it with --kid or MASKINPORTEN_KID',
      good: 'The key can be used.',
    },
  },
} as const satisfies Translation<typeof nb>
