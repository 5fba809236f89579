import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  webcrypto,
} from 'node:crypto'
import { inspect } from 'node:util'
import { compactVerify, importJWK, CompactSign } from 'jose'
import { describe, expect, test } from 'vitest'
import { selfSigned } from '../upstream/self-signed.js'
import { KeyProblem, readSigningKey } from '../../src/maskinporten/keys.js'
import { newPrivateKey } from './new-private-key.js'

const pem = newPrivateKey()
const key = createPrivateKey(pem)
const pkcs1 = key.export({ type: 'pkcs1', format: 'pem' }) as string
const jwk = { ...key.export({ format: 'jwk' }), kid: 'from-the-jwk', use: 'sig', alg: 'RS256' }
const json = JSON.stringify(jwk)
const base64 = Buffer.from(json).toString('base64')

/** Looks like a key of this size, but its numbers are no primes: finding those takes seconds. */
function ofSize(bits: number): string {
  const odd = (bytes: number) => {
    const number = randomBytes(bytes)
    number[0]! |= 0x80
    number[bytes - 1]! |= 1
    return number.toString('base64url')
  }
  const half = Math.ceil(bits / 16)
  const parts = ['p', 'q', 'dp', 'dq', 'qi'].map(name => [name, odd(half)])
  const [n, d] = [odd(bits / 8), odd(bits / 8)]
  return JSON.stringify({ kty: 'RSA', n, e: 'AQAB', d, ...Object.fromEntries(parts) })
}

describe('A signing key is read', () => {
  test.each([
    ['as PKCS#8', pem, 'given'],
    ['as PKCS#1', pkcs1, 'given'],
    ['with Windows line ends', pem.replaceAll('\n', '\r\n'), 'given'],
    ['with line ends written out', pem.replaceAll('\n', '\\n'), 'given'],
    ['with line ends written out as on Windows', pkcs1.replaceAll('\n', '\\r\\n'), 'given'],
    ['with line ends turned into blanks', pem.replaceAll('\n', ' '), 'given'],
    ['with line ends gone', pem.replaceAll('\n', ''), 'given'],
    ['in quotes', `"${pem.trim()}"`, 'given'],
    ['after a byte order mark and blanks', `\ufeff\n  ${pem}  \n`, 'given'],
    ['among what OpenSSL writes around it', `Bag Attributes\n    friendlyName: x\n${pem}`, 'given'],
    ['beside its certificate', `${selfSigned('x').cert}${pem}`, 'given'],
    ['as PEM in base64', Buffer.from(pem).toString('base64'), 'given'],
    ['as a JWK', json, undefined],
    ['as a JWK on many lines', JSON.stringify(jwk, null, 2), undefined],
    ['as a JWK in quotes', `'${json}'`, undefined],
    ['as a JWK with its quotes escaped', `"${json.replaceAll('"', '\\"')}"`, undefined],
    ['as a JWK in base64', base64, undefined],
    ['as a JWK in base64url', Buffer.from(json).toString('base64url'), undefined],
    ['as a JWK in base64 on lines of 76', base64.replace(/.{76}/g, '$&\n'), undefined],
    ['as Altinn’s tool writes it', JSON.stringify({ ...jwk, key_ops: [] }), undefined],
    [
      'as a JWK without use and alg',
      JSON.stringify({ ...jwk, use: undefined, alg: undefined }),
      undefined,
    ],
    ['as a JWK for signing', JSON.stringify({ ...jwk, key_ops: ['sign'] }), undefined],
  ])('%s', async (_, text, kid) => {
    const read = await readSigningKey(text, kid)
    expect(read).toMatchObject({ kid: kid ?? 'from-the-jwk', alg: 'RS256' })

    const signed = await new CompactSign(Buffer.from('hello'))
      .setProtectedHeader({ alg: read.alg })
      .sign(read.privateKey)
    const known = await importJWK(createPublicKey(pem).export({ format: 'jwk' }) as never, 'RS256')
    await expect(compactVerify(signed, known)).resolves.toBeDefined()
  })

  test('and cannot be got out again', async () => {
    const read = await readSigningKey(json)
    expect(read.privateKey.extractable).toBe(false)
    await expect(webcrypto.subtle.exportKey('pkcs8', read.privateKey)).rejects.toThrow()
    const shown = inspect(read, { depth: 9, showHidden: true }) + JSON.stringify(read)
    for (const part of [jwk.d!, jwk.p!, jwk.q!]) expect(shown).not.toContain(part.slice(0, 12))
  })

  test('and its public half is ready to be uploaded', async () => {
    const { publicJwk } = await readSigningKey(pem, 'mine')
    expect(publicJwk).toEqual({
      kty: 'RSA',
      n: jwk.n,
      e: 'AQAB',
      use: 'sig',
      alg: 'RS256',
      kid: 'mine',
    })
  })

  test('and a key ID given beside it wins', async () => {
    expect((await readSigningKey(json, 'registered-name')).kid).toBe('registered-name')
    expect((await readSigningKey(json, '  ')).kid).toBe('from-the-jwk')
  })

  test('at 4096 bits too', async () => {
    await expect(readSigningKey(ofSize(4096), 'big')).resolves.toMatchObject({ kid: 'big' })
  })
})

const publicPem = (type: 'spki' | 'pkcs1') =>
  createPublicKey(pem).export({ type, format: 'pem' }) as string
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const locked = (type: 'pkcs8' | 'pkcs1') =>
  key.export({ type, format: 'pem', cipher: 'aes-256-cbc', passphrase: 'p' }) as string
const { kid: _, ...withoutKid } = jwk

describe('A key that cannot be used is refused with a plain sentence', () => {
  test.each([
    ['empty', '', 'k'],
    ['empty', ' "" ', 'k'],
    ['unreadable', 'not a key', 'k'],
    ['unreadable', '{"kty":', 'k'],
    ['unreadable', '{}', 'k'],
    ['unreadable', pem.replace('M', 'A'), 'k'],
    ['unreadable', pem.slice(0, 900), 'k'],
    [
      'unreadable',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----',
      'k',
    ],
    ['unreadable', JSON.stringify({ ...jwk, n: 'AQAB', p: undefined }), 'k'],
    ['encrypted', locked('pkcs8'), 'k'],
    ['encrypted', locked('pkcs1'), 'k'],
    ['publicOnly', publicPem('spki'), 'k'],
    ['publicOnly', publicPem('pkcs1'), 'k'],
    ['publicOnly', JSON.stringify({ kty: 'RSA', n: jwk.n, e: jwk.e }), 'k'],
    ['certificate', selfSigned('x').cert, 'k'],
    ['notRsa', ec.export({ type: 'pkcs8', format: 'pem' }) as string, 'k'],
    ['notRsa', ec.export({ type: 'sec1', format: 'pem' }) as string, 'k'],
    ['notRsa', JSON.stringify(ec.export({ format: 'jwk' })), 'k'],
    ['notRsa', JSON.stringify({ kty: 'oct', k: 'c2VjcmV0' }), 'k'],
    ['tooShort', ofSize(1024), 'k'],
    ['tooLong', ofSize(4104), 'k'],
    ['kidMissing', pem, undefined],
    ['kidMissing', pem, ' '],
    ['kidMissing', JSON.stringify(withoutKid), undefined],
    ['keySet', JSON.stringify({ keys: [jwk] }), 'k'],
    ['wrongUse', JSON.stringify({ ...jwk, use: 'enc' }), 'k'],
    ['wrongUse', JSON.stringify({ ...jwk, key_ops: ['decrypt'] }), 'k'],
    ['wrongAlg', JSON.stringify({ ...jwk, alg: 'PS256' }), 'k'],
  ])('%s', async (problem, text, kid) => {
    const error = await readSigningKey(text, kid).catch((error: unknown) => error)

    expect(error).toBeInstanceOf(KeyProblem)
    expect(error).toMatchObject({ problem, code: 'bad_key' })
    expect((error as Error).message).toMatch(/^[A-Z].+\.$/)
    const shown = inspect(error, { depth: 9 })
    for (let i = 60; i + 12 < text.length; i += 12)
      expect(shown).not.toContain(text.slice(i, i + 12).trim() || 'nothing')
  })
})
