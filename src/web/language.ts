import express, { type Request, type Response, type Router } from 'express'
import * as z from 'zod'
import { readCookie, setCookie, type Cookies } from './cookies.js'
import { safeLocalPath } from './local-path.js'
import { RequestTurnedAway } from './problems.js'
import { LANGUAGES, type Language } from './speech.js'

const YEAR_MS = 365 * 24 * 60 * 60 * 1000

const SCHEMES = ['light', 'dark', 'auto'] as const
export type ColourScheme = (typeof SCHEMES)[number]

const LanguageBody = z.strictObject({
  _csrf: z.string(),
  language: z.enum(LANGUAGES),
  back: z.string(),
})
const ThemeBody = z.strictObject({ _csrf: z.string(), theme: z.enum(SCHEMES), back: z.string() })

/** Bokmål whatever the browser says; a choice is remembered for a year. */
export const languageOf = (req: Request, cookies: Cookies): Language =>
  LANGUAGES.find(language => language === readCookie(req, cookies.name('language'))) ?? 'nb'

export const colourSchemeOf = (req: Request, cookies: Cookies): ColourScheme =>
  SCHEMES.find(scheme => scheme === readCookie(req, cookies.name('theme'))) ?? 'auto'

/** The two choices every page offers in its footer; a form belongs to its session, hence twice. */
export function choicesRouter(cookies: Cookies): Router {
  const router = express.Router()

  for (const place of ['', '/staff']) {
    router.post(`${place}/language`, (req, res) => {
      const choice = LanguageBody.safeParse(req.body)
      if (!choice.success) throw new RequestTurnedAway('badRequest')
      setCookie(res, cookies, 'language', choice.data.language, YEAR_MS)
      goBack(res, choice.data.back)
    })

    router.post(`${place}/theme`, (req, res) => {
      const choice = ThemeBody.safeParse(req.body)
      if (!choice.success) throw new RequestTurnedAway('badRequest')
      setCookie(res, cookies, 'theme', choice.data.theme, YEAR_MS)
      goBack(res, choice.data.back)
    })
  }

  return router
}

const goBack = (res: Response, back: string) => res.redirect(303, safeLocalPath(back))
