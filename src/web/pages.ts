import { join } from 'node:path'
import type { Request, RequestHandler, Response } from 'express'
import { createAssets, siteFiles, type Assets } from '../design/assets.js'
import { createIcons } from '../design/icons.js'
import { createRender } from '../design/render.js'
import type { CallsSeenBy, StaffRole } from '../domain/staff.js'
import type { Cookies } from './cookies.js'
import { formTokenOf } from './form-token.js'
import { frameOf, type Environment, type Frame, type FrameInput, type Page } from './frame.js'
import { colourSchemeOf, languageOf } from './language.js'
import { safeLocalPath } from './local-path.js'
import { isStaffPath } from './session.js'
import { speechFor, type Speech } from './speech.js'
import { visitorOf, type Visitor } from './visitor.js'

const ROOT = join(import.meta.dirname, '../..')

/** What a page can add to its frame; `path` when its own address is not one to come back to. */
export type FrameExtras = Partial<Pick<FrameInput, 'organisation' | 'message' | 'path'>>

export interface Pages {
  assets: Assets
  /** Puts the visitor's language and a way to show pages at hand. */
  middleware: RequestHandler
}

/** Reads templates, icons and stylesheets once; a page is then made without touching a file. */
export function createPages(deps: {
  environment: Environment
  cookies: Cookies
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
  /** Who may see calls in Røntgen. */
  inspector: CallsSeenBy
}): Pages {
  const { environment, cookies, rolesOf } = deps
  const assets = createAssets({ files: siteFiles(join(ROOT, 'public')) })
  const render = createRender<Page, Frame>({
    folder: join(ROOT, 'views'),
    layout: 'layout',
    icon: createIcons(),
  })

  const middleware: RequestHandler = (req, res, next) => {
    res.locals['speech'] = speechFor(languageOf(req, cookies))
    res.locals['inspector'] = () => inspectorFor(req)
    res.locals['show'] = (page: Page, extras: FrameExtras) => {
      const frame = frameOf(
        {
          assets,
          environment,
          colourScheme: colourSchemeOf(req, cookies),
          path: pathToComeBackTo(req),
          formToken: formTokenOf(res),
          choices: isStaffPath(req.path) ? '/staff' : '',
          ...signedInFrame(visitorOf(req), rolesOf),
          message: messageFor(req),
          inspector: inspectorFor(req),
          ...extras,
        },
        speechOf(res),
      )
      res.type('html').send(render(page, frame))
    }
    next()
  }

  /** Our own people have theirs under their own addresses. */
  function inspectorFor(req: Request): string | undefined {
    if (deps.inspector === 'nobody') return undefined
    const visitor = visitorOf(req)
    if (visitor.signedIn?.audience === 'staff')
      return deps.inspector === 'everyone' || rolesOf(visitor).includes('presenter')
        ? '/admin/inspector'
        : undefined
    return deps.inspector === 'everyone' ? '/inspector' : undefined
  }

  return { assets, middleware }
}

export const speechOf = (res: Response): Speech => res.locals['speech'] as Speech

/** Where this visitor sees calls in Røntgen; undefined when nowhere. */
export const inspectorHrefOf = (res: Response): string | undefined =>
  (res.locals['inspector'] as () => string | undefined)()

export function renderPage(res: Response, page: Page, extras: FrameExtras = {}): void {
  const show = res.locals['show'] as (page: Page, extras: FrameExtras) => void
  show(page, extras)
}

/** What was left for the next page is told now, and not again. What a script fetches is no page. */
function messageFor(req: Request): FrameInput['message'] {
  if (req.get('sec-fetch-dest') === 'empty') return undefined
  const { session } = req
  const message = session?.message
  if (message) delete session.message
  return message
}

/** Who is signed in stands on every page, with the way out. */
function signedInFrame(
  visitor: Visitor,
  rolesOf: (visitor: Visitor) => readonly StaffRole[],
): Partial<FrameInput> {
  const { signedIn } = visitor
  if (signedIn?.audience === 'staff')
    return {
      staff: signedIn.name,
      mayReadLog: rolesOf(visitor).includes('operator'),
      logOut: '/staff/logout',
    }
  if (!signedIn) return {}
  const { organisationName: name, organisationNumber: number } = signedIn
  return { organisation: { name, number }, logOut: '/logout' }
}

/**
 * The forms for language and theme lead back here; what a POST showed has a GET of the same path.
 * A request line may name any host, and two slashes at its beginning are one.
 */
const pathToComeBackTo = (req: Request): string => safeLocalPath(req.originalUrl)
