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
      'This is the heart of it. The request says which customer it is about, and Maskinporten asks Altinn whether that customer has said yes. Only then does the token come.',
  },
  'maskinporten: kept token': {
    title: 'Use the token again',
    sentence: 'The token from last time is still valid, so SmartCloud does not ask again.',
    spoken:
      'Here we see that no call is made. The token lives for two minutes, and for that long we use it again.',
  },
  'maskinporten: read metadata': {
    title: 'Read Maskinporten’s metadata',
    sentence: 'SmartCloud reads the addresses and rules that Maskinporten has published.',
    spoken: 'Maskinporten tells openly where the token is fetched, and what is allowed.',
  },
  'altinn: exchange token': {
    title: 'Exchange for an Altinn token',
    sentence:
      'SmartCloud exchanges the token from Maskinporten for one that Altinn’s own APIs accept.',
    spoken:
      'Altinn’s own APIs want Altinn’s own token. We show the one from Maskinporten and get another one back.',
  },
  'altinn: kept token': {
    title: 'Use the Altinn token again',
    sentence:
      'The Altinn token from last time is still valid, so SmartCloud does not exchange again.',
    spoken: 'The Altinn token lives for half an hour, so no call is needed here.',
  },
  'altinn: exchange person’s token': {
    title: 'Exchange the token of whoever is signed in',
    sentence:
      'SmartCloud exchanges the token from the sign-in for an Altinn token of whoever is signed in.',
    spoken: 'Only people of the customer may see its clients. So we show Altinn who is signed in.',
  },
  'altinn: list clients': {
    title: 'Read the clients of the system user',
    sentence: 'SmartCloud asks Altinn which clients the customer has added to the system user.',
    spoken:
      'An accountant has many clients. Altinn knows which of them the system user may work for.',
  },
  'altinn: create system user request': {
    title: 'Create a system user request',
    sentence:
      'SmartCloud asks Altinn for a system user at the customer, with the rights the customer is to approve. The answer has the address where the customer approves.',
    spoken:
      'Here the vendor asks for access. Nothing has been given yet. Altinn answers with a link, and only the customer can say yes there.',
  },
  'altinn: create agent request': {
    title: 'Create a system user request for clients',
    sentence:
      'SmartCloud asks Altinn for a system user that is to work for the customer’s clients, with the access packages the customer is to approve.',
    spoken:
      'Here the vendor asks for access for an accountant or an auditor. Which clients it is for, the customer chooses in Altinn afterwards.',
  },
  'altinn: read system user request': {
    title: 'Check the status of the request',
    sentence: 'SmartCloud asks Altinn what the customer has answered.',
    spoken:
      'That the browser came back proves nothing. So SmartCloud asks Altinn itself whether the customer has approved.',
  },
  'altinn: find system user request': {
    title: 'Find the request again',
    sentence: 'SmartCloud asks Altinn whether there is a request for this customer.',
    spoken:
      'We do not know whether the request arrived. So we look first, instead of sending it once more.',
  },
  'altinn: list system user requests': {
    title: 'List the requests',
    sentence: 'SmartCloud reads all requests of its system, page by page.',
    spoken: 'Once an hour we compare what we have written down with what Altinn has.',
  },
  'altinn: delete system user request': {
    title: 'Delete the request',
    sentence: 'SmartCloud takes the request back, so that nobody can answer it.',
    spoken: 'The vendor changes its mind. From now on there is nothing to approve.',
  },
  'altinn: create change request': {
    title: 'Create a change request',
    sentence:
      'SmartCloud asks Altinn to change what the system user is allowed to do. The customer has to approve that, too.',
    spoken:
      'The customer has given access before, but to something else. A change is for the customer to decide, too.',
  },
  'altinn: read change request': {
    title: 'Check the status of the change',
    sentence: 'SmartCloud asks Altinn what the customer has answered to the change.',
    spoken: 'We ask Altinn, and do not rely on the browser having come back.',
  },
  'altinn: list change requests': {
    title: 'List the changes',
    sentence: 'SmartCloud reads all changes that were asked for of its system.',
    spoken: 'That is how we find changes that we have lost sight of.',
  },
  'altinn: delete change request': {
    title: 'Delete the change',
    sentence: 'SmartCloud takes the change back, so that nobody can answer it.',
    spoken: 'The vendor changes its mind. The system user is as it was.',
  },
  'altinn: find system user': {
    title: 'Find the system user',
    sentence: 'SmartCloud asks Altinn whether the customer has a system user for this system now.',
    spoken: 'The customer can delete the access at any time, without asking anybody. So we look.',
  },
  'altinn: list system users': {
    title: 'List the system users',
    sentence: 'SmartCloud reads all system users of its system, page by page.',
    spoken:
      'Altinn says at which customers the system has access. That is the truth, not our database.',
  },
  'altinn: read registered system': {
    title: 'Read the system in the system register',
    sentence: 'SmartCloud reads what is registered about its system at Altinn.',
    spoken:
      'What the system can ask for, and where customers can be sent back to, is in the system register.',
  },
  'altinn: register system': {
    title: 'Register the system',
    sentence: 'SmartCloud registers its system in Altinn’s system register.',
    spoken: 'Before anybody can ask for access, Altinn has to know the system.',
  },
  'altinn: replace system': {
    title: 'Change the system',
    sentence: 'SmartCloud replaces what the system register says of the system.',
    spoken: 'The whole entry is sent again, what has not changed as well.',
  },
  'altinn: replace rights': {
    title: 'Change the rights',
    sentence: 'SmartCloud replaces the rights that the system can ask for.',
    spoken: 'It gives nobody more access. It only says what we are allowed to ask customers for.',
  },
  'altinn: replace access packages': {
    title: 'Change the access packages',
    sentence: 'SmartCloud replaces the access packages that the system can ask for.',
    spoken: 'Access packages gather many rights under one name that the customer recognises.',
  },
  'altinn: list own systems': {
    title: 'List our systems',
    sentence: 'SmartCloud reads which systems the vendor has registered.',
    spoken: 'A vendor can have several systems. These are ours.',
  },
  'altinn: delete system': {
    title: 'Delete the system',
    sentence: 'SmartCloud deletes the system in the system register.',
    spoken: 'The system can no longer ask anybody for access.',
  },
  'altinn: read change log': {
    title: 'Read the change log',
    sentence:
      'SmartCloud reads what was changed of the system in the system register, and by whom.',
    spoken: 'Altinn writes down every change of the system.',
  },
  'altinn: list resources': {
    title: 'List the resources',
    sentence: 'SmartCloud reads which resources there are in Altinn’s resource registry.',
    spoken:
      'Every service has a name in the resource registry. It is those names that access is asked for.',
  },
  'altinn: list access packages': {
    title: 'List the access packages',
    sentence: 'SmartCloud reads which access packages there are.',
    spoken: 'Access packages gather many rights under one name.',
  },
  'altinn: read resource': {
    title: 'Read about the resource',
    sentence:
      'SmartCloud reads the name and owner of a resource, so that the page can show them in words.',
    spoken: 'The customer should read words, not technical names. This is where we get the words.',
  },
  'altinn: read access package': {
    title: 'Read about the access package',
    sentence:
      'SmartCloud reads the name of an access package, so that the page can show it in words.',
    spoken: 'The customer should read words, not technical names. This is where we get the words.',
  },
  'logistics: read status': {
    title: 'Get logistics status',
    sentence:
      'SmartCloud calls the logistics API with the system user token. The API asks Altinn whether the system user is allowed, and answers.',
    spoken:
      'The token says who the vendor is and which customer it is about. The API asks Altinn for permission, and hands over the figures.',
  },
  'salary: read status': {
    title: 'Get payroll figures',
    sentence:
      'SmartCloud calls the payroll API with the system user token. The API asks Altinn whether the system user is allowed to do exactly this.',
    spoken:
      'The same customer, the same kind of token, another right. It is the API that asks Altinn, every time.',
  },
  'claims: read': {
    title: 'Get claims and payments',
    sentence:
      'SmartCloud calls the Tax Administration’s API with the system user token, and gets the organisation’s claims and payments.',
    spoken:
      'This is a real API of the Tax Administration. The token is of the same kind, only the scope is another one.',
  },
  'system user info: read': {
    title: 'Ask the API whom it sees',
    sentence:
      'SmartCloud asks the checking API what it reads from the token: customer, system user and system.',
    spoken:
      'That is how it looks from the other side: the API knows who the vendor is, and for whom it acts.',
  },
  'api: is anybody there': {
    title: 'Ask whether the service answers',
    sentence: 'SmartCloud calls the address without a token, only to see whether anybody answers.',
    spoken: 'We knock. A no is an answer, too.',
  },
  'business register: look up': {
    title: 'Look up the name in the register of legal entities',
    sentence: 'SmartCloud looks up the organisation number to show the name.',
    spoken: 'The register is open, and needs no token.',
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
  other: {
    title: 'Another call',
    sentence: 'SmartCloud asks, and gets an answer.',
    spoken: 'SmartCloud asks, and gets an answer.',
  },
} as const satisfies Translation<typeof nbInspectorSteps>
