import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { startSandbox, type SandboxOptions } from '../../src/sandbox/server.js'
import { createSigningKeys } from '../../src/sandbox/world/signing-keys.js'
import type { ChangeRequest, SystemUserRequest } from '../../src/sandbox/state/state.js'
import { formsOn, textOf, type Fields, type Visit } from '../support/browser.js'
import { CLAIMS, CUSTOMER, LOGISTICS, OWNER, OWNERS_SYSTEM_USER, SYSTEM } from './open-altinn.js'

export const MORNING = Date.parse('2026-11-20T08:00:00Z')
export const DAY = 24 * 60 * 60 * 1000

/** What the vendor wants to see again, to the letter. */
export const WAY_BACK = 'http://localhost:3000/receipt?s=a%20b&x=1+2#end'

const keys = { maskinporten: createSigningKeys(), altinn: createSigningKeys() }

/** A sandbox, browsers for its pages, and requests to answer. */
export async function openPages(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ now: () => MORNING, keys, ...options })
  onTestFinished(sandbox.close)
  const { state } = sandbox

  return {
    sandbox,
    state,
    newBrowser: () => createPageBrowser(sandbox.origin),

    request(changes: Partial<SystemUserRequest> = {}): SystemUserRequest {
      const request: SystemUserRequest = {
        id: randomUUID(),
        kind: 'standard',
        integrationTitle: 'SmartCloud',
        externalRef: 'ref',
        systemId: SYSTEM,
        partyOrgNo: CUSTOMER.orgNo,
        rights: [CLAIMS, LOGISTICS],
        accessPackages: [],
        status: 'New',
        redirectUrl: WAY_BACK,
        escalated: false,
        created: MORNING,
        isDeleted: false,
        ...changes,
      }
      state.requests.set(request.id, request)
      return request
    },

    changeRequest(changes: Partial<ChangeRequest> = {}): ChangeRequest {
      const change: ChangeRequest = {
        id: randomUUID(),
        externalRef: OWNER.orgNo,
        systemId: SYSTEM,
        systemUserId: OWNERS_SYSTEM_USER,
        partyOrgNo: OWNER.orgNo,
        requiredRights: [],
        unwantedRights: [],
        requiredAccessPackages: [],
        unwantedAccessPackages: [],
        status: 'New',
        redirectUrl: WAY_BACK,
        created: MORNING,
        isDeleted: false,
        ...changes,
      }
      state.changeRequests.set(change.id, change)
      return change
    },
  }
}

export const pageOf = (request: { id: string }, page = 'request', query = '') =>
  `/accessmanagement/ui/systemuser/${page}?id=${request.id}&DONTCHOOSEREPORTEE=true${query}`

export const OVERVIEW = '/accessmanagement/ui/systemuser/overview'

export interface PageVisit extends Visit {
  /** What a reader sees. */
  words: string
  /** What the buttons and the links that look like them say. */
  buttons: string[]
  /** Where the browser was sent next, away from the sandbox. */
  leavesFor?: URL
}

/** A browser without script that follows redirects within the sandbox, and stops before others. */
export function createPageBrowser(origin: string) {
  const cookies = new Map<string, string>()

  async function go(address: string, init: RequestInit = {}, from = origin): Promise<PageVisit> {
    const url = new URL(address, from)
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { accept: 'text/html', ...(cookie && { cookie }), ...init.headers }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    const next = location === null ? undefined : new URL(location, url)
    if (next?.origin === url.origin) return go(next.href)
    const text = await response.text()
    return {
      status: response.status,
      url: url.href,
      text,
      headers: Object.fromEntries(response.headers),
      words: textOf(text),
      buttons: [...text.matchAll(/<(button|a) class="ds-button"[\s\S]*?<\/\1>/g)].map(([html]) =>
        textOf(html),
      ),
      ...(next && { leavesFor: next }),
    }
  }

  const post = (address: string, fields: Fields, headers: Fields = {}) => {
    const body = new URLSearchParams(fields)
    return go(address, { method: 'POST', body, headers: { origin, referer: origin, ...headers } })
  }

  /** Presses a button of the page, with what its form holds and these fields. */
  const press = (page: PageVisit, button: string, fields: Fields = {}) => {
    for (const form of formsOn(page)) {
      const found = form.buttons.find(({ text }) => text === button)
      if (!found) continue
      const all = { ...form.fields, ...found.field, ...fields }
      return post(new URL(form.action, page.url).href, all, { referer: page.url })
    }
    throw new Error(`No button "${button}" on ${page.url}: ${page.words}`)
  }

  return {
    cookies,
    visit: (address: string, headers: Fields = {}) => go(address, { headers }),
    post,
    press,
    follow(page: PageVisit, words: string) {
      const link = [...page.text.matchAll(/<a\b[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)].find(
        ([, , inner = '']) => textOf(inner) === words,
      )
      if (!link?.[1]) throw new Error(`No link "${words}" on ${page.url}: ${page.words}`)
      return go(link[1].replaceAll('&amp;', '&'), {}, page.url)
    },
    /** Opens the address as this test user. */
    async as(pid: string, address: string) {
      const choice = await go(`${LOG_IN}?goto=${encodeURIComponent(address)}`)
      return press(choice, 'Logg inn', { person: pid })
    },
  }
}

export const LOG_IN = '/authentication/api/v1/authentication'

/** Where the page sends the browser by itself. */
export const onwardFrom = ({ text }: Visit) =>
  /http-equiv="refresh" content="0;url=([^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&')
