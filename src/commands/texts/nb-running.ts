/* Kommandoene som ser etter at alt er i orden, og de som kjører noe her; nb.ts tar dem inn. */
export const nbRunning = {
  doctor: {
    summary: 'Sjekk at alt er i orden, og si hva som må rettes',
    examples: [
      'smartcloud doctor',
      'smartcloud doctor --org 310261629',
      'smartcloud doctor --json > doctor.json',
    ],
    more: [
      'Spør Maskinporten, Altinn og API-ene, og endrer ingenting. Sluttkode 0 når ingenting er feil,',
      '1 når noe er feil, 2 når innstillinger mangler, 3 når noen ikke svarer. Returadressene til',
      'nettstedet sjekkes når BASE_URL er satt. Databasen sjekkes av nettstedet selv.',
    ].join('\n'),
    org: 'finn også ut om tilgangen til denne kunden virker, og hvorfor ikke',
    agent: 'systembrukeren er for klienter',
    settings: 'Innstillinger',
    settingsFound: '{environment}, klient {clientId}, system {systemId}',
    installation: 'Oppsettet',
    customer: 'Kunden {org}',
    support: 'Til support:',
    steps: {
      newRequest: 'smartcloud request create --org {org} --resource …',
      openRequest: 'smartcloud request status {id}',
      openSystem: 'smartcloud system show',
      tryReference: 'smartcloud doctor --org {org} --external-ref {reference}',
      checkAgain: 'smartcloud doctor',
    },
    do: 'Gjør dette: {command}',
  },

  sandbox: {
    summary: 'Kjør sandkassen: Maskinporten, Altinn og API-ene, etterlignet på denne maskinen',
    examples: ['smartcloud sandbox', 'smartcloud sandbox --port 4001 --seed world.json'],
    port: 'porten den svarer på; 0 tar en ledig',
    host: 'adressen på maskinen den svarer på',
    seed: 'hva som finnes fra begynnelsen, som JSON (se README)',
    answers: 'Sandkassen svarer på',
    apis: 'API-ene',
    forTests: 'For tester',
    settings: 'Skriv dette i .env:',
    wrongSeed: {
      message: 'Filen {file} kan ikke brukes:',
      remedy: 'Se README om hvordan sandkassen fylles.',
    },
  },

  demo: {
    summary: 'Kjør SmartCloud og sandkassen sammen, uten innstillinger',
    examples: ['smartcloud demo', 'smartcloud demo --script happy', 'smartcloud demo --port 4000'],
    port: 'porten til SmartCloud (PORT)',
    sandboxPort: 'porten til sandkassen (SANDBOX_PORT)',
    script: 'åpne en innøvd gjennomgang: {names}',
    unknownScript: {
      message: 'Det er ingen gjennomgang som heter {name}.',
      remedy: 'Velg en av disse: {names}.',
    },
    sandbox: 'Sandkassen',
    staff: 'Ansatte',
    chapter: 'Begynner på',
    once: 'Adressen for ansatte logger inn én nettleser som administrator.',
    open: 'Åpne SmartCloud, velg en pakke, og registrer en av testvirksomhetene.',
  },

  running: {
    stop: 'Ingenting forlater denne maskinen. Stopp med Ctrl-C.',
    portInUse: {
      message: 'Port {port} er i bruk.',
      remedy: 'Stopp det som kjører der, eller velg en annen med {option}.',
    },
    noSuchPort: {
      message: '«{typed}» er ikke en port.',
      remedy: 'Skriv et tall fra 0 til 65535 etter {option}.',
    },
  },

  database: {
    summary: 'Oppdater databasen til nettstedet, og ta vare på den',
    examples: [
      'smartcloud database migrate',
      'smartcloud database backup backup.db',
      'smartcloud database restore backup.db --yes',
    ],
    options: { file: 'filen med databasen (DATABASE_FILE)' },
    migrate: {
      summary: 'Gi databasen tabellene denne versjonen trenger',
      examples: ['smartcloud database migrate'],
      before: 'Før',
      now: 'Nå',
      empty: 'tom',
      applied: 'Migreringer',
      nothing: 'Ingenting å gjøre: databasen er oppdatert.',
    },
    backup: {
      summary: 'Kopier databasen til en ny fil, også mens nettstedet kjører',
      examples: ['smartcloud database backup backup.db'],
      file: 'den nye filen; en som finnes, blir ikke overskrevet',
      done: 'Databasen er kopiert til {file}.',
      size: 'Størrelse',
      version: 'Versjon',
      secret: 'Kopien har alt nettstedet vet om kundene. Bare du kan lese den.',
    },
    restore: {
      summary: 'Sett en kopi inn i stedet for databasen; nettstedet må stoppes først',
      examples: ['smartcloud database restore backup.db --yes'],
      file: 'filen med kopien',
      done: 'Databasen i {file} er nå som kopien.',
      start: 'Start nettstedet. Er kopien fra en eldre versjon, oppdateres den da.',
      would:
        'Databasen i {file} erstattes av {from}. Den som er der nå, blir liggende ved siden av.',
      kept: 'Den forrige ligger i {kept}. Slett den når alt er i orden.',
      stop: 'Stopp nettstedet, og legg til --yes.',
    },
    postgresql: {
      message: 'PostgreSQL har egne verktøy for dette.',
      backup: 'Kjør dette i stedet: pg_dump --format=custom --file={file} "$DATABASE_URL"',
      restore:
        'Stopp nettstedet, og kjør dette: pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" {file}',
    },
    failures: {
      inUse: {
        message: 'Et annet program bruker databasen.',
        remedy: 'Stopp nettstedet først, og kjør kommandoen igjen.',
      },
      missing: {
        message: 'Databasefilen finnes ikke.',
        remedy: 'Sjekk navnet på filen, og DATABASE_FILE.',
      },
      exists: {
        message: 'Filen finnes allerede, og blir ikke overskrevet.',
        remedy: 'Velg et annet navn, eller flytt filen.',
      },
      damaged: {
        message: 'Filen er ikke en database, eller den er skadet.',
        remedy: 'Bruk en annen kopi.',
      },
      notOurs: {
        message: 'Filen er ikke en database fra SmartCloud.',
        remedy: 'Bruk en kopi laget med «smartcloud database backup».',
      },
      tooNew: {
        message: 'Databasen er laget av en nyere SmartCloud.',
        remedy: 'Installer den nyere versjonen, og prøv igjen.',
      },
      full: {
        message: 'Det er ikke plass.',
        remedy: 'Rydd på disken, og prøv igjen.',
      },
      unreachable: {
        message: 'Databaseserveren svarer ikke ({reason}).',
        remedy: 'Sjekk at den kjører, og adressen i DATABASE_URL.',
      },
      refused: {
        message: 'Databaseserveren slipper oss ikke inn ({reason}).',
        remedy: 'Sjekk brukeren, passordet og databasen i DATABASE_URL.',
      },
      other: {
        message: 'Databasen gjorde ikke det den ble bedt om ({reason}).',
        remedy: 'Sjekk at filen og mappen kan leses og skrives, og at det er plass.',
      },
    },
  },
} as const
