import type { ClientConfig } from '../config.js'
import { createReferenceApis } from '../reference-apis/apis.js'
import { createCaller } from '../reference-apis/client.js'
import { createUpstreamClients } from '../upstream-clients.js'
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
export async function connect(config: ClientConfig, cli: CommandLine, scope?: string) {
  const { addresses, scopes, environment, client } = config
  const { log } = cli
  const { now } = cli.terminal
  const key = await signingKeyOf(client, cli)
  const sendTo = (service: Service, origin: string) =>
    createSend({ service, origin, log, allowLoopback: environment === 'sandbox', now })

  const { toMaskinporten, clientsWith } = createUpstreamClients(config, { sendTo, log, now })
  const { maskinporten, altinnFor } = clientsWith(key)
  const apis = createReferenceApis(scopes, (service, usual) =>
    createCaller({
      send: sendTo(service, addresses[service]),
      tokens: maskinporten,
      scope: scope ?? usual,
    }),
  )

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
