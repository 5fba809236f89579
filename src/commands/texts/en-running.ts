import type { Translation } from '../../web/texts/translation.js'
import type { nbRunning } from './nb-running.js'

export const enRunning = {
  doctor: {
    summary: 'Check that everything is in order, and say what to mend',
    examples: [
      'smartcloud doctor',
      'smartcloud doctor --org 310261629',
      'smartcloud doctor --json > doctor.json',
    ],
    more: [
      'Asks Maskinporten, Altinn and the APIs, and changes nothing. Exit code 0 when nothing is wrong,',
      '1 when something is, 2 when settings are missing, 3 when somebody does not answer. The return',
      'addresses of the site are checked when BASE_URL is set. The database is checked by the site.',
    ].join('\n'),
    org: 'also find out whether the access to this customer works, and why not',
    agent: 'the system user is for clients',
    settings: 'Settings',
    settingsFound: '{environment}, client {clientId}, system {systemId}',
    installation: 'The set-up',
    customer: 'The customer {org}',
    support: 'For support:',
    steps: {
      newRequest: 'smartcloud request create --org {org} --resource …',
      openRequest: 'smartcloud request status {id}',
      openSystem: 'smartcloud system show',
      tryReference: 'smartcloud doctor --org {org} --external-ref {reference}',
      checkAgain: 'smartcloud doctor',
    },
    do: 'Do this: {command}',
  },

  sandbox: {
    summary: 'Run the sandbox: Maskinporten, Altinn and the APIs, imitated on this machine',
    examples: ['smartcloud sandbox', 'smartcloud sandbox --port 4001 --seed world.json'],
    port: 'the port it answers at; 0 takes a free one',
    host: 'the address of this machine it answers at',
    seed: 'what is there at the beginning, as JSON (see README)',
    answers: 'The sandbox answers at',
    apis: 'The APIs',
    forTests: 'For tests',
    settings: 'Write this in .env:',
    wrongSeed: {
      message: 'The file {file} cannot be used:',
      remedy: 'See README for how the sandbox is filled.',
    },
  },

  demo: {
    summary: 'Run SmartCloud and the sandbox together, without settings',
    examples: ['smartcloud demo', 'smartcloud demo --script happy', 'smartcloud demo --port 4000'],
    port: 'the port of SmartCloud (PORT)',
    sandboxPort: 'the port of the sandbox (SANDBOX_PORT)',
    script: 'open a rehearsed walk: {names}',
    unknownScript: {
      message: 'There is no walk called {name}.',
      remedy: 'Choose one of these: {names}.',
    },
    sandbox: 'Sandbox',
    staff: 'Staff',
    chapter: 'Begins at',
    once: 'The address for staff signs one browser in as administrator.',
    open: 'Open SmartCloud, choose a package, and onboard one of the test organisations.',
  },

  running: {
    stop: 'Nothing leaves this machine. Stop with Ctrl-C.',
    portInUse: {
      message: 'Port {port} is in use.',
      remedy: 'Stop what runs there, or choose another with {option}.',
    },
    noSuchPort: {
      message: '“{typed}” is not a port.',
      remedy: 'Write a number from 0 to 65535 after {option}.',
    },
  },

  database: {
    summary: 'Bring the site’s database up to date, and keep it safe',
    examples: [
      'smartcloud database migrate',
      'smartcloud database backup backup.db',
      'smartcloud database restore backup.db --yes',
    ],
    options: { file: 'the file with the database (DATABASE_FILE)' },
    migrate: {
      summary: 'Give the database the tables that this version needs',
      examples: ['smartcloud database migrate'],
      before: 'Before',
      now: 'Now',
      empty: 'empty',
      applied: 'Migrations',
      nothing: 'Nothing to do: the database is up to date.',
    },
    backup: {
      summary: 'Copy the database to a new file, also while the site runs',
      examples: ['smartcloud database backup backup.db'],
      file: 'the new file; one that is there is not overwritten',
      done: 'The database has been copied to {file}.',
      size: 'Size',
      version: 'Version',
      secret: 'The copy has all that the site knows of customers. Only you can read it.',
    },
    restore: {
      summary: 'Put a copy in the place of the database; the site must be stopped first',
      examples: ['smartcloud database restore backup.db --yes'],
      file: 'the file with the copy',
      done: 'The database in {file} is now like the copy.',
      start: 'Start the site. A copy from an older version is brought up to date then.',
      would:
        'The database in {file} is replaced by {from}. The one that is there now is kept beside it.',
      kept: 'The one before is in {kept}. Delete it when all is well.',
      stop: 'Stop the site, and add --yes.',
    },
    postgresql: {
      message: 'PostgreSQL has tools of its own for this.',
      backup: 'Run this instead: pg_dump --format=custom --file={file} "$DATABASE_URL"',
      restore:
        'Stop the site, and run this: pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" {file}',
    },
    failures: {
      inUse: {
        message: 'Another program uses the database.',
        remedy: 'Stop the site first, and run the command again.',
      },
      missing: {
        message: 'There is no such database file.',
        remedy: 'Check the name of the file, and DATABASE_FILE.',
      },
      exists: {
        message: 'The file is there already, and is not overwritten.',
        remedy: 'Choose another name, or move the file.',
      },
      damaged: {
        message: 'The file is not a database, or is damaged.',
        remedy: 'Use another copy.',
      },
      notOurs: {
        message: 'The file is not a database of SmartCloud.',
        remedy: 'Use a copy made with “smartcloud database backup”.',
      },
      tooNew: {
        message: 'The database was made by a newer SmartCloud.',
        remedy: 'Install the newer version, and try again.',
      },
      full: {
        message: 'There is no room.',
        remedy: 'Make room on the disk, and try again.',
      },
      unreachable: {
        message: 'The database server does not answer ({reason}).',
        remedy: 'Check that it runs, and the address in DATABASE_URL.',
      },
      refused: {
        message: 'The database server does not let us in ({reason}).',
        remedy: 'Check the user, the password and the database in DATABASE_URL.',
      },
      other: {
        message: 'The database did not do what it was asked ({reason}).',
        remedy: 'Check that file and folder can be read and written, and that there is room.',
      },
    },
  },
} as const satisfies Translation<typeof nbRunning>
