import { describe, expect, test } from 'vitest'
import { decide, newOrganisation, requestsOf } from '../support/at-altinn.js'
import { shareCli } from '../support/cli.js'
import type { Organisation } from '../support/people.js'

const story = shareCli()

const here = (...args: string[]) => story().runHere(['request', ...args])

/** Whom nobody has asked for anything. */
const customer = (): Organisation => newOrganisation(story().sandbox)

const asked = async (org: string, ...more: string[]) => {
  const { json } = await here('create', '--org', org, '--package', 'smartbasic', '--json', ...more)
  return (json() as { request: { id: string } }).request
}

describe('A vendor asks a customer for a system user', () => {
  test('is given the address to approve at, and follows the request until it is approved', async () => {
    const organisation = customer()
    const { organisationNumber: org } = organisation

    const created = await story().run([
      'request',
      'create',
      '--org',
      org,
      '--package',
      'SmartBasic',
    ])
    expect(created).toMatchObject({ code: 0, stderr: '' })
    expect(created.stdout).toMatch(/^Status +waits for an answer$/m)
    expect(created.stdout).toMatch(/^Resources +ske-krav-og-betalinger and ttd_systembruker-log/m)
    expect(created.stdout).toMatch(
      /^To be approved at +http:\/\/localhost:\d+\/accessmanagement\//m,
    )
    expect(created.stdout).toMatch(/Send the address to somebody at the customer .*\n$/)

    decide(story().sandbox, organisation, 'approve')

    const status = await story().run(['request', 'status', '--org', org, '--lang', 'nb'])
    expect(status.stdout).toMatch(/^Status +godkjent$/m)
    expect(status.stdout).toMatch(new RegExp(`smartcloud token --org ${org}\n$`))
    expect(status.stdout).not.toContain('accessmanagement')

    const again = await here('create', '--org', org, '--package', 'smartbasic', '--lang', 'nb')
    expect(again).toMatchObject({ code: 1, stdout: '' })
    expect(again.stderr).toContain('Kunden har alt en systembruker med denne referansen.\n')
    expect(again.stderr).toContain('(AUTH-00004, referanse ')
  })

  test('is told that an earlier request asks for something else, and deletes it', async () => {
    const organisation = customer()
    const { organisationNumber: org } = organisation
    const { id } = await asked(org)

    const same = await here('create', '--org', org, '--package', 'smartbasic', '--json')
    expect(same.json()).toMatchObject({ outcome: 'existing', request: { id } })
    const other = await here('create', '--org', org, '--package', 'smartpluss')
    expect(other.stdout).toContain('Altinn had it before')
    expect(other.stdout).toContain(`delete it first: smartcloud request delete ${id} --yes`)

    const unsure = await here('delete', id, '--lang', 'nb')
    expect(unsure).toMatchObject({
      code: 2,
      stderr: `Ingenting er gjort. Dette ville skje:\n  Forespørselen ${id} til ${org} slettes (venter på svar).\nLegg til --yes for å gjøre det.\n`,
    })
    expect(requestsOf(story().sandbox, organisation)).toHaveLength(1)
    const deleted = await story().run(['request', 'delete', id, '--yes'])
    expect(deleted).toMatchObject({ code: 0, stdout: `The request ${id} has been deleted.\n` })
    expect(requestsOf(story().sandbox, organisation)).toHaveLength(0)
    const gone = await here('status', id, '--json')
    expect(gone).toMatchObject({ code: 1 })
    expect(gone.json()).toMatchObject({ error: { code: 'not_found' } })
  })

  test('is told that the customer has said no, and how to ask again', async () => {
    const organisation = customer()
    const { id } = await asked(organisation.organisationNumber)
    decide(story().sandbox, organisation, 'reject')

    const again = await here(
      'create',
      '--org',
      organisation.organisationNumber,
      '--package',
      'smartbasic',
    )

    expect(again).toMatchObject({ code: 1, stdout: '' })
    expect(again.stderr).toContain('rejected')
    expect(again.stderr).toContain(`smartcloud request delete ${id} --yes`)
  })

  test('for an accountant asks for access packages', async () => {
    const { organisationNumber: org } = customer()
    const { json } = await here(
      ...['create', '--org', org, '--agent', '--access-package', 'regnskapsforer-lonn', '--json'],
    )
    expect(json()).toMatchObject({
      request: {
        kind: 'agent',
        resources: [],
        accessPackages: ['urn:altinn:accesspackage:regnskapsforer-lonn'],
      },
    })
    const found = await here('status', '--org', org, '--json')
    expect(found.json()).toMatchObject({ kind: 'agent', situation: 'waiting' })
  })

  test('looks whether a request was made when Altinn is cut off in the middle', async () => {
    story().sandbox.faults.add({ target: 'altinn.create', kind: 'store-then-reset', times: 1 })
    const { organisationNumber: org } = customer()

    const { code, stdout, stderr } = await here('create', '--org', org, '--package', 'smartbasic')

    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'Altinn did not answer, but we have looked: the request is there.\n',
    })
    expect(stdout).toMatch(/^Status +waits for an answer$/m)
    expect(story().sandbox.calls.list('altinn.create')).toHaveLength(1)
  })

  test('sees all of them, however many pages there are', async () => {
    const numbers: string[] = []
    for (let i = 0; i < 3; i++) {
      const { organisationNumber } = customer()
      numbers.push(organisationNumber)
      await asked(organisationNumber)
    }
    const listed = await story().run(['request', 'list', '--json'])
    const all = listed.json() as { organisationNumber: string; kind: string }[]
    expect(all.map(({ organisationNumber }) => organisationNumber)).toEqual(
      expect.arrayContaining(numbers),
    )
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['standard', 'agent']))
    const table = (await here('list', '--lang', 'nb')).stdout.split('\n')
    expect(table[0]).toMatch(/^Id +Org\.nr\. +Type +Status +Opprettet/)
    expect(table).toHaveLength(all.length + 2)
  })
})

describe('What cannot be asked for is refused before anybody is asked:', () => {
  const org = '310261629'
  test.each([
    [['create', '--org', org], 'Forespørselen spør ikke om noe.\nOppgi --package, --resource'],
    [
      ['create', '--org', org, '--package', 'smartbasic', '--resource', 'x'],
      '--package kan ikke brukes sammen med --resource',
    ],
    [['create', '--org', org, '--package', 'gull'], 'Det er ingen pakke som heter gull.'],
    [['create', '--org', org, '--agent', '--resource', 'x'], 'kan bare ha tilgangspakker.'],
    [['create', '--org', org, '--agent', '--package', 'smartbasic'], 'for kundens egen virksomhet'],
    [
      ['create', '--org', org, '--package', 'smartbasic', '--return-url', 'receipt'],
      'Returadressen er ikke en hel adresse.',
    ],
    [['create', '--package', 'smartbasic'], 'Organisasjonsnummeret mangler.'],
    [['create', '--org', '310261628', '--package', 'smartbasic'], 'kontrollsifferet stemmer ikke'],
    [['status'], 'Oppgi enten en id eller --org.'],
    [['status', 'x'], '«x» er ikke en id.'],
    [['delete', 'x', '--yes'], '«x» er ikke en id.'],
  ])('%j', async (args, sentence) => {
    const { code, stdout, stderr } = await here(...args, '--lang', 'nb')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
    expect(story().sandbox.calls.list('altinn.create')).toHaveLength(0)
  })
})

describe('What Altinn refuses comes with its remedy:', () => {
  test.each([
    [
      ['--resource', 'ske-krav-og-betalinger', '--return-url', 'https://else.example/'],
      'AUTH-00021',
      'smartcloud system show',
    ],
    [['--resource', 'unheard-of'], 'AUTH-00001', 'smartcloud system update'],
  ])('%j', async (more, code, remedy) => {
    const { organisationNumber: org } = customer()
    const { code: exit, json } = await here('create', '--org', org, ...more, '--json')
    expect(exit).toBe(1)
    const { error } = json() as { error: { code: string; remedy: string } }
    expect(error.code).toBe(code)
    expect(error.remedy, code).toContain(remedy)
  })

  test('also when nobody answers', async () => {
    const { organisationNumber: org } = customer()
    story().sandbox.faults.add({ target: 'altinn.create', kind: 'reset', times: 9 })
    const { code, stderr } = await here('create', '--org', org, '--package', 'smartbasic')
    expect(code).toBe(3)
    expect(stderr).toContain(`smartcloud request status --org ${org}`)
  })
})

describe('A vendor asks for more, or for less', () => {
  const change = (...args: string[]) => story().runHere(['change', ...args])

  test('and follows the change; sent again with its id, it is not made twice', async () => {
    const organisation = customer()
    const { organisationNumber: org } = organisation
    await asked(org)
    decide(story().sandbox, organisation, 'approve')

    const made = await story().run([
      'change',
      'create',
      '--org',
      org,
      '--add',
      'ttd_systembruker-salary',
      '--json',
    ])
    expect(made.code).toBe(0)
    const { id, ...more } = made.json() as { id: string }
    expect(more).toMatchObject({
      situation: 'waiting',
      add: ['ttd_systembruker-salary'],
      remove: [],
    })
    const again = await change(
      ...['create', '--org', org, '--add', 'ttd_systembruker-salary', '--correlation-id', id],
    )
    expect(again.stdout).toContain(id)

    const status = await story().run(['change', 'status', id, '--lang', 'nb'])
    expect(status.stdout).toMatch(/^Legges til +ttd_systembruker-salary$/m)
    expect(status.stdout).toMatch(/^Godkjennes på +http:\/\/localhost/m)
    const all = await change('status', '--org', org, '--json')
    expect(all.json()).toMatchObject([{ id, confirmUrl: expect.stringContaining('changerequest') }])
  })

  test('when the answer was lost is told how to send the same again', async () => {
    const organisation = customer()
    await asked(organisation.organisationNumber)
    decide(story().sandbox, organisation, 'approve')
    story().sandbox.faults.add({ target: 'altinn.create', kind: 'reset', times: 9 })
    const { code, stderr } = await change(
      ...['create', '--org', organisation.organisationNumber, '--remove', 'ske-krav-og-betalinger'],
    )
    expect(code).toBe(3)
    expect(stderr).toMatch(/Run the command again with --correlation-id [0-9a-f-]{36}\./)
  })

  test.each([
    [['create', '--org', '310261629'], 2, 'Endringen endrer ingenting.'],
    [
      ['create', '--org', '310261629', '--add', 'a', '--remove', 'a'],
      2,
      'a kan ikke både legges til',
    ],
    [['create', '--org', '310261629', '--add', 'a', '--correlation-id', '7'], 2, 'ikke en UUID'],
    [['create', '--org', '311844202', '--add', 'a'], 1, 'Kunden 311844202 har ingen systembruker'],
    [['create', '--org', '315201047', '--add', 'a'], 1, 'kan ikke endres.'],
    [['status'], 2, 'Oppgi enten en id eller --org.'],
    [['status', '7c9e6679-7425-40de-944b-e07fc1f90ae7'], 1, 'Altinn har ikke denne endringen.'],
  ])('%j', async (args, exit, sentence) => {
    const { code, stderr } = await change(...args, '--lang', 'nb')
    expect(stderr).toContain(sentence)
    expect(code).toBe(exit)
  })
})

describe('The system users', () => {
  test('of the system, and the one of a customer', async () => {
    const listed = await story().run(['system-users'])
    expect(listed.stdout).toMatch(/^SystemUserId +Org +Type +Created/)
    expect(listed.stdout).toMatch(/ 315201047 +for clients /)
    expect(listed.stdout).toMatch(/ 213089358 .* sc-213089358-b$/m)

    const one = await story().runHere(['system-users', '--org', '310261629', '--json'])
    expect(one.json()).toMatchObject({ organisationNumber: '310261629', kind: 'standard' })
    const none = await story().runHere(['system-users', '--org', '311844202', '--lang', 'nb'])
    expect(none).toMatchObject({ code: 1, stdout: '' })
    expect(none.stderr).toContain('smartcloud doctor --org 311844202')
  })
})

describe('The clients of an accountant', () => {
  const ACCOUNTANT = '315201047'
  const personToken = async (pid: string) => {
    const query = new URLSearchParams({ pid, scopes: 'altinn:clientdelegations.read' })
    return (await fetch(`${story().sandbox.origin}/api/GetPersonalToken?${query}`)).text()
  }
  const clients = (env: Record<string, string>, input = '', ...more: string[]) =>
    story().runHere(['clients', '--org', ACCOUNTANT, ...more], {
      env: { ...story().settings, LANG: 'en', ...env },
      input,
    })

  test('are shown to a person there, whose token comes in by the environment or a pipe', async () => {
    const token = await personToken('25879512207')
    const env = { ...story().settings, LANG: 'en_GB.UTF-8', ALTINN_PERSON_TOKEN: token }
    const shown = await story().run(['clients', '--org', ACCOUNTANT], { env })
    expect(shown).toMatchObject({ code: 0, stderr: '' })
    expect(shown.stdout).toMatch(/^Org +Name\n/)
    expect(shown.stdout).toContain('213089358')
    const piped = await clients({}, `${token}\n`, '--json')
    expect(piped.json()).toMatchObject({ organisationNumber: ACCOUNTANT })
    expect(shown.stdout + piped.stdout).not.toContain(token)
  })

  test('are shown to nobody else', async () => {
    const stranger = await clients({ ALTINN_PERSON_TOKEN: await personToken('14837861110') })
    expect(stranger).toMatchObject({ code: 1, stdout: '' })
    expect(stranger.stderr).toContain('client administrator of 315201047')
    const none = await clients({}, '', '--lang', 'nb')
    expect(none).toMatchObject({ code: 2 })
    expect(none.stderr).toContain('Tokenet til personen mangler.')
    expect((await clients({}, 'not a token')).stderr).toContain('is not a token')
    const own = await story().runHere(['clients', '--org', '310261629'], {
      input: await personToken('25879512207'),
    })
    expect(own.stderr).toContain('is for its own organisation')
  })

  test('and no option takes a token', async () => {
    const { stdout } = await clients({}, '', '--help')
    expect(stdout).not.toMatch(/--\S*token/)
  })
})
