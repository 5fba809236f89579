/** What Altinn has, beside what we have: {@link nb} takes these in. */
export const nbReconciliation = {
  heading: 'Avstemming mot Altinn',
  lead: 'SmartCloud går gjennom alle forespørsler og systembrukere Altinn har for systemet vårt, og sammenligner med det vi har. Ingen blir spurt om noe. Det skjer av seg selv hver time.',
  button: 'Avstem nå',
  begun: 'Avstemmingen er startet.',
  underWay: 'En avstemming pågår eller ble nettopp ferdig.',
  never: 'Det er ikke avstemt ennå.',
  running: 'Avstemming pågår, startet {time}.',
  doneAlone: 'Sist avstemt {time}, av seg selv.',
  doneBy: 'Sist avstemt {time}.',
  problem: 'Avstemmingen stoppet før den var ferdig',
  problemText: '{text} ({code}). Det som ble funnet før det, gjelder.',
  clean: 'Alt stemmer. Altinn og SmartCloud vet det samme.',
  result: 'Resultat',
  counts: {
    systemUsers: 'Systembrukere i Altinn',
    requests: 'Forespørsler i Altinn',
    updated: 'Svar vi ikke visste om',
    removed: 'Tilganger som er slettet',
    orphans: 'Forespørsler vi ikke kjenner',
    gone: 'Forespørsler som er borte',
    withoutRequest: 'Systembrukere uten forespørsel',
  },
  sections: {
    removed: {
      heading: 'Slettet av kunden',
      text: 'Systembrukeren er ikke lenger i Altinn. Kunden er merket, og tidspunktet er da vi sist visste at den fantes.',
    },
    orphans: {
      heading: 'Forespørsler vi ikke kjenner',
      text: 'De er sendt for systemet vårt, men ikke herfra. Ta dem inn hvis de er våre.',
    },
    gone: {
      heading: 'Forespørsler som er borte',
      text: 'Vi sendte dem, og Altinn har dem ikke lenger.',
    },
    withoutRequest: {
      heading: 'Systembrukere uten forespørsel',
      text: 'Kunden har opprettet dem i Altinn. De har alle rettighetene systemet hadde da, og Altinn forteller ikke hvilke.',
    },
  },
  columns: {
    organisation: 'Kunde',
    type: 'Type',
    reference: 'Ekstern referanse',
    id: 'ID i Altinn',
    status: 'Status',
    time: 'Sist kjent',
    action: 'Handling',
  },
  more: 'Og {count} til.',
  adopt: {
    button: 'Ta inn',
    done: 'Tatt inn',
    adopted: 'Forespørselen er tatt inn.',
    inTheWay:
      'Kunden har allerede en forespørsel hos oss med samme referanse. Ingenting er endret.',
    notThere: 'Altinn har ikke lenger forespørselen.',
  },
} as const
