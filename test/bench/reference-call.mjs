import { generateKeyPairSync } from 'node:crypto'
import { createMaskinporten } from '../../src/maskinporten/client.js'
import { readSigningKey } from '../../src/maskinporten/keys.js'
import { createCaller } from '../../src/reference-apis/client.js'
import { createLogistics } from '../../src/reference-apis/demo-apis.js'
import { createSend } from '../../src/upstream/send.js'

const SYSTEM_ID = '991825827_smartcloud'
export const ORGANISATION = '310332186'

/** About as long as a real one, for our system user. Nobody here checks the signature. */
export const SYSTEM_USER_TOKEN = [
  { alg: 'RS256', kid: 'bench' },
  {
    iss: 'https://test.maskinporten.no/',
    scope: 'altinn:systembruker.demo',
    authorization_details: [
      {
        type: 'urn:altinn:systemuser',
        systemuser_org: { authority: 'iso6523-actorid-upis', ID: `0192:${ORGANISATION}` },
        systemuser_id: ['a4e3c3f0-9d0e-4b5c-9f43-6a2d1a7f0c11'],
        system_id: SYSTEM_ID,
      },
    ],
    consumer: { authority: 'iso6523-actorid-upis', ID: '0192:991825827' },
    jti: 'x'.repeat(43),
  },
]
  .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .concat('s'.repeat(342))
  .join('.')

export const BEARER = `Bearer ${SYSTEM_USER_TOKEN}`

export const newKeyPem = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ format: 'pem', type: 'pkcs8' })
    .toString()

/**
 * An Express handler that does what those of SmartCloud do: a token from the cache, a call with it
 * through `send()`, an answer that has been checked and typed.
 */
export async function createReferenceCall({ upstream, log, actionOf }) {
  const sendTo = service => createSend({ service, origin: upstream, log, allowLoopback: true })
  const maskinporten = createMaskinporten({
    send: sendTo('maskinporten'),
    issuer: `${upstream}/`,
    clientId: '6f2e7e4c-5e9f-4a0e-8b47-0d6a4f0c2a11',
    key: await readSigningKey(newKeyPem(), 'bench'),
    systemId: SYSTEM_ID,
    environment: 'sandbox',
    log,
    now: Date.now,
  })
  const readLogistics = createLogistics(
    createCaller({
      send: sendTo('logistics'),
      tokens: maskinporten,
      scope: 'altinn:systembruker.demo',
    }),
  )
  const owner = { organisationNumber: ORGANISATION }

  return async (_req, res) => {
    res.json(await readLogistics(ORGANISATION, owner, actionOf(res)))
  }
}
