import * as openid from 'openid-client'
import { describe, expect, test } from 'vitest'
import { createSigningKeys } from '../../src/sandbox/world/signing-keys.js'
import {
  ACCOUNTANT,
  CUSTOMER,
  DIRECTOR,
  EMPLOYEE,
  MANAGER_WITHOUT_SALARY,
  OWNER,
  SALARY,
  STRANGER,
} from './open-altinn.js'
import {
  CALLBACK,
  chosen,
  clientKey,
  CUSTOMER_CLIENT,
  GOODBYE,
  openOidc,
  REPRESENTATION,
  SECRET,
  STAFF_CLIENT,
  usersOn,
  type Oidc,
} from './open-oidc.js'
import { onwardFrom } from './open-pages.js'

const MINUTE = 60_000

/** What a certified client makes of the provider. */
async function certifiedClient(
  { issuer }: Oidc,
  { clientId }: { clientId: string },
  proof: openid.ClientAuth,
) {
  const options = { execute: [openid.allowInsecureRequests] }
  const metadata = { id_token_signed_response_alg: 'RS256' }
  const config = await openid.discovery(new URL(issuer), clientId, metadata, proof, options)

  return {
    config,
    async logIn(oidc: Oidc, user: string, parameters: Record<string, string> = {}) {
      const verifier = openid.randomPKCECodeVerifier()
      const checks = {
        pkceCodeVerifier: verifier,
        expectedState: openid.randomState(),
        expectedNonce: openid.randomNonce(),
        maxAge: 300,
        idTokenExpected: true,
      }
      const address = openid.buildAuthorizationUrl(config, {
        redirect_uri: CALLBACK,
        scope: 'openid profile',
        state: checks.expectedState,
        nonce: checks.expectedNonce,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        max_age: '300',
        ...parameters,
      })
      const browser = oidc.newBrowser()
      const answer = await browser.press(await browser.visit(address.href), 'Logg inn', { user })
      const tokens = await openid.authorizationCodeGrant(
        config,
        new URL(onwardFrom(answer)!),
        checks,
      )
      return { tokens, claims: tokens.claims()!, browser }
    },
  }
}

describe('A certified client', () => {
  test('finds everything in the discovery document', async () => {
    const oidc = await openOidc()
    const { config } = await certifiedClient(oidc, CUSTOMER_CLIENT, openid.None())

    expect(config.serverMetadata()).toMatchObject({
      issuer: oidc.issuer,
      authorization_endpoint: `${oidc.issuer}/authorize`,
      token_endpoint: `${oidc.issuer}/token`,
      jwks_uri: `${oidc.issuer}/jwks`,
      end_session_endpoint: `${oidc.issuer}/logout`,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: expect.arrayContaining(['private_key_jwt']),
      acr_values_supported: expect.arrayContaining(['substantial', 'high', 'idporten-loa-high']),
      authorization_details_types_supported: ['ansattporten:altinn:resource', 'ansattporten:orgno'],
      authorization_response_iss_parameter_supported: true,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
    })
    expect(config.serverMetadata().supportsPKCE()).toBe(true)
  })

  test('logs a customer in with its own key, and the customer out again', async () => {
    const oidc = await openOidc()
    const key = { key: clientKey.privateKey, kid: 'client-key' }
    const client = await certifiedClient(oidc, CUSTOMER_CLIENT, openid.PrivateKeyJwt(key))

    const { tokens, claims, browser } = await client.logIn(oidc, chosen(DIRECTOR), {
      authorization_details: REPRESENTATION,
      acr_values: 'high',
    })

    expect(claims).toMatchObject({
      iss: oidc.issuer,
      aud: CUSTOMER_CLIENT.clientId,
      pid: DIRECTOR,
      acr: 'high',
      amr: ['TestID'],
      locale: 'nb',
      sid: expect.stringMatching(/^[\w-]{43}$/),
      jti: expect.any(String),
    })
    expect(claims.exp - claims.iat).toBe(120)
    expect(claims.sub).not.toContain(DIRECTOR)
    expect(tokens.scope).toBe('openid profile')

    const farewell = openid.buildEndSessionUrl(client.config, {
      id_token_hint: tokens.id_token!,
      post_logout_redirect_uri: GOODBYE,
      state: 'so long',
    })
    const { leavesFor } = await browser.visit(farewell.href)
    expect(leavesFor?.href).toBe(`${GOODBYE}?state=so+long`)
  })

  test.each([
    ['in the form', openid.ClientSecretPost(SECRET)],
    ['in the header', openid.ClientSecretBasic(SECRET)],
  ])('logs one of the staff in with its secret %s', async (_, proof) => {
    const oidc = await openOidc()
    const client = await certifiedClient(oidc, STAFF_CLIENT, proof)

    const { claims } = await client.logIn(oidc, 'staff-operator')

    expect(claims).toMatchObject({
      sub: 'staff-operator',
      name: 'Driftig Rask Elv',
      email: 'operator@smartcloud.example',
      groups: ['smartcloud-operator'],
      amr: ['pwd', 'mfa'],
    })
    expect(claims).not.toHaveProperty('pid')
    expect(claims).not.toHaveProperty('authorization_details')
  })
})

test('The keys are the provider’s own, and new ones can be made', async () => {
  const keys = {
    maskinporten: createSigningKeys(),
    altinn: createSigningKeys(),
    idp: createSigningKeys(),
  }
  const { issuer, sandbox, tokensFor } = await openOidc({ keys })
  const kids = async (path: string) => {
    const { keys: found } = (await (await fetch(path)).json()) as { keys: { kid: string }[] }
    return found.map(({ kid }) => kid)
  }
  const [kid] = await kids(`${issuer}/jwks`)
  expect(await kids(`${sandbox.origin}/jwk`)).not.toContain(kid)
  expect((await tokensFor(chosen(DIRECTOR))).header).toEqual({ alg: 'RS256', kid })

  await fetch(`${sandbox.origin}/_sandbox/keys/rotate`, { method: 'POST' })

  const [fresh, old] = await kids(`${issuer}/jwks`)
  expect(old).toBe(kid)
  expect((await tokensFor(chosen(DIRECTOR))).header).toEqual({ alg: 'RS256', kid: fresh })
})

describe('The log-in page', () => {
  test('offers everybody with the organisations they can represent, and says where it leads', async () => {
    const { newBrowser, request } = await openOidc()

    const page = await newBrowser().visit(request().address)

    expect(page.words).toContain('Velg testbruker')
    expect(page.words).toContain('I Ansattporten ville du logget inn med BankID eller lignende.')
    expect(page.words).toContain('Etterpå sendes du tilbake til localhost:3000.')
    expect(page.words).toContain('Dette er en etterligning av Ansattporten.')
    expect(page.words).not.toContain('Altinn')
    const users = usersOn(page)
    const director = `${chosen(DIRECTOR)}: God Fast Varde – daglig leder i Freidig Tapper Laks AS`
    const employee = `${chosen(EMPLOYEE)}: Ivrig Ung Spire – ansatt i Freidig Tapper Laks AS`
    expect(users.indexOf(director)).toBeGreaterThan(-1)
    expect(users.indexOf(employee)).toBeGreaterThan(users.indexOf(director))
    expect(users.at(-1)).toBe(
      `${STRANGER}: Fjern Vakker Dal – kan ikke representere noen virksomhet`,
    )
    const legends = [...page.text.matchAll(/<legend[^>]*>([^<]*)/g)].map(([, legend]) => legend)
    expect(legends.slice(0, -1)).toEqual(legends.slice(0, -1).toSorted())
    expect(legends.at(-1)).toBe('Uten virksomhet')
    expect(new Set(users).size).toBe(users.length)
  })

  test('offers each person once when nobody is to be represented', async () => {
    const { newBrowser, request, tokensFor } = await openOidc()
    const page = await newBrowser().visit(request({ authorization_details: undefined }).address)
    expect(usersOn(page)).toContain(`${DIRECTOR}: God Fast Varde`)
    expect(page.words).not.toContain('daglig leder')

    const { claims, body } = await tokensFor(DIRECTOR, { authorization_details: undefined })
    expect(claims).not.toHaveProperty('authorization_details')
    expect(body).not.toHaveProperty('authorization_details')
  })

  test('offers only those who hold what is asked for', async () => {
    const { newBrowser, request } = await openOidc()
    const salary = `urn:altinn:resource:${SALARY.resource[0]!.value}`
    const page = await newBrowser().visit(
      request({
        authorization_details: JSON.stringify([
          { type: 'ansattporten:altinn:resource', resource: salary },
        ]),
      }).address,
    )
    const users = usersOn(page).join()
    expect(users).toContain(chosen(DIRECTOR))
    expect(users).not.toContain(chosen(MANAGER_WITHOUT_SALARY))
    expect(users).toContain(
      `${MANAGER_WITHOUT_SALARY}: Kresen Smal Sti – kan ikke representere noen virksomhet`,
    )
  })

  test('offers the vendor’s own people, and one who is none of them', async () => {
    const { newBrowser, staffRequest } = await openOidc()

    const page = await newBrowser().visit(staffRequest().address)

    expect(page.words).toContain('Etterligning av ansattinnlogging')
    expect(page.words).not.toContain('BankID')
    expect(usersOn(page)).toEqual([
      'staff-viewer: Varsom Klar Utsikt – medlem av smartcloud-viewer',
      'staff-operator: Driftig Rask Elv – medlem av smartcloud-operator',
      'staff-presenter: Talefør Blid Fjord – medlem av smartcloud-presenter',
      'staff-administrator: Myndig Stø Kolle – medlem av smartcloud-administrator',
      'staff-outsider: Fremmed Lav Myr – er ikke medlem av noen gruppe',
    ])
  })

  test.each([
    ['organisation number', CUSTOMER.orgNo, chosen(DIRECTOR)],
    ['pid', OWNER.director, chosen(OWNER.director, OWNER.orgNo)],
    ['nobody', 'nobody', undefined],
  ])('has the one whom the client expects first and chosen, by %s', async (_, hint, expected) => {
    const { newBrowser, request } = await openOidc()
    const page = await newBrowser().visit(request({ login_hint: hint }).address)
    const checked = [...page.text.matchAll(/value="([^"]*)" checked/g)].map(([, value]) => value)
    const [first = ''] = usersOn(page)
    expect(checked).toEqual([first.split(':')[0]])
    if (expected) expect(checked).toEqual([expected])
  })

  test('is in the language the client asks for, until the visitor chooses', async () => {
    const { newBrowser, request } = await openOidc()
    const browser = newBrowser()
    const page = await browser.visit(request({ ui_locales: 'se nn en-GB nb' }).address)
    expect(page.text).toContain('<html lang="en"')
    expect(page.words).toContain('Imitation of Ansattporten')
    expect(page.words).toContain('God Fast Varde – managing director in Freidig Tapper Laks AS')

    const chosenPage = await browser.press(page, 'Bokmål')
    expect(chosenPage.words).toContain('Velg testbruker')
    expect((await browser.visit(request({ ui_locales: 'en' }).address)).words).toContain(
      'Velg testbruker',
    )
  })

  test('leads to the client by itself, with a code and where it is from', async () => {
    const { newBrowser, request, issuer } = await openOidc()
    const asked = request({ redirect_uri: `${CALLBACK}?fixed=1` })
    const browser = newBrowser()

    const page = await browser.press(await browser.visit(asked.address), 'Logg inn', {
      user: chosen(DIRECTOR),
    })

    expect(page.status).toBe(200)
    expect(page.words).toContain('Du er logget inn')
    expect(page.words).toContain('Gå videre til localhost:3000')
    expect(page.headers['content-security-policy']).toContain("form-action 'self'")
    const onward = new URL(onwardFrom(page)!)
    expect(onward.href).toMatch(/^http:\/\/localhost:3000\/logged-in\?fixed=1&code=/)
    expect(Object.fromEntries(onward.searchParams)).toEqual({
      fixed: '1',
      code: expect.stringMatching(/^[\w-]{43}$/),
      state: asked.parameters['state'],
      iss: issuer,
    })
  })

  test('can be left', async () => {
    const { newBrowser, request, issuer } = await openOidc()
    const asked = request()
    const browser = newBrowser()

    const page = await browser.press(await browser.visit(asked.address), 'Avbryt')

    expect(page.words).toContain('Innloggingen er avbrutt')
    expect(Object.fromEntries(new URL(onwardFrom(page)!).searchParams)).toEqual({
      error: 'access_denied',
      error_description: 'The person cancelled the log-in',
      state: asked.parameters['state'],
      iss: issuer,
    })
    expect([...browser.cookies.keys()]).not.toContain('sandbox-idp-customer')
  })

  test('takes nobody who was not offered', async () => {
    const { newBrowser, request } = await openOidc()
    const browser = newBrowser()
    const page = await browser.visit(request().address)
    for (const user of ['', 'nobody', chosen(STRANGER), chosen(DIRECTOR, ACCOUNTANT.orgNo)]) {
      const refused = await browser.press(page, 'Logg inn', { user })
      expect(refused.status, user).toBe(422)
      expect(refused.words).toContain('Velg en av testbrukerne.')
    }
  })

  test('does not let somebody pass who can represent nobody, where the client demands it', async () => {
    const { newBrowser, request, tokensFor } = await openOidc()
    const browser = newBrowser()
    const page = await browser.visit(request().address)

    const refused = await browser.press(page, 'Logg inn', { user: STRANGER })
    expect(refused.status).toBe(422)
    expect(refused.words).toContain('Du må representere en virksomhet for å bruke tjenesten.')
    const second = await browser.press(refused, 'Logg inn', { user: chosen(DIRECTOR) })
    expect(onwardFrom(second)).toContain('code=')

    const optional = REPRESENTATION.replace('true', 'false')
    const { claims } = await tokensFor(STRANGER, { authorization_details: optional })
    expect(claims['pid']).toBe(STRANGER)
    expect(claims['authorization_details']).toEqual([{ type: 'ansattporten:altinn:resource' }])
  })

  test('is refused without its token, from another site, in another browser, and when too old', async () => {
    const { newBrowser, request, sandbox } = await openOidc()
    const [browser, other] = [newBrowser(), newBrowser()]
    const page = await browser.visit(request().address)
    const user = chosen(DIRECTOR)
    const foreign = await other.visit(request().address)

    expect((await browser.press(page, 'Logg inn', { user, _csrf: '' })).status).toBe(403)
    const transaction = /name="transaction" value="([^"]*)"/.exec(page.text)![1]!
    const token = /name="_csrf" value="([^"]*)"/.exec(page.text)![1]!
    const fields = { user, transaction, _csrf: token }
    const crossSite = { 'sec-fetch-site': 'cross-site' }
    expect((await browser.post('/idp/log-in', fields, crossSite)).status).toBe(403)

    const stolen = await other.press(foreign, 'Logg inn', { user, transaction })
    expect(stolen.status).toBe(400)
    expect(stolen.words).toContain('Innloggingen er for gammel')

    await browser.press(page, 'Logg inn', { user })
    const way = `/idp/on-the-way?transaction=${transaction}`
    expect((await browser.visit(way)).status).toBe(200)
    expect((await other.visit(way)).status, 'the code is the first browser’s').toBe(400)

    const late = await browser.visit(request({ prompt: 'login' }).address)
    sandbox.faults.moveClock(10 * MINUTE)
    const expired = await browser.press(late, 'Logg inn', { user })
    expect(expired.status).toBe(400)
    expect(onwardFrom(expired)).toBeUndefined()
  })

  test('shows hostile names as text', async () => {
    const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`
    const { newBrowser, request, sandbox, issuer } = await openOidc()
    for (const organisation of sandbox.state.organisations.values()) organisation.name = evil
    for (const person of sandbox.state.persons.values()) person.name = `${evil} a`
    const browser = newBrowser()
    const pages = [
      await browser.visit(request({ login_hint: evil }).address),
      await browser.visit(request({ client_id: evil }).address),
      await browser.visit(request({ redirect_uri: evil }).address),
      await browser.visit(`${issuer}/on-the-way?transaction=${encodeURIComponent(evil)}`),
      await browser.visit(`${issuer}/logout?id_token_hint=${encodeURIComponent(evil)}`),
    ]
    expect(pages.map(({ status }) => status)).toEqual([200, 400, 400, 400, 400])
    for (const { text } of pages) expect(text).not.toMatch(/<script|<img| onerror='/)
  })
})

describe('What the client is told', () => {
  test('is which organisation somebody represents, in Ansattporten’s words', async () => {
    const { tokensFor } = await openOidc()
    const authorization_details = JSON.stringify([
      {
        type: 'ansattporten:altinn:resource',
        resource: 'urn:altinn:resource:ske-krav-og-betalinger',
        actions: 'read,write',
        representation_is_required: 'true',
        organizationform: 'enterprise',
        allow_multiple_organizations: true,
      },
      {
        type: 'ansattporten:altinn:resource',
        resource: 'urn:altinn:resource:ttd_systembruker-salary',
      },
    ])

    const { claims, body } = await tokensFor(chosen(MANAGER_WITHOUT_SALARY), {
      authorization_details,
    })

    expect(claims['authorization_details']).toEqual([
      {
        authorized_parties: [
          {
            orgno: { authority: 'iso6523-actorid-upis', ID: `0192:${CUSTOMER.orgNo}` },
            resource: 'ske-krav-og-betalinger',
            actions: ['read', 'write'],
            name: 'FREIDIG TAPPER LAKS AS',
            unit_type: 'AS',
          },
        ],
        resource: 'urn:altinn:resource:ske-krav-og-betalinger',
        type: 'ansattporten:altinn:resource',
        resource_name: 'Krav og betalinger',
      },
    ])
    expect(body.authorization_details).toEqual(claims['authorization_details'])
  })

  test('is the employer, when somebody logs in with a work account', async () => {
    const { tokensFor } = await openOidc()
    const authorization_details = JSON.stringify([{ type: 'ansattporten:orgno' }])

    const { claims } = await tokensFor(chosen(EMPLOYEE), {
      authorization_details,
      acr_values: 'entraid',
    })
    expect(claims).toMatchObject({ acr: 'entraid', amr: ['entraid_pwd', 'entraid_mfa'] })
    expect(claims['email']).toMatch(/@work\.example$/)
    expect(JSON.stringify(claims)).not.toContain(EMPLOYEE)
    expect(claims['authorization_details']).toEqual([
      {
        authorized_parties: [
          {
            orgno: { authority: 'iso6523-actorid-upis', ID: `0192:${CUSTOMER.orgNo}` },
            name: 'FREIDIG TAPPER LAKS AS',
          },
        ],
        type: 'ansattporten:orgno',
      },
    ])

    const personal = await tokensFor(EMPLOYEE, { authorization_details, acr_values: 'high' })
    expect(personal.claims['authorization_details']).toEqual([{ type: 'ansattporten:orgno' }])
  })

  test('is the same subject every time, and another one at another client', async () => {
    const { tokensAtSecondClient, tokensFor } = await openOidc()
    const first = await tokensFor(chosen(DIRECTOR))
    const again = await tokensFor(chosen(DIRECTOR))
    const somebodyElse = await tokensFor(chosen(EMPLOYEE))
    expect(again.claims['sub']).toBe(first.claims['sub'])
    expect(again.claims['sid']).not.toBe(first.claims['sid'])
    expect(somebodyElse.claims['sub']).not.toBe(first.claims['sub'])

    const elsewhere = await tokensAtSecondClient(chosen(DIRECTOR))
    expect(elsewhere.claims['pid']).toBe(DIRECTOR)
    expect(elsewhere.claims['sub']).not.toBe(first.claims['sub'])
  })

  test.each([
    ['substantial high', 'substantial'],
    ['unheard-of idporten-loa-high', 'idporten-loa-high'],
    [undefined, 'substantial'],
  ])('is the level of assurance: asked for %s, it is %s', async (acr_values, acr) => {
    const { tokensFor } = await openOidc()
    expect((await tokensFor(chosen(DIRECTOR), { acr_values })).claims['acr']).toBe(acr)
  })
})
