const nb = {
  frame: {
    customer: {
      brand: 'Etterligning av Ansattporten',
      barSentence: 'Dette er en etterligning av Ansattporten. Ingen logger inn på ordentlig.',
    },
    staff: {
      brand: 'Etterligning av ansattinnlogging',
      barSentence:
        'Dette er en etterligning av innloggingen for ansatte. Ingen logger inn på ordentlig.',
    },
  },
  logIn: {
    title: 'Velg testbruker',
    lead: {
      customer: 'I Ansattporten ville du logget inn med BankID eller lignende.',
      staff: 'I et ekte system ville du logget inn med jobbkontoen din.',
    },
    destination: 'Etterpå sendes du tilbake til {host}.',
    persons: 'Testbruker',
    organisation: '{company}, org.nr. {number}',
    others: 'Uten virksomhet',
    powerless: '{name} – kan ikke representere noen virksomhet',
    staff: 'Ansatt',
    member: '{name} – medlem av {groups}',
    outsider: '{name} – er ikke medlem av noen gruppe',
    button: 'Logg inn',
    cancel: 'Avbryt',
    chooseSomebody: 'Velg en av testbrukerne.',
    mustRepresent: 'Du må representere en virksomhet for å bruke tjenesten. Velg en annen.',
  },
  onTheWay: { loggedIn: 'Du er logget inn', cancelled: 'Innloggingen er avbrutt' },
  refused: {
    title: 'Innloggingen kan ikke begynne',
    client: 'Sandkassen kjenner ingen klient med client_id «{value}».',
    redirectUri: 'Klienten har ikke registrert redirect_uri «{value}».',
  },
  expired: {
    title: 'Innloggingen er for gammel',
    text: 'Gå tilbake til tjenesten du kom fra, og logg inn på nytt.',
  },
  loggedOut: { title: 'Du er logget ut', text: 'Du kan lukke siden.' },
  notLoggedOut: {
    title: 'Utloggingen kan ikke gjennomføres',
    hint: 'Forespørselen mangler et id_token som er utstedt her til den samme klienten.',
    redirectUri: 'Klienten har ikke registrert post_logout_redirect_uri «{value}».',
  },
}

const en: typeof nb = {
  frame: {
    customer: {
      brand: 'Imitation of Ansattporten',
      barSentence: 'This is an imitation of Ansattporten. Nobody really logs in.',
    },
    staff: {
      brand: 'Imitation of a staff log-in',
      barSentence: 'This is an imitation of the log-in for staff. Nobody really logs in.',
    },
  },
  logIn: {
    title: 'Choose a test user',
    lead: {
      customer: 'At Ansattporten you would log in with BankID or similar.',
      staff: 'In a real system you would log in with your work account.',
    },
    destination: 'Afterwards you are sent back to {host}.',
    persons: 'Test user',
    organisation: '{company}, org. no. {number}',
    others: 'Without an organisation',
    powerless: '{name} – cannot represent any organisation',
    staff: 'Staff',
    member: '{name} – member of {groups}',
    outsider: '{name} – is not a member of any group',
    button: 'Log in',
    cancel: 'Cancel',
    chooseSomebody: 'Choose one of the test users.',
    mustRepresent: 'You must represent an organisation to use the service. Choose another one.',
  },
  onTheWay: { loggedIn: 'You have been logged in', cancelled: 'The log-in has been cancelled' },
  refused: {
    title: 'The log-in cannot begin',
    client: 'The sandbox knows no client with the client_id “{value}”.',
    redirectUri: 'The client has not registered the redirect_uri “{value}”.',
  },
  expired: {
    title: 'The log-in is too old',
    text: 'Go back to the service you came from, and log in again.',
  },
  loggedOut: { title: 'You have been logged out', text: 'You can close the page.' },
  notLoggedOut: {
    title: 'The log-out cannot be carried out',
    hint: 'The request has no id_token that was issued here to the same client.',
    redirectUri: 'The client has not registered the post_logout_redirect_uri “{value}”.',
  },
}

/** What those can read who log in at, or out of, the OpenID provider. */
export const oidcTexts = { nb, en }
