import { expect, test, describe } from 'vitest'
import { startSandbox } from '../../src/sandbox/server.js'
import { FJELL, openDesk } from './open-desk.js'
import { decode, SCOPE, SYSTEM, systemUserOf, VENDOR } from './open-vendor.js'

const NAMES = {
  issuer: 'https://test.maskinporten.no/',
  platform: 'https://platform.tt02.altinn.no',
  ui: 'https://am.ui.tt02.altinn.no',
}
const PLATFORM = '/authentication/api/v1'
const OWNER = '310261629'
const CUSTOMER = '311844202'

describe('A sandbox that speaks as the test environment', () => {
  test('is Maskinporten in its metadata, its tokens and its refusals, and insists on it', async () => {
    const desk = await openDesk({ names: NAMES })
    const fjell = await desk.openVendor(FJELL)
    expect(desk.sandbox.issuer).toBe(NAMES.issuer)
    expect(desk.sandbox.origin).toMatch(/^http:\/\/localhost:/)

    const metadata = await desk.call('GET', '/.well-known/oauth-authorization-server')
    expect(metadata.body).toMatchObject({
      issuer: 'https://test.maskinporten.no/',
      token_endpoint: 'https://test.maskinporten.no/token',
      jwks_uri: 'https://test.maskinporten.no/jwk',
    })
    expect(decode(await fjell.token(SCOPE), 1).iss).toBe(NAMES.issuer)

    const refused = await fjell.ask({ scope: 'no:such.scope' })
    expect(refused.body.error_uri).toBe('https://test.maskinporten.no/errors/MP-200')
    const elsewhere = await fjell.ask({ scope: SCOPE, aud: `${desk.sandbox.origin}/` })
    expect(elsewhere.body.error_uri).toMatch(/MP-110$/)
  })

  test('is Altinn in exchanged tokens, and takes its own and Maskinporten’s', async () => {
    const desk = await openDesk({ names: NAMES })
    const fjell = await desk.openVendor(FJELL)
    const plain = await fjell.token('altinn:authentication/systemregister.write')
    const { text: altinn } = await desk.call('GET', `${PLATFORM}/exchange/maskinporten`, {
      token: plain,
    })
    expect(decode(altinn, 1).iss).toBe(`${NAMES.platform}${PLATFORM}/openid/`)
    for (const token of [plain, altinn]) {
      const path = `${PLATFORM}/systemregister/vendor/${fjell.systemId}`
      expect((await desk.call('GET', path, { token })).status).toBe(200)
    }

    const metadata = await desk.call('GET', `${PLATFORM}/openid/.well-known/openid-configuration`)
    expect(metadata.body).toMatchObject({
      issuer: `${NAMES.platform}${PLATFORM}/openid/`,
      jwks_uri: `${NAMES.platform}${PLATFORM}/openid/.well-known/openid-configuration/jwks`,
    })
    for (const value of Object.values(metadata.body))
      if (typeof value === 'string') expect(value).toMatch(/^https:\/\/platform\.tt02\.altinn\.no/)
  })

  test('sends customers to Altinn’s pages, and vendors on to Altinn’s next page', async () => {
    const desk = await openDesk({ names: NAMES, quirks: { pageSize: 1 } })
    const fjell = await desk.openVendor(FJELL)
    const asked = []
    for (const externalRef of ['a', 'b']) {
      asked.push(
        await fjell.altinn('POST', '/systemuser/request/vendor', {
          systemId: fjell.systemId,
          partyOrgNo: CUSTOMER,
          externalRef,
          rights: [
            { resource: [{ id: 'urn:altinn:resource', value: 'ttd_systembruker-logistikk-demo' }] },
          ],
        }),
      )
    }
    const [{ body, headers }] = asked as [(typeof asked)[0]]
    expect(body.confirmUrl).toBe(
      `${NAMES.ui}/accessmanagement/ui/systemuser/request?id=${body.id}&DONTCHOOSEREPORTEE=true`,
    )
    expect(headers.get('location')).toBe(
      `${NAMES.platform}${PLATFORM}/systemuser/request/${body.id}`,
    )
    const list = await fjell.altinn('GET', `/systemuser/request/vendor/bysystem/${fjell.systemId}`)
    const path = `${NAMES.platform}${PLATFORM}/systemuser/request/vendor/bysystem/${fjell.systemId}`
    expect(list.body.links.next).toMatch(new RegExp(`^${path}\\?token=`))
    expect(headers.get('location')).not.toContain('localhost')

    const change = '107319e1-8e4c-47f4-85be-6bdbd8b97b7f'
    await desk.desk('POST', `/requests/${body.id}/approve`)
    const changed = await fjell.altinn(
      'POST',
      `/systemuser/changerequest/vendor?correlation-id=${change}&system-user-id=${body.id}`,
      {
        requiredRights: [
          { resource: [{ id: 'urn:altinn:resource', value: 'ttd_systembruker-salary' }] },
        ],
      },
    )
    expect(changed.body.confirmUrl).toMatch(/^https:\/\/am\.ui\.tt02\.altinn\.no\//)
    expect(changed.headers.get('location')).toMatch(/^https:\/\/platform\.tt02\.altinn\.no\//)
  })

  test('answers where it is with what it was sent by name: the APIs, and ready-made tokens', async () => {
    const desk = await openDesk({ names: NAMES })
    const { text: token } = await desk.call('GET', `/api/GetSystemUserToken?systemUserOrg=${OWNER}`)
    expect(decode(token, 1).iss).toBe(NAMES.issuer)
    expect((await desk.call('GET', `/api/Logistics/${OWNER}`, { token })).status).toBe(200)

    const enterprise = await desk.call(
      'GET',
      `/api/GetEnterpriseToken?orgNo=${VENDOR}&scopes=altinn:authentication/systemregister.write`,
    )
    expect(decode(enterprise.text, 1).iss).toBe(`${NAMES.platform}${PLATFORM}/openid/`)
    const path = `${PLATFORM}/systemregister/vendor/${SYSTEM}`
    expect((await desk.call('GET', path, { token: enterprise.text })).status).toBe(200)
  })

  test('lets a form of its pages through that was sent to it by name, and no other', async () => {
    const desk = await openDesk({ names: NAMES })
    const titleFor = async (origin: string) => {
      const { status, text } = await desk.call('POST', '/language', {
        body: '',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      })
      expect(status).toBe(403)
      return /<title>(.*)<\/title>/.exec(text)?.[1]
    }
    const formTooOld = await titleFor(desk.sandbox.origin)
    expect(await titleFor(NAMES.ui)).toBe(formTooOld)
    expect(await titleFor('https://evil.example')).not.toBe(formTooOld)
    const reset = (origin: string) =>
      desk.call('POST', '/_sandbox/reset', { headers: { origin } }).then(({ status }) => status)
    expect(await reset(NAMES.ui)).toBe(200)
    expect(await reset('https://evil.example')).toBe(403)
  })

  test('by some of its names only', async () => {
    const desk = await openDesk({ names: { issuer: 'https://test.maskinporten.no' } })
    expect(desk.sandbox.names).toEqual({
      issuer: 'https://test.maskinporten.no/',
      platform: desk.sandbox.origin,
      ui: desk.sandbox.origin,
    })
    const fjell = await desk.openVendor(FJELL)
    const { status } = await fjell.ask({
      scope: SCOPE,
      authorization_details: systemUserOf(OWNER),
    })
    expect(status).toBe(400) // no system user of this vendor's, but a grant for the right issuer
  })

  test.each([
    [{ issuer: 'test.maskinporten.no' }, 'The name of the issuer must be the address of a host'],
    [{ platform: 'https://platform.tt02.altinn.no/authentication' }, 'such as https://platform.'],
    [{ ui: 'ftp://am.ui' }, 'The name of the ui'],
    [{ ui: 'https://user:secret@am.ui' }, 'The name of the ui'],
  ])('but not by %j', async (names, sentence) => {
    await expect(startSandbox({ names })).rejects.toThrow(sentence)
  })
})
