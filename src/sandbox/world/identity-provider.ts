import { createSigningKeys, type SigningKeys } from './signing-keys.js'
import type { World } from './world.js'

/* What the OpenID provider is called and signs with: it must know, and so must whoever trusts it. */

/** The path of everything that belongs to the provider. */
export const IDP = '/idp'

/** What the provider calls itself, in tokens and everywhere. */
export const issuerOf = ({ origin }: World): string => `${origin}${IDP}`

/** The provider's own keys, which are neither Maskinporten's nor Altinn's; made when first needed. */
export const idpKeys = ({ keys }: World): SigningKeys => (keys.idp ??= createSigningKeys())
