import { KeyObject } from 'node:crypto'
import {
  calculateJwkThumbprint,
  CompactSign,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  type CryptoKey,
  type JWK,
  type JWTPayload,
} from 'jose'
import { isSignedBy } from '../grants/signatures.js'

export interface SigningKeys {
  /**
   * A compact JWS over the payload's members in the order they stand.
   *
   * @param extra header members after `kid` and `alg`, or in their place; Maskinporten sends none
   */
  sign(payload: object, extra?: Record<string, unknown>): Promise<string>
  /** The payload, if one of the published keys signed it. Judges neither time nor issuer. */
  verify(jwt: string): Promise<JWTPayload | undefined>
  /** The published keys: the one that signs, and after a rotation the one before it. */
  jwks(): Promise<{ keys: PublicKey[] }>
  /** A new key signs from now on. Nobody has seen it before: whoever caches keys must look again. */
  rotate(): Promise<void>
}

export type PublicKey = JWK & { kid: string }

interface Key {
  kid: string
  privateKey: CryptoKey
  publicKey: KeyObject
  jwk: PublicKey
}

/** Making an RSA key can take a second, so it goes on in the background; the first use waits. */
export function createSigningKeys(): SigningKeys {
  let current = newKey()
  let previous: Promise<Key> | undefined

  const published = () => Promise.all(previous ? [current, previous] : [current])

  return {
    async sign(payload, extra = {}) {
      const { kid, privateKey } = await current
      return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
        .setProtectedHeader({ kid, alg: 'RS256', ...extra })
        .sign(privateKey)
    },

    async verify(jwt) {
      const keys = await published()
      try {
        const { kid, alg } = decodeProtectedHeader(jwt)
        const key = keys.find(candidate => candidate.kid === kid)
        if (!key || alg !== 'RS256' || !isSignedBy(key.publicKey, alg, jwt)) return undefined
        return JSON.parse(Buffer.from(jwt.split('.')[1]!, 'base64url').toString()) as JWTPayload
      } catch {
        return undefined
      }
    },

    jwks: async () => ({ keys: (await published()).map(key => key.jwk) }),

    async rotate() {
      const next = await newKey()
      previous = current
      current = Promise.resolve(next)
    },
  }
}

async function newKey(): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { modulusLength: 2048 })
  const { kty, n, e } = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint({ kty, n, e } as JWK)
  return {
    kid,
    privateKey,
    publicKey: KeyObject.from(publicKey),
    jwk: { kty, use: 'sig', alg: 'RS256', kid, e, n } as PublicKey,
  }
}
