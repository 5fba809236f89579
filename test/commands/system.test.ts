import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SANDBOX_SYSTEM_ID } from '../../src/domain/system.js'
import { shareCli } from '../support/cli.js'

const story = shareCli()

const here = (...args: string[]) => story().runHere(['system', ...args])
const system = () => story().sandbox.state.systems.get(SANDBOX_SYSTEM_ID)!

let before: string
beforeEach(() => {
  before = JSON.stringify(system())
})
afterEach(() => {
  story().sandbox.state.systems.set(
    SANDBOX_SYSTEM_ID,
    JSON.parse(before) as ReturnType<typeof system>,
  )
})

let files = 0
/** A file of its own for each story. */
function file(content: unknown): string {
  const name = join(story().folder, `system-${files++}.json`)
  writeFileSync(name, typeof content === 'string' ? content : JSON.stringify(content))
  return name
}

const NEW = (id: string, more: object = {}) => ({
  Id: id,
  Vendor: { ID: '0192:991825827' },
  Name: { nb: 'Ny', nn: 'Ny', en: 'New' },
  Description: { nb: 'Et nytt', nn: 'Eit nytt', en: 'A new one' },
  Rights: [{ Resource: [{ value: 'ske-krav-og-betalinger', id: 'urn:altinn:resource' }] }],
  AllowedRedirectUrls: ['https://new.example/receipt'],
  ClientId: [],
  ...more,
})

describe('A vendor registers a system from a file', () => {
  test('is told what to write in .env, and deletes it again', async () => {
    const id = '991825827_new'
    const registered = await story().run(['system', 'register', file(NEW(id))])
    expect(registered).toMatchObject({ code: 0, stderr: '' })
    expect(registered.stdout).toContain(
      `The system ${id} has been registered.\nWrite SYSTEM_ID=${id}`,
    )
    expect(registered.stdout).toMatch(/The client \S+ is not on the system/)
    expect(story().sandbox.state.systems.get(id)).toMatchObject({ id, vendorOrgNo: '991825827' })

    const twice = await here('register', file(NEW(id)), '--lang', 'nb')
    expect(twice.code).toBe(1)
    expect(twice.stderr).toBe(
      `Systemet ${id} er registrert fra før.\nSe hva som er ulikt: smartcloud system diff. Endre det: smartcloud system update\n`,
    )

    const unsure = await here('delete', '--system-id', id)
    expect(unsure.code).toBe(2)
    expect(unsure.stderr).toContain('can never be used again.\nAdd --yes to do it.')
    const deleted = await story().run([
      'system',
      'delete',
      '--system-id',
      id,
      '--yes',
      '--lang',
      'nb',
    ])
    expect(deleted).toMatchObject({ code: 0, stdout: `Systemet ${id} er slettet.\n` })

    const again = await here('register', file(NEW(id)), '--json')
    expect(again.code).toBe(1)
    expect(again.json()).toMatchObject({ error: { code: 'system_deleted' } })
    expect((await here('show', '--system-id', id)).stdout).toContain('The system is deleted.')
  })

  test('is told every problem of the file, by its field', async () => {
    const wrong = NEW('123456785_mine', {
      Vendor: { ID: '0192:974761076' },
      isVisible: 'yes',
      ClientId: [7],
    })
    const { code, stdout, stderr } = await here('register', file(wrong), '--lang', 'nb')
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^Filen .*system-\d+\.json kan ikke brukes:\n/)
    for (const line of [
      '  Synlig i Altinn: må være true eller false\n',
      '  Klient-ID-er: har noe i listen vi ikke kan lese\n',
      '  Leverandør: er en annen enn oss: 974761076\n',
      '  System-ID: må begynne med organisasjonsnummeret vårt og en understrek: 123456785_mine\n',
    ])
      expect(stderr).toContain(line)
    expect(stderr).toMatch(/Ingenting er sendt\.\n$/)
  })

  test.each([
    ['not JSON', '{', 'JSON: is not valid'],
    ['a list', [], 'JSON: must be one object'],
    ['without names', NEW('991825827_x', { Name: {} }), 'Name (Bokmål): must be filled in'],
    ['with http', NEW('991825827_x', { AllowedRedirectUrls: ['http://a.example'] }), 'https'],
    ['with a field twice', { ...NEW('991825827_x'), id: '991825827_y' }, 'System ID'],
  ])('that is %s', async (_, content, sentence) => {
    const { code, stderr } = await here('register', file(content))
    expect(stderr).toContain(sentence)
    expect(code).toBe(2)
  })

  test('and Altinn’s own rules are told in words', async () => {
    const taken = NEW('991825827_taken', {
      ClientId: [story().settings['MASKINPORTEN_CLIENT_ID']],
      Rights: [{ Resource: [{ value: 'unheard-of', id: 'urn:altinn:resource' }] }],
    })
    const { code, stderr } = await here('register', file(taken), '--lang', 'nb')
    expect(code).toBe(1)
    expect(stderr).toContain('En klient-ID er i bruk i et annet system. (AUTH.VLD-00004)')
    expect(stderr).toContain('Noen av ressursene finnes ikke:')
    expect(stderr).toContain('unheard-of')
  })

  test('from standard input, with the names of the guide’s headings', async () => {
    const { Id, ClientId, ...rest } = NEW('991825827_headings')
    const input = JSON.stringify({ SystemTypeId: Id, KlientId: ClientId, ...rest })
    const { code, json } = await story().runHere(['system', 'register', '-', '--json'], { input })
    expect(code).toBe(0)
    expect(json()).toMatchObject({
      registered: { id: Id, vendor: { ID: '0192:991825827' }, isVisible: true },
      ignored: [],
    })
  })

  test('that is not there', async () => {
    const { code, stderr } = await here('register', 'nowhere.json', '--lang', 'nb')
    expect(stderr).toContain('Filen nowhere.json finnes ikke.')
    expect(code).toBe(2)
  })
})

describe('A vendor keeps its system in a file', () => {
  test('that is written by show, and differs in nothing', async () => {
    const shown = await story().run(['system', 'show', '--json'])
    const same = await story().run(['system', 'diff', file(shown.stdout)])
    expect(same).toMatchObject({ code: 0, stdout: 'The register is like the file.\n', stderr: '' })
    const words = await here('show', '--lang', 'nb')
    expect(words.stdout).toMatch(/^System-ID +991825827_smartcloud$/m)
    expect(words.stdout).toMatch(/^Synlig i Altinn +Nei$/m)
  })

  const CHANGED = () => ({
    id: SANDBOX_SYSTEM_ID,
    NAME: { en: 'SmartCloud Two' },
    allowedRedirectUrls: [...system().allowedRedirectUrls, 'https://two.example/receipt'],
    Rights: system().rights.slice(1),
    Colour: 'blue',
  })

  test('and changes what differs, and nothing else', async () => {
    const name = file(CHANGED())
    const diff = await story().run(['system', 'diff', name, '--lang', 'nb'])
    expect(diff.code).toBe(1)
    expect(diff.stdout).toContain('Navn (engelsk) er nå «SmartCloud Two»')
    expect(diff.stdout).toContain('Returadresse lagt til: https://two.example/receipt')
    expect(diff.stdout).toMatch(/Ressurs fjernet: .*\(ske-krav-og-betalinger\)/)
    expect(diff.stdout).toContain('Dette i filen er ikke tatt med: Colour.')

    const unsure = await here('update', name)
    expect(unsure).toMatchObject({ code: 2, stdout: '' })
    expect(unsure.stderr).toMatch(
      /^Nothing has been sent\. After the update:\n {2}Name \(English\)/,
    )
    expect(JSON.stringify(system())).toBe(before)

    const done = await story().run(['system', 'update', name, '--yes', '--json'])
    expect(done.code).toBe(0)
    expect(done.json()).toMatchObject({
      id: SANDBOX_SYSTEM_ID,
      differences: [{ what: 'name' }, { what: 'returnAddresses' }, { what: 'rights' }],
    })
    const was = JSON.parse(before) as ReturnType<typeof system>
    expect(system()).toMatchObject({
      name: { ...was.name, en: 'SmartCloud Two' },
      description: was.description,
      accessPackages: was.accessPackages,
      isVisible: was.isVisible,
    })
    expect((await here('update', name, '--yes')).stdout).toContain('Nothing to change')
  })

  test('and does not write over what somebody else changes meanwhile', async () => {
    const name = file(CHANGED())
    // The file is compared while Altinn's lists come slowly; then somebody is faster.
    const { faults, calls } = story().sandbox
    faults.add({ target: 'altinn.metadata', kind: 'slow', delayMs: 400, times: 2 })
    const updating = here('update', name, '--yes', '--lang', 'nb')
    while (calls.list('altinn.register')[0]?.status === undefined)
      await new Promise(resolve => setTimeout(resolve, 10))
    system().description = { ...system().description, en: 'Somebody else’s' }

    const { code, stderr } = await updating

    expect(stderr).toContain('Noen andre har endret systemet imens. Ingenting er sendt.')
    expect(code).toBe(1)
    expect(system().name).not.toMatchObject({ en: 'SmartCloud Two' })
  })

  test('and when the answer is lost, is told what Altinn has', async () => {
    const name = file(CHANGED())
    const { faults } = story().sandbox
    const asUsual = { target: 'altinn.register', kind: 'overlay', body: {}, times: 2 } as const
    faults.add(asUsual)
    faults.add({ target: 'altinn.register', kind: 'store-then-reset', times: 1 })
    const done = await here('update', name, '--yes')
    expect(done).toMatchObject({ code: 0, stderr: '' })
    expect(system().name).toMatchObject({ en: 'SmartCloud Two' })

    const more = file({ id: SANDBOX_SYSTEM_ID, name: { en: 'SmartCloud Three' } })
    faults.add(asUsual)
    faults.add({ target: 'altinn.register', kind: 'reset', times: 9 })
    const lost = await here('update', more, '--yes', '--lang', 'nb')
    expect(lost.stderr).toContain('Altinn svarte ikke tydelig, og systemet kan ikke leses nå.')
    expect(lost.stderr).toContain('smartcloud system show')
    expect(lost.code).toBe(3)
  })

  test('of a system that is not registered, or not ours', async () => {
    const none = await here('diff', file(NEW('991825827_none')), '--lang', 'nb')
    expect(none.stderr).toContain('Altinn har ikke noe system som heter 991825827_none.')
    expect(none.code).toBe(1)
    const others = await here('show', '--system-id', '312600757_fjell')
    expect(others.code).toBe(1)
  })
})
