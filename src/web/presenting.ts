import type { Request } from 'express'
import { readCookie, type Cookies } from './cookies.js'

/** What somebody who presents has switched for their own browser. */
export const STOP_COOKIE = 'stop-before-altinn'
export const RECORDING_COOKIE = 'recording'

/** «Stopp før Altinn»: the page before Altinn waits for a click. */
export const stopsBeforeAltinn = (req: Request, cookies: Cookies): boolean =>
  readCookie(req, cookies.name(STOP_COOKIE)) === 'on'

/** «Ta opp kall» is on until somebody switches it off. */
export const recordsCalls = (req: Request, cookies: Cookies): boolean =>
  readCookie(req, cookies.name(RECORDING_COOKIE)) !== 'off'
