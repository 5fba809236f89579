import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createGrant } from '../../src/maskinporten/grant.js'
import { readSigningKey } from '../../src/maskinporten/keys.js'
import { newKeyPem } from './reference-call.mjs'

/** Grants a second, one at a time and 16 in flight, beside what OpenSSL signs on one core and on two. */
export async function measureGrants({ rounds, ms }) {
  const order = {
    issuer: 'https://test.maskinporten.no/',
    clientId: '6f2e7e4c-5e9f-4a0e-8b47-0d6a4f0c2a11',
    key: await readSigningKey(newKeyPem(), 'bench'),
    scope: 'altinn:systembruker.demo',
    systemUser: { organisationNumber: '310332186' },
    now: Date.now,
  }
  const cells = {
    oneCore: () => openSsl(),
    single: () => grantsPerSecond(order, 1, ms),
    twoCores: () => openSsl('-multi', '2'),
    sixteen: () => grantsPerSecond(order, 16, ms),
  }
  const results = Object.fromEntries(Object.keys(cells).map(name => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const [name, measure] of Object.entries(cells)) {
      const perSecond = await measure()
      if (round > 0) results[name].push(perSecond)
    }
  }
  return results
}

async function grantsPerSecond(order, inFlight, ms) {
  const began = performance.now()
  let grants = 0
  const sign = async () => {
    while (performance.now() - began < ms) {
      await createGrant(order)
      grants++
    }
  }
  await Promise.all(Array.from({ length: inFlight }, sign))
  return (grants / (performance.now() - began)) * 1000
}

async function openSsl(...options) {
  const { stdout } = await promisify(execFile)('openssl', [
    'speed',
    '-elapsed', // by the clock on the wall, as we are measured
    ...['-seconds', '1'],
    ...options,
    'rsa2048',
  ])
  const [head, figures] = stdout.trim().split('\n').slice(-2)
  // Newer versions have more columns, so it is looked up by its name.
  const column = head.trim().split(/\s+/).indexOf('sign/s')
  return Number(figures.split(' bits ')[1].trim().split(/\s+/)[column])
}
