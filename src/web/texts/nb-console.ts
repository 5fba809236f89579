/** What all pages of the vendor share: {@link nb} takes these in. */
export const nbConsole = {
  /** Of the title of every page. */
  title: '{heading} – SmartCloud administrasjon',
  heading: 'Administrasjon',
  menu: {
    customers: 'Kunder',
    requests: 'Forespørsler',
    changes: 'Endringer',
    systemRegister: 'Systemregister',
    readiness: 'Tilstand',
    audit: 'Logg',
  },
  show: 'Vis',
  showAll: 'Vis alle',
  all: 'Alle',
  cancel: 'Avbryt',
  change: 'Endre',
  next: 'Gå videre',
  open: 'Åpne',
  copy: 'Kopier',
  copied: 'Kopiert',
  download: 'Last ned',
  organisationNumber: 'Org.nr. {number}',
  noUndo: 'Du kan ikke angre.',
  unknown: 'Ukjent',
  never: 'Aldri',
} as const
