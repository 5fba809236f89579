import type { Language } from '../../design/formats.js'
import { approvalTexts } from './approval-texts.js'
import { deskTexts } from './desk-texts.js'
import { oidcTexts } from './oidc-texts.js'
import { overviewTexts } from './overview-texts.js'

/* What a visitor of the imitation can read. `{name}` is a place to be filled in. */

const nb = {
  frame: {
    skip: 'Hopp til hovedinnhold',
    suffix: 'Sandkasse',
    error: 'Feil: ',
    bar: 'Sandkasse',
    barSentence: 'Dette er en etterligning av Altinn. Ingenting sendes til det offentlige.',
    brand: 'Etterligning av Altinn',
    actingFor: 'Du representerer',
    change: 'Bytt',
    language: 'Språk',
    loggedInAs: 'Logget inn som testbrukeren {name}, {role}.',
    loggedInAsStranger: 'Logget inn som testbrukeren {name}.',
    changeUser: 'Bytt testbruker',
  },
  roles: {
    dagligLeder: 'daglig leder',
    hovedadministrator: 'hovedadministrator',
    tilgangsstyrer: 'tilgangsstyrer',
    klientadministrator: 'klientadministrator',
    ansatt: 'ansatt',
  },
  logIn: {
    title: 'Velg testbruker',
    lead: 'I Altinn ville du logget inn med BankID eller lignende.',
    legend: 'Testbruker',
    choice: '{name} – {role} i {company}',
    choiceInSeveral: '{name} – {role} i {count} virksomheter',
    stranger: '{name} – har ingen rolle i {company}',
    strangerAnywhere: '{name} – har ingen rolle i noen virksomhet',
    button: 'Logg inn',
  },
  loggedOut: {
    title: 'Du er logget ut',
    onItsWay: 'Nettleseren sendes videre til {host}.',
    goOn: 'Gå videre til {host}',
    nowhere: 'Forespørselen hadde ingen adresse å sende deg tilbake til. Du kan lukke siden.',
  },
  noSuchPage: {
    title: 'Vi finner ikke siden',
    text: 'Adressen kan være feil, eller siden er flyttet.',
    link: 'Til forsiden av sandkassen',
  },
  turnedAway: {
    formTooOld: {
      title: 'Skjemaet er for gammelt',
      text: 'Åpne siden på nytt og prøv igjen. Ingenting er sendt.',
      link: 'Åpne siden på nytt',
    },
    crossOrigin: {
      title: 'Skjemaet kom fra et annet nettsted',
      text: 'Sandkassen tar bare imot skjemaer fra sine egne sider. Ingenting er sendt.',
      link: 'Til forsiden av sandkassen',
    },
  },
}

const en: typeof nb = {
  frame: {
    skip: 'Skip to main content',
    suffix: 'Sandbox',
    error: 'Error: ',
    bar: 'Sandbox',
    barSentence: 'This is an imitation of Altinn. Nothing is sent to the public sector.',
    brand: 'Imitation of Altinn',
    actingFor: 'Acting for',
    change: 'Change',
    language: 'Language',
    loggedInAs: 'Logged in as the test user {name}, {role}.',
    loggedInAsStranger: 'Logged in as the test user {name}.',
    changeUser: 'Change test user',
  },
  roles: {
    dagligLeder: 'managing director',
    hovedadministrator: 'main administrator',
    tilgangsstyrer: 'access manager',
    klientadministrator: 'client administrator',
    ansatt: 'employee',
  },
  logIn: {
    title: 'Choose a test user',
    lead: 'In Altinn you would log in with BankID or similar.',
    legend: 'Test user',
    choice: '{name} – {role} in {company}',
    choiceInSeveral: '{name} – {role} in {count} organisations',
    stranger: '{name} – has no role in {company}',
    strangerAnywhere: '{name} – has no role in any organisation',
    button: 'Log in',
  },
  loggedOut: {
    title: 'You have been logged out',
    onItsWay: 'The browser is sent on to {host}.',
    goOn: 'Go on to {host}',
    nowhere: 'The request had no address to send you back to. You can close the page.',
  },
  noSuchPage: {
    title: 'We cannot find the page',
    text: 'The address may be wrong, or the page has moved.',
    link: 'To the front page of the sandbox',
  },
  turnedAway: {
    formTooOld: {
      title: 'The form is too old',
      text: 'Open the page again and retry. Nothing has been sent.',
      link: 'Open the page again',
    },
    crossOrigin: {
      title: 'The form came from another site',
      text: 'The sandbox only takes forms from its own pages. Nothing has been sent.',
      link: 'To the front page of the sandbox',
    },
  },
}

export const TEXTS = {
  nb: {
    ...nb,
    ...approvalTexts.nb,
    ...deskTexts.nb,
    overview: overviewTexts.nb,
    oidc: oidcTexts.nb,
  },
  en: {
    ...en,
    ...approvalTexts.en,
    ...deskTexts.en,
    overview: overviewTexts.en,
    oidc: oidcTexts.en,
  },
} satisfies Record<Language, unknown>

/** Bokmål decides what every other language must have. */
export type Texts = (typeof TEXTS)['nb']

/** The sentence with its places filled in. */
export const fill = (sentence: string, values: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)

/** The same in pieces, so that a page can set what was filled in apart. */
export const filledParts = (
  sentence: string,
  values: Readonly<Record<string, string>>,
): { text: string; isFilledIn: boolean }[] =>
  sentence
    .split(/(\{\w+\})/)
    .filter(part => part !== '')
    .map(part => ({ text: fill(part, values), isFilledIn: /^\{\w+\}$/.test(part) }))
