/** Who must say yes when a package changes: {@link nb} takes these in. */
export const nbPlanner = {
  heading: 'Endringer',
  lead: 'Når en pakke skal ha flere rettigheter, må hver kunde si ja. Her ser du hva som må til for hver av dem.',
  package: 'Pakke',
  more: 'Rettigheter pakken skal ha i tillegg',
  asksFor: '{package} skal ha: {permissions}.',
  viewAll: 'Alle ({count})',
  view: '{verdict} ({count})',
  views: 'Hva må til',
  nobody: 'Ingen har {package} i dag.',
  table: 'Tabell over kundene med pakken',
  caption: 'Kunder med pakken og hva som må til',
  columns: {
    choose: 'Velg',
    customer: 'Kunde',
    lacking: 'Mangler',
    verdict: 'Må til',
    explanation: 'Forklaring',
  },
  choose: 'Velg {company}',
  lacksNothing: 'Ingenting',
  verdicts: {
    change: { name: 'Endringsforespørsel', text: 'Kunden får en endring å godkjenne i Altinn.' },
    recreate: {
      name: 'Ny systembruker',
      text: 'En systembruker for klienter kan ikke endres. Kunden godkjenner en ny.',
    },
    refused: {
      name: 'Avvist',
      text: 'Kunden avviste endringen sist. Velg kunden for å spørre på nytt.',
    },
    waiting: { name: 'Venter', text: 'Kunden er spurt og har ikke svart.' },
    nothing: { name: 'Ingenting', text: 'Kunden har alt pakken ber om.' },
  },
  recreateText: {
    one: 'En systembruker for klienter kan ikke endres. Kunden godkjenner en ny, legger til {count} klient i Altinn og sletter den gamle.',
    other:
      'En systembruker for klienter kan ikke endres. Kunden godkjenner en ny, legger til {count} klienter i Altinn og sletter den gamle.',
  },
  all: 'Alle det må gjøres noe for ({count})',
  allHint: 'Uten krysset gjelder det dem du har valgt på denne siden.',
  makeList: 'Lag liste',
  makeListText: 'Ingenting sendes før du starter listen på neste side.',
  nobodyChosen: 'Velg minst én kunde det må gjøres noe for',
  listName: 'Endring av {package}',
  listMade: 'Listen er laget. Ingenting er sendt ennå.',
  paging: 'kunder',
} as const
