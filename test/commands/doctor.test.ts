import { describe, expect, onTestFinished, test } from 'vitest'
import { SANDBOX_SYSTEM_ID } from '../../src/domain/system.js'
import { newOrganisation } from '../support/at-altinn.js'
import { shareCli } from '../support/cli.js'
import { freePort } from '../support/free-port.js'

const story = shareCli()

const TODAY = new Date().toISOString().slice(0, 10)
const settings = (more: Record<string, string> = {}) => ({
  ...story().settings,
  MASKINPORTEN_KEY_ADDED_AT: TODAY,
  LANG: 'en_GB.UTF-8',
  ...more,
})
const doctor = (args: readonly string[] = [], more: Record<string, string> = {}) =>
  story().runHere(['doctor', ...args], { env: settings(more) })

interface Line {
  id: string
  state: string
  words: { text: string; remedy?: string }
}
interface Report {
  installation: { headline: { kind: string }; checks: Line[] }
  customer?: { headline: { kind: string }; checks: Line[] }
}
const linesIn = ({ installation, customer }: Report) => [
  ...installation.checks,
  ...(customer?.checks ?? []),
]

describe('The doctor finds nothing wrong', () => {
  test('with the installation, in both languages', async () => {
    const english = await story().run(['doctor'], { env: settings() })
    expect(english).toMatchObject({ code: 0, stderr: '' })
    expect(english.stdout).toMatch(/^Everything is in order\n/)
    expect(english.stdout).toMatch(
      /^ {2}In order {2}sandbox, client \S+, system 991825827_smartcloud$/m,
    )
    expect(english.stdout).toMatch(/^ {2}In order {2}Scope altinn:systembruker\.demo$/m)
    expect(english.stdout).not.toMatch(/For support|Failed|eyJ|PRIVATE/)

    const norwegian = await doctor(['--lang', 'nb'])
    expect(norwegian.stdout).toMatch(/^Alt er i orden\n/)
    expect(norwegian.stdout).toMatch(/^ {2}I orden {2}Klokke$/m)
    expect(norwegian.code).toBe(0)
  })

  test('with a customer, whose token it gets', async () => {
    const { code, json } = await doctor(['--org', '310261629', '--json'])
    expect(code).toBe(0)
    const report = json() as Report
    expect(report.installation.headline.kind).toBe('inOrder')
    expect(report.customer?.headline.kind).toBe('works')
    // Nobody keeps requests here, so none of them is missed.
    expect(linesIn(report).map(({ id }) => id)).not.toContain('request')
    expect(linesIn(report).map(({ id }) => id)).not.toContain('database')
  })

  test('with the return addresses and packages of a site, when there is one', async () => {
    const system = story().sandbox.state.systems.get(SANDBOX_SYSTEM_ID)!
    const before = { ...system }
    onTestFinished(() => void Object.assign(system, before))

    const wrong = await doctor(['--lang', 'nb'], { BASE_URL: 'https://smartcloud.example' })
    expect(wrong.code).toBe(1)
    expect(wrong.stdout).toContain('https://smartcloud.example/access/change/receipt')
    expect(wrong.stdout).toContain('Gjør dette: smartcloud system show')

    system.allowedRedirectUrls = ['/receipt', '/access/change/receipt'].map(
      path => `https://smartcloud.example${path}`,
    )
    expect((await doctor([], { BASE_URL: 'https://smartcloud.example/' })).code).toBe(0)
  })
})

describe('The doctor names what is wrong, with a remedy, and a build stops there:', () => {
  /** Every cross says what to do. */
  function expectRemedies(report: Report): void {
    const crosses = linesIn(report).filter(({ state }) => ['failed', 'notAllowed'].includes(state))
    expect(crosses.length).toBeGreaterThan(0)
    for (const { id, words } of crosses)
      expect(`${words.text} ${words.remedy ?? ''}`.trim(), id).toMatch(/\w{3,}.*\.$/)
  }

  test('a clock that is 37 s fast', async () => {
    story().sandbox.faults.moveClock(-37_000)
    const { code, stdout } = await doctor()
    expect(code).toBe(1)
    expect(stdout).toMatch(/37/)
    expect(stdout).toContain('\nFor support:\n')
    expectRemedies((await doctor(['--json'])).json() as Report)
  })

  test('a client that is not on the system', async () => {
    const system = story().sandbox.state.systems.get(SANDBOX_SYSTEM_ID)!
    const { clientId } = system
    onTestFinished(() => void (system.clientId = clientId))
    system.clientId = []
    const { code, stdout } = await doctor(['--org', '310261629'])
    expect(code).toBe(1)
    expect(stdout).toContain('Do this: smartcloud system show')
    expectRemedies((await doctor(['--json'])).json() as Report)
  })

  test('a scope that nobody granted', async () => {
    const { code, stdout, json } = await doctor(['--json'], { CLAIMS_SCOPE: 'nobody:granted' })
    expect(code).toBe(1)
    expect(stdout).toContain('nobody:granted')
    expectRemedies(json() as Report)
  })

  test('a customer who was never asked', async () => {
    const { organisationNumber: org } = newOrganisation(story().sandbox)
    const { code, stdout } = await doctor(['--org', org])
    expect(code).toBe(1)
    expect(stdout).toContain(`The customer ${org}: `)
    expectRemedies((await doctor(['--org', org, '--json'])).json() as Report)
  })

  test('or who used a reference of its own', async () => {
    const { code, stdout } = await doctor(['--org', '213089358'])
    expect(code).toBe(1)
    expect(stdout).toContain('smartcloud doctor --org 213089358 --external-ref sc-213089358-b')
    const right = await doctor(['--org', '213089358', '--external-ref', 'sc-213089358-b'])
    expect(right.code).toBe(0)
  })

  test('nobody who answers', async () => {
    const origin = `http://localhost:${await freePort()}`
    const { code, stdout } = await doctor(['--lang', 'nb'], { SANDBOX_URL: origin })
    expect(stdout).toMatch(/^Maskinporten svarer ikke\n/)
    expect(code).toBe(3)
  })

  test('settings that are missing, all at once', async () => {
    const { code, stdout, stderr } = await story().run(['doctor'], {
      env: { LANG: 'nb_NO.UTF-8', BASE_URL: 'nowhere', MASKINPORTEN_KEY_ADDED_AT: 'yesterday' },
    })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    for (const setting of [
      'UPSTREAMS',
      'MASKINPORTEN_CLIENT_ID',
      'SYSTEM_ID',
      'KEY_FILE',
      'BASE_URL',
      'ADDED_AT',
    ])
      expect(stderr).toContain(setting)
    expect(stderr).not.toMatch(/nowhere|yesterday/)
  })
})
