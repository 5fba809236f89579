/* Kommandoene som spør Altinn som leverandøren selv; nb.ts tar dem inn. */
export const nbAltinn = {
  yes: {
    option: 'gjør det; ellers vises bare hva som ville skje',
    message: 'Ingenting er gjort. Dette ville skje:',
    remedy: 'Legg til --yes for å gjøre det.',
  },
  id: {
    message: '«{typed}» er ikke en id.',
    remedy: 'Id-en er en UUID, slik {command} viser den.',
  },
  idOrOrg: {
    message: 'Oppgi enten en id eller --org.',
    remedy: 'Legg til --help for eksempler.',
  },
  nothingFound: 'Altinn har ingen.',
  unsafeAddress: 'Altinn ga en adresse som ikke er Altinns egen. Den vises ikke.',
  fields: {
    org: 'Org.nr.',
    kind: 'Type',
    status: 'Status',
    reference: 'Referanse',
    resources: 'Ressurser',
    accessPackages: 'Tilgangspakker',
    created: 'Opprettet',
    confirmUrl: 'Godkjennes på',
    title: 'Navn',
    name: 'Navn',
    add: 'Legges til',
    remove: 'Fjernes',
  },
  kinds: { standard: 'egen virksomhet', agent: 'for klienter' },
  /** Hvor en forespørsel står. */
  situations: {
    waiting: 'venter på svar',
    forwarded: 'sendt videre til en som kan godkjenne',
    approved: 'godkjent',
    rejected: 'avslått',
    expired: 'utløpt uten svar',
    noChange: 'ingenting å endre',
    unknown: 'ukjent status: {status}',
  },
  next: {
    waiting: 'Send adressen til en hos kunden som kan godkjenne.',
    forwarded: 'Vent på svaret, eller send adressen til en som kan godkjenne.',
    approved: 'Hent et token: smartcloud token --org {org}',
    rejected: 'Vil du spørre igjen, slett den først: smartcloud request delete {id} --yes',
    expired: 'Vil du spørre igjen, slett den først: smartcloud request delete {id} --yes',
    noChange: 'Systembrukeren har det slik allerede.',
    unknown: 'Se etter igjen om litt.',
  },

  request: {
    summary: 'Be en kunde om en systembruker, og følg forespørselen',
    examples: [
      'smartcloud request create --org 310261629 --package smartbasic',
      'smartcloud request status --org 310261629',
      'smartcloud request list',
    ],
    options: {
      package: 'pakken det spørres om: {names}',
      resource: 'id-er i ressursregisteret',
      accessPackage: 'tilgangspakker, som urn eller bare siste ledd',
      agent: 'systembrukeren skal handle for kundens klienter',
      externalRef: 'en egen referanse; ellers bruker Altinn organisasjonsnummeret',
      returnUrl: 'dit kunden sendes etterpå; må være registrert på systemet',
    },
    id: 'id-en til forespørselen',
    create: {
      summary: 'Be en kunde om en systembruker',
      examples: [
        'smartcloud request create --org 310261629 --package smartbasic',
        'smartcloud request create --org 310261629 --resource ske-krav-og-betalinger',
        'smartcloud request create --org 315201047 --agent --access-package regnskapsforer-lonn',
      ],
      existing: 'Altinn hadde den fra før, og har ikke endret noe i den.',
      asksOther:
        'Den spør om noe annet enn du skrev. Vil du ha det slik, slett den først: smartcloud request delete {id} --yes',
    },
    status: {
      summary: 'Se hvor en forespørsel står',
      examples: [
        'smartcloud request status --org 310261629',
        'smartcloud request status 7c9e6679-7425-40de-944b-e07fc1f90ae7 --json',
      ],
      none: {
        message: 'Altinn har ikke denne forespørselen.',
        remedy: 'Sjekk id-en, --org og --external-ref, eller se på alle: smartcloud request list',
      },
    },
    list: {
      summary: 'List alle forespørslene til systemet',
      examples: ['smartcloud request list', 'smartcloud request list --json > requests.json'],
    },
    delete: {
      summary: 'Slett en forespørsel; en godkjent systembruker blir stående',
      examples: ['smartcloud request delete 7c9e6679-7425-40de-944b-e07fc1f90ae7 --yes'],
      would: 'Forespørselen {id} til {org} slettes ({status}).',
      done: 'Forespørselen {id} er slettet.',
    },
    problems: {
      nothing: {
        message: 'Forespørselen spør ikke om noe.',
        remedy: 'Oppgi --package, --resource eller --access-package.',
      },
      twice: {
        message: '--package kan ikke brukes sammen med --resource eller --access-package.',
        remedy: 'Velg en pakke, eller velg tilganger én for én.',
      },
      unknownPackage: {
        message: 'Det er ingen pakke som heter {name}.',
        remedy: 'Velg en av disse: {names}.',
      },
      agentResources: {
        message: 'En systembruker for klienter kan bare ha tilgangspakker.',
        remedy: 'Bytt ut --resource med --access-package, eller ta bort --agent.',
      },
      agentPackage: {
        message: 'Pakken {name} er for kundens egen virksomhet.',
        remedy: 'Ta bort --agent, eller velg smartklient.',
      },
      returnUrl: {
        message: 'Returadressen er ikke en hel adresse.',
        remedy: 'Skriv den slik den er registrert på systemet, som https://example.no/receipt.',
      },
      correlationId: {
        message: 'Korrelasjons-ID-en er ikke en UUID.',
        remedy: 'Ta bort --correlation-id, så lager vi en.',
      },
    },
    refusals: {
      alreadyApproved: {
        message: 'Kunden har alt en systembruker med denne referansen.',
        remedy:
          'Hent et token: smartcloud token --org {org}. Vil du endre tilgangen: smartcloud change create --org {org}',
      },
      alreadyWaiting: {
        message: 'En annen forespørsel til kunden venter alt på svar.',
        remedy:
          'Se på den: smartcloud request status --org {org}. Slett den, eller vent på svaret.',
      },
      alreadyRejected: {
        message: 'Kunden har avslått en tidligere forespørsel.',
        remedy: 'Se på den: smartcloud request status --org {org}. Slett den før du spør igjen.',
      },
      unknownOrganisation: {
        message: 'Altinn kjenner ikke virksomheten {org}.',
        remedy: 'Sjekk organisasjonsnummeret. I test må det være en virksomhet fra Tenor.',
      },
      returnAddressNotRegistered: {
        message: 'Returadressen er ikke registrert på systemet.',
        remedy:
          'Se hva som er registrert: smartcloud system show. Legg den til: smartcloud system update',
      },
      rightsNotOnSystem: {
        message: 'Systemet har ikke alt det spørres om.',
        remedy:
          'Se hva systemet har: smartcloud system show. Legg det til: smartcloud system update',
      },
      unknownSystem: {
        message: 'Altinn kjenner ikke systemet.',
        remedy: 'Sjekk SYSTEM_ID, eller registrer systemet: smartcloud system register',
      },
      unknownSystemUser: {
        message: 'Altinn kjenner ikke systembrukeren.',
        remedy: 'Se på systembrukeren: smartcloud system-users --org {org}',
      },
    },
    unclear: {
      message: 'Altinn svarte ikke tydelig. Forespørselen kan være laget.',
      remedy: 'Se etter før du spør igjen: smartcloud request status --org {org}',
    },
    lookedUp: 'Altinn svarte ikke, men vi har sett etter: forespørselen finnes.',
  },

  change: {
    summary: 'Be en kunde om mer eller mindre tilgang for en systembruker',
    examples: [
      'smartcloud change create --org 310261629 --add ttd_systembruker-salary',
      'smartcloud change status 7c9e6679-7425-40de-944b-e07fc1f90ae7',
    ],
    options: {
      add: 'ressurser som skal legges til',
      remove: 'ressurser som skal fjernes',
      correlationId: 'id-en til endringen; ellers en ny. Send den samme igjen hvis svaret uteble',
    },
    id: 'korrelasjons-ID-en til endringen',
    create: {
      summary: 'Be om en endring; ingenting endres før kunden godkjenner',
      examples: [
        'smartcloud change create --org 310261629 --add ttd_systembruker-salary',
        'smartcloud change create --org 310261629 --remove ske-krav-og-betalinger --json',
      ],
    },
    status: {
      summary: 'Se hvor en endring står, eller alle for en kunde',
      examples: [
        'smartcloud change status 7c9e6679-7425-40de-944b-e07fc1f90ae7',
        'smartcloud change status --org 310261629',
      ],
      none: {
        message: 'Altinn har ikke denne endringen.',
        remedy: 'Sjekk id-en, eller se på alle for kunden: smartcloud change status --org …',
      },
    },
    next: {
      approved: 'Endringen gjelder fra neste token.',
      rejected: 'Vil du spørre igjen, lag en ny: smartcloud change create --org {org}',
      expired: 'Vil du spørre igjen, lag en ny: smartcloud change create --org {org}',
    },
    problems: {
      nothing: {
        message: 'Endringen endrer ingenting.',
        remedy: 'Oppgi --add eller --remove.',
      },
      both: {
        message: '{resource} kan ikke både legges til og fjernes.',
        remedy: 'Ta den bort fra --add eller --remove.',
      },
      agent: {
        message: 'En systembruker for klienter kan ikke endres.',
        remedy:
          'Lag en ny forespørsel med en annen referanse: smartcloud request create --agent --external-ref …',
      },
    },
    unclear: {
      message: 'Altinn svarte ikke tydelig. Endringen kan være laget.',
      remedy: 'Kjør kommandoen igjen med --correlation-id {id}. Da lages den ikke to ganger.',
    },
  },

  systemUsers: {
    summary: 'List systembrukerne til systemet, eller finn den til én kunde',
    examples: [
      'smartcloud system-users',
      'smartcloud system-users --org 310261629',
      'smartcloud system-users --json > system-users.json',
    ],
    none: {
      message: 'Kunden {org} har ingen systembruker hos oss med denne referansen.',
      remedy:
        'Se hva som mangler: smartcloud doctor --org {org}. Spør kunden: smartcloud request create --org {org} --resource …',
    },
  },

  clients: {
    summary: 'List klientene til en systembruker for klienter',
    examples: [
      'ALTINN_PERSON_TOKEN=$(cat token.txt) smartcloud clients --org 315201047',
      'smartcloud clients --org 315201047 < token.txt',
    ],
    more: [
      'Altinn viser klientene bare til en person: daglig leder eller klientadministratoren hos',
      'regnskapsføreren. Tokenet til personen leses fra ALTINN_PERSON_TOKEN eller standard inn, aldri',
      'fra kommandolinjen, for den kan andre på maskinen se. Det kommer fra ID-porten med scopet',
      'altinn:clientdelegations.read, eller fra Altinn når det alt er vekslet inn. Det lagres ikke.',
    ].join('\n'),
    org: 'organisasjonsnummeret til regnskapsføreren eller revisoren',
    paste: 'Lim inn tokenet til personen, og avslutt med Ctrl-D:',
    notAgent: {
      message: 'Systembrukeren til {org} er for egen virksomhet, og har ingen klienter.',
      remedy: 'Har kunden flere, velg med --external-ref. Se dem: smartcloud system-users',
    },
    noToken: {
      message: 'Tokenet til personen mangler.',
      remedy: 'Sett ALTINN_PERSON_TOKEN, eller send tokenet på standard inn.',
    },
    notAToken: {
      message: 'Det som ble gitt som token til personen, er ikke et token.',
      remedy: 'Et token har tre deler med punktum mellom. Se etter om noe falt bort.',
    },
    notAllowed: {
      message: 'Altinn viser ikke klientene til denne personen.',
      remedy:
        'Personen må være daglig leder eller klientadministrator hos {org}, og tokenet må ha scopet altinn:clientdelegations.read og ikke være utløpt.',
    },
    none: 'Ingen klienter er lagt til.',
  },

  system: {
    summary: 'Registrer, se og endre systemet i Altinns systemregister',
    examples: [
      'smartcloud system register system.json',
      'smartcloud system show',
      'smartcloud system diff system.json',
      'smartcloud system update system.json --yes',
    ],
    file: 'filen med systemet som JSON, eller - for standard inn',
    register: {
      summary: 'Registrer et nytt system fra en JSON-fil',
      examples: ['smartcloud system register system.json'],
      done: 'Systemet {id} er registrert.',
      setting: 'Skriv SYSTEM_ID={id} i .env.',
      exists: {
        message: 'Systemet {id} er registrert fra før.',
        remedy: 'Se hva som er ulikt: smartcloud system diff. Endre det: smartcloud system update',
      },
    },
    show: {
      summary: 'Vis systemet slik Altinn har det',
      examples: ['smartcloud system show', 'smartcloud system show --json > system.json'],
      deleted: 'Systemet er slettet. Id-en kan ikke brukes igjen.',
    },
    diff: {
      summary: 'Vis hva som er ulikt i filen og i registeret; sluttkode 1 når noe er ulikt',
      examples: ['smartcloud system diff system.json'],
      same: 'Registeret er som filen.',
      title: 'Dette er ulikt. Etter en oppdatering av {id}:',
    },
    update: {
      summary: 'Endre det i registeret som er ulikt i filen, og bare det',
      examples: [
        'smartcloud system update system.json',
        'smartcloud system update system.json --yes',
      ],
      done: 'Systemet {id} er endret:',
      would: 'Ingenting er sendt. Etter oppdateringen:',
      nothing: 'Ingenting å endre: registeret er som filen.',
    },
    delete: {
      summary: 'Slett systemet; id-en kan aldri brukes igjen',
      examples: ['smartcloud system delete --system-id 991825827_smartcloud --yes'],
      would:
        'Systemet {id} slettes. Ingen kan hente tokener for kundene lenger, og id-en kan aldri brukes igjen.',
      done: 'Systemet {id} er slettet.',
    },
    clientMissing: 'Klienten {id} er ikke på systemet, så den får ingen tokener for kundene.',
    ignored: 'Dette i filen er ikke tatt med: {members}.',
    losing: 'Altinn har noe om systemet som vi ikke kjenner, og som ikke beholdes: {members}.',
    none: {
      message: 'Altinn har ikke noe system som heter {id}.',
      remedy: 'Sjekk SYSTEM_ID, eller registrer det: smartcloud system register',
    },
    deleted: {
      message: 'Systemet {id} er slettet, og id-en kan ikke brukes igjen.',
      remedy: 'Registrer et nytt system med en annen id.',
    },
    notOurs: {
      message: 'Altinn sier at systemet {id} ikke er vårt.',
      remedy: 'Sjekk SYSTEM_ID, og at klienten tilhører virksomheten som eier systemet.',
    },
    wrongFile: {
      message: 'Filen {file} kan ikke brukes:',
      remedy: 'Rett den, og kjør kommandoen igjen. Ingenting er sendt.',
    },
    refused: {
      message: 'Altinn sa nei ({code}):',
      remedy: 'Rett filen, og kjør kommandoen igjen. Ingenting er endret.',
    },
    meanwhile: {
      message: 'Noen andre har endret systemet imens. Ingenting er sendt.',
      remedy: 'Se hva som er ulikt nå: smartcloud system diff. Kjør så kommandoen igjen.',
    },
    unclear: {
      unchanged: {
        message: 'Altinn svarte ikke tydelig. Vi har sett etter: ingenting er endret.',
        remedy: 'Kjør kommandoen igjen.',
      },
      other: {
        message: 'Altinn svarte ikke tydelig, og systemet er verken som før eller som i filen.',
        remedy: 'Se hva som er ulikt: smartcloud system diff',
      },
      unreadable: {
        message: 'Altinn svarte ikke tydelig, og systemet kan ikke leses nå.',
        remedy: 'Endringen kan være gjort. Se etter om litt: smartcloud system show',
      },
    },
  },
  files: {
    missing: {
      message: 'Filen {file} finnes ikke.',
      remedy: 'Sjekk navnet, og hvilken mappe du står i.',
    },
    unreadable: {
      message: 'Filen {file} kan ikke leses.',
      remedy: 'Sjekk at det er en fil, og at du har lov til å lese den.',
    },
    tooLarge: {
      message: 'Filen {file} er for stor.',
      remedy: 'Sjekk at det er riktig fil.',
    },
  },
} as const
