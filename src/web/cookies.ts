import type { CookieOptions, Request, Response } from 'express'

/**
 * How our cookies are named and sent. With https they carry the `__Host-Http-` prefix, which a
 * sibling domain cannot forge; the plain name is for http://localhost alone (requirement S13).
 */
export interface Cookies {
  name: (plain: string) => string
  options: Readonly<CookieOptions>
}

export const cookiesFor = ({ https }: { https: boolean }): Cookies => ({
  name: plain => (https ? `__Host-Http-${plain}` : plain),
  options: { httpOnly: true, secure: https, sameSite: 'lax', path: '/' },
})

/** One cookie's value. A name that is sent twice counts as not sent: somebody is playing. */
export function readCookie(req: Request, name: string): string | undefined {
  const header = req.headers.cookie
  if (header === undefined || header.length > 8_192) return undefined
  let found: string | undefined
  for (const part of header.split(';')) {
    const at = part.indexOf('=')
    if (at < 0 || part.slice(0, at).trim() !== name) continue
    if (found !== undefined) return undefined
    found = part.slice(at + 1).trim()
  }
  return found
}

export function setCookie(
  res: Response,
  cookies: Cookies,
  plainName: string,
  value: string,
  maxAgeMs?: number,
): void {
  res.cookie(cookies.name(plainName), value, {
    ...cookies.options,
    ...(maxAgeMs === undefined ? {} : { maxAge: maxAgeMs }),
  })
}
