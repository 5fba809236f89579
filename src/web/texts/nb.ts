import { nbAccess } from './nb-access.js'
import { nbConsole } from './nb-console.js'
import { nbCustomers } from './nb-customers.js'
import { nbRequests } from './nb-requests.js'
import { nbReadiness } from './nb-readiness.js'
import { nbPlanner } from './nb-planner.js'
import { nbBatches } from './nb-batches.js'
import { nbSystemRegister } from './nb-system-register.js'
import { nbReconciliation } from './nb-reconciliation.js'
import { nbAudit } from './nb-audit.js'
import { nbDemoScripts } from './nb-demo-scripts.js'
import { nbInspector } from './nb-inspector.js'
import { nbInspectorSteps } from './nb-inspector-steps.js'

/**
 * Everything a visitor can read, in bokmål. Whole sentences, with `{places}` that `say()` fills.
 * The other languages follow this shape, and the compiler names what they lack.
 */
export const nb = {
  permissions: {
    claims: {
      name: 'Krav og betalinger',
      owner: 'Skatteetaten',
      does: 'lese krav, innbetalinger og utbetalinger',
    },
    logistics: {
      name: 'Logistikk',
      owner: 'demo',
      does: 'lese status for forsendelser, import og eksport',
    },
    salary: { name: 'Lønn', owner: 'demo', does: 'lese lønnsstatus og beløp' },
    'regnskapsforer-uten-signeringsrettighet': {
      name: 'Regnskapsfører uten signeringsrettighet',
      owner: 'for klienter',
      does: 'lese krav og betalinger for klienter som er lagt til i Altinn',
    },
    'regnskapsforer-lonn': {
      name: 'Regnskapsfører lønn',
      owner: 'for klienter',
      does: 'lese lønnsstatus og beløp for klienter som er lagt til i Altinn',
    },
  },
  permissionWithOwner: '{permission} ({owner})',

  /** Whom we call, as the middle of a sentence says it. */
  services: {
    signIn: 'innloggingen',
    maskinporten: 'Maskinporten',
    altinn: 'Altinn',
    claims: 'Skatteetaten',
    logistics: 'logistikktjenesten',
    salary: 'lønnstjenesten',
    systemUserInfo: 'kontrolltjenesten',
    sandbox: 'sandkassen',
    unknown: 'en tjeneste vi bruker',
  },

  statuses: {
    waiting: 'Venter på godkjenning',
    forwarded: 'Sendt videre i virksomheten',
    approved: 'Godkjent',
    rejected: 'Avvist',
    expired: 'Utløpt',
    noChange: 'Ingen endring',
    deleted: 'Slettet',
    deletedInAltinn: 'Slettet i Altinn',
    unknown: 'Ukjent',
  },

  packages: {
    smartbasic: {
      forWhom: 'For deg som vil ha orden på regnskapet',
      contents: ['Regnskap', 'Krav og betalinger', 'Logistikk'],
    },
    smartstandard: {
      forWhom: 'For virksomheter med ansatte',
      contents: ['Alt i SmartBasic', 'Lønn'],
    },
    smartpluss: {
      forWhom: 'For virksomheter som vokser',
      contents: ['Alt i SmartStandard', 'HR og fravær'],
    },
    smartpremium: {
      forWhom: 'For hele virksomheten',
      contents: ['Alt i SmartPluss', 'Kundeoppfølging', 'Bilpark'],
    },
    smartklient: {
      forWhom: 'For regnskapsførere og andre som jobber for klienter',
      contents: ['Krav og betalinger for klientene', 'Lønn for klientene'],
    },
  },
  price: { free: 'de første tre månedene', monthly: 'per måned' },

  frame: {
    title: '{heading} – SmartCloud',
    titleWithErrors: 'Feil: {title}',
    skip: 'Hopp til hovedinnhold',
    home: 'SmartCloud, til forsiden',
    menuLabel: 'Hovedmeny',
    breadcrumbsLabel: 'Du er her',
    frontPage: 'Forsiden',
    backTo: 'Tilbake til {page}',
    packages: 'Pakker',
    howItWorks: 'Slik virker det',
    overview: 'Oversikt',
    access: 'Systemtilgang',
    clients: 'Klienter',
    inspector: 'Røntgen',
    logIn: 'Logg inn',
    logOut: 'Logg ut',
    getStarted: 'Kom i gang',
    organisationNumber: 'Org.nr. {number}',
    environments: { sandbox: 'Sandkasse', tt02: 'Testmiljø', prod: 'Produksjon' },
    environmentLabel: 'Miljø: {environment}',
    sandboxBar: {
      name: 'Sandkasse:',
      text: 'Altinn, Maskinporten og API-ene er etterligninger.',
    },
    footer:
      'SmartCloud AS er en oppdiktet leverandør. Løsningen viser hvordan et system kan ta i bruk systemtilgang i Altinn.',
    about: 'Om demoen',
    terms: 'Vilkår',
    footerLinks: 'Om nettstedet',
    language: 'Språk',
    theme: 'Fargetema',
    themes: { light: 'Lyst', dark: 'Mørkt', auto: 'Følg enheten' },
    sending: 'Sender …',
    fetching: 'Henter …',
  },

  landing: {
    title: 'SmartCloud – regnskap, lønn og logistikk koblet til Altinn',
    heading: 'Systemet ditt og Altinn, koblet sammen på dine vilkår',
    lead: 'SmartCloud henter opplysninger fra det offentlige for deg. Du bestemmer hva systemet får lov til, og godkjenner det selv i Altinn.',
    tryFree: 'Prøv gratis i tre måneder',
    seePackages: 'Se pakkene',
    drawing:
      'SmartCloud får tilgang til offentlige tjenester etter at virksomheten har godkjent i Altinn',
    how: 'Slik kommer du i gang',
    steps: [
      {
        name: 'Velg pakke',
        text: 'Pakken avgjør hvilke tjenester systemet trenger tilgang til.',
      },
      {
        name: 'Registrer virksomheten',
        text: 'Vi trenger organisasjonsnummer og en kontaktperson. Det tar omtrent ett minutt.',
      },
      {
        name: 'Godkjenn i Altinn',
        text: 'Du ser nøyaktig hvilke fullmakter systemet får. Du kan trekke dem tilbake når du vil.',
      },
    ],
    packages: 'Velg pakken som passer',
    packagesNote:
      'Alle pakker har systemtilgang i Altinn. Prisene er eksempler, og ingen blir fakturert.',
    mostPopular: 'Mest valgt',
    choose: 'Velg {package}',
    forClients:
      'For regnskapsførere, revisorer og andre som jobber for klienter. Klientene legges til i Altinn etterpå.',
    access: 'Hva er en systemtilgang?',
    accessText:
      'En systemtilgang gir et fagsystem lov til å utføre bestemte oppgaver for virksomheten din. Systemet logger inn som seg selv, og ingen deler passord.',
    questions: [
      {
        question: 'Hvem kan godkjenne?',
        answer:
          'Du må være daglig leder, hovedadministrator eller tilgangsstyrer i virksomheten. Mangler du rollen, kan du sende forespørselen videre fra Altinn.',
      },
      {
        question: 'Hva får systemet lov til?',
        answer:
          'Bare det som står i forespørselen du godkjenner. Velger du en større pakke senere, må du godkjenne endringen.',
      },
      {
        question: 'Kan jeg angre?',
        answer:
          'Ja. Du kan slette systemtilgangen i Altinn når du vil. Da mister SmartCloud tilgangen.',
      },
    ],
  },

  signUp: {
    step: 'Steg 1 av 2',
    heading: 'Registrer virksomheten',
    lead: 'Etterpå sender vi deg til Altinn, der du godkjenner systemtilgangen. Alle felt må fylles ut.',
    companyName: 'Firmanavn',
    organisationNumber: 'Organisasjonsnummer',
    organisationNumberHint: 'Ni siffer. Du kan skrive med eller uten mellomrom.',
    email: 'E-postadresse',
    emailHint: 'Demoen sender ikke e-post.',
    contactPerson: 'Kontaktperson',
    terms: 'Vilkår',
    acceptTerms: 'Jeg godtar vilkårene til SmartCloud AS',
    readTerms: 'Les vilkårene',
    submit: 'Gå videre',
    cancel: 'Avbryt',
    chosen: 'Du har valgt',
    willAskFor: 'Systemet vil be om disse fullmaktene',
    changePackage: 'Bytt pakke',
    testOrganisations: 'Testvirksomheter du kan bruke',
    testOrganisation: '{company}, org.nr. {number}',
    situations: {
      fresh: 'Har ikke systemtilgang ennå',
      waiting: 'Har en forespørsel som venter på svar',
      rejected: 'Har avvist en forespørsel',
      approved: 'Har godkjent en systemtilgang',
      accountant: 'Regnskapsfører med systemtilgang for klienter',
      freshAccountant: 'Regnskapsfører med tre klienter, har ikke systemtilgang ennå',
    },
  },

  problems: {
    summary: 'Du må rette dette før du kan gå videre',
    companyName: {
      empty: 'Skriv inn firmanavnet',
      tooLong: 'Firmanavnet kan ha høyst {limit} tegn',
      invalid: 'Firmanavnet har tegn vi ikke kan bruke',
    },
    organisationNumber: {
      empty: 'Skriv inn organisasjonsnummeret',
      notNineDigits: 'Organisasjonsnummeret må ha ni siffer',
      wrongCheckDigit: 'Organisasjonsnummeret stemmer ikke. Sjekk at sifrene er riktige',
      realNumberInTest: 'Bruk et testnummer fra Tenor. Det begynner på 2 eller 3',
      testNumberInProduction: 'Dette er et testnummer. Bruk virksomhetens eget nummer',
    },
    email: {
      empty: 'Skriv inn e-postadressen',
      missingAt: 'E-postadressen mangler krøllalfa (@)',
      invalid: 'Skriv e-postadressen slik: navn@eksempel.no',
      tooLong: 'E-postadressen kan ha høyst {limit} tegn',
    },
    contactPerson: {
      empty: 'Skriv inn navnet på kontaktpersonen',
      tooLong: 'Navnet på kontaktpersonen kan ha høyst {limit} tegn',
      invalid: 'Navnet på kontaktpersonen har tegn vi ikke kan bruke',
    },
    period: {
      from: {
        empty: 'Skriv inn fra-datoen',
        notADay: 'Fra-datoen finnes ikke. Skriv den slik: 31.12.2026',
      },
      to: {
        empty: 'Skriv inn til-datoen',
        notADay: 'Til-datoen finnes ikke. Skriv den slik: 31.12.2026',
        reversed: 'Til-datoen må være etter fra-datoen',
        tooLong: 'Perioden kan være høyst ett år',
      },
    },
    terms: { notAccepted: 'Du må godta vilkårene for å gå videre' },
  },

  check: {
    step: 'Steg 2 av 2',
    heading: 'Nå gjenstår godkjenningen i Altinn',
    lead: 'Takk for at du valgte {package}. {company} må godkjenne en systemtilgang før SmartCloud kan hente opplysninger.',
    details: 'Kontroller opplysningene',
    rows: {
      package: 'Pakke',
      company: 'Virksomhet',
      organisationNumber: 'Organisasjonsnummer',
      contactPerson: 'Kontaktperson',
      email: 'E-postadresse',
    },
    change: 'Endre',
    changeWhat: {
      package: 'pakke',
      company: 'virksomhet',
      organisationNumber: 'organisasjonsnummer',
      contactPerson: 'kontaktperson',
      email: 'e-postadresse',
    },
    asksFor: 'Dette ber vi om',
    who: 'Hvem kan godkjenne?',
    whoText:
      'Du må være daglig leder, hovedadministrator eller tilgangsstyrer i {company}, og selv ha fullmaktene vi ber om. Har du ikke rollen? Gå til Altinn likevel, og send forespørselen videre derfra.',
    whoTextClients:
      'Du må være daglig leder, hovedadministrator eller tilgangsstyrer i {company}. Har du ikke rollen? Gå til Altinn likevel, og send forespørselen videre derfra.',
    happens: 'Dette skjer',
    weCreate: 'Vi oppretter forespørselen og sender deg til Altinn.',
    youLogIn: 'Du logger inn og velger {company}.',
    youChooseTestUser: 'Du velger en testbruker i etterligningen av Altinn.',
    youDecide: 'Du godkjenner eller avviser.',
    youReturn: 'Altinn logger deg ut og sender deg tilbake hit.',
    youAddClients: 'Etterpå legger dere til klientene i Altinn.',
    submit: 'Gå til Altinn',
    tryAgain: 'Prøv igjen',
    edit: 'Endre opplysningene',
    existing:
      'Vi har allerede en forespørsel fra {date} som ikke er besvart. Du fortsetter med den.',
    noAnswer:
      'Vi får ikke kontakt med {service}. Opplysningene dine er lagret. Prøv igjen om noen minutter.',
    refused:
      'Altinn tok ikke imot forespørselen. Feilen ligger hos oss, ikke hos deg. Oppgi koden {code} hvis du kontakter oss.',
    approvedAndOpen:
      '{company} har allerede godkjent en systemtilgang for SmartCloud. Du kan ta den i bruk med en gang.',
    approvedElsewhere:
      '{company} har allerede godkjent en systemtilgang for SmartCloud. Oversikten åpnes i nettleseren som registrerte virksomheten.',
    checking:
      'Vi undersøker om Altinn fikk forespørselen. Ikke send den på nytt. Svaret kommer på statussiden.',
    unknownOrganisation:
      'Altinn kjenner ikke virksomheten med organisasjonsnummer {number}. Sjekk at nummeret er riktig.',
    endedBefore: {
      rejected:
        'Den forrige forespørselen ble avvist. Lager du en ny, sletter vi den gamle i Altinn.',
      expired:
        'Den forrige forespørselen er utløpt. Lager du en ny, sletter vi den gamle i Altinn.',
    },
    otherKindWaits: {
      standard:
        '{company} har en forespørsel om systemtilgang for egen virksomhet som venter på svar i Altinn. Før dere kan be om systemtilgang for klienter, må noen hos dere avvise den. Kom så tilbake hit og prøv igjen.',
      agent:
        '{company} har en forespørsel om systemtilgang for klienter som venter på svar i Altinn. Før dere kan be om systemtilgang for egen virksomhet, må noen hos dere avvise den. Kom så tilbake hit og prøv igjen.',
    },
    openWaiting: 'Åpne forespørselen som venter',
    newRequest: 'Lag en ny forespørsel',
    toOverview: 'Gå til oversikten',
    aboutLogIn: 'Les om innlogging',
    seeStatus: 'Se status',
  },

  continue: {
    heading: 'Forespørselen er opprettet',
    headingExisting: 'Forespørselen venter på svar',
    next: 'Neste stopp er {host}.',
    nextIsImitation: 'Neste stopp er {host}. Der ligger etterligningen av Altinn.',
    goesOn:
      'Nettleseren går videre av seg selv. Skjer det ikke noe, velger du «Fortsett til Altinn».',
    waits: 'Velg «Fortsett til Altinn» når du er klar.',
    proceed: 'Fortsett til Altinn',
    seeCalls: 'Se kallene i Røntgen',
  },

  receipt: {
    approved: {
      heading: 'Systemtilgangen er godkjent',
      lead: '{company} har gitt SmartCloud tilgang. Du kan ta systemet i bruk med en gang.',
    },
    rejected: {
      heading: 'Forespørselen ble avvist',
      lead: 'SmartCloud har ikke fått tilgang, og ingen opplysninger er hentet. Var det en feil, kan du sende en ny forespørsel.',
    },
    waiting: {
      heading: 'Vi venter på godkjenning',
      lead: 'Forespørselen er ikke besvart ennå. Sendte du den videre i Altinn, må en tilgangsstyrer i {company} godkjenne den.',
    },
    forwarded: {
      heading: 'Forespørselen er sendt videre',
      lead: 'En tilgangsstyrer i {company} finner den i Altinn og må godkjenne den før SmartCloud får tilgang.',
    },
    expired: {
      heading: 'Forespørselen er utløpt',
      lead: 'Den ble ikke besvart i tide. Lag en ny for å komme i gang.',
    },
    gone: {
      heading: 'Forespørselen er slettet',
      lead: 'Den finnes ikke lenger i Altinn. Lag en ny for å komme i gang.',
    },
    notSent: {
      heading: 'Forespørselen er ikke sendt',
      lead: 'Altinn har ikke fått den, og ingenting er opprettet. Opplysningene dine er lagret, så du kan prøve igjen.',
    },
    notFound: {
      heading: 'Vi finner ikke forespørselen',
      lead: 'Vi vet ikke hvilken forespørsel det gjelder. Bruk nettleseren der du registrerte virksomheten, eller registrer den på nytt.',
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
      heading: 'Vi undersøker om Altinn fikk forespørselen',
      lead: 'Svaret fra Altinn kom ikke fram til oss. Vi finner ut hva som skjedde, og siden oppdaterer seg selv. Ikke send forespørselen på nytt.',
    },
    yourCompany: 'virksomheten',
    next: 'Hva skjer nå?',
    onlyApproved: 'SmartCloud kan bare gjøre det du godkjente: {permissions}.',
    addClients:
      'En klientadministrator eller daglig leder legger nå til klientene i Altinn. Fullmaktene gjelder bare for dem.',
    toClients: 'Gå til klientene',
    canWithdraw: 'Du kan se og slette systemtilgangen i Altinn når du vil.',
    toOverview: 'Gå til oversikten',
    overviewElsewhere: 'Oversikten åpnes i nettleseren som registrerte virksomheten.',
    seeInAltinn: 'Se systemtilgangen i Altinn ({host})',
    newRequest: 'Lag en ny forespørsel',
    tryAgain: 'Prøv igjen',
    register: 'Registrer virksomheten',
    toFrontPage: 'Til forsiden',
    checkAgain: 'Sjekk igjen',
    openInAltinn: 'Åpne forespørselen i Altinn',
    details: 'Detaljer',
    company: 'Virksomhet',
    organisationNumber: 'Organisasjonsnummer',
    reference: 'Referanse',
    status: 'Status',
    checked: 'Sjekket',
    stillWaiting: 'Sjekket {time}. Fortsatt ikke besvart.',
    stopped: 'Vi har sluttet å sjekke. Velg «Sjekk igjen».',
  },

  login: {
    heading: 'Logg inn',
    lead: 'Du logger inn som en person som kan handle for virksomheten.',
    logIn: 'Logg inn med ID-porten',
    logInImitation: 'Logg inn med ID-porten (etterligning)',
    testPeople: 'Eller velg en testvirksomhet',
    testPerson: '{company}, org.nr. {number}',
    notHere: {
      lead: 'Innlogging er ikke satt opp i dette testmiljøet.',
      until: 'Nettleseren som registrerte virksomheten, kan vise oversikten uten innlogging.',
    },
    mayOpen: 'Denne nettleseren kan åpne oversikten.',
    mayOpenOf: 'Denne nettleseren kan åpne oversikten til {company}.',
    mayNotOpen: 'Denne nettleseren har ingen godkjent registrering.',
    toOverview: 'Gå til oversikten',
    register: 'Registrer virksomheten',
    toFrontPage: 'Til forsiden',
    mustLogIn: 'Logg inn for å se siden.',
    sessionExpired: 'Økten er utløpt. Logg inn på nytt.',
    sessionEnded: 'Økten ble avsluttet av deg eller en administrator. Logg inn på nytt.',
    tooManySessions:
      'Økten ble avsluttet fordi du har logget inn flere andre steder. Logg inn på nytt.',
    loggedOut: 'Du er logget ut.',
    onTheWay: {
      heading: 'Vi sender deg til innloggingen',
      text: 'Neste side er hos {host}.',
      proceed: 'Gå til innloggingen',
    },
    signedIn: {
      heading: 'Du er logget inn',
      text: 'Vi viser deg siden nå.',
      proceed: 'Gå videre',
    },
    leaving: {
      heading: 'Du er logget ut av SmartCloud',
      text: 'Vi logger deg også ut hos {host}.',
      proceed: 'Gå videre',
    },
    refused: {
      heading: 'Du er ikke logget inn',
      again: 'Logg inn på nytt',
      noSuchAttempt:
        'Innloggingen ble ikke startet i denne nettleseren, har tatt for lang tid eller er brukt før. Start på nytt.',
      cancelled: 'Innloggingen ble avbrutt.',
      notTrusted:
        'Svaret fra innloggingen stemte ikke, så vi stolte ikke på det. Prøv igjen. Skjer det flere ganger, kontakter du oss med referansen.',
      tooWeak: 'Innloggingen var ikke sikker nok. Logg inn på nytt med en sikrere metode.',
      tooOld: 'Det er for lenge siden du logget inn. Logg inn på nytt.',
      noOrganisation: 'Du valgte ingen virksomhet å handle for. Logg inn på nytt og velg en.',
      severalOrganisations: 'Du valgte flere virksomheter. Logg inn på nytt og velg den du vil se.',
      notStaff:
        'Du står ikke på listen over dem som kan logge inn som leverandør. Snakk med en administrator.',
    },
    notRegistered: {
      heading: 'Virksomheten er ikke registrert',
      text: 'Du er logget inn som {company}, som ikke har bedt om noen pakke hos SmartCloud.',
      toPackages: 'Se pakkene',
    },
    staff: {
      heading: 'Logg inn som leverandør',
      lead: 'For dem som arbeider i SmartCloud AS.',
      logIn: 'Logg inn',
      logInImitation: 'Logg inn (etterligning)',
      testPeople: 'Eller velg en ansatt',
      testPerson: 'Ansatt med rollen «{role}»',
      outsider: 'Ansatt som ikke står på listen',
      notSetUp: 'Innlogging for leverandøren er ikke satt opp.',
      once: 'Bruk adressen som ble skrevet i terminalen da SmartCloud startet.',
      home: 'Logget inn som leverandør',
      name: 'Navn',
      roles: 'Roller',
      roleNames: {
        viewer: 'leser',
        operator: 'operatør',
        administrator: 'administrator',
        presenter: 'presentatør',
      },
    },
    once: {
      heading: 'Logg inn på denne maskinen',
      lead: 'Adressen står i terminalen til den som startet SmartCloud, og virker én gang. Du blir administrator til SmartCloud stopper.',
      proceed: 'Logg inn som administrator',
      name: 'Utvikler',
      used: 'Adressen er brukt. Start SmartCloud på nytt for å få en ny.',
    },
  },

  terms: {
    heading: 'Vilkår',
    lead: 'SmartCloud AS finnes ikke. Vilkårene gjelder bruken av denne demoen.',
    sections: [
      {
        heading: 'Ingen avtale og ingen faktura',
        text: 'Pakkene og prisene er eksempler. Du kjøper ikke noe, og ingen blir fakturert.',
      },
      {
        heading: 'Hva systemtilgangen brukes til',
        text: 'SmartCloud bruker bare fullmaktene du godkjenner i Altinn, og bare til å vise deg opplysningene. Du kan slette systemtilgangen i Altinn når du vil.',
      },
      {
        heading: 'Opplysningene du skriver inn',
        text: 'Vi lagrer firmanavn, organisasjonsnummer, kontaktperson og e-postadresse for å kunne vise status på forespørselen. Demoen sender ikke e-post.',
      },
      {
        heading: 'Ingen garanti',
        text: 'Demoen kan stoppe, og det du har lagt inn, kan bli slettet. Bruk den ikke til noe du er avhengig av.',
      },
    ],
  },

  about: {
    heading: 'Om demoen',
    lead: 'SmartCloud viser hvordan et fagsystem kan ta i bruk systemtilgang i Altinn, fra registrering til de første opplysningene er hentet.',
    who: 'Hvem står bak?',
    whoText:
      'SmartCloud AS er en oppdiktet leverandør. Ingen kan kjøpe systemet, og virksomhetene i eksemplene finnes ikke.',
    real: 'Hva er ekte, og hva er etterligning?',
    realText: {
      sandbox:
        'Du er i sandkassen. Altinn, Maskinporten og API-ene er etterligninger på vår egen maskin. Ingenting sendes til det offentlige, og alle opplysninger er oppdiktede.',
      tt02: 'Du er i testmiljøet. Altinn og Maskinporten er de ekte testmiljøene, og opplysningene om virksomhetene er syntetiske.',
      prod: 'Du er i produksjon. Altinn, Maskinporten og Skatteetaten er ekte. Logistikk og lønn er demotjenester med eksempeldata.',
    },
    steps: 'Hva kan jeg prøve?',
    stepsText: [
      'Registrere en virksomhet og lage en forespørsel om systemtilgang.',
      'Godkjenne, avvise eller sende forespørselen videre i Altinn.',
      'Se opplysningene systemet henter når tilgangen er godkjent.',
    ],
    start: 'Kom i gang',
    api: 'API for kunder',
  },

  overview: {
    heading: 'Oversikt',
    fetched: 'Hentet {time}',
    refresh: 'Hent på nytt',
    withoutSignIn:
      'Du er ikke logget inn. Oversikten vises fordi virksomheten ble registrert i denne nettleseren.',
    strip: {
      active: 'Systemtilgangen er aktiv',
      approvedOn: 'Godkjent i Altinn {date}.',
      permissions: {
        one: 'SmartCloud har {count} fullmakt.',
        other: 'SmartCloud har {count} fullmakter.',
      },
      seePermissions: 'Se fullmaktene',
      waiting: 'Systemtilgangen er ikke godkjent ennå',
      waitingText: 'Vi kan ikke hente opplysninger før noen i {company} godkjenner.',
      toAltinn: 'Gå til Altinn',
      deleted: 'Systemtilgangen er slettet i Altinn',
      deletedText: 'SmartCloud har ikke lenger tilgang.',
      newRequest: 'Lag en ny forespørsel',
      unavailable: 'Vi får ikke hentet opplysninger nå',
      noAnswer:
        'Vi får ikke kontakt med {service}. Det er ikke din feil. Prøv igjen om noen minutter.',
      unknown: 'Vi får ikke sjekket systemtilgangen',
      strangeAnswer:
        '{service} svarte på en måte vi ikke forstår. Det er ikke din feil. Prøv igjen om litt.',
    },
    tags: {
      access: 'Tilgang',
      noPermission: 'Mangler fullmakt',
      unavailable: 'Utilgjengelig',
    },
    logistics: {
      heading: 'Logistikk',
      rows: {
        status: 'Samlet status',
        shipmentStatus: 'Forsendelser',
        importStatus: 'Import',
        exportStatus: 'Eksport',
        transitStatus: 'Transitt',
        createTime: 'Oppdatert',
      },
      values: {
        VeryWell: 'Alt i rute',
        InTransit: 'Underveis',
        InShipment: 'Under forsendelse',
        Backlog: 'Etterslep',
        Delayed: 'Forsinket',
        OnHold: 'Satt på vent',
        AtTerminal: 'På terminal',
        AwaitingPickup: 'Venter på henting',
        AwaitingCustoms: 'Venter på tollen',
        Cleared: 'Klarert',
        Delivered: 'Levert',
        None: 'Ingen',
      },
      noPermission: 'SmartCloud har ikke fullmakt til å hente logistikkopplysninger.',
      nothing: 'Logistikktjenesten har ingen opplysninger om {company}.',
    },
    salary: {
      heading: 'Lønn',
      rows: { status: 'Status', amount: 'Beløp' },
      values: { Paid: 'Utbetalt', Pending: 'Venter', Failed: 'Feilet' },
      noPermission:
        'SmartCloud har ikke fullmakt til å hente lønnsopplysninger. Fullmakten følger med pakken SmartStandard og de større pakkene.',
      noPermissionMayAsk:
        'SmartCloud har ikke fullmakt til å hente lønnsopplysninger. Be om utvidet tilgang, så sender vi en endring til godkjenning i Altinn.',
      ask: 'Be om tilgang til lønn',
      nothing: 'Lønnstjenesten har ingen opplysninger om {company}.',
    },
    claims: {
      heading: 'Krav og betalinger',
      figures: {
        overdue: 'Forfalt',
        notYetDue: 'Ikke forfalt',
        interest: 'Beregnede renter',
        balance: 'Saldo',
      },
      caption: 'Åpne krav, eldste forfall først',
      region: 'Tabell over åpne krav',
      columns: { claim: 'Krav', due: 'Forfall', remaining: 'Gjenstår', status: 'Status' },
      overdue: 'Forfalt',
      notYetDue: 'Ikke forfalt',
      all: 'Alle krav og betalinger',
      noPermission: 'SmartCloud har ikke fullmakt til å hente krav og betalinger.',
      nothing: 'Ingen åpne krav. Skatteetaten har ingen krav mot {company}.',
      withheld: 'Skatteetaten viser ikke opplysninger om denne virksomheten.',
      unnamed: 'Krav',
    },
    systemUserInfo: {
      heading: 'Hvem API-et ser',
      rows: {
        organisation: 'Eier av systemtilgangen',
        id: 'ID for systemtilgangen',
        system: 'System',
      },
      noPermission: 'API-et godtok ikke systemtilgangen.',
      nothing: 'API-et så ingen systemtilgang.',
    },
    ask: 'Be om tilgang',
    tryAgain: 'Prøv igjen',
    noAnswer: 'Vi får ikke svar fra {service}. Resten av siden virker. Prøv igjen om litt.',
    strangeAnswer:
      '{service} svarte på en måte vi ikke forstår. Resten av siden virker. Prøv igjen om litt.',
    reference: 'Referanse {reference}.',
    seeCall: 'Se kallet i Røntgen',
  },

  claims: {
    heading: 'Krav og betalinger',
    title: '{tab}, krav og betalinger',
    tabsLabel: 'Krav eller betalinger',
    tabs: {
      open: 'Åpne krav',
      all: 'Alle krav',
      'payments-in': 'Innbetalinger',
      'payments-out': 'Utbetalinger',
    },
    period: 'Periode',
    from: 'Fra',
    to: 'Til',
    periodHint: 'Høyst ett år. Begge dagene er med.',
    show: 'Vis',
    asOfNow: 'Åpne krav er slik de er akkurat nå.',
    fetched: 'Hentet {time}',
    correlation: 'Korrelasjons-ID hos Skatteetaten:',
    tryAgain: 'Prøv igjen',
    download: 'Last ned som regneark (CSV)',
    regionOf: 'Tabell: {name}',
    groups: 'Sum per kravgruppe',
    empty: {
      open: 'Ingen åpne krav. Skatteetaten har ingen krav mot {company}.',
      all: 'Ingen krav i perioden.',
      'payments-in': 'Ingen innbetalinger i perioden.',
      'payments-out': 'Ingen utbetalinger i perioden.',
    },
    noAnswer: 'Vi får ikke svar fra {service}. Det er ikke din feil. Prøv igjen om litt.',
    strangeAnswer:
      '{service} svarte på en måte vi ikke forstår. Det er ikke din feil. Prøv igjen om litt.',
    sheet: {
      columns: {
        claim: 'Krav',
        group: 'Kravgruppe',
        created: 'Opprettet',
        due: 'Forfall',
        original: 'Opprinnelig',
        remaining: 'Gjenstår',
        kid: 'KID',
        status: 'Status',
        overdue: 'Forfalt',
        notYetDue: 'Ikke forfalt',
        interest: 'Beregnede renter',
        balance: 'Saldo',
        date: 'Dato',
        type: 'Type',
        account: 'Konto',
        amount: 'Beløp',
        placed: 'Plassert',
        placedOn: 'Brukt til',
        receiver: 'Mottaker',
        message: 'Melding',
      },
      status: {
        overdue: 'Forfalt',
        notYetDue: 'Ikke forfalt',
        confirmed: 'Bekreftet',
        underWay: 'Under utbetaling',
      },
      sum: 'Sum',
      notPlaced: 'Innbetalt, men ikke plassert',
      noGroup: 'Uten kravgruppe',
    },
    chart: {
      due: 'Gjenstår å betale, etter forfallsmåned',
      paymentsIn: 'Innbetalt per måned',
      paymentsOut: 'Utbetalt per måned',
      unit: 'Kroner',
      thousands: 'Tusen kroner',
      month: 'Måned',
      earlier: 'Før',
      before: 'Før {month}',
      description:
        'Stolper fra {from} til {to}. Til sammen {amount}. Tallene står i tabellen under.',
      leftOut: 'Krav uten forfallsdato og beløp til gode er ikke med i figuren.',
      table: 'Vis tallene i figuren',
    },
  },

  apiDocs: {
    heading: 'API for kunder',
    lead: 'De samme opplysningene som på sidene, som JSON. Du må være logget inn i nettleseren eller sende informasjonskapselen for økten.',
    document: 'Last ned beskrivelsen (OpenAPI 3.1)',
    address: 'Adresse',
    parameters: 'Parametere',
    answers: 'Svar',
    example: 'Eksempel',
    schemas: 'Skjemaer',
    problems: 'Feil',
    parameter: 'Parameter',
    place: 'Sted',
    places: { path: 'i adressen', query: 'i spørringen' },
    required: 'Må fylles ut',
    status: 'Status',
    schema: 'Skjema',
    field: 'Felt',
    type: 'Type',
    meaning: 'Betydning',
    yes: 'Ja',
    no: 'Nei',
    tableOf: 'Tabell: {name} i {operation}',
    schemaTable: 'Felt i {name}',
    problemTable: 'Koder for feil',
    code: 'Kode',
  },

  access: nbAccess,
  console: nbConsole,
  customers: nbCustomers,
  requests: nbRequests,
  readiness: nbReadiness,
  planner: nbPlanner,
  batches: nbBatches,
  systemRegister: nbSystemRegister,
  reconciliation: nbReconciliation,
  audit: nbAudit,
  inspector: nbInspector,
  inspectorSteps: nbInspectorSteps,
  demoScripts: nbDemoScripts,

  paging: {
    previous: 'Forrige',
    next: 'Neste',
    previousPage: 'Forrige side',
    nextPage: 'Neste side',
    page: 'Side {number}',
    label: 'Sider med {what}',
    openClaims: 'åpne krav',
    claims: {
      open: 'åpne krav',
      all: 'krav',
      'payments-in': 'innbetalinger',
      'payments-out': 'utbetalinger',
    },
  },

  errors: {
    reference: 'Referanse {reference}.',
    toFrontPage: 'Til forsiden',
    logIn: 'Logg inn',
    badRequest: {
      heading: 'Vi forstod ikke forespørselen',
      text: 'Noe i adressen eller skjemaet var ikke som det skulle. Gå tilbake og prøv igjen.',
    },
    noAccess: {
      heading: 'Du har ikke tilgang til siden',
      text: 'Logg inn med virksomheten siden gjelder.',
    },
    noRole: {
      heading: 'Du har ikke tilgang til siden',
      text: 'Rollen din gir ikke tilgang til den. Snakk med en administrator.',
    },
    noAccessAs:
      'Du er logget inn som {company}. Logg inn med en annen virksomhet hvis siden gjelder den.',
    crossOrigin: {
      heading: 'Skjemaet kom fra et annet sted',
      text: 'Vi tar bare imot skjemaer fra våre egne sider. Åpne siden på nytt og prøv igjen. Ingenting er sendt.',
    },
    formTooOld: {
      heading: 'Skjemaet er for gammelt',
      text: 'Åpne siden på nytt og prøv igjen. Ingenting er sendt.',
    },
    notFound: {
      heading: 'Vi finner ikke siden',
      text: 'Adressen kan være feil, eller siden er flyttet.',
    },
    methodNotAllowed: {
      heading: 'Siden kan ikke brukes på den måten',
      text: 'Adressen finnes, men tar ikke imot det nettleseren prøvde. Ingenting er sendt.',
    },
    tooLarge: {
      heading: 'Det var for mye på én gang',
      text: 'Skjemaet var større enn vi tar imot. Gå tilbake, kort ned teksten og prøv igjen. Ingenting er sendt.',
    },
    fileTooLarge: {
      heading: 'Filen er for stor',
      text: 'En fil kan være på høyst 2 MB. Gå tilbake, del den i flere og prøv igjen. Ingenting er sendt.',
    },
    unsupportedType: {
      heading: 'Vi kan ikke lese det som ble sendt',
      text: 'Innholdet kom i et format vi ikke tar imot. Bruk skjemaet på siden. Ingenting er sendt.',
    },
    invalid: {
      heading: 'Noe i skjemaet stemmer ikke',
      text: 'Gå tilbake, se over feltene og prøv igjen. Ingenting er sendt.',
    },
    tooMany: {
      heading: 'For mange forsøk',
      text: 'Vent et minutt og prøv igjen.',
    },
    fault: {
      heading: 'Noe er galt hos oss',
      text: 'Feilen er logget. Prøv igjen, eller oppgi referansen {reference} hvis du kontakter oss.',
    },
    surprise: {
      heading: '{service} svarte på en måte vi ikke forstår',
      text: 'Det er ikke din feil. Prøv igjen om litt. Referanse {reference}.',
    },
    unreachable: {
      heading: 'Vi får ikke kontakt med {service}',
      text: 'Det er ikke din feil. Prøv igjen om noen minutter. Referanse {reference}.',
    },
    busy: {
      heading: 'Vi rekker ikke å svare akkurat nå',
      text: 'Det er mange på besøk. Vent litt og prøv igjen. Referanse {reference}.',
    },
  },
} as const
