/// <reference lib="dom" />
import { generateKeyPairSync } from 'node:crypto'
import { createServer, type AddressInfo } from 'node:net'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { expect, inject, onTestFinished } from 'vitest'
import { createApp, type AppDeps } from '../../src/app.js'
import { composeDemo } from '../../src/compose.js'
import { createLog } from '../../src/log.js'
import { createSigningKeys } from '../../src/sandbox/signing-keys.js'
import { serve } from '../../src/web/serve.js'
import { MORNING } from '../support/open-smartcloud.js'
import { formFor, FRESH } from '../support/people.js'

export interface VisitorOptions {
  width?: number
  scheme?: 'light' | 'dark'
  javaScript?: boolean
}

export type Site = Awaited<ReturnType<typeof openSite>>

/**
 * SmartCloud and its sandbox as they really run, each on a port of its own, at nine in the morning
 * of the day on which the sample data's sums hold. Everything is closed when the test ends.
 */
export async function openSite(changes: Partial<AppDeps> = {}) {
  let time = MORNING
  const port = await freePort()
  const world = await composeDemo({
    port,
    sandboxPort: 0,
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
  onTestFinished(async () => {
    await running.stop()
    await world.close()
  })

  return {
    baseUrl: world.deps.baseUrl,
    sandbox: world.sandbox,
    /** Moves the clock of SmartCloud and of the sandbox. */
    pass: (ms: number) => (time += ms),

    /**
     * Somebody at a computer of their own. A story in which the browser complains, a page breaks
     * the content security policy, or anything is fetched from elsewhere, fails when it ends.
     */
    async newVisitor(options: VisitorOptions = {}): Promise<Page> {
      const { width = 1280, scheme = 'light', javaScript = true } = options
      const browser = await theBrowser()
      const context = await browser.newContext({
        baseURL: world.deps.baseUrl,
        viewport: { width, height: width < 640 ? 844 : 800 },
        colorScheme: scheme,
        javaScriptEnabled: javaScript,
        locale: 'de-DE', // whatever the browser says, we begin in bokmål
      })
      const complaints = complaintsIn(context, [world.deps.baseUrl, world.sandbox.origin])
      onTestFinished(async () => {
        await context.close()
        expect(complaints).toEqual([])
      })
      return context.newPage()
    },
  }
}

/* Made once for all stories: they take longer than the stories, and need not differ. */
let keys: ReturnType<typeof newKeys> | undefined
const newKeys = () => ({
  ours: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  sandbox: { maskinporten: createSigningKeys(), altinn: createSigningKeys() },
})

let connected: Promise<Browser> | undefined
const theBrowser = () => (connected ??= chromium.connect(inject('chromium')))

/** What no visitor should cause: warnings, errors, broken policies, calls to other hosts. */
function complaintsIn(context: BrowserContext, ours: readonly string[]): string[] {
  const complaints: string[] = []
  const documents = new Set<string>()
  context.on('request', request => {
    const { origin } = new URL(request.url())
    if (request.isNavigationRequest()) documents.add(request.url())
    if (!ours.includes(origin) && !request.url().startsWith('data:'))
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
  void context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      console.error(`policy broken: ${event.effectiveDirective} ${event.blockedURI}`)
    })
  })
  return complaints
}

/** Our own address has the port in it, so the port must be known before we listen. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise(resolve => server.close(resolve))
  return port
}

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

/** From the sign-up to the receipt, with a yes. */
export async function onboard(page: Page, organisation = FRESH, packageId = 'smartbasic') {
  await signUp(page, organisation, packageId)
  await goToAltinn(page)
  await logIn(page)
  await answer(page, 'approve')
}
