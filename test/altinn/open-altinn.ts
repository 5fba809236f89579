import { onTestFinished } from 'vitest'
import { createAltinn } from '../../src/altinn/client.js'
import { createExchange, withoutExchange } from '../../src/altinn/exchange.js'
import { createLog } from '../../src/log.js'
import { createMaskinporten } from '../../src/maskinporten/client.js'
import { readSigningKey } from '../../src/maskinporten/keys.js'
import { startSandbox, type SandboxOptions } from '../../src/sandbox/server.js'
import { createSigningKeys } from '../../src/sandbox/world/signing-keys.js'
import { createSend } from '../../src/upstream/send.js'
import { newPrivateKeyPem } from '../support/keys.js'

export const SYSTEM = '991825827_smartcloud'
export const RETURN = 'https://smartcloud.example/receipt'

/** One for the whole file: making a key takes longer than all that is done with it. */
const key = await readSigningKey(newPrivateKeyPem(), 'test-key')
/** The sandbox's own. */
export const keys = { maskinporten: createSigningKeys(), altinn: createSigningKeys() }

/** Our client in front of a sandbox that closes with the test. */
export async function openAltinn(
  options: { exchange?: boolean; sandbox?: SandboxOptions; now?: () => number } = {},
) {
  const sandbox = await startSandbox({ keys, ...options.sandbox })
  onTestFinished(() => sandbox.close())
  const { clientId } = sandbox.registerClient({
    orgNo: '991825827',
    publicJwk: key.publicJwk,
    systemId: SYSTEM,
    redirectUrls: [RETURN],
  })
  const log = createLog({ level: 'error' })
  const sendTo = (service: 'maskinporten' | 'altinn') =>
    createSend({ service, origin: sandbox.origin, log, allowLoopback: true })
  const maskinporten = createMaskinporten({
    send: sendTo('maskinporten'),
    issuer: sandbox.issuer,
    environment: 'sandbox',
    clientId,
    key,
    systemId: SYSTEM,
    log,
    now: sandbox.now,
  })
  const tokens =
    options.exchange === false
      ? withoutExchange(maskinporten)
      : createExchange({ send: sendTo('altinn'), plain: maskinporten, now: sandbox.now })
  const { now = sandbox.now } = options
  const altinn = createAltinn({ send: sendTo('altinn'), tokens, systemId: SYSTEM, now })
  return { sandbox, altinn }
}
