import { createPrivateKey, createPublicKey, webcrypto, type KeyObject } from 'node:crypto'
import { SmartCloudError } from '../errors.js'

/** What we sign grants with. The private half is in there, but nothing can get it out again. */
export interface SigningKey {
  /** The name under which the public half is registered on the client. */
  readonly kid: string
  readonly alg: 'RS256'
  readonly privateKey: webcrypto.CryptoKey
  /** As it is uploaded to Maskinporten. */
  readonly publicJwk: Readonly<PublicJwk>
}

export interface PublicJwk {
  kty: 'RSA'
  n: string
  e: string
  use: 'sig'
  alg: 'RS256'
  kid: string
}

const PROBLEMS = {
  empty: 'The key is empty.',
  unreadable:
    'The key cannot be read. Give it as PEM (PKCS#8 or PKCS#1), as a JWK, or as a JWK in base64.',
  encrypted: 'The key is protected by a password. Give it without one: openssl pkey takes it off.',
  publicOnly: 'This is the public half of a key. Signing needs the private half.',
  certificate: 'This is a certificate. Signing needs the private key.',
  notRsa: 'The key is not an RSA key. Maskinporten takes RSA only.',
  tooShort: 'The key is too short: at least 2048 bits are needed.',
  tooLong: 'The key is too long: at most 4096 bits are supported.',
  kidMissing: 'The key has no key ID (kid). Set it to the one registered on the client.',
  keySet: 'This is a set of keys. Give one key only.',
  wrongUse: 'The key is not meant for signing (its use or key_ops says otherwise).',
  wrongAlg: 'The key is meant for another algorithm than RS256.',
} as const

export type KeyProblemKind = keyof typeof PROBLEMS

/** The key cannot be used. The message says why, and never holds any of the key. */
export class KeyProblem extends SmartCloudError {
  readonly code = 'bad_key'
  readonly status = 500

  constructor(readonly problem: KeyProblemKind) {
    super(PROBLEMS[problem])
  }
}

const MIN_BITS = 2048
const MAX_BITS = 4096

/**
 * Reads a private RSA key in any form people have it in: PEM (PKCS#8 or PKCS#1), a JWK, either of
 * them in base64, also with quotes around it and line breaks written out as `\n`.
 *
 * @param kid the key ID registered on the client; needed with PEM, and wins over the one in a JWK
 * @throws {KeyProblem}
 */
export async function readSigningKey(text: string, kid?: string): Promise<SigningKey> {
  const bare = unwrapped(text)
  if (bare === '') throw new KeyProblem('empty')
  const { key, kid: ownKid } = readText(bare) ?? readText(fromBase64(bare)) ?? unreadable()

  if (key.asymmetricKeyType !== 'rsa') throw new KeyProblem('notRsa')
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (bits < MIN_BITS) throw new KeyProblem('tooShort')
  if (bits > MAX_BITS) throw new KeyProblem('tooLong')

  const name = kid?.trim() || ownKid?.trim()
  if (!name) throw new KeyProblem('kidMissing')

  const { n, e } = createPublicKey(key).export({ format: 'jwk' }) as { n: string; e: string }
  return {
    kid: name,
    alg: 'RS256',
    privateKey: await webcrypto.subtle.importKey(
      'pkcs8',
      key.export({ format: 'der', type: 'pkcs8' }),
      { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
      false,
      ['sign'],
    ),
    publicJwk: { kty: 'RSA', n, e, use: 'sig', alg: 'RS256', kid: name },
  }
}

interface ReadKey {
  key: KeyObject
  kid?: string | undefined
}

/** Without what settings and clipboards put around a key. */
const unwrapped = (text: string) =>
  text
    .replace(/^\ufeff/, '')
    .trim()
    .replace(/^(['"])([^]*)\1$/, '$2')
    .replace(/\\r|\\n/g, '\n')
    .replace(/\\"/g, '"')
    .trim()

const fromBase64 = (text: string) => unwrapped(Buffer.from(text, 'base64').toString())

function readText(text: string): ReadKey | undefined {
  if (text.includes('-----BEGIN ')) return readPem(text)
  if (text.startsWith('{')) return readJwk(text)
  return undefined
}

function readPem(text: string): ReadKey {
  // Rebuilt line by line, because on its way through a setting it may have become a single one
  const block = /-----BEGIN (RSA )?PRIVATE KEY-----([\sA-Za-z0-9+/=]+)-----END /.exec(text)
  if (!block) {
    if (/ENCRYPTED/.test(text)) throw new KeyProblem('encrypted')
    if (/BEGIN EC PRIVATE KEY/.test(text)) throw new KeyProblem('notRsa')
    if (/BEGIN (?:RSA )?PUBLIC KEY/.test(text)) throw new KeyProblem('publicOnly')
    if (/BEGIN (?:TRUSTED |X509 )?CERTIFICATE/.test(text)) throw new KeyProblem('certificate')
    return unreadable()
  }
  const [, rsa, body] = block
  return {
    key: imported({
      key: Buffer.from(body!, 'base64'),
      format: 'der',
      type: rsa ? 'pkcs1' : 'pkcs8',
    }),
  }
}

function readJwk(text: string): ReadKey {
  let jwk: Record<string, unknown>
  try {
    jwk = JSON.parse(text)
  } catch {
    return unreadable()
  }
  if (Array.isArray(jwk['keys'])) throw new KeyProblem('keySet')
  const { kty, use, alg, key_ops: operations, d, kid } = jwk
  if (typeof kty !== 'string') return unreadable()
  if (kty !== 'RSA') throw new KeyProblem('notRsa')
  if (d === undefined) throw new KeyProblem('publicOnly')
  // Altinn's own tool writes an empty list, which is to say nothing
  const isForSigning =
    !Array.isArray(operations) || operations.length === 0 || operations.includes('sign')
  if ((use !== undefined && use !== 'sig') || !isForSigning) throw new KeyProblem('wrongUse')
  if (alg !== undefined && alg !== 'RS256') throw new KeyProblem('wrongAlg')
  return {
    key: imported({ key: jwk, format: 'jwk' }),
    kid: typeof kid === 'string' ? kid : undefined,
  }
}

/** The errors of the crypto library can quote what they were given, so they end here. */
function imported(input: Parameters<typeof createPrivateKey>[0]): KeyObject {
  try {
    return createPrivateKey(input)
  } catch {
    return unreadable()
  }
}

function unreadable(): never {
  throw new KeyProblem('unreadable')
}
