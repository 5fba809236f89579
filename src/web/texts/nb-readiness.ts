/** What is in order, and what is not: {@link nb} takes these in. */
export const nbReadiness = {
  heading: 'Tilstand',
  lead: 'Slik er oppsettet akkurat nå. Siden spør, og endrer ingenting.',
  readAt: 'Lest {time}.',
  again: 'Sjekk igjen',
  download: 'Last ned som JSON',
  details: 'Om denne sjekken',

  /** A word for each line, beside its icon. */
  states: {
    ok: 'I orden',
    failed: 'Feil',
    warning: 'Advarsel',
    notAllowed: 'Får ikke spørre',
    notAsked: 'Ikke spurt',
    unknown: 'Uten svar',
  },
  groups: {
    ours: 'SmartCloud',
    maskinporten: 'Maskinporten',
    system: 'Altinn og systemregisteret',
    customer: 'Kunden',
    apis: 'API-ene',
  },

  headlines: {
    inOrder: { title: 'Alt er i orden', text: 'Alle sjekkene gikk bra.' },
    works: {
      title: 'Tilgangen virker',
      text: 'Maskinporten ga token for {organisationNumber}. Det som eventuelt er merket under, hindrer det ikke.',
    },
    causeNotFound: {
      title: 'Årsaken er ikke funnet',
      text: 'Alt vi kan spørre om, er i orden, men Maskinporten gir ikke token. Er systembrukeren ny, kan det ta et minutt før Maskinporten ser den. Sjekk igjen, og kontakt Altinn hvis det varer. Sporings-ID: {traceId}.',
    },
    notAllowed: {
      title: 'Vi får ikke spurt om alt: {scope} mangler',
      text: 'Av det vi fikk spurt om, er ingenting feil. Årsaken kan ligge i det vi ikke får se.',
    },
    noAnswer: {
      text: 'Uten svar kan vi ikke si om alt er i orden. Prøv igjen om noen minutter.',
    },
  },

  detective: {
    heading: 'Finn årsaken',
    headingFor: 'Finn årsaken: {customer}',
    lead: 'MP-303 er Maskinportens ene svar på mange feil. Her spør vi Maskinporten og Altinn om hver av dem, i rekkefølge.',
    startLead:
      'Skriv inn kunden som Maskinporten svarer MP-303 for. Siden spør Maskinporten og Altinn, og endrer ingenting.',
    organisationNumber: 'Kundens organisasjonsnummer',
    hint: 'Ni siffer. Du kan skrive med eller uten mellomrom.',
    submit: 'Finn årsaken',
    link: 'Finn årsaken for en kunde',
    support: 'Til support',
    supportText:
      'Dette spør supporten hos Altinn og Digdir etter. Det er ingen hemmeligheter i det.',
    supportRegion: 'Opplysninger til support',
    otherOrders: 'Andre spor',
    otherOrdersText: 'Kunden har flere forespørsler eller systembrukere. Denne siden gjelder én.',
  },

  /** What one can press. */
  steps: {
    newRequest: 'Lag ny forespørsel',
    openRequest: 'Åpne forespørselen',
    openSystem: 'Åpne systemregisteret',
    tryReference: 'Sjekk med referansen {reference}',
    checkAgain: 'Sjekk igjen',
  },

  worlds: {
    sandbox: 'sandkassen',
    tt02: 'testmiljøet',
    prod: 'produksjon',
    other: 'et ukjent miljø',
  },
  kinds: { standard: 'Egen virksomhet', agent: 'For klienter' },
  none: 'Ingen',

  facts: {
    environment: 'Miljø',
    maskinporten: 'Maskinporten',
    altinn: 'Altinn',
    issuer: 'Maskinportens adresse',
    answeredIssuer: 'Adressen Maskinporten oppgir',
    altinnAddress: 'Altinns adresse',
    seconds: 'Sekunder',
    kid: 'Nøkkel-ID',
    bits: 'Bit',
    addedAt: 'Lagt til',
    expiresAt: 'Utløper',
    daysLeft: 'Dager igjen',
    nextKid: 'Neste nøkkel',
    clientId: 'Klient-ID',
    registeredClients: 'Klient-ID-er på systemet',
    scope: 'Scope',
    service: 'Tjeneste',
    code: 'Kode',
    description: 'Svaret',
    traceId: 'Sporings-ID',
    httpStatus: 'HTTP-status',
    systemId: 'System-ID',
    systemName: 'Navn',
    missing: 'Mangler',
    address: 'Adresse',
    organisationNumber: 'Org.nr.',
    requestId: 'Forespørselens ID i Altinn',
    kind: 'Type',
    status: 'Status i Altinn',
    createdAt: 'Opprettet',
    sentAt: 'Sendt',
    failure: 'Grunn',
    externalReference: 'Referansen vi sender',
    otherReferences: 'Referanser i Altinn',
    systemUserId: 'Systembrukerens ID',
    approvedAt: 'Godkjent',
    time: 'Tidspunkt (UTC)',
    reference: 'Vår referanse for sjekken',
  },

  /** What any line can say. */
  common: {
    refused: { text: 'Maskinporten svarte nei.' },
    refusedByAltinn: {
      title: 'Altinn avviste spørsmålet',
      text: 'Vi fikk spørre, men Altinn svarte med en feil. Oppgi koden og sporings-ID-en til Altinns support.',
    },
    notAllowed: {
      title: 'Får ikke spørre: {scope} mangler',
      text: 'Spørsmålet krever et scope som klienten ikke har.',
      remedy:
        'Legg til {scope} på klienten i Samarbeidsportalen. Har virksomheten ikke fått scopet, bestilles det hos Altinn.',
    },
    notAsked: { text: 'Et punkt lenger opp må i orden først.' },
    noAnswer: {
      title: '{service} svarer ikke',
      text: 'Vi fikk ikke noe svar. Prøv igjen om litt.',
    },
    strangeAnswer: {
      title: '{service} svarte på en måte vi ikke forstår',
      text: 'Svaret var ikke slik det er avtalt. Prøv igjen om litt.',
    },
  },

  checks: {
    environment: {
      name: 'Miljø',
      findings: {
        ok: { text: 'Maskinporten og Altinn hører til samme miljø: {environment}.' },
        worldsDiffer: {
          title: 'Maskinporten og Altinn er i hvert sitt miljø',
          text: 'Maskinporten er {maskinporten}, Altinn er {altinn}, og SmartCloud er satt opp for {environment}. En systembruker finnes bare i miljøet der den er godkjent.',
          remedy:
            'Rett UPSTREAMS, MASKINPORTEN_ISSUER eller ALTINN_PLATFORM_URL, så alle gjelder samme miljø.',
        },
        otherIssuer: {
          title: 'Maskinporten oppgir en annen adresse',
          text: 'Vi bruker {issuer}, men Maskinporten oppgir {answeredIssuer}. Da godtar den ikke forespørslene våre.',
          remedy: 'Sett MASKINPORTEN_ISSUER til adressen Maskinporten oppgir, bokstav for bokstav.',
        },
        unknownAddress: {
          title: 'Vi kjenner ikke adressene',
          text: 'Adressene er satt i innstillingene, og vi vet ikke om de hører sammen.',
          remedy: 'Sjekk at Maskinporten og Altinn gjelder samme miljø.',
        },
      },
    },
    clock: {
      name: 'Klokke',
      findings: {
        ok: { text: 'Klokken stemmer med Maskinportens.' },
        aheadABit: {
          title: 'Klokken går {seconds} sekunder for fort',
          text: 'Maskinporten avviser forespørsler fra mer enn 10 sekunder fram i tid.',
          remedy: 'Synkroniser klokken på serveren (NTP).',
        },
        behindABit: {
          title: 'Klokken går {seconds} sekunder for sakte',
          text: 'Maskinporten godtar høyst 10 sekunders avvik.',
          remedy: 'Synkroniser klokken på serveren (NTP).',
        },
        ahead: {
          title: 'Klokken går {seconds} sekunder for fort',
          text: 'Maskinporten avviser forespørsler fra mer enn 10 sekunder fram i tid.',
          remedy: 'Synkroniser klokken på serveren (NTP), og sjekk igjen.',
        },
        behind: {
          title: 'Klokken går {seconds} sekunder for sakte',
          text: 'Maskinporten godtar høyst 10 sekunders avvik, og forespørslene kan være utløpt når de kommer fram.',
          remedy: 'Synkroniser klokken på serveren (NTP), og sjekk igjen.',
        },
      },
    },
    key: {
      name: 'Nøkkel',
      findings: {
        ok: { text: 'Maskinporten godtar nøkkelen, og den varer til {expiresAt}.' },
        notTried: { text: 'Nøkkelen varer til {expiresAt}.' },
        noDate: {
          title: 'Vi vet ikke når nøkkelen utløper',
          text: 'En nøkkel varer høyst ett år fra den ble lagt til på klienten.',
          remedy:
            'Sett MASKINPORTEN_KEY_ADDED_AT eller MASKINPORTEN_KEY_EXPIRES_AT, så varsler vi i tide.',
        },
        expiresSoon: {
          title: 'Nøkkelen utløper {expiresAt}',
          text: 'Etter det får vi ikke token, og alt stopper.',
          remedy:
            'Lag en ny nøkkel, last opp den offentlige delen ved siden av den gamle, og legg den inn som MASKINPORTEN_NEXT_KEY.',
        },
        expired: {
          title: 'Nøkkelen er utløpt',
          text: 'Den utløp {expiresAt}. Nøkler varer i ett år.',
          remedy: 'Last opp en ny offentlig nøkkel på klienten, eller den samme på nytt.',
        },
        expiredButTaken: {
          title: 'Nøkkelen er utløpt etter datoen i innstillingene',
          text: 'Den skulle vare til {expiresAt}, men Maskinporten godtar den fortsatt.',
          remedy:
            'Er nøkkelen lastet opp på nytt, så rett MASKINPORTEN_KEY_ADDED_AT og MASKINPORTEN_KEY_EXPIRES_AT. Hvis ikke, bytt nøkkel i dag.',
        },
      },
    },
    nextKey: {
      name: 'Neste nøkkel',
      findings: {
        ok: {
          text: 'Maskinporten godtar den allerede. Gjør den til MASKINPORTEN_KEY når du vil bytte.',
        },
        notUploaded: {
          title: 'Den neste nøkkelen er ikke lastet opp',
          text: 'Maskinporten kjenner ikke {nextKid} på klienten ennå.',
          remedy:
            'Last opp den offentlige delen i Samarbeidsportalen, sammen med den som er i bruk. Det tar et par minutter før den virker.',
        },
        same: {
          title: 'Den neste nøkkelen er den som er i bruk',
          text: 'Begge har nøkkel-ID {nextKid}.',
          remedy: 'Ta bort MASKINPORTEN_NEXT_KEY til dere har en ny.',
        },
      },
    },
    client: {
      name: 'Klient i Maskinporten',
      findings: { ok: { text: 'Maskinporten kjenner klienten.' } },
    },
    scope: {
      name: 'Scope {scope}',
      findings: { ok: { text: 'Vi får token med det.' } },
    },
    exchange: {
      name: 'Veksling av token hos Altinn',
      findings: {
        ok: { text: 'Altinn godtar tokenet fra Maskinporten.' },
        notTaken: {
          title: 'Altinn godtar ikke token fra denne Maskinporten',
          text: 'Tokenet er gyldig, men Altinn vil ikke veksle det. Det skjer når Maskinporten og Altinn er i hvert sitt miljø.',
          remedy: 'Sjekk at MASKINPORTEN_ISSUER og ALTINN_PLATFORM_URL gjelder samme miljø.',
        },
      },
    },
    system: {
      name: 'System i systemregisteret',
      findings: {
        ok: { text: 'Systemet er registrert.' },
        notRegistered: {
          title: 'Systemet er ikke registrert',
          text: 'Altinn har ikke noe system med ID {systemId}.',
          remedy: 'Registrer systemet, eller rett SYSTEM_ID.',
        },
        deleted: {
          title: 'Systemet er slettet',
          text: 'Systemet {systemId} er merket som slettet i systemregisteret. Da virker ingen av systembrukerne på det.',
          remedy:
            'Et slettet system kommer ikke tilbake. Registrer et nytt med en annen ID, og be kundene om tilgang på nytt.',
        },
        otherVendor: {
          title: 'Systemet tilhører en annen virksomhet',
          text: 'Altinn lar oss ikke lese {systemId}. Klienten og systemet må ha samme eier.',
          remedy: 'Sjekk SYSTEM_ID, og hvilken virksomhet klienten tilhører.',
        },
      },
    },
    clientOnSystem: {
      name: 'Klient-ID på systemet',
      findings: {
        ok: { text: 'Klienten står på systemet.' },
        missing: {
          remedy: 'Legg til klient-ID-en på systemet. Systembrukerne kan være som de er.',
        },
      },
    },
    rights: {
      name: 'Rettigheter på systemet',
      findings: {
        ok: { text: 'Systemet har alle ressurser og tilgangspakker som pakkene våre ber om.' },
        missing: {
          title: 'Systemet mangler rettigheter',
          text: 'Altinn avviser forespørsler om det systemet ikke har.',
          remedy: 'Legg til det som mangler på systemet.',
        },
      },
    },
    returnAddresses: {
      name: 'Returadresser',
      findings: {
        ok: { text: 'Adressene kundene kommer tilbake til, er registrert på systemet.' },
        missing: {
          title: 'Returadresser er ikke registrert',
          text: 'Altinn avviser forespørsler med en returadresse systemet ikke har.',
          remedy: 'Legg til adressene på systemet, eller rett BASE_URL.',
        },
      },
    },
    database: {
      name: 'Database',
      findings: {
        ok: { text: 'Databasen svarer.' },
        down: {
          title: 'Databasen svarer ikke',
          text: 'Uten den kan ingen logge inn, og ingen forespørsel kan sendes.',
          remedy: 'Sjekk DATABASE_URL eller DATABASE_FILE, og at serveren går.',
        },
      },
    },
    api: {
      name: 'API: {service}',
      findings: { ok: { text: 'Adressen svarer. Om en kunde slipper inn, vises på kunden.' } },
    },
    request: {
      name: 'Forespørsel fra oss',
      findings: {
        ok: { text: 'Vi har sendt en forespørsel til kunden.' },
        none: {
          title: 'Ingen forespørsel er sendt',
          text: 'Vi har ikke bedt {organisationNumber} om tilgang.',
          remedy: 'Send en forespørsel.',
        },
        notSent: {
          title: 'Forespørselen kom aldri fram',
          text: 'Vi prøvde, men Altinn har ikke fått den.',
          remedy: 'Åpne forespørselen for å se hvorfor, og send den på nytt.',
        },
        uncertain: {
          title: 'Vi vet ikke om Altinn fikk forespørselen',
          text: 'Svaret kom ikke tilbake til oss. Vi ser etter den hvert halve minutt.',
          remedy: 'Vent et par minutter, og sjekk igjen.',
        },
        madeElsewhere: {
          text: 'Vi har ikke sendt noen, men Altinn har en forespørsel eller en systembruker for kunden.',
        },
      },
    },
    requestAtAltinn: {
      name: 'Forespørselen i Altinn',
      findings: {
        ok: { text: 'Kunden har godkjent.' },
        waiting: { remedy: 'Send kunden lenken på nytt.' },
        forwarded: {
          title: 'Tilgangen venter på godkjenning',
          text: 'Forespørselen er sendt videre i virksomheten, og en tilgangsstyrer der må godkjenne den.',
          remedy: 'Be kunden godkjenne den i Altinn.',
        },
        rejected: { remedy: 'Snakk med kunden først.' },
        timedOut: { remedy: 'Lag en ny. Den gamle slettes først.' },
        gone: {
          title: 'Forespørselen finnes ikke lenger i Altinn',
          text: 'Den er slettet. Det skjer også når kunden sletter systembrukeren.',
          remedy: 'Send en ny hvis systemet fortsatt skal ha tilgang.',
        },
        none: { text: 'Altinn har ingen forespørsel for kunden.' },
        notNeeded: { text: 'Altinn har ingen forespørsel, men kunden har en systembruker.' },
        otherStatus: {
          title: 'Vi kjenner ikke statusen',
          text: 'Altinn melder «{status}».',
        },
      },
    },
    systemUser: {
      name: 'Systembruker',
      findings: {
        ok: { text: 'Kunden har en systembruker på systemet.' },
        otherKind: {
          title: 'Systembrukeren er av en annen type',
          text: 'Vi spør om den andre typen enn kunden har. Token gis likevel, men API-ene kan si nei.',
        },
        removed: { remedy: 'Snakk med kunden før du sender en ny.' },
        none: {
          title: 'Kunden har ingen systembruker',
          text: 'Den blir til når kunden godkjenner forespørselen.',
        },
        notWithReference: {
          title: 'Fant ingen systembruker med referansen vår',
          text: 'Om kunden har en med en annen referanse, fikk vi ikke spurt om.',
        },
      },
    },
    reference: {
      name: 'Ekstern referanse',
      findings: {
        ok: { text: 'Referansen er den samme i Altinn som den vi sender.' },
        sentButNotSet: {
          title: 'Vi sender en referanse som systembrukeren ikke har',
          text: 'Systembrukeren er opprettet uten referanse, men vi sender {externalReference} i tokenforespørselen.',
          remedy: 'Bruk systembrukeren uten referanse.',
        },
        setButNotSent: {
          title: 'Referansen er satt i Altinn, men vi sender den ikke',
          text: 'Systembrukeren er opprettet med referansen {otherReferences}. Da må den stå i hver tokenforespørsel.',
          remedy: 'Sjekk om token kan hentes med den.',
        },
        different: {
          remedy: 'Sjekk om token kan hentes med den Altinn har.',
        },
        several: {
          title: 'Flere systembrukere, og ingen med vår referanse',
          text: 'Kunden har systembrukere med referansene {otherReferences}. Vi må vite hvilken som gjelder.',
          remedy: 'Velg hvilken under «Andre spor».',
        },
      },
    },
    grant: {
      name: 'Token for kunden',
      findings: {
        ok: { text: 'Maskinporten ga token for kundens systembruker.' },
        refused303: {
          title: 'Maskinporten gir ikke token: MP-303',
          text: 'Maskinporten finner ingen systembruker for kunden. Svaret er det samme for alle årsakene over.',
        },
        wrongToken: {
          title: 'Tokenet gjelder noe annet',
          text: 'Maskinporten ga et token som ikke er for denne kunden og dette systemet. Det er kastet.',
          remedy: 'Meld fra til Digdir med tidspunkt og klient-ID.',
        },
      },
    },
  },
} as const
