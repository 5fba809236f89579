/* Setninger på bokmål. Engelsk i en.ts; en nøkkel som mangler der, kompilerer ikke. */
export const nb = {
  help: {
    about:
      'Henter tokener for systembrukere, kaller API-er med dem og forklarer hva som gikk galt.',
    titles: {
      'Usage:': 'Bruk:',
      'Arguments:': 'Argumenter:',
      'Options:': 'Valg:',
      'Global Options:': 'Valg for alle kommandoer:',
      'Commands:': 'Kommandoer:',
    },
    usageOptions: '[valg]',
    usageCommand: '[kommando]',
    examples: 'Eksempler:',
    help: 'vis denne hjelpen',
    version: 'vis versjonen',
    json: 'skriv svaret som ett JSON-dokument',
    lang: 'språk; ellers det systemet er satt til (LANG)',
    verbose: 'skriv en linje om hvert kall, på standard feil',
    more: [
      'Innstillingene leses fra miljøet og fra .env (se .env.example). Valg på kommandolinjen går foran.',
      'Sluttkode: 0 utført, 1 avvist av en tjeneste, 2 feil bruk eller innstillinger, 3 ingen kontakt.',
      'Hjelp om én kommando: smartcloud token --help',
    ].join('\n'),
    seedSettings:
      'Innstillingene i eksempelet fra Altinn virker også, som valg (--clientID) og i miljøet:\nclientID, scope, systemUserOrg og pemCertificatePath.',
  },

  usage: {
    unknownOption: 'Valget {name} finnes ikke.',
    unknownCommand: 'Kommandoen {name} finnes ikke.',
    noCommand: 'Du har ikke valgt noen kommando.',
    missingArgument: 'Kommandoen mangler <{name}>.',
    missingValue: 'Valget {name} mangler en verdi.',
    missingOption: 'Valget {name} mangler.',
    conflict: '{name} og {second} kan ikke brukes sammen.',
    tooMany: 'Det står for mange ord på kommandolinjen.',
    notUnderstood: 'Kommandolinjen kan ikke leses.',
    didYouMean: 'Mente du {suggestion}?',
    seeHelp: 'Legg til --help for å se hva kommandoen tar imot.',
    unknownLanguage: {
      message: 'Språket finnes ikke.',
      remedy: 'Skriv --lang nb eller --lang en.',
    },
  },

  options: {
    upstreams: 'hvilket miljø: sandbox, tt02 eller prod (UPSTREAMS)',
    clientId: 'klienten i Maskinporten (MASKINPORTEN_CLIENT_ID)',
    keyFile: 'fil med den private nøkkelen (MASKINPORTEN_KEY_FILE)',
    kid: 'nøkkelens id, slik den er registrert på klienten (MASKINPORTEN_KID)',
    systemId: 'systemet i Altinns systemregister (SYSTEM_ID)',
    org: 'organisasjonsnummeret til kunden',
    scope: 'ett eller flere scopes, med mellomrom mellom',
    externalRef: 'referansen systembrukeren ble opprettet med, om den har en',
    showToken: 'skriv også selve tokenet, alene på standard ut',
  },

  progress: {
    token: 'Henter token fra Maskinporten …',
  },

  settings: {
    missing: '{setting} mangler. Den skal være {form}.',
    wrong: '{setting} er feil. Den skal være {form}.',
    twice: '{setting} og MASKINPORTEN_KEY er begge satt. Velg én av dem.',
    unsafe: '{setting} er ikke trygg. Den skal være {form}.',
    forms: {
      UPSTREAMS: 'sandbox, tt02 eller prod',
      MASKINPORTEN_CLIENT_ID: 'klient-ID-en fra Samarbeidsportalen',
      MASKINPORTEN_KEY_FILE: 'navnet på filen med den private nøkkelen',
      SYSTEM_ID: 'id-en fra systemregisteret, som 991825827_smartcloud',
      SANDBOX_URL: 'adressen til sandkassen, som http://localhost:3001',
      MASKINPORTEN_ISSUER:
        'en adresse som slutter med skråstrek, som https://test.maskinporten.no/',
      ALTINN_EXCHANGE: 'on eller off',
      NODE_TLS_REJECT_UNAUTHORIZED: 'fjernet, for den slår av kontrollen av sertifikater',
      ADDRESS: 'en adresse som https://example.no',
    },
  },

  organisation: {
    empty: {
      message: 'Organisasjonsnummeret mangler.',
      remedy: 'Oppgi det med {option}.',
    },
    notNineDigits: {
      message: '«{typed}» er ikke et organisasjonsnummer.',
      remedy: 'Et organisasjonsnummer har ni siffer. Sjekk {option}.',
    },
    wrongCheckDigit: {
      message: '«{typed}» er ikke et gyldig organisasjonsnummer: kontrollsifferet stemmer ikke.',
      remedy: 'Se etter sifre som er byttet om eller feil, og rett {option}.',
    },
    realNumberInTest: {
      message: '«{typed}» er nummeret til en virkelig virksomhet, og miljøet er for test.',
      remedy:
        'Bruk et syntetisk nummer fra Tenor (de begynner med 2 eller 3), eller --upstreams prod.',
    },
    testNumberInProduction: {
      message: '«{typed}» er et syntetisk nummer, og miljøet er produksjon.',
      remedy: 'Bruk nummeret til en virkelig virksomhet, eller --upstreams tt02.',
    },
  },
  scope: {
    comma: {
      message: 'Scopes skal ikke ha komma.',
      remedy: 'Skriv dem med mellomrom mellom: --scope "ett to".',
    },
    characters: {
      message: 'Scopet har tegn som ikke er tillatt.',
      remedy: 'Skriv det som i Samarbeidsportalen, for eksempel altinn:systembruker.demo.',
    },
  },
  externalRef: {
    message: 'Referansen har tegn som ikke er tillatt, eller er for lang.',
    remedy: 'Bruk høyst 255 bokstaver, tall, bindestreker og understreker.',
  },

  keyProblems: {
    empty: {
      message: 'Nøkkelen er tom.',
      remedy: 'Lag en med «smartcloud keys new», eller oppgi filen som har den.',
    },
    unreadable: {
      message: 'Dette er ikke en nøkkel som kan leses.',
      remedy: 'Oppgi den som PEM (PKCS#8 eller PKCS#1), som JWK eller som JWK i base64.',
    },
    encrypted: {
      message: 'Nøkkelen er beskyttet med passord.',
      remedy: 'Ta bort passordet først: openssl pkey -in nøkkel.pem -out uten-passord.pem',
    },
    publicOnly: {
      message: 'Dette er den offentlige halvdelen av en nøkkel.',
      remedy: 'Oppgi den private halvdelen, den som ikke er lastet opp noe sted.',
    },
    certificate: {
      message: 'Dette er et sertifikat, ikke en nøkkel.',
      remedy: 'Oppgi den private nøkkelen som hører til.',
    },
    notRsa: {
      message: 'Nøkkelen er ikke en RSA-nøkkel, og Maskinporten tar bare imot RSA.',
      remedy: 'Lag en ny med «smartcloud keys new».',
    },
    tooShort: {
      message: 'Nøkkelen er for kort. Den må ha minst 2048 bit.',
      remedy: 'Lag en ny med «smartcloud keys new».',
    },
    tooLong: {
      message: 'Nøkkelen er for lang. Den kan ha høyst 4096 bit.',
      remedy: 'Lag en ny med «smartcloud keys new».',
    },
    kidMissing: {
      message: 'Nøkkelen har ingen id (kid).',
      remedy: 'Oppgi den med --kid eller MASKINPORTEN_KID, slik den er registrert på klienten.',
    },
    keySet: {
      message: 'Dette er et sett med nøkler.',
      remedy: 'Oppgi bare én av dem: et av objektene i «keys».',
    },
    wrongUse: {
      message: 'Nøkkelen er ikke ment for signering. Feltet use eller key_ops sier noe annet.',
      remedy: 'Bruk en nøkkel for signering (use: sig), eller lag en ny med «smartcloud keys new».',
    },
    wrongAlg: {
      message: 'Nøkkelen er ment for en annen algoritme enn RS256.',
      remedy: 'Bruk en nøkkel for RS256, eller lag en ny med «smartcloud keys new».',
    },
  },
  keyFiles: {
    missing: {
      message: 'Filen {file} finnes ikke.',
      remedy:
        'Sjekk --key-file eller MASKINPORTEN_KEY_FILE, eller lag en nøkkel med «smartcloud keys new».',
    },
    unreadable: {
      message: 'Filen {file} kan ikke leses.',
      remedy: 'Sjekk at du selv har lov til å lese den.',
    },
    folder: {
      message: '{file} er en mappe.',
      remedy: 'Oppgi filen med den private nøkkelen.',
    },
    tooLarge: {
      message: 'Filen {file} er for stor til å være en nøkkel.',
      remedy: 'Oppgi filen med den private nøkkelen.',
    },
    othersMayRead: {
      message: 'Andre enn du kan lese nøkkelen i {file}.',
      remedy: 'Gjør den privat: chmod 600 {file}',
    },
  },

  services: {
    maskinporten: 'Maskinporten',
    altinn: 'Altinn',
    claims: 'Skatteetaten',
    logistics: 'logistikktjenesten',
    salary: 'lønnstjenesten',
    systemUserInfo: 'kontrolltjenesten',
    unknown: 'tjenesten',
  },

  failures: {
    settings: {
      message: 'Disse innstillingene må rettes:',
      remedy: 'Skriv dem i .env (se .env.example), eller gi dem som valg.',
    },
    wrongOrder: {
      message: 'Forespørselen kan ikke lages slik.',
      remedy:
        'Oppgi minst ett scope. Referansen kan bare ha bokstaver, tall, bindestrek og understrek.',
    },
    forbiddenAddress: {
      message: 'En av adressene i innstillingene er ikke tillatt.',
      remedy: 'Utenfor sandkassen må adresser begynne med https:// og ikke peke på egen maskin.',
    },
    unexpected: {
      message: 'Noe gikk galt som ikke skulle kunne skje.',
      remedy: 'Kjør kommandoen på nytt med --verbose, og meld fra om det som står der.',
    },
    noAnswer: 'Vi fikk ikke svar fra {service}.',
    unreachable: {
      refused: 'Ingen svarer på adressen. Sjekk at tjenesten kjører, og at adressen er riktig.',
      dns: 'Adressen finnes ikke i nettverket. Sjekk adressen, og at du er på nett.',
      timeout: 'Svaret tok for lang tid. Sjekk nettverket, og prøv igjen om litt.',
      reset: 'Forbindelsen ble brutt. Sjekk nettverket, og prøv igjen om litt.',
      tls: 'Sertifikatet til tjenesten er ikke til å stole på. Sjekk adressen og klokken på maskinen.',
      busy: 'Det er for mange kall på én gang. Prøv igjen om litt.',
    },
    refused: 'Kallet ble avvist: {service} svarte {status}.',
    refusedLater: 'Tjenesten har problemer eller er overbelastet. Prøv igjen om litt.',
    refusedToken: 'Tokenet ble ikke godtatt. Sjekk at tjenesten og --upstreams er samme miljø.',
    refusedCall: 'Sjekk organisasjonsnummeret, scopet og hva systembrukeren har rett til.',
    altinnRefused: 'Altinn sa nei ({code}).',
    altinnSays: 'Altinns forklaring: {explanation}',
    altinnSilent: 'Altinn ga ingen forklaring.',
    strange: 'Svaret kunne ikke brukes: {service} svarte noe annet enn avtalt.',
    strangeRemedy: 'Sjekk at adressen er riktig, og prøv igjen om litt.',
    wrongToken:
      'Tokenet gjaldt en annen virksomhet eller et annet system, og er kastet. Sjekk SYSTEM_ID og klient-ID.',
    clockAhead: 'Klokken på denne maskinen går {seconds} s for fort.',
    clockBehind: 'Klokken på denne maskinen går {seconds} s for sakte.',
    reference: '({code}, referanse {reference})',
  },

  token: {
    summary: 'Hent et token på vegne av en kunde, og se hva det gjelder',
    examples: [
      'smartcloud token --org 310261629',
      'smartcloud token --org 310261629 --scope altinn:systembruker.demo --json',
      'TOKEN=$(smartcloud token --org 310261629 --show-token)',
    ],
    lifetime: 'Varer i',
    shown: 'Tokenet står på skjermen. Den som har det, kan bruke det til det utløper.',
  },
} as const
