import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decide } from '../support/at-altinn.js'
import { createGate } from '../support/gate.js'
import { openSmartCloud, ourKey, type SmartCloud } from '../support/open-smartcloud.js'
import { ANOTHER_FRESH, FRESH, onboard, signUp } from '../support/people.js'
import { addressOf, routesOf } from '../support/routes.js'
import { signIn } from '../support/sign-in.js'

/*
 * Keys, assertions and tokens are ours and the upstreams': nothing of them is ever in a page, a
 * header, a cookie, a file, the log or the database (requirements S1 and S6). Everything that went
 * over the wire is looked for, down to pieces of twelve characters.
 */

const PIECE = 12

test('after everything has been tried, nothing secret has come out', async () => {
  const gate = await createGate()
  const secret = 'a-session-secret-that-nobody-may-ever-see-1234'
  const smartcloud = await openSmartCloud({
    settings: {
      SESSION_SECRET: secret,
      ALTINN_PLATFORM_URL: gate.origin,
      LOGISTICS_URL: gate.origin,
      SALARY_URL: gate.origin,
      CLAIMS_URL: `${gate.origin}/v1/regnskapssystem`,
    },
  })
  await gate.open(smartcloud.sandbox.origin)
  await visitEverything(smartcloud)

  const jwts = [...new Set(gate.traffic().match(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g))]
  expect(jwts.length).toBeGreaterThan(4)
  const pieces = new Set([
    // The signature is what makes a token work; header and claims alone open nothing.
    ...jwts.flatMap(jwt => piecesOf(jwt.split('.')[2] ?? '')),
    ...keyParts().flatMap(piecesOf),
    ...piecesOf(secret),
  ])

  const { answers, logged, place } = smartcloud
  expect(foundIn(gate.traffic(), pieces).length).toBeGreaterThan(0) // the search itself works
  for (const { url, text, headers } of answers) {
    expect(foundIn(`${text}\n${JSON.stringify(headers)}`, pieces), url).toEqual([])
    expect(text, url).not.toMatch(/eyJ[\w-]{10,}\./)
  }
  expect(answers.length).toBeGreaterThan(40)
  expect(foundIn(logged(), pieces)).toEqual([])
  expect(logged()).not.toMatch(/eyJ[\w-]{10,}\./)
  const file = 'file' in place ? place.file : ''
  for (const part of [file, `${file}-wal`])
    expect(foundIn(readFileSync(part, 'latin1'), pieces), part).toEqual([])
})

test('what opens a door in a browser is neither in the log nor in the database', async () => {
  const { browser, logged, place, sandbox } = await openSmartCloud()
  await onboard(browser)
  await signIn(browser, sandbox, FRESH)
  await browser.visit('/nowhere?code=secret-code&token=secret-token')

  const pointer = new URL(
    [...sandbox.state.requests.values()].find(
      ({ partyOrgNo }) => partyOrgNo === FRESH.organisationNumber,
    )?.redirectUrl ?? '',
  ).searchParams.get('s')
  const session = decodeURIComponent(browser.cookies.get('session') ?? '')
    .slice(2)
    .split('.')
  const secrets = [pointer, ...session, browser.cookies.get('form'), 'secret-code', 'secret-token']
  for (const secret of secrets) expect(secret?.length).toBeGreaterThan(10)
  const database = 'file' in place ? place.file : ''
  const written = [logged(), readFileSync(database, 'latin1')].join(
    readFileSync(`${database}-wal`, 'latin1'),
  )
  for (const secret of secrets) expect(written).not.toContain(secret)
})

/** Every page as everybody, and everything that can go wrong on the way. */
async function visitEverything({ newBrowser, sandbox, app, clock }: SmartCloud) {
  const [stranger, customer, unlucky] = [newBrowser(), newBrowser(), newBrowser()]
  await onboard(customer, FRESH, 'smartstandard')
  const check = await signUp(unlucky, ANOTHER_FRESH)
  for (const [target, scenario] of [
    ['maskinporten.token', 'signature'],
    ['maskinporten.token', 'expired_key'],
    ['maskinporten.token', 'wrong_organisation'],
  ] as const) {
    clock.pass(31 * 60_000)
    sandbox.faults.add({ target, kind: 'scenario', scenario, times: 9 })
    await unlucky.submit(check)
    await signIn(customer, sandbox, FRESH)
    sandbox.faults.clear()
  }
  for (const target of [
    'altinn.exchange',
    'altinn.create',
    'altinn.status',
    'altinn.system-users',
    'logistics',
    'claims',
  ] as const)
    for (const fault of [
      { kind: 'status', status: 401, times: 2 },
      { kind: 'status', status: 403 },
      { kind: 'wrong-shape' },
      { kind: 'truncated-json', times: 3 },
    ] as const) {
      clock.pass(31 * 60_000)
      sandbox.faults.add({ target, ...fault })
      await unlucky.submit(check)
      await unlucky.visit('/receipt')
      await signIn(customer, sandbox, FRESH)
      sandbox.faults.clear()
    }
  for (const browser of [stranger, customer, unlucky])
    for (const route of routesOf(app)) {
      await browser.raw('get', addressOf(route))
      await browser.raw('post', addressOf(route), {
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'a=1',
      })
    }
  clock.pass(61_000)
  await unlucky.submit(await signUp(unlucky, ANOTHER_FRESH))
  decide(sandbox, ANOTHER_FRESH, 'reject')
  await unlucky.visit('/receipt')
}

function keyParts(): string[] {
  const pem = ourKey().export({ format: 'pem', type: 'pkcs8' }).toString()
  const { d, p, q, dp, dq, qi } = createPrivateKey(pem).export({ format: 'jwk' })
  const lines = pem.split('\n').filter(line => line && !line.startsWith('-----'))
  return [d, p, q, dp, dq, qi, ...lines.slice(1)].map(String)
}

const piecesOf = (secret: string): string[] =>
  Array.from({ length: Math.max(0, secret.length - PIECE + 1) }, (_, i) =>
    secret.slice(i, i + PIECE),
  )

function foundIn(text: string, pieces: ReadonlySet<string>): string[] {
  const found: string[] = []
  for (let i = 0; i + PIECE <= text.length; i++) {
    const piece = text.slice(i, i + PIECE)
    if (pieces.has(piece)) found.push(piece)
  }
  return found
}
