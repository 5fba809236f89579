/** System access, its changes, and the clients of accountants: {@link nb} takes these in. */
export const nbAccess = {
  heading: 'Systemtilgang',
  lead: 'Slik melder Altinn systemtilgangen {company} har gitt SmartCloud. Lest {time}.',
  statuses: { active: 'Aktiv', waiting: 'Venter på godkjenning', gone: 'Slettet i Altinn' },
  details: 'Detaljer',
  rows: {
    status: 'Status',
    approved: 'Godkjent',
    package: 'Pakke',
    system: 'System',
    systemId: 'System-ID',
    accessId: 'ID for systemtilgangen',
    reference: 'Referanse',
    request: 'Godkjent med forespørsel',
    change: 'Sist endret',
  },
  changedBy: '{date}, med endring {id}',
  kinds: { standard: 'For egen virksomhet', agent: 'For klienter' },
  kind: 'Gjelder',
  permissions: 'Fullmakter SmartCloud har',
  permissionsSource:
    'Altinn viser ikke fullmaktene til leverandøren. Listen er det {company} har godkjent hos oss.',
  permissionsUnknown:
    'Systemtilgangen er opprettet i Altinn uten en forespørsel fra oss. Se i Altinn hvilke fullmakter den har.',
  packagesHint:
    'Fullmaktene gjelder for klientene som er lagt til i Altinn, ikke for {company} selv.',
  namesMissing:
    'Vi fikk ikke hentet navnet på alle fullmaktene fra Altinn. Da vises navnet de har i registeret.',
  ask: 'Be om endret tilgang',
  clientsCannotChange:
    'En systemtilgang for klienter kan ikke endres. Vil dere bruke andre fullmakter, må {company} slette den i Altinn og godkjenne en ny.',
  seeClients: 'Se klientene',
  withdraw: 'Trekke tilgangen tilbake',
  withdrawText:
    'Vil du trekke tilgangen tilbake? Det gjør du i Altinn. SmartCloud mister tilgangen med en gang, og ingen kan slette den fra vår side.',
  withdrawLink: 'Åpne systemtilgangene i Altinn ({host})',
  pending: {
    text: 'En endring fra {date} venter på godkjenning i Altinn.',
    link: 'Se endringen',
  },
  gone: {
    text: '{company} har slettet systemtilgangen i Altinn. SmartCloud kan ikke lenger hente opplysninger.',
    link: 'Lag en ny forespørsel',
  },
  waiting: {
    text: 'Noen i {company} må godkjenne forespørselen i Altinn før SmartCloud får tilgang.',
    link: 'Gå til Altinn',
  },
  unavailable: {
    heading: 'Vi får ikke sjekket systemtilgangen',
    noAnswer:
      'Vi får ikke kontakt med {service}. Det er ikke din feil, og tilgangen er som før. Prøv igjen om noen minutter.',
    strangeAnswer:
      '{service} svarte på en måte vi ikke forstår. Det er ikke din feil, og tilgangen er som før. Prøv igjen om litt.',
    reference: 'Referanse {reference}.',
    again: 'Prøv igjen',
  },

  change: {
    heading: 'Be om endret tilgang',
    lead: 'Endringen gjelder først når {company} har godkjent den i Altinn.',
    package: 'Pakke',
    packageHint: 'Velger du en ny pakke, får systemet fullmaktene som hører til den.',
    packageNow: '{package} (har nå)',
    packageContents: 'Fullmakter: {permissions}',
    permissions: 'Fullmakter systemet skal ha',
    permissionsHint: 'Kryss av selv når du beholder pakken. En ny pakke har sine egne fullmakter.',
    nothingChosen: 'Velg minst én fullmakt',
    next: 'Gå videre',
    cancel: 'Avbryt',
    forClients: {
      heading: 'Tilgangen kan ikke endres',
      text: 'En systemtilgang for klienter kan ikke endres. Vil dere bruke andre fullmakter, må {company} slette den i Altinn og godkjenne en ny.',
      back: 'Til systemtilgangen',
    },
    byVendor: {
      submit: 'Opprett endringen',
      who: 'Daglig leder, hovedadministrator eller tilgangsstyrer i {company}, som selv har fullmaktene som legges til. Send dem lenken til Altinn etterpå.',
      toHome: 'Til kunden',
      created: 'Endringen er opprettet. Send lenken til Altinn til kunden.',
      unclear:
        'Vi vet ikke ennå om Altinn fikk endringen. Den undersøkes, og sendes ikke to ganger.',
      cannot: {
        heading: 'Tilgangen kan ikke endres',
        text: 'En systembruker for klienter kan ikke endres, og heller ikke en som er slettet eller ble til uten oss. Be om en ny i stedet.',
        back: 'Til kunden',
      },
    },
    check: {
      heading: 'Kontroller endringen',
      lead: 'Endringen gjelder først når {company} har godkjent den i Altinn. Til da er alt som før.',
      packageChange: 'Pakken endres fra {before} til {after}.',
      caption: 'Fullmakter nå og etter godkjenning',
      region: 'Tabell over fullmakter',
      columns: { permission: 'Fullmakt', now: 'Nå', after: 'Etter godkjenning' },
      has: 'Har',
      hasNot: 'Har ikke',
      added: 'Legges til',
      removed: 'Fjernes',
      who: 'Hvem kan godkjenne?',
      whoText:
        'Du må være daglig leder, hovedadministrator eller tilgangsstyrer i {company}, og selv ha fullmaktene som legges til.',
      submit: 'Gå til Altinn',
      submitPackage: 'Bytt pakke',
      tryAgain: 'Prøv igjen',
      replace: 'Trekk tilbake og send den nye',
      edit: 'Endre valgene',
      nothing: 'Systemtilgangen har allerede disse fullmaktene. Du trenger ikke gjøre noe.',
      nothingButPackage:
        'Systemtilgangen har allerede disse fullmaktene. Pakken kan byttes uten ny godkjenning i Altinn.',
      toAccess: 'Til systemtilgangen',
    },
    failed: {
      noAnswer:
        'Vi får ikke kontakt med {service}. Ingenting er endret. Prøv igjen om noen minutter.',
      refused:
        'Altinn tok ikke imot endringen. Feilen ligger hos oss, ikke hos deg. Oppgi koden {code} hvis du kontakter oss.',
      gone: '{company} har slettet systemtilgangen i Altinn. Da er det ingenting å endre.',
      waiting:
        'Endringen fra {date} er ikke besvart ennå, og den gjelder noe annet. Fortsett med den, eller trekk den tilbake og send den nye.',
      waitingLink: 'Se endringen som venter',
    },
    continue: {
      heading: 'Endringen er opprettet',
    },
    receipt: {
      approved: {
        heading: 'Endringen er godkjent',
        lead: '{company} har godkjent endringen i Altinn. Den gjelder med en gang.',
      },
      noChange: {
        heading: 'Altinn trenger ikke godkjenne noe',
        lead: 'Systemtilgangen har allerede disse fullmaktene. Du trenger ikke gjøre noe.',
      },
      rejected: {
        heading: 'Endringen ble avvist',
        lead: 'Systemtilgangen er som før. Var det en feil, kan du be om endringen på nytt.',
      },
      waiting: {
        heading: 'Vi venter på godkjenning',
        lead: 'Endringen er ikke besvart ennå. Systemtilgangen er som før til noen i {company} godkjenner.',
      },
      expired: {
        heading: 'Endringen er utløpt',
        lead: 'Den ble ikke besvart i tide, og systemtilgangen er som før. Be om endringen på nytt.',
      },
      gone: {
        heading: 'Endringen er slettet',
        lead: 'Den finnes ikke lenger i Altinn. Systemtilgangen er som før.',
      },
      accessGone: {
        heading: 'Systemtilgangen er slettet i Altinn',
        lead: '{company} har slettet systemtilgangen, og endringen gjelder ikke lenger.',
      },
      notSent: {
        heading: 'Endringen er ikke sendt',
        lead: 'Altinn har ikke fått den, og systemtilgangen er som før. Du kan prøve igjen.',
      },
      unknown: {
        heading: 'Vi kjenner ikke igjen svaret',
        lead: 'Altinn melder «{status}», og det har vi ikke ord for ennå. Svaret ditt er trygt hos Altinn.',
      },
      unreadable: {
        heading: 'Vi fikk ikke sjekket svaret',
        lead: 'Altinn svarer ikke akkurat nå. Svaret ditt er trygt hos Altinn.',
      },
      uncertain: {
        heading: 'Vi undersøker om Altinn fikk endringen',
        lead: 'Svaret fra Altinn kom ikke fram til oss. Vi finner ut hva som skjedde, og siden oppdaterer seg selv. Ikke send endringen på nytt.',
      },
      packageNow: 'Pakken er nå {package}.',
      toOverview: 'Gå til oversikten',
      toAccess: 'Se systemtilgangen',
      askAgain: 'Be om endret tilgang',
      newRequest: 'Lag en ny forespørsel',
      checkAgain: 'Sjekk igjen',
      openInAltinn: 'Åpne endringen i Altinn',
      stillWaiting: 'Sjekket {time}. Fortsatt ikke besvart.',
      stopped: 'Vi har sluttet å sjekke. Velg «Sjekk igjen».',
      beforeAfter: 'Før og etter',
      columns: { permission: 'Fullmakt', before: 'Før', after: 'Etter' },
      columnsWaiting: { permission: 'Fullmakt', before: 'Nå', after: 'Etter godkjenning' },
      details: 'Detaljer',
      reference: 'Referanse',
      status: 'Status',
      checked: 'Sjekket',
    },
  },

  clients: {
    heading: 'Klienter',
    lead: 'Systemtilgangen gjelder for klientene {company} har lagt til i Altinn.',
    none: 'Ingen klienter er lagt til. En klientadministrator eller daglig leder kan legge dem til i Altinn.',
    open: 'Vis oversikten',
    remove: 'Fjern fra listen',
    region: 'Tabell over klienter',
    caption: 'Klienter, etter navn',
    columns: { client: 'Klient', number: 'Org.nr.', source: 'Kilde', actions: 'Valg' },
    sources: { altinn: 'Altinn, {date}', typed: 'Lagt inn her, {date}' },
    unnamed: 'Klient uten navn',
    fromAltinn: 'Listen er hentet fra Altinn {time}.',
    notFromAltinn:
      'Altinn viser listen bare til en person som er logget inn og administrerer klienter for {company}. Skriv inn klientene du vil se, så spør vi tjenestene. De svarer bare for klienter som er lagt til i Altinn.',
    unavailable: 'Vi fikk ikke hentet klientlisten fra Altinn. Under står det vi visste fra før.',
    notAllowed:
      'Altinn viser ikke listen til deg. Du må være klientadministrator eller daglig leder i {company}.',
    add: 'Legg inn en klient',
    number: 'Klientens organisasjonsnummer',
    numberHint: 'Ni siffer. Du kan skrive med eller uten mellomrom.',
    name: 'Klientens navn',
    submit: 'Legg til i listen',
    adding: 'Legge til eller fjerne klienter i Altinn',
    addingText:
      'Klientene legger du til og fjerner i Altinn. SmartCloud kan ikke gjøre det for deg. En klient må ha gitt {company} alle fullmaktene systemtilgangen har.',
    addingLink: 'Åpne systemtilgangene i Altinn ({host})',
    onlyAgents: {
      heading: 'Klienter hører til SmartKlient',
      text: 'Systemtilgangen til {company} gjelder virksomheten selv. Regnskapsførere og andre som jobber for klienter, bruker SmartKlient.',
      link: 'Til systemtilgangen',
    },
    tooMany: 'Listen kan ikke ha flere klienter',
    itself: 'Skriv inn nummeret til en klient, ikke til virksomheten selv',
  },

  picker: {
    label: 'Klient',
    show: 'Vis',
    all: 'Se alle klientene',
    shows: 'Opplysningene gjelder {client}.',
    refused:
      'SmartCloud får ikke lese dette for {client}. Klienten er ikke lagt til i Altinn, eller fullmakten følger ikke med det klienten har gitt.',
  },
} as const
