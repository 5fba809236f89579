import { get } from 'node:http'
import { expect, test } from 'vitest'
import type { Witness } from '../../src/witness.js'
import { newCustomer } from '../support/customer.js'
import { openSmartCloud, type Options } from '../support/open-smartcloud.js'
import { signInAsStaff } from '../support/sign-in.js'

/** Everything secret that Røntgen was shown, which is what it must not show again. */
function eavesdropOn(secrets: Set<string>): NonNullable<Options['deps']> {
  return ({ deps: { recorder } }) => ({
    recorder: {
      ...recorder,
      watch(...visit) {
        const witness = recorder.watch(...visit)
        const hear = (text: string) => {
          for (const [token] of text.matchAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g)) secrets.add(token)
          for (const [, pointer] of text.matchAll(/\bs(?:=|%3D)([\w-]{43})/gi))
            secrets.add(pointer!)
        }
        return {
          about: subject => witness.about(subject),
          call(seen) {
            hear(seen.url)
            hear(Object.values(seen.request.headers).join('\n'))
            hear(seen.request.body ?? '')
            hear(seen.response?.body.toString() ?? '')
            witness.call(seen)
          },
          keptToken(seen) {
            hear(seen.value)
            witness.keptToken(seen)
          },
          redirect(seen) {
            hear(seen.url)
            witness.redirect(seen)
          },
        } satisfies Witness
      },
    },
  })
}

/** On a connection of its own: one that was kept may be closing just now. */
const statusWith = (token: string, origin: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` }
    get(`${origin}/api/Logistics/310332186`, { agent: false, headers }, ({ statusCode }) =>
      resolve(statusCode),
    ).on('error', reject)
  })

test('From all that a hundred flows show, not one usable token can be put together', async () => {
  const secrets = new Set<string>()
  const { newBrowser, clock, sandbox, ...smartcloud } = await openSmartCloud({
    deps: eavesdropOn(secrets),
  })
  const flows: string[][] = []
  for (let i = 0; i < 4; i++) {
    const { browser } = await newCustomer({ newBrowser, clock, sandbox, ...smartcloud })
    for (let use = 0; use < 24; use++) {
      clock.pass(3 * 60_000) // so that each one fetches a token of its own
      await browser.visit('/overview')
    }
    const { text } = await browser.visit('/inspector')
    const found = [...text.matchAll(/\/inspector\/flows\/[\w-]+/g)].map(([href]) => href)
    flows.push([...new Set(found)])
  }
  expect(flows.flat()).toHaveLength(100)
  expect(secrets.size).toBeGreaterThan(300)

  const shown: string[] = []
  const staff = newBrowser()
  await signInAsStaff(staff, 'presenter')
  const read = async (address: string) => {
    const { status, text } = await staff.visit(`/admin${address}`)
    expect(status, address).toBe(200)
    shown.push(text)
    return text
  }
  await read('/inspector')
  for (const flow of flows.flat()) {
    await read(`${flow}/flow.md`)
    await read(flow)
  }
  // The first of each is the onboarding: every page of it.
  for (const flow of flows.map(theirs => theirs.at(-1)!)) {
    const { steps } = JSON.parse(await read(`${flow}/flow.json`)) as { steps: unknown[] }
    expect(steps.length).toBeGreaterThan(10)
    for (const view of ['sequence', 'log', 'present']) await read(`${flow}?view=${view}`)
    for (const [i] of steps.entries()) await read(`${flow}?step=${i + 1}`)
    await read(`${flow}/flow.mmd`)
  }
  const everything = shown.join('\n')
  const signatures = [...secrets].map(secret => secret.split('.').at(-1)!)
  expect(signatures.filter(signature => everything.includes(signature.slice(0, 20)))).toEqual([])
  expect(signatures.filter(signature => everything.includes(signature.slice(-20)))).toEqual([])

  // And what looks like a token opens nothing.
  const found = new Set(everything.match(/eyJ[\w-]+(?:\.[\w-]*){0,2}/g))
  expect(found.size).toBeGreaterThan(0)
  for (const token of found) expect(await statusWith(token, sandbox.origin)).toBe(401)
}, 120_000)
