/**
 * What each step is, by its operation: its title, a sentence about what it does, and one that
 * somebody who presents can say aloud.
 */
export const nbInspectorSteps = {
  'maskinporten: get token': {
    title: 'Hent token fra Maskinporten',
    sentence:
      'SmartCloud signerer en forespørsel (JWT) med nøkkelen sin og bytter den mot et token hos Maskinporten.',
    spoken:
      'SmartCloud viser hvem den er, med en signatur. Ingen passord, ingen mennesker. Maskinporten svarer med et token som varer i to minutter.',
  },
  'maskinporten: get token for a system user': {
    title: 'Hent systembrukertoken',
    sentence:
      'SmartCloud ber om et token på vegne av kunden. Maskinporten spør Altinn om kunden har godkjent en systembruker for dette systemet. Først da utstedes tokenet.',
    spoken:
      'SmartCloud ber om et token på vegne av kunden. Maskinporten spør Altinn om kunden har godkjent en systembruker for dette systemet. Først da utstedes tokenet.',
  },
  'altinn: create system user request': {
    title: 'Opprett forespørsel om systembruker',
    sentence:
      'SmartCloud ber Altinn om en systembruker hos kunden, med rettighetene kunden skal godkjenne. Svaret har adressen der kunden godkjenner.',
    spoken:
      'Her ber leverandøren om tilgang. Ingenting er gitt ennå. Altinn svarer med en lenke, og bare kunden kan si ja der.',
  },
  'altinn: read system user request': {
    title: 'Sjekk status på forespørselen',
    sentence: 'SmartCloud spør Altinn hva kunden har svart.',
    spoken:
      'At nettleseren kom tilbake, beviser ingenting. Derfor spør SmartCloud Altinn selv om kunden har godkjent.',
  },
  'browser: to altinn': {
    title: 'Send kunden til Altinn',
    sentence:
      'SmartCloud sender nettleseren til Altinn. Der leser en leder hos kunden hva det bes om, og bestemmer.',
    spoken:
      'Nå forlater kunden SmartCloud. Det er i Altinn, og bare der, at kunden sier ja eller nei.',
  },
  'browser: back': {
    title: 'Kunden kommer tilbake',
    sentence:
      'Altinn sender nettleseren tilbake til SmartCloud. Adressen sier hvilken forespørsel det gjelder, men ikke hva kunden svarte.',
    spoken: 'Kunden er tilbake hos oss. Svaret står ikke i adressen, så nå må vi spørre Altinn.',
  },
  'logistics: read status': {
    title: 'Hent logistikkstatus',
    sentence:
      'SmartCloud kaller logistikk-API-et med systembrukertokenet. API-et spør Altinn om systembrukeren har lov, og svarer.',
    spoken:
      'Tokenet sier hvem leverandøren er og hvilken kunde det gjelder. API-et spør Altinn om lov, og gir fra seg tallene.',
  },
  other: {
    title: 'Et annet kall',
    sentence: 'SmartCloud spør, og får svar.',
    spoken: 'SmartCloud spør, og får svar.',
  },
} as const
