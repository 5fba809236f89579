/** Røntgen. Its readers want to see the protocol, so things have the names the protocol gives them. */
export const nbInspector = {
  name: 'Røntgen',
  /** Of every page of a flow. */
  title: 'Steg {number} av {count}: {step} – Røntgen',
  plainTitle: '{heading} – Røntgen',

  journeys: {
    access: 'Opprett og bruk en systemtilgang',
    change: 'Endre en systemtilgang',
    clients: 'Systemtilgang for klienter',
    data: 'Hent opplysninger',
    look: 'Slå opp',
  },
  phases: {
    ask: 'Bestill systemtilgang',
    approve: 'Kunden godkjenner',
    use: 'Bruk systemtilgangen',
    change: 'Be om endring',
    look: 'Slå opp',
  },
  lanes: {
    browser: 'Nettleser',
    smartcloud: 'SmartCloud',
    maskinporten: 'Maskinporten',
    altinn: 'Altinn',
    api: 'Tjeneste-API',
  },
  fromTo: '{from} til {to}',

  empty: 'Ingen kall ennå. Registrer en virksomhet, så dukker kallene opp her.',
  start: 'Start en registrering',
  missing: { one: '{count} kall mangler i opptaket.', other: '{count} kall mangler i opptaket.' },
  kept: 'Tokenet ble hentet fra mellomlageret. Det ble ikke sendt noe kall.',
  noAnswer: 'Ikke svar etter {duration}',
  decoded: 'Innholdet i tokenet',
  request: 'Forespørsel',
  response: 'Svar',
  signatureHidden: 'Signaturen er fjernet.',

  /** «SmartCloud sender POST /token til Maskinporten, svar 200» */
  label: '{from} sender {call} til {to}, svar {answer}',
  keptLabel: '{from} har et token fra {to} fra før. {answer}. {call}',

  /** Instead of the usual sentence, when the answer is no. */
  refused: {
    noPermission: {
      sentence:
        'API-et spør Altinn om systembrukeren har lov. Svaret er nei, fordi fullmakten ikke er godkjent.',
      spoken:
        'Tokenet er gyldig, men det er ikke nok. API-et spør Altinn om akkurat denne rettigheten, og svaret er nei.',
    },
    maskinporten: {
      sentence: 'Maskinporten sier nei. Svaret forteller hvorfor, med en kode.',
      spoken:
        'Her stopper det. Maskinporten utsteder ikke noe token, og koden i svaret sier hvorfor.',
    },
    notFound: {
      sentence: 'Svaret er at det ikke finnes.',
      spoken: 'Det vi spør etter, finnes ikke.',
    },
    other: {
      sentence: 'Svaret er nei. Det står i svaret hvorfor.',
      spoken: 'Her sier den andre siden nei, og i svaret står det hvorfor.',
    },
  },

  docs: {
    systemUserToken: 'Les om systembrukertoken hos Digdir (docs.digdir.no)',
    metadata: 'Les om metadata hos Digdir (docs.digdir.no)',
    exchange: 'Les om bytte av token hos Altinn (docs.altinn.studio)',
    request: 'Les om forespørsler hos Altinn (docs.altinn.studio)',
    change: 'Les om endringer hos Altinn (docs.altinn.studio)',
    clients: 'Les om klienter hos Altinn (docs.altinn.studio)',
    systemUser: 'Les om systembrukere hos Altinn (docs.altinn.studio)',
    register: 'Les om systemregisteret hos Altinn (docs.altinn.studio)',
    registry: 'Les om ressursregisteret hos Altinn (docs.altinn.studio)',
    decision: 'Les om Altinns avgjørelser (docs.altinn.studio)',
  },

  /** In the place of a status. */
  tags: { kept: 'Mellomlager', onward: 'Videre', failed: 'Ikke svar' },

  /** A token is named after what it is for. */
  tokenSteps: {
    ask: 'Hent token for å opprette forespørsel',
    read: 'Hent token for å lese forespørsler',
    change: 'Hent token for å be om endring',
    register: 'Hent token for systemregisteret',
    systemUser: 'Hent systembrukertoken',
    other: 'Hent token fra Maskinporten',
  },
} as const
