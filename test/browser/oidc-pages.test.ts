import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { examine } from './examine.js'
import { openSite, type Site } from './open-site.js'

/* The sandbox's OpenID provider, as SmartCloud's visitors would meet it. */

type Audience = 'customer' | 'staff'

const DIRECTOR = 'God Fast Varde – daglig leder'
const STRANGER = 'Fjern Vakker Dal'

/** Comes to the provider from a service, which is told what comes of it at `/logged-in`. */
async function arrive(page: Page, site: Site, audience: Audience = 'customer', changes = {}) {
  const { clientId } = site.sandbox.registerOidcClient({
    audience,
    redirectUris: [`${site.baseUrl}/logged-in`],
    clientSecret: 'secret',
  })
  await page.route(`${site.baseUrl}/logged-in?**`, route =>
    route.fulfill({ contentType: 'text/html', body: '<title>SmartCloud</title>' }),
  )
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: `${site.baseUrl}/logged-in`,
    scope: 'openid',
    state: 'state',
    nonce: 'nonce',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    ...(audience === 'customer' && { authorization_details: DETAILS }),
    ...changes,
  })
  await page.goto(`${site.sandbox.origin}/idp/authorize?${parameters}`)
}

const DETAILS = JSON.stringify([
  {
    type: 'ansattporten:altinn:resource',
    resource: 'urn:altinn:resource:ske-krav-og-betalinger',
    representation_is_required: true,
  },
])

const press = (page: Page, name: string) => page.getByRole('button', { name }).click()

const WAYS: Record<string, (page: Page, site: Site) => Promise<void>> = {
  customer: (page, site) => arrive(page, site),
  staff: (page, site) => arrive(page, site, 'staff'),
  english: (page, site) => arrive(page, site, 'customer', { ui_locales: 'en' }),
  'no-organisation': async (page, site) => {
    await arrive(page, site)
    await page.getByRole('radio', { name: STRANGER }).check()
    await press(page, 'Logg inn')
    await page.waitForSelector('[data-color=danger]')
  },
  refused: (page, site) => arrive(page, site, 'customer', { client_id: 'unknown' }),
  'too-old': async (page, site) => {
    await page.goto(`${site.sandbox.origin}/idp/on-the-way`)
  },
  'logged-out': async (page, site) => {
    await page.goto(`${site.sandbox.origin}/idp/logout`)
  },
}

describe('Everybody can read the pages of the log-in', () => {
  for (const [state, way] of Object.entries(WAYS))
    test(state, async () => {
      const site = await openSite()
      const page = await site.nextVisitor()
      await way(page, site)
      await examine(page, `oidc-${state}`)
    })
})

describe.each([true, false])('With script: %s', javaScript => {
  test('somebody logs in, and is back at the service with a code', async () => {
    const site = await openSite()
    const page = await site.newVisitor({ javaScript })
    await arrive(page, site)
    await page.getByRole('radio', { name: DIRECTOR }).check()
    await press(page, 'Logg inn')
    await page.waitForURL(`${site.baseUrl}/logged-in?code=*`)
    expect(new URL(page.url()).searchParams.get('iss')).toBe(`${site.sandbox.origin}/idp`)
  })

  test('somebody cancels, and is back at the service without one', async () => {
    const site = await openSite()
    const page = await site.newVisitor({ javaScript })
    await arrive(page, site, 'staff')
    await press(page, 'Avbryt')
    await page.waitForURL(`${site.baseUrl}/logged-in?error=access_denied*`)
  })
})
