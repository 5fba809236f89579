/// <reference lib="dom" />
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, onTestFinished } from 'vitest'
import { createApp, type AppDeps } from '../../src/app.js'
import { composeDemo } from '../../src/compose-demo.js'
import { createLog } from '../../src/log.js'
import { createSigningKeys } from '../../src/sandbox/world/signing-keys.js'
import { serve } from '../../src/web/serve.js'
import { decide } from '../support/at-altinn.js'
import { MORNING } from '../support/open-smartcloud.js'
import { formFor, FRESH } from '../support/people.js'
import { directorOf, type StaffName } from '../support/sign-in.js'

export interface VisitorOptions {
  width?: number
  scheme?: 'light' | 'dark'
  javaScript?: boolean
}

export type Site = Omit<Awaited<ReturnType<typeof startSite>>, 'close'>

/**
 * SmartCloud and its sandbox as they really run, each on a port of its own, at nine in the morning
 * of the day on which the sample data's sums hold. Everything is closed when the test ends.
 */
export async function openSite(changes: Partial<AppDeps> = {}) {
  const { close, ...site } = await startSite(changes)
  onTestFinished(close)
  return site
}

/**
 * One site, and one browser at it, for all stories of a file. Nothing may complain in the browser,
 * as in `newVisitor`.
 */
export function shareSite(prepare: (page: Page, site: Site) => Promise<void>) {
  let shared: { site: Awaited<ReturnType<typeof startSite>>; page: Page; complaints: string[] }
  beforeAll(async () => {
    const site = await startSite({})
    shared = { site, ...(await openBrowser(site.ours, {})) }
    await prepare(shared.page, site)
  }, 60_000)
  afterEach(() => expect(shared.complaints.splice(0)).toEqual([]))
  afterAll(async () => {
    await shared.page.context().close()
    await shared.site.close()
  })
  return () => shared
}

async function startSite(changes: Partial<AppDeps>) {
  const { port, sandboxPort } = await (ports ??= freePorts())
  let time = MORNING
  const world = await composeDemo({
    port,
    sandboxPort,
    database: { file: ':memory:' },
    log: createLog({ level: 'error' }),
    now: () => time,
    keys: (keys ??= newKeys()),
  })
  const running = await serve(
    createApp({ ...world.deps, requestsPerMinute: 10_000, ...changes }),
    port,
    'localhost',
  )
  const { baseUrl } = world.deps
  const ours = [baseUrl, world.sandbox.origin] as const

  return {
    baseUrl,
    sandbox: world.sandbox,
    ours,
    /** Moves the clock, which stands still by itself. */
    pass: (ms: number) => (time += ms),
    async close() {
      await running.stop()
      await world.close()
    },

    /**
     * Somebody at a computer of their own. A story in which the browser complains, a page breaks
     * the content security policy, or anything is fetched from elsewhere, fails when it ends.
     */
    async newVisitor(options: VisitorOptions = {}): Promise<Page> {
      const { page, complaints } = await openBrowser(ours, options)
      onTestFinished(async () => {
        await page.context().close()
        expect(complaints).toEqual([])
      })
      return page
    },

    /** The next one at a computer that forgets everybody who used it: ready sooner. */
    async nextVisitor(): Promise<Page> {
      const { page, complaints } = await (shared ??= openBrowser(ours, {}))
      onTestFinished(async () => {
        await page.unrouteAll({ behavior: 'ignoreErrors' })
        await page.goto('about:blank')
        await page.context().clearCookies()
        expect(complaints.splice(0)).toEqual([])
      })
      return page
    },
  }
}

async function openBrowser(ours: readonly [string, string], options: VisitorOptions) {
  const { width = 1280, scheme = 'light', javaScript = true } = options
  const browser = await (connected ??= chromium.connect(inject('chromium')))
  const context = await browser.newContext({
    baseURL: ours[0],
    viewport: { width, height: 800 },
    colorScheme: scheme,
    javaScriptEnabled: javaScript,
    locale: 'de-DE', // whatever the browser says, we begin in bokmål
  })
  const complaints = await complaintsIn(context, ours)
  return { page: await context.newPage(), complaints }
}

let connected: Promise<Browser> | undefined
let shared: ReturnType<typeof openBrowser> | undefined

/* Made once for all stories: they take longer than the stories, and need not differ. */
let keys: ReturnType<typeof newKeys> | undefined
const newKeys = () => ({
  ours: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  sandbox: { maskinporten: createSigningKeys(), altinn: createSigningKeys() },
})

/** What no visitor should cause: warnings, errors, broken policies, calls to other hosts. */
async function complaintsIn(context: BrowserContext, ours: readonly string[]): Promise<string[]> {
  const complaints: string[] = []
  const documents = new Set<string>()
  context.on('request', request => {
    const { protocol, origin } = new URL(request.url())
    if (request.isNavigationRequest()) documents.add(request.url())
    if (!ours.includes(origin) && !['data:', 'about:'].includes(protocol))
      complaints.push(`${request.url()} was fetched`)
  })
  context.on('console', message => {
    if (!['error', 'warning'].includes(message.type())) return
    // A page of ours that answers 422 or 503 is not a fault of the page.
    const isOfDocument = documents.has(message.location().url)
    if (isOfDocument && message.text().startsWith('Failed to load resource')) return
    complaints.push(`${message.type()}: ${message.text()}`)
  })
  context.on('weberror', ({ error }) => complaints.push(String(error())))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      console.error(`policy broken: ${event.effectiveDirective} ${event.blockedURI}`)
    })
  })
  return complaints
}

/**
 * Our own address has the port in it, so the port must be known before we listen. The same for all
 * stories, so that a browser need not fetch the stylesheets anew.
 */
async function freePorts(): Promise<{ port: number; sandboxPort: number }> {
  const [one, other] = [createServer(), createServer()]
  const portOf = (server: Server) =>
    new Promise<number>(resolve =>
      server.listen(0, 'localhost', () => resolve((server.address() as AddressInfo).port)),
    )
  const found = { port: await portOf(one), sandboxPort: await portOf(other) }
  await Promise.all([one, other].map(server => new Promise(resolve => server.close(resolve))))
  return found
}

let ports: ReturnType<typeof freePorts> | undefined

/** Fills in the sign-up form and stands on the check page. */
export async function signUp(page: Page, organisation = FRESH, packageId = 'smartbasic') {
  await page.goto(`/sign-up/${packageId}`)
  await fillIn(page, formFor(organisation))
  await page.locator('main form button').click()
  await page.waitForURL('**/sign-up/check')
}

/** Types into the fields of these names; `yes` ticks a box. */
export async function fillIn(page: Page, fields: Record<string, string>) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`[name=${name}]`)
    if (value === 'yes') await field.check()
    else await field.fill(value)
  }
}

/** Presses «Gå til Altinn» on the check page and stands where a test person is chosen. */
export async function goToAltinn(page: Page) {
  await page.locator('main form button').click()
  await page.waitForURL('**/authentication/**')
}

/** Chooses a test person by name, or the first, who is the managing director. */
export async function logIn(page: Page, name = '') {
  await page.getByRole('radio', { name }).first().check()
  await page.locator('main button').click()
  await page.waitForURL('**/accessmanagement/ui/**')
}

/** Says yes or no, and is back at the receipt. */
export async function answer(page: Page, value: 'approve' | 'reject') {
  await page.locator(`button[value=${value}]`).click()
  await page.waitForURL('**/receipt?s=*')
}

/**
 * Sends the form of a page with the visitor's cookies and shows nothing: quicker than a click.
 *
 * @param to where, if the form does not lead to the page it stands on
 */
export async function send(
  page: Page,
  address: string,
  fields: Record<string, string> = {},
  { to = address, isMultipart = false } = {},
) {
  const form = await page.request.get(address)
  const token = /name="_csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? ''
  const filled = { ...fields, _csrf: token }
  await page.request.post(to, {
    ...(isMultipart ? { multipart: filled } : { form: filled }),
    headers: { origin: new URL(form.url()).origin },
    maxRedirects: 0,
  })
}

/** Has signed up, as `signUp` does. */
export const register = (page: Page, organisation = FRESH, packageId = 'smartbasic') =>
  send(page, `/sign-up/${packageId}`, formFor(organisation))

/** Has asked Altinn as well. */
export async function ask(page: Page, organisation = FRESH, packageId = 'smartbasic') {
  await register(page, organisation, packageId)
  await send(page, '/sign-up/check')
}

/** Has been given access, and may open the overview. */
export async function onboard(page: Page, { sandbox }: Site, packageId = 'smartbasic') {
  await ask(page, FRESH, packageId)
  decide(sandbox, FRESH, 'approve')
  await page.request.get('/receipt') // where SmartCloud learns of it
}

/** Logs in as the managing director, and stands at the overview. */
export async function signIn(page: Page, { sandbox }: Site, organisation = FRESH) {
  await page.goto('/login')
  await page.getByRole('button', { name: 'Logg inn med' }).click()
  await page.waitForURL('**/idp/**')
  await page.locator(`input[value="${directorOf(sandbox, organisation)}"]`).check()
  await page.getByRole('button', { name: 'Logg inn' }).click()
  await page.waitForURL('**/overview')
}

/** One of our own people logs in, and stands at the first page of the console. */
export async function signInAsStaff(page: Page, who: StaffName = 'administrator') {
  await page.goto('/staff/login')
  await page.getByRole('button', { name: 'Logg inn (etterligning)' }).click()
  await page.waitForURL('**/idp/**')
  await page.locator(`input[value="staff-${who}"]`).check()
  await page.getByRole('button', { name: 'Logg inn' }).click()
  await page.waitForURL('**/admin')
}
