import { createAltinn } from './altinn/client.js'
import { createExchange, withoutExchange } from './altinn/exchange.js'
import type { ClientConfig } from './config.js'
import type { Log } from './log.js'
import { createMaskinporten } from './maskinporten/client.js'
import type { SigningKey } from './maskinporten/keys.js'
import type { Service, Upstream } from './upstream/send.js'

/**
 * The clients of Maskinporten and Altinn, for the site and for the console client alike. Nothing is
 * sent yet.
 *
 * @throws {ForbiddenAddress} one of the addresses must not be called
 */
export function createUpstreamClients(
  { addresses, environment, client, systemId, altinnExchange }: ClientConfig,
  deps: { sendTo: (service: Service, origin: string) => Upstream; log: Log; now: () => number },
) {
  const { sendTo, log, now } = deps
  const toMaskinporten = sendTo('maskinporten', addresses.issuer)
  const toAltinn = sendTo('altinn', addresses.altinn)

  return {
    toMaskinporten,
    /** Clients that keep their tokens, and begin without any. */
    clientsWith(key: SigningKey) {
      const maskinporten = createMaskinporten({
        send: toMaskinporten,
        issuer: addresses.issuer,
        environment,
        clientId: client.id,
        key,
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
    },
  }
}
