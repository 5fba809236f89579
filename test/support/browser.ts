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

/**
 * A browser without script: keeps cookies, follows redirects, sends the forms it is shown. It goes
 * to SmartCloud and to the sandbox over HTTP, each with its own cookies, as a real one.
 */
export function createBrowser(server: Server, baseUrl: string, sandbox: Sandbox) {
  const smartcloud = request.agent(server)
  const elsewhere = request.agent(sandbox.origin)

  function agentFor(url: URL) {
    if (url.origin === baseUrl) return smartcloud
    if (url.origin === sandbox.origin) return elsewhere
    throw new Error(`The browser was sent to ${url.origin}`)
  }

  async function go(
    method: 'get' | 'post',
    address: string,
    body?: Fields,
    from = baseUrl,
    headers: Fields = {},
  ): Promise<Visit> {
    const url = new URL(address, from)
    const call = agentFor(url)
      [method](url.pathname + url.search)
      .redirects(0)
      .set('Accept', 'text/html')
      .set(headers)
    if (method === 'post') {
      if (headers['Origin'] === undefined && headers['Sec-Fetch-Site'] === undefined)
        call.set('Origin', url.origin)
      call.type('form')
    }
    const response = await (body ? call.send(body) : call)
    const location = response.headers['location'] as string | undefined
    if (location !== undefined && [301, 302, 303].includes(response.status))
      return go('get', location, undefined, url.href)
    return {
      status: response.status,
      url: url.href,
      text: response.text ?? '',
      headers: response.headers as Record<string, string>,
    }
  }

  return {
    visit: (address: string, headers?: Fields) => go('get', address, undefined, baseUrl, headers),

    /** Sends a form of the page with what it holds, and with these fields filled in. */
    submit(page: Visit, fields: Fields = {}, which: { button?: string; action?: string } = {}) {
      const form = formsOn(page).find(
        candidate =>
          candidate.method === 'post' &&
          !['/language', '/theme'].includes(candidate.action) === (which.action === undefined) &&
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

    /** As somebody at a terminal would: any method, body and headers, with this browser's cookies. */
    raw: smartcloud,
    go,
  }
}

export type Browser = ReturnType<typeof createBrowser>

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
