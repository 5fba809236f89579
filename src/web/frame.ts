import type { Assets } from '../design/assets.js'
import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import { LANGUAGES, type Language, type Speech } from './speech.js'

/** What every page builder makes; the rest of it is between the builder and its template. */
export interface Page {
  /** The template under `views/`, without `.ejs`. */
  view: string
  /** The whole title, as {@link titleOf} makes it. */
  title: string
  breadcrumbs?: Breadcrumbs
  refresh?: Refresh
  /** Scripts of this page's own, by file name. Every page works without them. */
  scripts?: readonly string[]
  /** For a projector: nothing but the page itself, and all of it larger. */
  isBare?: true
}

export interface Breadcrumbs {
  /** Narrow screens show the way back only. */
  back: { name: string; href: string; label: string }
  /** From the front page down; the last one is the page itself. */
  trail: readonly { name: string; href: string }[]
}

/**
 * `onward` leaves at once. `again` loads the page anew after some seconds, and only where no script
 * runs: a page that reloads under its reader is a nuisance, and a script can do it better.
 */
export type Refresh = { onward: string } | { again: number }

export type Environment = 'sandbox' | 'tt02' | 'prod'
export type ColourScheme = 'light' | 'dark' | 'auto'

export interface FrameInput {
  colourScheme: ColourScheme
  environment: Environment
  /** The address of this page with its query, on our own site: where `back` leads. */
  path: string
  /** For the hidden `_csrf` of every form. */
  formToken: string
  assets: Pick<Assets, 'address'>
  /** Whom this browser may act for; makes the menu the customer's. */
  organisation?: { name: string; number: string; hasClients?: boolean } | undefined
  /** Who of our own people is signed in; makes the menu the vendor's. */
  staff?: string | undefined
  /** They may see who did what; others see their own sessions there. */
  mayReadLog?: boolean
  /** Before the addresses that the forms for language and theme post to. */
  choices?: '' | '/staff'
  /** What just happened, told once right under the heading. */
  message?: Message | undefined
  /** Where the log-out form posts to; left out while there is nothing to log out of. */
  logOut?: string | undefined
  /** Where Røntgen is; left out while it is not. */
  inspector?: string | undefined
}

export interface Message {
  tone: 'info' | 'success' | 'warning' | 'danger'
  text: string
}

export type Frame = ReturnType<typeof frameOf>

/** Where our own people begin. */
export const CONSOLE = '/admin'

const VENDOR_MENU = [
  ['customers', `${CONSOLE}/customers`],
  ['requests', `${CONSOLE}/requests`],
  ['changes', `${CONSOLE}/changes`],
  ['systemRegister', `${CONSOLE}/system`],
  ['readiness', `${CONSOLE}/readiness`],
] as const

/** Pages without an entry of their own in the menu, and the one they belong to. */
const UNDER: Readonly<Record<string, string>> = {
  [`${CONSOLE}/batches`]: `${CONSOLE}/requests`,
  [`${CONSOLE}/reconciliation`]: `${CONSOLE}/customers`,
  [`${CONSOLE}/sessions`]: `${CONSOLE}/log`,
}

const isAt = (path: string, here: string | undefined): boolean =>
  here === path || here?.startsWith(`${path}/`) === true

const SCHEMES = [
  { scheme: 'light', icon: 'Sun' },
  { scheme: 'dark', icon: 'Moon' },
  { scheme: 'auto', icon: 'Monitor' },
] as const

/** Each language by its own name, so that it is found by whoever needs it. */
const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { nb: 'Bokmål', en: 'English' }

export function frameOf(input: FrameInput, speech: Speech) {
  const { assets, environment, organisation, staff, path } = input
  const { t, say } = speech
  const words = t.frame
  const here = path.split('?')[0]

  const publicMenu = [
    { name: words.packages, href: '/#packages' },
    { name: words.howItWorks, href: '/#how' },
  ]
  const customerMenu = [
    { name: words.overview, href: '/overview' },
    ...(organisation?.hasClients ? [{ name: words.clients, href: '/clients' }] : []),
    { name: words.access, href: '/access' },
  ]
  const vendorMenu = VENDOR_MENU.map(([key, href]) => ({ name: t.console.menu[key], href }))
  const lastItem = input.mayReadLog
    ? { name: t.console.menu.audit, href: `${CONSOLE}/log` }
    : { name: t.console.menu.sessions, href: `${CONSOLE}/sessions` }
  const inspector = input.inspector ? [{ name: words.inspector, href: input.inspector }] : []

  return {
    language: speech.language,
    colourScheme: input.colourScheme,
    path,
    formToken: input.formToken,
    message: input.message,
    words,
    files: {
      font: assets.address('inter.woff2'),
      // app.css declares the order of the layers, and so comes first.
      styles: ['app.css', 'designsystemet.css', 'theme.css'].map(assets.address),
      favicon: assets.address('favicon.svg'),
      script: assets.address('site.js'),
    },
    addressOf: assets.address,
    environment: {
      name: words.environments[environment],
      label: say(words.environmentLabel, { environment: words.environments[environment] }),
      isSandbox: environment === 'sandbox',
      tone: environment === 'prod' ? 'danger' : 'neutral',
    },
    home: staff === undefined ? '/' : CONSOLE,
    /** Those who work here all day see more at once. */
    size: staff === undefined ? 'md' : 'sm',
    menu: [
      ...(staff === undefined
        ? organisation
          ? customerMenu
          : publicMenu
        : [...vendorMenu, lastItem]),
      ...inspector,
    ].map(item => ({
      ...item,
      isCurrent:
        isAt(item.href, here) ||
        Object.entries(UNDER).some(([path, href]) => href === item.href && isAt(path, here)),
    })),
    organisation: organisation && {
      name: companyName(organisation.name),
      number: say(words.organisationNumber, {
        number: spacedOrganisationNumber(organisation.number),
      }),
    },
    staff,
    logOut: input.logOut,
    /** Where the calls that this visitor's newest page made are shown. */
    calls: input.inspector && { href: `${input.inspector}/newest`, text: t.continue.seeCalls },
    choices: input.choices ?? '',
    languages: LANGUAGES.map(language => ({
      language,
      name: LANGUAGE_NAMES[language],
      isCurrent: language === speech.language,
    })),
    themes: SCHEMES.map(({ scheme, icon }) => ({
      scheme,
      icon,
      name: words.themes[scheme],
      isCurrent: scheme === input.colourScheme,
    })),
  }
}

/** The specific part comes first, and «Feil:» before it when there is something to mend. */
export function titleOf(heading: string, speech: Speech, hasProblems = false): string {
  const { t, say } = speech
  const title = say(t.frame.title, { heading })
  return hasProblems ? say(t.frame.titleWithErrors, { title }) : title
}

/** As {@link titleOf}, for the vendor's own pages. */
export function consoleTitleOf(heading: string, speech: Speech, hasProblems = false): string {
  const { t, say } = speech
  const title = say(t.console.title, { heading })
  return hasProblems ? say(t.frame.titleWithErrors, { title }) : title
}

/** For a page of the vendor's, from the list it belongs to down to itself. */
export function consoleBreadcrumbs(
  trail: readonly { name: string; href: string }[],
  { t, say }: Speech,
): Breadcrumbs {
  const front = { name: t.console.heading, href: CONSOLE }
  const above = trail.at(-2) ?? front
  return {
    back: { ...above, label: say(t.frame.backTo, { page: above.name }) },
    trail: [front, ...trail],
  }
}

/** For a page right below the front page. */
export function breadcrumbsOf(heading: string, href: string, { t, say }: Speech): Breadcrumbs {
  const front = { name: t.frame.frontPage, href: '/' }
  return {
    back: { ...front, label: say(t.frame.backTo, { page: front.name }) },
    trail: [front, { name: heading, href }],
  }
}

/** For a page below one of the customer's own pages. */
export function breadcrumbsUnder(
  above: { name: string; href: string },
  page: { name: string; href: string },
  { t, say }: Speech,
): Breadcrumbs {
  return {
    back: { ...above, label: say(t.frame.backTo, { page: above.name }) },
    trail: [above, page],
  }
}
