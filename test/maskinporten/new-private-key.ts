import { generateKeyPairSync } from 'node:crypto'

/** A key made for this run, as PKCS#8 in PEM. */
export const newPrivateKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }) as string
