import { generateKeyPairSync } from 'node:crypto'

/** A new RSA key, as PKCS#8 in PEM. */
export const newPrivateKeyPem = (bits = 2048): string =>
  generateKeyPairSync('rsa', { modulusLength: bits })
    .privateKey.export({ format: 'pem', type: 'pkcs8' })
    .toString()
