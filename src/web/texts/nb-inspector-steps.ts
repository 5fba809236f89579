/**
 * What each step is, by its operation: its title, a sentence about what it does, and one that
 * somebody who presents can say aloud.
 */
export const nbInspectorSteps = {
  'maskinporten: get token': {
    title: 'Hent token fra Maskinporten',
    sentence:
      'SmartCloud signerer en forespørsel (JWT) med nøkkelen sin og bytter den mot et token hos Maskinporten.',
    spoken:
      'SmartCloud viser hvem den er, med en signatur. Ingen passord, ingen mennesker. Maskinporten svarer med et token som varer i to minutter.',
  },
  'maskinporten: get token for a system user': {
    title: 'Hent systembrukertoken',
    sentence:
      'SmartCloud ber om et token på vegne av kunden. Maskinporten spør Altinn om kunden har godkjent en systembruker for dette systemet. Først da utstedes tokenet.',
    spoken:
      'Dette er kjernen. Forespørselen sier hvilken kunde det gjelder, og Maskinporten spør Altinn om kunden har sagt ja. Først da kommer tokenet.',
  },
  'maskinporten: kept token': {
    title: 'Bruk tokenet om igjen',
    sentence: 'Tokenet fra forrige gang er fortsatt gyldig, så SmartCloud spør ikke på nytt.',
    spoken:
      'Her ser vi at det ikke blir noe kall. Tokenet varer i to minutter, og så lenge bruker vi det om igjen.',
  },
  'maskinporten: read metadata': {
    title: 'Les Maskinportens metadata',
    sentence: 'SmartCloud leser hvilke adresser og regler Maskinporten har lagt ut.',
    spoken: 'Maskinporten forteller åpent hvor tokenet hentes, og hva som er lov.',
  },
  'altinn: exchange token': {
    title: 'Bytt til Altinn-token',
    sentence:
      'SmartCloud bytter tokenet fra Maskinporten i et token som Altinns egne API-er tar imot.',
    spoken:
      'Altinns egne API-er vil ha Altinns eget token. Vi viser det fra Maskinporten og får et nytt tilbake.',
  },
  'altinn: kept token': {
    title: 'Bruk Altinn-tokenet om igjen',
    sentence:
      'Altinn-tokenet fra forrige gang er fortsatt gyldig, så SmartCloud bytter ikke på nytt.',
    spoken: 'Altinn-tokenet varer i en halv time, så her trengs det ikke noe kall.',
  },
  'altinn: exchange person’s token': {
    title: 'Bytt tokenet til den som er logget inn',
    sentence:
      'SmartCloud bytter tokenet fra innloggingen i et Altinn-token for den som er logget inn.',
    spoken:
      'Klientlisten får bare de se som kan noe hos kunden. Derfor viser vi Altinn hvem som er logget inn.',
  },
  'altinn: list clients': {
    title: 'Les klientene til systembrukeren',
    sentence: 'SmartCloud spør Altinn hvilke klienter kunden har lagt til for systembrukeren.',
    spoken:
      'En regnskapsfører har mange klienter. Altinn vet hvilke av dem systembrukeren får arbeide for.',
  },
  'altinn: create system user request': {
    title: 'Opprett forespørsel om systembruker',
    sentence:
      'SmartCloud ber Altinn om en systembruker hos kunden, med rettighetene kunden skal godkjenne. Svaret har adressen der kunden godkjenner.',
    spoken:
      'Her ber leverandøren om tilgang. Ingenting er gitt ennå. Altinn svarer med en lenke, og bare kunden kan si ja der.',
  },
  'altinn: create agent request': {
    title: 'Opprett forespørsel om systembruker for klienter',
    sentence:
      'SmartCloud ber Altinn om en systembruker som skal arbeide for kundens klienter, med tilgangspakkene kunden skal godkjenne.',
    spoken:
      'Her ber leverandøren om tilgang for en regnskapsfører eller revisor. Hvilke klienter det gjelder, velger kunden selv i Altinn etterpå.',
  },
  'altinn: read system user request': {
    title: 'Sjekk status på forespørselen',
    sentence: 'SmartCloud spør Altinn hva kunden har svart.',
    spoken:
      'At nettleseren kom tilbake, beviser ingenting. Derfor spør SmartCloud Altinn selv om kunden har godkjent.',
  },
  'altinn: find system user request': {
    title: 'Finn forespørselen igjen',
    sentence: 'SmartCloud spør Altinn om det finnes en forespørsel for denne kunden.',
    spoken:
      'Vi vet ikke om forespørselen kom fram. Da ser vi etter først, i stedet for å sende den en gang til.',
  },
  'altinn: list system user requests': {
    title: 'List opp forespørslene',
    sentence: 'SmartCloud leser alle forespørslene til systemet sitt, side for side.',
    spoken: 'Én gang i timen sammenligner vi det vi har skrevet ned, med det Altinn har.',
  },
  'altinn: delete system user request': {
    title: 'Slett forespørselen',
    sentence: 'SmartCloud trekker forespørselen tilbake, så ingen kan svare på den.',
    spoken: 'Leverandøren angrer. Fra nå av er det ingenting å godkjenne.',
  },
  'altinn: create change request': {
    title: 'Opprett forespørsel om endring',
    sentence:
      'SmartCloud ber Altinn om å endre hva systembrukeren har lov til. Kunden må godkjenne det også.',
    spoken:
      'Kunden har gitt tilgang før, men til noe annet. Også en endring er det kunden som bestemmer.',
  },
  'altinn: read change request': {
    title: 'Sjekk status på endringen',
    sentence: 'SmartCloud spør Altinn hva kunden har svart på endringen.',
    spoken: 'Vi spør Altinn, og stoler ikke på at nettleseren kom tilbake.',
  },
  'altinn: list change requests': {
    title: 'List opp endringene',
    sentence: 'SmartCloud leser alle endringene som er bedt om for systemet sitt.',
    spoken: 'Slik finner vi endringer som vi selv har mistet av syne.',
  },
  'altinn: delete change request': {
    title: 'Slett endringen',
    sentence: 'SmartCloud trekker endringen tilbake, så ingen kan svare på den.',
    spoken: 'Leverandøren angrer. Systembrukeren er som før.',
  },
  'altinn: find system user': {
    title: 'Finn systembrukeren',
    sentence: 'SmartCloud spør Altinn om kunden har en systembruker for dette systemet nå.',
    spoken: 'Kunden kan slette tilgangen når som helst, uten å spørre noen. Derfor ser vi etter.',
  },
  'altinn: list system users': {
    title: 'List opp systembrukerne',
    sentence: 'SmartCloud leser alle systembrukere for systemet sitt, side for side.',
    spoken:
      'Altinn sier hvilke kunder systemet har tilgang hos. Det er fasiten, ikke databasen vår.',
  },
  'altinn: read registered system': {
    title: 'Les systemet i systemregisteret',
    sentence: 'SmartCloud leser hva som er registrert om systemet sitt hos Altinn.',
    spoken: 'Hva systemet kan be om, og hvor kunden kan sendes tilbake, står i systemregisteret.',
  },
  'altinn: register system': {
    title: 'Registrer systemet',
    sentence: 'SmartCloud registrerer systemet sitt i Altinns systemregister.',
    spoken: 'Før noen kan be om tilgang, må Altinn kjenne systemet.',
  },
  'altinn: replace system': {
    title: 'Endre systemet',
    sentence: 'SmartCloud erstatter det som står om systemet i systemregisteret.',
    spoken: 'Hele oppføringen sendes på nytt, også det som ikke er endret.',
  },
  'altinn: replace rights': {
    title: 'Endre rettighetene',
    sentence: 'SmartCloud erstatter rettighetene som systemet kan be om.',
    spoken: 'Det gir ingen mer tilgang. Det sier bare hva vi har lov å be kunder om.',
  },
  'altinn: replace access packages': {
    title: 'Endre tilgangspakkene',
    sentence: 'SmartCloud erstatter tilgangspakkene som systemet kan be om.',
    spoken: 'Tilgangspakker samler mange rettigheter under ett navn, som kunden kjenner igjen.',
  },
  'altinn: list own systems': {
    title: 'List opp systemene våre',
    sentence: 'SmartCloud leser hvilke systemer leverandøren har registrert.',
    spoken: 'En leverandør kan ha flere systemer. Her er våre.',
  },
  'altinn: delete system': {
    title: 'Slett systemet',
    sentence: 'SmartCloud sletter systemet i systemregisteret.',
    spoken: 'Systemet kan ikke lenger be om tilgang hos noen.',
  },
  'altinn: read change log': {
    title: 'Les endringsloggen',
    sentence: 'SmartCloud leser hva som er endret på systemet i systemregisteret, og av hvem.',
    spoken: 'Altinn skriver ned hver endring av systemet.',
  },
  'altinn: list resources': {
    title: 'List opp ressursene',
    sentence: 'SmartCloud leser hvilke ressurser som finnes i Altinns ressursregister.',
    spoken:
      'Hver tjeneste har et navn i ressursregisteret. Det er slike navn det bes om tilgang til.',
  },
  'altinn: list access packages': {
    title: 'List opp tilgangspakkene',
    sentence: 'SmartCloud leser hvilke tilgangspakker som finnes.',
    spoken: 'Tilgangspakker samler mange rettigheter under ett navn.',
  },
  'altinn: read resource': {
    title: 'Les om ressursen',
    sentence: 'SmartCloud leser navn og eier for en ressurs, så siden kan vise dem med ord.',
    spoken: 'Kunden skal lese ord, ikke tekniske navn. Ordene henter vi her.',
  },
  'altinn: read access package': {
    title: 'Les om tilgangspakken',
    sentence: 'SmartCloud leser navnet på en tilgangspakke, så siden kan vise det med ord.',
    spoken: 'Kunden skal lese ord, ikke tekniske navn. Ordene henter vi her.',
  },
  'logistics: read status': {
    title: 'Hent logistikkstatus',
    sentence:
      'SmartCloud kaller logistikk-API-et med systembrukertokenet. API-et spør Altinn om systembrukeren har lov, og svarer.',
    spoken:
      'Tokenet sier hvem leverandøren er og hvilken kunde det gjelder. API-et spør Altinn om lov, og gir fra seg tallene.',
  },
  'salary: read status': {
    title: 'Hent lønnsopplysninger',
    sentence:
      'SmartCloud kaller lønns-API-et med systembrukertokenet. API-et spør Altinn om systembrukeren har lov til akkurat dette.',
    spoken:
      'Samme kunde, samme slags token, en annen rettighet. Det er API-et som spør Altinn, hver gang.',
  },
  'claims: read': {
    title: 'Hent krav og betalinger',
    sentence:
      'SmartCloud kaller Skatteetatens API med systembrukertokenet, og får krav og betalinger for virksomheten.',
    spoken:
      'Dette er et ekte API hos Skatteetaten. Tokenet er av samme slag, bare scopet er et annet.',
  },
  'system user info: read': {
    title: 'Spør API-et hvem det ser',
    sentence:
      'SmartCloud spør kontroll-API-et hva det leser ut av tokenet: kunde, systembruker og system.',
    spoken:
      'Slik ser det ut fra den andre siden: API-et vet hvem leverandøren er, og hvem det handler for.',
  },
  'api: is anybody there': {
    title: 'Spør om tjenesten svarer',
    sentence: 'SmartCloud kaller adressen uten token, bare for å se om noen svarer.',
    spoken: 'Vi banker på. Et nei er også et svar.',
  },
  'business register: look up': {
    title: 'Slå opp navnet i Enhetsregisteret',
    sentence: 'SmartCloud slår opp organisasjonsnummeret for å vise navnet.',
    spoken: 'Registeret er åpent, og trenger ikke noe token.',
  },
  'browser: to altinn': {
    title: 'Send kunden til Altinn',
    sentence:
      'SmartCloud sender nettleseren til Altinn. Der leser en leder hos kunden hva det bes om, og bestemmer.',
    spoken:
      'Nå forlater kunden SmartCloud. Det er i Altinn, og bare der, at kunden sier ja eller nei.',
  },
  'browser: back': {
    title: 'Kunden kommer tilbake',
    sentence:
      'Altinn sender nettleseren tilbake til SmartCloud. Adressen sier hvilken forespørsel det gjelder, men ikke hva kunden svarte.',
    spoken: 'Kunden er tilbake hos oss. Svaret står ikke i adressen, så nå må vi spørre Altinn.',
  },
  other: {
    title: 'Et annet kall',
    sentence: 'SmartCloud spør, og får svar.',
    spoken: 'SmartCloud spør, og får svar.',
  },
} as const
