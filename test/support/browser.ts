import type { Server } from 'node:http'
import request from 'supertest'
import type { Sandbox } from '../../src/sandbox/server.js'

/** What came back: enough to read the page and to go on from it. */
export interface Visit {
  status: number
  /** Where the browser ended up, after redirects. */
  url: string
  text: string
  headers: Record<string, string>
}

export type Fields = Record<string, string>

/** One request, in a way no form would make it. */
export interface Raw {
  headers?: Fields | undefined
  body?: string | Buffer | undefined
  /** Another site leads here: a browser then keeps its `Strict` cookies to itself. */
  isFromElsewhere?: boolean
}

/**
 * A browser without script: keeps cookies, follows redirects, sends the forms it is shown. It goes
 * to SmartCloud and to the sandbox over HTTP, each with its own cookies, as a real one.
 *
 * @param seen is told of everything that SmartCloud answers
 */
export function createBrowser(
  server: Server,
  baseUrl: string,
  sandbox: Sandbox,
  seen: (visit: Visit) => void = () => {},
) {
  const cookies = new Map<string, string>()
  const elsewhere = request.agent(sandbox.origin)

  /** To SmartCloud, with this browser's cookies unless others are given. Follows no redirect. */
  async function raw(
    method: string,
    path: string,
    { headers = {}, body, isFromElsewhere = false }: Raw = {},
  ): Promise<Visit> {
    const call = request(server)[method.toLowerCase() as 'get'](path).redirects(0)
    const sent = [...cookies].filter(([name]) => !isFromElsewhere || !STRICT.includes(name))
    if (sent.length > 0)
      call.set('Cookie', sent.map(([name, value]) => `${name}=${value}`).join('; '))
    call.set(headers)
    if (body !== undefined) call.serialize(plain => plain as unknown as string)
    const response = await (body === undefined ? call : call.send(body as string))
    keep(cookies, response.headers['set-cookie'] as unknown as string[] | undefined)
    const visit: Visit = {
      status: response.status,
      url: new URL(path, baseUrl).href,
      text: response.text ?? '',
      headers: response.headers as Record<string, string>,
    }
    seen(visit)
    return visit
  }

  async function toTheSandbox(method: 'get' | 'post', url: URL, headers: Fields, body?: string) {
    const call = elsewhere[method](url.pathname + url.search)
      .redirects(0)
      .set(headers)
    const response = await (body === undefined ? call : call.send(body))
    return {
      status: response.status,
      url: url.href,
      text: response.text ?? '',
      headers: response.headers as Record<string, string>,
    }
  }

  async function go(
    method: 'get' | 'post',
    address: string,
    fields?: Fields,
    from = baseUrl,
    given: Fields = {},
  ): Promise<Visit> {
    const url = new URL(address, from)
    const isFromUs = given['Origin'] !== undefined || given['Sec-Fetch-Site'] !== undefined
    const headers = {
      Accept: 'text/html',
      ...(method === 'post' && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...(method === 'post' && !isFromUs && { Origin: url.origin }),
      ...given,
    }
    const body = method === 'post' ? new URLSearchParams(fields).toString() : undefined
    if (url.origin !== baseUrl && url.origin !== sandbox.origin)
      throw new Error(`The browser was sent to ${url.origin}`)
    const visit =
      url.origin === baseUrl
        ? await raw(method, url.pathname + url.search, {
            headers,
            body,
            isFromElsewhere: new URL(from).origin !== baseUrl,
          })
        : await toTheSandbox(method, url, headers, body)
    const { location } = visit.headers
    return location !== undefined && [301, 302, 303].includes(visit.status)
      ? go('get', location, undefined, url.href)
      : { ...visit, url: url.href }
  }

  return {
    visit: (address: string, headers?: Fields) => go('get', address, undefined, baseUrl, headers),

    /** Sends a form of the page with what it holds, and with these fields filled in. */
    submit(page: Visit, fields: Fields = {}, which: { button?: string; action?: string } = {}) {
      const form = formsOn(page).find(
        candidate =>
          candidate.method === 'post' &&
          !/\/(language|theme|logout)$/.test(candidate.action) === (which.action === undefined) &&
          (which.action === undefined || candidate.action.endsWith(which.action)) &&
          (which.button === undefined || candidate.html.includes(which.button)),
      )
      if (!form) throw new Error(`No such form on ${page.url}:\n${page.text.slice(0, 2_000)}`)
      const button = which.button
        ? form.buttons.find(one => one.text.includes(which.button!))
        : undefined
      return go(
        'post',
        button?.action ?? (form.action || page.url),
        { ...form.fields, ...(button?.field ?? {}), ...fields },
        page.url,
      )
    },

    /** Follows a link by its words. */
    follow(page: Visit, words: string) {
      for (const [, attributes = '', inner = ''] of page.text.matchAll(
        /<a\b([^>]*)>([\s\S]*?)<\/a>/g,
      ))
        if (textOf(inner).includes(words))
          return go(
            'get',
            unescapeHtml(/href="([^"]*)"/.exec(attributes)?.[1] ?? ''),
            undefined,
            page.url,
          )
      throw new Error(`No link "${words}" on ${page.url}`)
    },

    raw,
    go,
    /** What it keeps of SmartCloud, by name. */
    cookies,
  }
}

const STRICT = ['staff']

export type Browser = ReturnType<typeof createBrowser>

function keep(cookies: Map<string, string>, setCookies: readonly string[] = []): void {
  for (const line of setCookies) {
    const [pair = '', ...attributes] = line.split(';')
    const at = pair.indexOf('=')
    const isOver = attributes.some(attribute => /^\s*(max-age=0|expires=.*1970)/i.test(attribute))
    if (isOver) cookies.delete(pair.slice(0, at))
    else cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}

interface Form {
  method: string
  action: string
  fields: Fields
  buttons: { text: string; action?: string; field?: Fields }[]
  html: string
}

export function formsOn(page: Visit): Form[] {
  return [...page.text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(
    ([, attributes = '', html = '']) => {
      const fields: Fields = {}
      for (const [, input = ''] of html.matchAll(/<input\b([^>]*)>/g)) {
        const { name, value, type, checked } = attributesOf(input)
        if (name === undefined) continue
        if ((type === 'checkbox' || type === 'radio') && checked === undefined) continue
        fields[name] = value ?? (type === 'checkbox' ? 'on' : '')
      }
      for (const [, own = '', text = ''] of html.matchAll(
        /<textarea\b([^>]*)>\r?\n?([\s\S]*?)<\/textarea>/g,
      )) {
        const { name } = attributesOf(own)
        if (name !== undefined) fields[name] = unescapeHtml(text)
      }
      const buttons = [...html.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)].map(
        ([, own = '', inner = '']) => {
          const { name, value, formaction } = attributesOf(own)
          return {
            text: textOf(inner),
            ...(formaction === undefined ? {} : { action: formaction }),
            ...(name === undefined ? {} : { field: { [name]: value ?? '' } }),
          }
        },
      )
      const { method = 'get', action = '' } = attributesOf(attributes)
      return { method: method.toLowerCase(), action, fields, buttons, html }
    },
  )
}

const attributesOf = (text: string): Record<string, string | undefined> =>
  Object.fromEntries(
    [...text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = '', value]) => [
      name,
      unescapeHtml(value ?? ''),
    ]),
  )

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', '#34': '"', '#39': "'" }
const unescapeHtml = (text: string) =>
  text.replace(/&(amp|lt|gt|#34|#39);/g, (_all, name: string) => ENTITIES[name] ?? '')

/** What a reader sees: tags gone, blanks folded, no-break spaces as blanks. */
export const textOf = (html: string): string =>
  unescapeHtml(html.replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim()
