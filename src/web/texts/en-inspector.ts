import type { nbInspector } from './nb-inspector.js'
import type { Translation } from './translation.js'

export const enInspector = {
  name: 'X-ray',
  title: 'Step {number} of {count}: {step} – X-ray',
  plainTitle: '{heading} – X-ray',

  journeys: {
    access: 'Create and use a system access',
    change: 'Change a system access',
    clients: 'System access for clients',
    data: 'Get figures',
    look: 'Look something up',
  },
  phases: {
    ask: 'Request system access',
    approve: 'The customer approves',
    use: 'Use the system access',
    change: 'Ask for a change',
    look: 'Look something up',
  },
  lanes: {
    browser: 'Browser',
    smartcloud: 'SmartCloud',
    maskinporten: 'Maskinporten',
    altinn: 'Altinn',
    api: 'Service API',
  },
  fromTo: '{from} to {to}',

  empty: 'No calls yet. Register an organisation, and the calls appear here.',
  start: 'Start a registration',
  missing: {
    one: '{count} call is missing from the recording.',
    other: '{count} calls are missing from the recording.',
  },
  kept: 'The token came from the cache. No call was sent.',
  noAnswer: 'No answer after {duration}',
  decoded: 'What the token contains',
  request: 'Request',
  response: 'Response',
  signatureHidden: 'The signature has been removed.',

  label: '{from} sends {call} to {to}, answer {answer}',
  keptLabel: '{from} has a token from {to} already. {answer}. {call}',

  refused: {
    noPermission: {
      sentence:
        'The API asks Altinn whether the system user is allowed. The answer is no, because the permission has not been approved.',
      spoken:
        'The token is valid, but that is not enough. The API asks Altinn about this one permission, and the answer is no.',
    },
    maskinporten: {
      sentence: 'Maskinporten says no. The answer tells why, with a code.',
      spoken: 'It stops here. Maskinporten issues no token, and the code in the answer says why.',
    },
    notFound: {
      sentence: 'The answer is that there is none.',
      spoken: 'What we ask for does not exist.',
    },
    other: {
      sentence: 'The answer is no. The answer itself tells why.',
      spoken: 'Here the other side says no, and the answer tells why.',
    },
  },

  docs: {
    systemUserToken: 'Read about system user tokens at Digdir (docs.digdir.no)',
    metadata: 'Read about metadata at Digdir (docs.digdir.no)',
    exchange: 'Read about exchanging tokens at Altinn (docs.altinn.studio)',
    request: 'Read about requests at Altinn (docs.altinn.studio)',
    change: 'Read about changes at Altinn (docs.altinn.studio)',
    clients: 'Read about clients at Altinn (docs.altinn.studio)',
    systemUser: 'Read about system users at Altinn (docs.altinn.studio)',
    register: 'Read about the system register at Altinn (docs.altinn.studio)',
    registry: 'Read about the resource registry at Altinn (docs.altinn.studio)',
    decision: 'Read about Altinn’s decisions (docs.altinn.studio)',
  },

  tags: { kept: 'Cache', onward: 'Onward', failed: 'No answer' },

  tokenSteps: {
    ask: 'Get a token to create a request',
    read: 'Get a token to read requests',
    change: 'Get a token to ask for a change',
    register: 'Get a token for the system register',
    systemUser: 'Get a system user token',
    other: 'Get a token from Maskinporten',
  },
} as const satisfies Translation<typeof nbInspector>
