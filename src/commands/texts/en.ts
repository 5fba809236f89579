import type { Translation } from '../../web/texts/translation.js'
import type { nb } from './nb.js'

export const en = {
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
    showToken: 'write the token itself too, alone on standard output',
  },

  progress: {
    token: 'Getting a token from Maskinporten …',
  },

  settings: {
    missing: '{setting} is missing. It must be {form}.',
    wrong: '{setting} is wrong. It must be {form}.',
    twice: '{setting} and MASKINPORTEN_KEY are both set. Choose one of them.',
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
} as const satisfies Translation<typeof nb>
