import type { nbInspectorSteps } from './nb-inspector-steps.js'
import type { Translation } from './translation.js'

export const enInspectorSteps = {
  'maskinporten: get token': {
    title: 'Get a token from Maskinporten',
    sentence:
      'SmartCloud signs a request (a JWT) with its key and exchanges it for a token at Maskinporten.',
    spoken:
      'SmartCloud shows who it is, with a signature. No passwords, no people. Maskinporten answers with a token that lives for two minutes.',
  },
  'maskinporten: get token for a system user': {
    title: 'Get a system user token',
    sentence:
      'SmartCloud asks for a token on behalf of the customer. Maskinporten asks Altinn whether the customer has approved a system user for this system. Only then is the token issued.',
    spoken:
      'SmartCloud asks for a token on behalf of the customer. Maskinporten asks Altinn whether the customer has approved a system user for this system. Only then is the token issued.',
  },
  'altinn: create system user request': {
    title: 'Create a system user request',
    sentence:
      'SmartCloud asks Altinn for a system user at the customer, with the rights the customer is to approve. The answer has the address where the customer approves.',
    spoken:
      'Here the vendor asks for access. Nothing has been given yet. Altinn answers with a link, and only the customer can say yes there.',
  },
  'altinn: read system user request': {
    title: 'Check the status of the request',
    sentence: 'SmartCloud asks Altinn what the customer has answered.',
    spoken:
      'That the browser came back proves nothing. So SmartCloud asks Altinn itself whether the customer has approved.',
  },
  'browser: to altinn': {
    title: 'Send the customer to Altinn',
    sentence:
      'SmartCloud sends the browser to Altinn. There a manager at the customer reads what is asked for, and decides.',
    spoken:
      'Now the customer leaves SmartCloud. It is in Altinn, and only there, that the customer says yes or no.',
  },
  'browser: back': {
    title: 'The customer comes back',
    sentence:
      'Altinn sends the browser back to SmartCloud. The address tells which request it is about, but not what the customer answered.',
    spoken:
      'The customer is back with us. The answer is not in the address, so now we have to ask Altinn.',
  },
  'logistics: read status': {
    title: 'Get logistics status',
    sentence:
      'SmartCloud calls the logistics API with the system user token. The API asks Altinn whether the system user is allowed, and answers.',
    spoken:
      'The token says who the vendor is and which customer it is about. The API asks Altinn for permission, and hands over the figures.',
  },
  other: {
    title: 'Another call',
    sentence: 'SmartCloud asks, and gets an answer.',
    spoken: 'SmartCloud asks, and gets an answer.',
  },
} as const satisfies Translation<typeof nbInspectorSteps>
