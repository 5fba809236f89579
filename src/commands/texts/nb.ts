import { nbAltinn } from './nb-altinn.js'
import { nbRunning } from './nb-running.js'

/* Setninger på bokmål. Engelsk i en.ts; en nøkkel som mangler der, kompilerer ikke. */
export const nb = {
  ...nbAltinn,
  ...nbRunning,

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
    usual: '{description} (ellers {usual})',
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
    for: 'klienten det gjelder, når kunden er regnskapsfører eller revisor; ellers kunden selv',
    showToken: 'skriv også selve tokenet, alene på standard ut',
  },

  progress: {
    key: 'Lager nøkkelen …',
    call: 'Spør API-et …',
    token: 'Henter token fra Maskinporten …',
    altinn: 'Spør Altinn …',
    doctor: 'Sjekker …',
    starting: 'Starter …',
  },

  settings: {
    missing: '{setting} mangler. Den skal være {form}.',
    wrong: '{setting} er feil. Den skal være {form}.',
    twice: '{setting} og {other} er begge satt. Velg én av dem.',
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
      BASE_URL: 'adressen nettleserne bruker, som https://smartcloud.example',
      MASKINPORTEN_KEY_ADDED_AT: 'en dato som 2026-11-20',
      MASKINPORTEN_KEY_EXPIRES_AT: 'en dato som 2026-11-20',
      DATABASE_FILE: 'en fil som data/smartcloud.db (eller DATABASE_URL for PostgreSQL)',
      DATABASE_URL: 'en adresse som begynner med postgres://',
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
    exists: {
      message: 'Filen {file} finnes allerede, og blir ikke overskrevet.',
      remedy: 'Velg et annet navn med --out, eller flytt filen.',
    },
    noFolder: {
      message: 'Mappen til {file} finnes ikke.',
      remedy: 'Lag mappen først.',
    },
    notWritable: {
      message: 'Filen {file} kan ikke skrives.',
      remedy: 'Sjekk at du har lov til å skrive der, og at det er plass.',
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
  call: {
    summary: 'Kall et API på vegne av en kunde, og se svaret',
    api: 'hvilket API: {names}',
    examples: [
      'smartcloud call system-user-info --org 310261629',
      'smartcloud call logistics --org 310261629',
      'smartcloud call claims --org 315201047 --for 213089358',
      'smartcloud call salary --org 310261629 --json',
    ],
    unknown: 'Det er ikke noe API som heter {name}.',
    choose: 'Velg ett av disse: {names}.',
    nobodyElse: {
      message: '--for gir ingen mening her: system-user-info svarer om systembrukeren selv.',
      remedy: 'Ta bort --for.',
    },
    nothing: {
      'system-user-info': 'API-et fant ingen systembruker i tokenet.',
      logistics: 'API-et har ingen opplysninger om virksomheten.',
      salary: 'API-et har ingen opplysninger om virksomheten.',
      claims: 'Skatteetaten fant ingen krav eller betalinger.',
    },
    logistics: {
      status: 'Status',
      shipment: 'Forsendelse',
      import: 'Import',
      export: 'Eksport',
      transit: 'Transitt',
      created: 'Opprettet',
    },
    salary: { status: 'Status', amount: 'Beløp' },
    claims: {
      withheld: 'Opplysningene er skjermet, og Skatteetaten gir dem ikke ut.',
      claim: 'Krav',
      due: 'Forfall',
      remaining: 'Gjenstår',
      overdue: 'Forfalt',
      notYetDue: 'Ikke forfalt',
      interest: 'Stipulerte renter',
      unplaced: 'Ikke plassert',
      balance: 'Saldo',
    },
  },
  explain: {
    summary: 'Les en grant eller et token fra standard inn, og se hva som er galt med det',
    examples: [
      'smartcloud token --org 310261629 --show-token | smartcloud explain',
      'smartcloud explain --type grant < grant.txt',
      'smartcloud explain --json < token.txt',
    ],
    type: 'hva det er: grant eller token; ellers ser vi det på innholdet',
    unknownType: {
      message: 'Det må være en grant eller et token.',
      remedy: 'Skriv --type grant eller --type token.',
    },
    paste: 'Lim inn en grant eller et token, og avslutt med Ctrl-D:',
    titles: {
      grant: 'En grant (signert forespørsel): det klienten sender til Maskinporten.',
      token: 'Et token: det Maskinporten eller Altinn gir klienten.',
    },
    notVerified: 'Signaturen vises ikke, og er ikke kontrollert.',
    unknownClaim: 'Ikke beskrevet av Maskinporten eller Altinn',
    noTime: 'Er ikke et tidspunkt',
    expired: 'Utløp {time}, for {duration} siden',
    wrong: 'Dette er galt:',
    notes: 'Dette er verdt å vite:',
    nothingWrong: 'Vi fant ingen feil.',
    problems: {
      empty: {
        message: 'Det kom ingenting på standard inn.',
        remedy: 'Send inn en grant eller et token: smartcloud explain < token.txt',
      },
      tooLong: {
        message: 'Dette er for langt til å være en grant eller et token.',
        remedy: 'Send inn bare selve JWT-en.',
      },
      encrypted: {
        message: 'Dette er kryptert (fem deler), og kan bare leses av den det er kryptert for.',
        remedy: 'Maskinporten bruker signerte JWT-er med tre deler. Send inn en slik.',
      },
      notThreeParts: {
        message: 'En JWT har tre deler med punktum mellom. Denne har {parts}.',
        remedy: 'Se etter om noe falt bort da den ble kopiert.',
      },
      brokenHeader: {
        message: 'Den første delen (header) er ikke JSON i base64url.',
        remedy: 'Se etter om noe falt bort i begynnelsen da den ble kopiert.',
      },
      brokenPayload: {
        message: 'Den midterste delen (payload) er ikke JSON i base64url.',
        remedy:
          'Se etter om noe falt bort da den ble kopiert, eller om den er kodet som vanlig base64.',
      },
    },
    findings: {
      blanks: {
        message: 'Den har mellomrom eller linjeskift i seg (MP-011).',
        remedy: 'Send den som én sammenhengende linje.',
      },
      notSigned: {
        message: 'Signaturen mangler.',
        remedy: 'Signer med den private nøkkelen, og send alle tre delene.',
      },
      algMissing: { message: 'alg mangler i header.', remedy: 'Bruk RS256.' },
      algNone: {
        message: 'alg er none: den er ikke signert, så hvem som helst kan ha laget den.',
        remedy: 'Signer med RS256 og den private nøkkelen.',
      },
      algSymmetric: {
        message: '{alg} bruker en delt hemmelighet, og det godtar ikke Maskinporten.',
        remedy: 'Signer med RS256 og en privat RSA-nøkkel.',
      },
      algOther: {
        message: 'Maskinporten støtter ikke {alg}.',
        remedy: 'Bruk RS256, RS384 eller RS512.',
      },
      kidMissing: {
        message: 'kid mangler i header, så mottakeren vet ikke hvilken nøkkel den er signert med.',
        remedy: 'Sett kid til id-en nøkkelen er registrert med på klienten.',
      },
      kidAndCertificate: {
        message: 'Både kid og x5c er oppgitt.',
        remedy:
          'Bruk kid når nøkkelen er registrert på klienten, og x5c bare for virksomhetssertifikat.',
      },
      certificateNotList: {
        message: 'x5c er ikke en liste (MP-123).',
        remedy: 'Send sertifikatene som en liste med tekster i base64.',
      },
      issMissing: {
        message: 'iss mangler.',
        remedy: 'I en grant skal iss være klient-ID-en. I et token er den adressen til utstederen.',
      },
      issIsOrganisation: {
        message: 'iss er et organisasjonsnummer (MP-100).',
        remedy: 'Sett iss til klient-ID-en fra Samarbeidsportalen.',
      },
      issNoSlash: {
        message: 'iss mangler skråstreken til slutt, så dette tokenet er ikke fra Maskinporten.',
        remedy: 'Utstederen heter {right}.',
      },
      audMissing: {
        message: 'aud mangler (MP-110).',
        remedy: 'Sett aud til adressen til Maskinporten, som https://test.maskinporten.no/.',
      },
      audNoSlash: {
        message: 'aud mangler skråstreken til slutt (MP-110).',
        remedy: 'Sett aud til {right}.',
      },
      audTokenAddress: {
        message: 'aud er adressen der tokenet hentes, ikke utstederen (MP-110).',
        remedy: 'Sett aud til {right}.',
      },
      audSeveral: {
        message: 'aud har flere verdier (MP-110).',
        remedy: 'Sett aud til én: adressen til Maskinporten i riktig miljø.',
      },
      scopeMissing: {
        message: 'scope mangler.',
        remedy: 'Be om minst ett scope, også når det gjelder en systembruker.',
      },
      scopeNotText: {
        message: 'scope er ikke en tekst.',
        remedy: 'Skriv alle scopes i én tekst, med mellomrom mellom.',
      },
      scopeComma: {
        message: 'scope har komma (MP-200).',
        remedy: 'Skill scopes med mellomrom.',
      },
      iatMissing: { message: 'iat mangler.', remedy: 'Sett iat til tiden nå, i hele sekunder.' },
      expMissing: {
        message: 'exp mangler.',
        remedy: 'Sett exp til høyst 120 sekunder etter iat.',
      },
      timesNotWhole: {
        message: 'iat, exp eller nbf er ikke et helt tall.',
        remedy: 'Skriv tidspunkter som hele sekunder siden 1970.',
      },
      timesInMilliseconds: {
        message: 'Tidspunktene er skrevet i millisekunder.',
        remedy: 'Del på 1000 og rund ned: de skal være i sekunder.',
      },
      expired: {
        message: 'Den utløp for {seconds} s siden (MP-130).',
        remedy: 'Lag en ny. Er den nettopp laget, går klokken på maskinen for sakte.',
      },
      lastsTooLong: {
        message: 'Den varer i {seconds} s, og Maskinporten godtar høyst 120.',
        remedy: 'Sett exp til iat + 60.',
      },
      clockAhead: {
        message: 'Den er laget {seconds} s fram i tid, og Maskinporten godtar høyst 10.',
        remedy: 'Klokken på maskinen som laget den, går for fort. Synkroniser den (NTP).',
      },
      notYetValid: {
        message: 'Den gjelder ikke før om {seconds} s.',
        remedy: 'Ta bort nbf, eller synkroniser klokken på maskinen som laget den.',
      },
      unknownClaims: {
        message: 'Maskinporten godtar ikke disse feltene: {names} (MP-011).',
        remedy: 'Ta dem bort.',
      },
      resourceFragment: {
        message: 'resource har # i seg.',
        remedy: 'Skriv den fulle adressen til API-et uten #.',
      },
      detailsNotOne: {
        message: 'authorization_details er ikke en liste med ett objekt.',
        remedy: 'Be om én kunde om gangen: en liste med nøyaktig ett objekt.',
      },
      detailsType: {
        message: 'Typen i authorization_details er en annen enn urn:altinn:systemuser (MP-301).',
        remedy: 'Sett type til urn:altinn:systemuser.',
      },
      detailsUnknownMembers: {
        message: 'authorization_details har ukjente felt: {names} (MP-302).',
        remedy: 'Behold bare type, systemuser_org og externalRef.',
      },
      detailsLowerCaseId: {
        message: '{member} har id med små bokstaver (MP-302).',
        remedy: 'Skriv ID med store bokstaver.',
      },
      organisationMissing: {
        message: 'Organisasjonsnummeret mangler.',
        remedy: 'Sett systemuser_org til { "authority": "iso6523-actorid-upis", "ID": "0192:…" }.',
      },
      authority: {
        message: '{member}.authority er ikke iso6523-actorid-upis.',
        remedy: 'Sett den til iso6523-actorid-upis.',
      },
      organisationNoPrefix: {
        message: '{member}.ID mangler 0192: foran organisasjonsnummeret.',
        remedy: 'Skriv 0192: og så de ni sifrene.',
      },
      organisationIsPerson: {
        message: '{member}.ID er et fødselsnummer, ikke et organisasjonsnummer.',
        remedy: 'En systembruker tilhører en virksomhet. Skriv 0192: og organisasjonsnummeret.',
      },
      organisationNumber: {
        message: '{member}.ID er ikke et gyldig organisasjonsnummer.',
        remedy: 'Skriv 0192: og ni sifre med riktig kontrollsiffer.',
      },
      realInTest: {
        message: 'Kunden er en virkelig virksomhet, og miljøet er for test.',
        remedy: 'Bruk et syntetisk nummer fra Tenor. De begynner med 2 eller 3.',
      },
      syntheticInProduction: {
        message: '{member}.ID er et syntetisk nummer, og miljøet er produksjon.',
        remedy: 'Bruk nummeret til en virkelig virksomhet, eller testmiljøet.',
      },
      externalRef: {
        message: 'externalRef har tegn som ikke er tillatt, eller er for lang (MP-302).',
        remedy: 'Bruk høyst 255 bokstaver, tall, bindestreker og understreker.',
      },
      systemUserIdMissing: {
        message: 'systemuser_id mangler, eller er ikke en liste.',
        remedy:
          'I et token fra Maskinporten er den en liste med én UUID. Se hvem som laget tokenet.',
      },
      consumerMissing: {
        message: 'consumer mangler, så API-et ser ikke hvilken leverandør som kaller.',
        remedy: 'Hent et nytt token fra Maskinporten.',
      },
      personalToken: {
        message: 'Tokenet gjelder en person som har logget inn, ikke en systembruker.',
        remedy: 'Hent et systembrukertoken: smartcloud token --org …',
      },
      noDetails: {
        message:
          'authorization_details mangler: dette gjelder leverandøren selv, ingen systembruker.',
        remedy:
          'Skal det brukes på vegne av en kunde, må forespørselen (grant) ha authorization_details.',
      },
      audUnknown: {
        message: 'aud er ikke Maskinporten i test eller produksjon.',
        remedy: 'Det er riktig bare for en sandkasse.',
      },
      issUnknown: {
        message: 'iss er verken Maskinporten eller Altinn.',
        remedy: 'Det er riktig bare for en sandkasse.',
      },
      jtiMissing: {
        message: 'jti mangler.',
        remedy: 'Gi hver grant en ny UUID, så den ikke kan brukes om igjen.',
      },
      lowerCaseId: {
        message: '{member} har id med små bokstaver.',
        remedy: 'Ekte tokener fra Maskinporten har ID med store bokstaver.',
      },
    },
  },

  keys: {
    summary: 'Lag, vis og kontroller nøkkelen til Maskinporten',
    examples: [
      'smartcloud keys new',
      'smartcloud keys public maskinporten-key.jwk > jwks.json',
      'smartcloud keys check maskinporten-key.pem',
    ],
    file: 'filen med nøkkelen, eller - for standard inn; ellers den i innstillingene',
    options: {
      out: 'hva filene skal hete, uten endelse',
      bits: 'lengden: 2048, 3072 eller 4096',
      newKid: 'id-en til nøkkelen; ellers en ny som ingen andre har',
    },
    problems: {
      bits: {
        message: 'Nøkkelen kan ikke ha den lengden.',
        remedy: 'Skriv --bits 2048, 3072 eller 4096.',
      },
      kid: {
        message: 'Id-en til nøkkelen (kid) har tegn som ikke er tillatt, eller er for lang.',
        remedy: 'Bruk høyst 100 bokstaver, tall, punktum, bindestreker og understreker.',
      },
      none: {
        message: 'Det er ikke oppgitt noen nøkkel.',
        remedy: 'Oppgi filen, - for standard inn, eller MASKINPORTEN_KEY_FILE i innstillingene.',
      },
    },
    new: {
      summary: 'Lag en ny RSA-nøkkel, som JWK og PEM',
      examples: ['smartcloud keys new', 'smartcloud keys new --out hemmelig/test --bits 3072'],
      private: 'Privat nøkkel',
      public: 'Offentlig nøkkel',
      upload: 'Last opp {file} på klienten i Samarbeidsportalen.',
      configure: 'Skriv MASKINPORTEN_KEY_FILE={file} i .env.',
      secret: 'Den som har den private nøkkelen, er leverandøren. Del den aldri med noen.',
    },
    public: {
      summary: 'Vis den offentlige halvdelen av en nøkkel, som JWKS til opplasting',
      examples: [
        'smartcloud keys public maskinporten-key.jwk',
        'smartcloud keys public mp-key.pem --kid min-id > jwks.json',
      ],
    },
    check: {
      summary: 'Si hva som er galt med en nøkkel',
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
      rsa: 'RSA, {bits} bit',
      noKid: 'ingen; oppgi den med --kid eller MASKINPORTEN_KID',
      good: 'Nøkkelen kan brukes.',
    },
  },
} as const
