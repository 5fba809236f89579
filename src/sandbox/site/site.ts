import { join } from 'node:path'
import express, {
  type CookieOptions,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'
import helmet from 'helmet'
import { createAssets, siteFiles } from '../../design/assets.js'
import { spacedOrganisationNumber, type Language } from '../../design/formats.js'
import { createIcons } from '../../design/icons.js'
import { createRender } from '../../design/render.js'
import { ROOT } from '../root.js'
import type { Person } from '../state/state.js'
import { isOwnOrigin } from '../world/names.js'
import type { World } from '../world/world.js'
import { logInAddress } from './addresses.js'
import { cookieOf, createSessions, type Session, type Sessions } from './session.js'
import { fill, TEXTS, type Texts } from './texts.js'
import { organisationName, personName, roleIn } from './words.js'

/** Who asks for a page. */
export interface Visitor {
  session: Session
  /** Undefined for somebody who has not logged in. */
  person?: Person
  language: Language
  texts: Texts
}

export interface Page {
  view: string
  title: string
  /** Fields of a form have to be filled in again; said first in the page's title. */
  hasErrors?: boolean
  /** Where the browser goes by itself. */
  goOnTo?: string
  /** Tables need more room than a question does. */
  isWide?: boolean
}

/** A page that only says something, and leads on. */
export interface NoticePage extends Page {
  view: 'sandbox/notice'
  text: string
  link?: { label: string; href: string }
}

/** Asks before something is taken away. */
export interface ConfirmPage extends Page {
  view: 'sandbox/confirm'
  losses: string[]
  untouched: string
  yes: string
  cancel: { label: string; href: string }
}

/** Said above everything else on a page. */
export interface Alert {
  color: 'info' | 'success' | 'warning' | 'danger'
  heading?: string
  text: string
  /** A sentence of Altinn's own, in English. */
  quote?: string
}

/** What every page of the imitation has in common, whatever it shows. */
export interface Site {
  sessions: Sessions
  /** How cookies are sent. */
  cookie: CookieOptions
  /** At the root: headers, and the static files under `/assets`. */
  before: RequestHandler[]
  /** In front of every handler that changes something. */
  form: RequestHandler[]
  visitor(req: Request, res: Response): Visitor
  /** @param actingFor the organisation the page's header names; the session's own, if not given */
  show(
    res: Response,
    visitor: Visitor,
    page: Page,
    options?: { status?: number; actingFor?: string },
  ): void
}

export function createSite(world: World): Site {
  const https = world.origin.startsWith('https:')
  const assets = createAssets({ files: siteFiles(join(ROOT, 'public')) })
  const files = {
    stylesheets: STYLESHEETS.map(assets.address),
    font: assets.address('inter.woff2'),
    favicon: assets.address('sandbox.svg'),
  }
  const render = createRender<Page, Frame>({
    folder: join(ROOT, 'views'),
    layout: 'sandbox/layout',
    icon: createIcons(['ShieldCheckmark']),
  })
  const cookie: CookieOptions = { httpOnly: true, secure: https, sameSite: 'lax', path: '/' }
  const sessions = createSessions({ cookie, resets: world.resets })

  const visitor: Site['visitor'] = (req, res) => {
    const session = sessions.of(req, res)
    const isIn = session.resets === world.resets()
    const person = isIn ? world.state.persons.get(session.pid ?? '') : undefined
    const language = languageOf(req)
    return { session, language, texts: TEXTS[language], ...(person && { person }) }
  }

  const show: Site['show'] = (res, { session, person, language, texts }, page, options = {}) => {
    const { status = 200, actingFor = session.actingFor } = options
    const here = pageOf(res.req)
    const { message } = session
    delete session.message
    const frame: Frame = {
      language,
      words: texts.frame,
      files,
      formToken: sessions.formToken(session),
      here,
      languages: LANGUAGES,
      ...(message !== undefined && { message: { tone: 'success', text: message } }),
      ...(person && {
        loggedIn: {
          sentence: loggedInSentence(person, actingFor, texts),
          changeUser: logInAddress(here),
          organisations: organisationsOf(world, person, actingFor),
        },
      }),
    }
    res.status(status).type('html').send(render(page, frame))
  }

  const turnAway = (req: Request, res: Response, why: keyof Texts['turnedAway']) => {
    const who = visitor(req, res)
    const { link, ...words } = who.texts.turnedAway[why]
    const page: NoticePage = {
      view: 'sandbox/notice',
      ...words,
      link: { label: link, href: why === 'formTooOld' ? pageOf(req) : '/' },
    }
    show(res, who, page, { status: 403 })
  }

  const sameOrigin: RequestHandler = (req, res, next) => {
    const site = req.get('sec-fetch-site')
    const isOurs =
      site === undefined ? isOwnOrigin(world, req.get('origin')) : site === 'same-origin'
    if (isOurs) next()
    else turnAway(req, res, 'crossOrigin')
  }
  const formToken: RequestHandler = (req, res, next) => {
    const { _csrf, ...fields } = (req.body ?? {}) as Record<string, unknown>
    req.body = fields // the call log keeps bodies, and must not keep the secret
    if (sessions.isFormToken(sessions.of(req, res), _csrf)) next()
    else turnAway(req, res, 'formTooOld')
  }

  return {
    sessions,
    cookie,
    before: [pageHeaders({ https }), express.Router().use('/assets', assets.handler)],
    form: [sameOrigin, express.urlencoded({ extended: false, limit: '20kb' }), formToken],
    visitor,
    show,
  }
}

/** A text from a form or a query; anything but one value counts as none. */
export const textFrom = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A path with its query on this site; the front page instead of anything else. */
export function localPath(address: string): string {
  if (!URL.canParse(address, NOWHERE)) return '/'
  const { origin, pathname, search } = new URL(address, NOWHERE)
  return origin === NOWHERE && !pathname.startsWith('//') ? pathname + search : '/'
}
const NOWHERE = 'http://sandbox.invalid'

/** The page that is shown, or that held the form which is answered. */
function pageOf(req: Request): string {
  if (req.method === 'GET' || req.method === 'HEAD') return localPath(req.originalUrl)
  const referer = req.get('referer') ?? ''
  if (!URL.canParse(referer)) return '/'
  const { host, pathname, search } = new URL(referer)
  return host === req.get('host') ? localPath(pathname + search) : '/'
}

export const LANGUAGES: readonly { code: Language; name: string }[] = [
  { code: 'nb', name: 'Bokmål' },
  { code: 'en', name: 'English' },
]
export const LANGUAGE_COOKIE = 'sandbox-language'

const languageOf = (req: Request): Language =>
  LANGUAGES.find(({ code }) => code === cookieOf(req, LANGUAGE_COOKIE))?.code ?? 'nb'

/** In this order: the first declares the layers. */
const STYLESHEETS = ['app.css', 'designsystemet.css', 'theme.css', 'sandbox.css']

interface Frame {
  language: Language
  words: Texts['frame']
  files: { stylesheets: string[]; font: string; favicon: string }
  formToken: string
  /** The page's own address, to come back to. */
  here: string
  languages: typeof LANGUAGES
  message?: { tone: 'success'; text: string }
  loggedIn?: {
    sentence: string
    changeUser: string
    organisations: { orgNo: string; label: string; isChosen: boolean }[]
  }
}

function loggedInSentence(
  person: Person,
  actingFor: string | undefined,
  { frame, roles }: Texts,
): string {
  const name = personName(person)
  const role = roleIn(actingFor ?? '', person)
  return role
    ? fill(frame.loggedInAs, { name, role: roles[role] })
    : fill(frame.loggedInAsStranger, { name })
}

const organisationsOf = (world: World, { roles }: Person, actingFor: string | undefined) =>
  [...new Set(roles.map(({ orgNo }) => orgNo))].map(orgNo => ({
    orgNo,
    label: `${organisationName(world, orgNo)} (${spacedOrganisationNumber(orgNo)})`,
    isChosen: orgNo === actingFor,
  }))

/** The same set as the real site's, so that what works here works there. */
function pageHeaders({ https }: { https: boolean }): RequestHandler {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'], // the design system's icons
        fontSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        ...(https && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: https && { maxAge: 63_072_000, includeSubDomains: true },
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
    xFrameOptions: { action: 'deny' },
  })
  return (req, res, next) => {
    res.setHeader('Permissions-Policy', NO_FEATURES)
    res.setHeader('Cache-Control', 'no-store') // static files say otherwise
    headers(req, res, next)
  }
}
const NO_FEATURES = 'camera=(), microphone=(), geolocation=(), payment=(), usb=()'
