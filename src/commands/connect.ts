import { randomUUID } from 'node:crypto'
import { createAltinn } from '../altinn/client.js'
import { createExchange, withoutExchange } from '../altinn/exchange.js'
import type { ClientConfig } from '../config.js'
import { createMaskinporten } from '../maskinporten/client.js'
import type { SigningKey } from '../maskinporten/keys.js'
import type { ReferenceApis } from '../reference-apis/apis.js'
import { createClaims } from '../reference-apis/claims.js'
import { createCaller } from '../reference-apis/client.js'
import { createLogistics, createSalary, createSystemUserInfo } from '../reference-apis/demo-apis.js'
import { createSend, type Service } from '../upstream/send.js'
import type { CommandLine } from './command-line.js'
import { signingKeyOf } from './key-files.js'
import { systemSettingsOf, type ClientOptions } from './settings.js'

export type Connected = Awaited<ReturnType<typeof connect>>

/**
 * The clients of all upstreams, as the site has them. Nothing is sent yet.
 *
 * @param scope instead of the usual ones, for tokens on behalf of a customer
 * @throws {KeyProblem | WrongUse} the key cannot be used
 * @throws {ForbiddenAddress} one of the addresses must not be called
 */
export async function connect(
  { addresses, scopes, environment, client, systemId, altinnExchange }: ClientConfig,
  cli: CommandLine,
  scope?: string,
) {
  const { log } = cli
  const { now } = cli.terminal
  const key = await signingKeyOf(client, cli)
  const sendTo = (service: Service, origin: string) =>
    createSend({ service, origin, log, allowLoopback: environment === 'sandbox', now })

  const toMaskinporten = sendTo('maskinporten', addresses.issuer)
  const toAltinn = sendTo('altinn', addresses.altinn)
  /** Clients that have kept no token yet. */
  const clientsWith = (signingKey: SigningKey) => {
    const maskinporten = createMaskinporten({
      send: toMaskinporten,
      issuer: addresses.issuer,
      environment,
      clientId: client.id,
      key: signingKey,
      systemId,
      log,
      now,
    })
    const exchange = altinnExchange
      ? createExchange({ send: toAltinn, plain: maskinporten, now })
      : undefined
    const tokens = exchange ?? withoutExchange(maskinporten)
    return {
      maskinporten,
      exchange,
      /** About one system of ours: `createAltinn` needs to know which. */
      altinnFor: (systemId: string) => createAltinn({ send: toAltinn, systemId, tokens, now }),
    }
  }
  const { maskinporten, altinnFor } = clientsWith(key)

  const caller = (service: Service, origin: string, usual: string) =>
    createCaller({ send: sendTo(service, origin), tokens: maskinporten, scope: scope ?? usual })
  const apis: ReferenceApis = {
    systemUserInfo: createSystemUserInfo(
      caller('systemUserInfo', addresses.systemUserInfo, scopes.demoApis),
    ),
    logistics: createLogistics(caller('logistics', addresses.logistics, scopes.demoApis)),
    salary: createSalary(caller('salary', addresses.salary, scopes.salary)),
    claims: createClaims(caller('claims', addresses.claims, scopes.claims), randomUUID),
  }

  return {
    key,
    maskinporten,
    apis,
    altinnFor,
    clientsWith,
    toMaskinporten,
    sendTo,
  }
}

/**
 * For a command about our own system: the settings with flags laid over them, and Altinn.
 *
 * @throws what `systemSettingsOf` and `connect` throw
 */
export async function connectAsSystem(options: ClientOptions, cli: CommandLine) {
  const config = systemSettingsOf(options, cli)
  const { altinnFor } = await connect(config, cli)
  return { config, altinn: altinnFor(config.systemId) }
}
