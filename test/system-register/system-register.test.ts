import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { RegisteredSystem } from '../../src/sandbox/state/state.js'
import { formsOn, textOf, type Browser, type Fields, type Visit } from '../support/browser.js'
import { newCustomer } from '../support/customer.js'
import { openSmartCloud, shareSmartCloud } from '../support/open-smartcloud.js'
import { inlineCodeIn, structureOf } from '../support/page-structure.js'
import { signInAsStaff } from '../support/sign-in.js'

/*
 * Our system in Altinn's register. A replacement there empties whatever it does not send, so the
 * stories are about what must never be lost, and about who is told what.
 */

const OURS = '991825827_smartcloud'
const SALARY = 'ttd_systembruker-salary'
const the = shareSmartCloud()

let administrator: Browser
let viewer: Browser
let asSeeded: RegisteredSystem

beforeAll(async () => {
  administrator = the().newBrowser()
  viewer = the().newBrowser()
  await signInAsStaff(administrator, 'administrator')
  await signInAsStaff(viewer, 'viewer')
  asSeeded = structuredClone(system())
})

beforeEach(() => {
  const { systems } = the().sandbox.state
  systems.clear()
  systems.set(OURS, structuredClone(asSeeded))
})

const system = (id = OURS) => the().sandbox.state.systems.get(id)!
const forget = () => the().sandbox.state.systems.clear()
const wordsOf = ({ text }: Visit) => textOf(/<main[\s\S]*<\/main>/.exec(text)?.[0] ?? text)
const pathOf = ({ url }: Visit) => new URL(url).pathname
const rightTo = (value: string) => ({ resource: [{ id: 'urn:altinn:resource', value }] })
const edit = (section: string) => administrator.visit(`/admin/system/edit?section=${section}`)
const events = async () =>
  (await the().database.events.list({ objectType: 'system', limit: 500 })).map(
    ({ event, outcome, actor, objectId, details }) => ({
      event,
      outcome,
      actor,
      objectId,
      details: details as Record<string, never>,
    }),
  )
/** What was written down while something happened. */
async function newEvents(act: () => Promise<unknown>) {
  const before = (await events()).length
  await act()
  const all = await events()
  return all.slice(0, all.length - before)
}
/** Calls that change something in the register. */
const changing = () =>
  the()
    .sandbox.calls.list('altinn.register')
    .filter(({ method }) => method !== 'GET').length

const FORM: Fields = {
  'name-nb': 'Ny sky',
  'name-nn': 'Ny sky',
  'name-en': 'New cloud',
  'description-nb': 'Regnskap',
  'description-nn': 'Rekneskap',
  'description-en': 'Accounting',
}

describe('A system that is not there', () => {
  test('is registered from the form, after somebody has looked at it', async () => {
    forget()
    const empty = await administrator.visit('/admin/system')
    expect(wordsOf(empty)).toContain('Systemet er ikke registrert ennå.')
    const form = await administrator.follow(empty, 'Registrer systemet')

    const check = await administrator.submit(form, FORM, { button: 'Se over' })
    expect(wordsOf(check)).toContain('Se over registreringen')
    expect(wordsOf(check)).toContain('Navn (engelsk) Finnes ikke New cloud')
    expect(changing()).toBe(0)

    const [event, ...others] = await newEvents(async () => {
      const done = await administrator.submit(check, {}, { button: 'Registrer i Altinn' })
      expect(pathOf(done)).toBe('/admin/system')
      expect(wordsOf(done)).toContain(`Systemet ${OURS} er registrert i Altinn.`)
      expect(wordsOf(done)).not.toContain('mangler noe')
    })
    expect(others).toEqual([])
    expect(event).toMatchObject({
      event: 'system registered',
      outcome: 'ok',
      objectId: OURS,
      actor: expect.stringContaining('staff-administrator') as string,
      details: { before: null, after: { name: { en: 'New cloud' } } },
    })
    expect(system()).toMatchObject({
      name: { nb: 'Ny sky', nn: 'Ny sky', en: 'New cloud' },
      isVisible: false,
      allowedRedirectUrls: [
        'http://localhost:3000/receipt',
        'http://localhost:3000/access/change/receipt',
      ],
    })
  })

  test('is not registered by a form with something wrong, which names each field', async () => {
    forget()
    const form = await administrator.visit('/admin/system/register')
    const page = await administrator.submit(
      form,
      {
        ...FORM,
        'name-nn': ' ',
        systemId: '310261629_smartcloud',
        returnAddresses: 'http://smartcloud.example/receipt\nreceipt',
        accessPackages: 'lonn\neksplisitt\nurn:x',
        rights: 'sandkasse-maskinporten-skattegrunnlag',
        clientIds: 'a b',
      },
      { button: 'Se over' },
    )
    expect(page.status).toBe(422)
    for (const problem of [
      'Navn (nynorsk): må fylles ut',
      'System-ID: må begynne med organisasjonsnummeret vårt og en understrek: 310261629_smartcloud',
      'Returadresser: må begynne med https: http://smartcloud.example/receipt',
      'Returadresser: må være en hel adresse: receipt',
      'Tilgangspakker: kan ikke gis videre: urn:altinn:accesspackage:eksplisitt',
      'Tilgangspakker: må se ut som urn:altinn:accesspackage:navn: urn:x',
      'Ressurser: kan ikke brukes av systemer: sandkasse-maskinporten-skattegrunnlag',
      'Klient-ID-er: har tegn vi ikke kan bruke: a b',
    ])
      expect(wordsOf(page)).toContain(problem)
    expect(page.text).toContain('<title>Feil: ')
    expect(page.text).toContain('href="#name-nn"')
    expect(formsOn(page)[0]?.fields['clientIds'] ?? formsOn(page)[1]?.fields['clientIds']).toBe(
      'a b',
    )
    expect(changing()).toBe(0)
  })

  /** As the documentation's example has it. */
  const SEED = `{
    "Id": "991825827_smartcloud",
    "Vendor": { "ID": "0192:991825827", "authority": "iso6523-actorid-upis" },
    "Name": { "en": "SmartCloud", "nb": "SmartCloud", "nn": "Smart SKY" },
    "Description": {
      "en": "SmartCloud Rocks",
      "nb": "SmartCloud er verdens beste system.",
      "nn": "SmartSky er vestlandets beste system"
    },
    "Rights": [{ "Resource": [{ "value": "kravogbetaling", "id": "urn:altinn:resource" }] }],
    "AllowedRedirectUrls": [ "https://smartcloudaltinn.azurewebsites.net/receipt" ],
    "ClientId": [ "a2ed712d-4244-6671-839f-80ae4a68146b" ]
  }`
  const paste = async (json: string) =>
    administrator.submit(
      await administrator.visit('/admin/system/register'),
      { json },
      { button: 'Les JSON' },
    )

  test('is registered from JSON; what Altinn does not know is said before and after', async () => {
    forget()
    const check = await paste(SEED)
    expect(wordsOf(check)).toContain('Vi finner ikke dette i listene til Altinn: kravogbetaling.')
    expect(wordsOf(check)).toContain('Synlig i Altinn Finnes ikke Ja')

    const [refusal] = await newEvents(async () => {
      const refused = await administrator.submit(check, {}, { button: 'Registrer' })
      expect(refused.status).toBe(422)
      expect(wordsOf(refused)).toContain(
        'Ressurser: Noen av ressursene finnes ikke: kravogbetaling (AUTH.VLD-00003)',
      )
      expect(wordsOf(refused)).toContain('sporing 00-')
    })
    expect(refusal).toMatchObject({
      event: 'system registered',
      outcome: 'refused',
      details: { why: { rules: ['AUTH.VLD-00003'] } },
    })

    const mended = await paste(SEED.replace('kravogbetaling', 'ske-krav-og-betalinger'))
    const done = await administrator.submit(mended, {}, { button: 'Registrer' })
    expect(wordsOf(done)).toContain('er registrert i Altinn')
    expect(system()).toMatchObject({
      name: { nn: 'Smart SKY' },
      clientId: ['a2ed712d-4244-6671-839f-80ae4a68146b'],
      rights: [rightTo('ske-krav-og-betalinger')],
      isVisible: true,
    })
    expect(wordsOf(done)).toContain('Registreringen mangler noe SmartCloud trenger')
  })

  test.each([
    ['no JSON', '{', 'JSON: er ikke gyldig'],
    ['a list', '[]', 'JSON: må være ett objekt'],
    [
      'another vendor',
      '{"vendor":{"ID":"0192:310261629"}}',
      'Leverandør: er en annen enn oss: 310261629',
    ],
    ['a name that is no map', '{"name":"x"}', 'Navn: må være en tekst for hvert språk'],
    ['a right of no shape', '{"rights":[{"x":1}]}', 'Ressurser: har noe i listen'],
    ['a member twice', '{"id":"991825827_x","ID":"991825827_y"}', 'System-ID: står flere ganger'],
    ['a text for a flag', '{"isVisible":"yes"}', 'Synlig i Altinn: må være true eller false'],
    ['an id with a slash', '{"id":"991825827_a/b"}', 'System-ID: har tegn vi ikke kan bruke'],
    ['deep nesting', '['.repeat(20_000), 'JSON: er ikke gyldig'],
    ['a prototype', '{"__proto__":{"id":1},"name":{"__proto__":"x"}}', 'Navn'],
  ])('is not registered from JSON with %s', async (_, json, problem) => {
    forget()
    const page = await paste(json)
    expect(page.status).toBe(422)
    expect(wordsOf(page)).toContain(problem)
    expect(changing()).toBe(0)
    expect(({} as Record<string, unknown>)['id']).toBeUndefined()
  })

  test('does not get the id of a deleted one', async () => {
    system().isDeleted = true
    const page = await administrator.visit('/admin/system')
    expect(wordsOf(page)).toContain('Systemet er slettet')
    expect(page.text).not.toContain('section=rights')
    const refused = await paste(SEED)
    expect(refused.status).toBe(422)
    expect(wordsOf(refused)).toContain('er brukt av et slettet system')
  })

  test('was registered by somebody else while the form was filled in', async () => {
    const there = structuredClone(system())
    forget()
    const form = await administrator.visit('/admin/system/register')
    const check = await administrator.submit(form, FORM, { button: 'Se over' })
    the().sandbox.state.systems.set(OURS, there)

    const again = await administrator.submit(check, {}, { button: 'Registrer' })

    expect(again.status).toBe(409)
    expect(wordsOf(again)).toContain('Systemet ble registrert.')
    expect(wordsOf(again)).toContain('Navn (bokmål) SmartCloud Ny sky')
    expect(changing()).toBe(0)
  })
})

describe('A change', () => {
  test('of the name loses nothing that the form did not show', async () => {
    const odd = {
      action: 'read',
      resource: [{ id: 'urn:altinn:task', value: 'a' }, ...rightTo('b').resource],
    }
    system().name['se'] = 'SmartBalva'
    system().rights.push(odd)
    system().isVisible = false
    const before = structuredClone(system())

    const check = await administrator.submit(await edit('texts'), { 'name-en': 'SmartCloud+' })
    expect(wordsOf(check)).toContain('Navn (engelsk) SmartCloud SmartCloud+ Endres')
    expect(wordsOf(check)).not.toContain('for å bekrefte')
    system().rights.pop() // Altinn would not take it any more, but the sandbox's rules are not our subject
    before.rights.pop()
    const again = await administrator.submit(check, {}, { button: 'Lagre' })
    expect(again.status).toBe(409)
    expect(wordsOf(again)).toContain('Ressurs fjernet: Sammensatt: urn:altinn:task=a')

    await administrator.submit(again, {}, { button: 'Lagre' })

    expect({ ...system(), changeLog: [] }).toEqual({
      ...before,
      name: { ...before.name, en: 'SmartCloud+' },
      changeLog: [],
    })
  })

  test('that takes a client id away must be confirmed by writing the id of the system', async () => {
    await newCustomer(the())
    const { length: customers } = await the().rows('customers', "access_state = 'active'")
    const [ours] = system().clientId
    system().clientId.push('another-client')
    const check = await administrator.submit(await edit('clientIds'), {
      clientIds: 'another-client',
    })
    const said = wordsOf(check)
    expect(said).toContain('Dette erstatter hele listen.')
    expect(said).toContain(`Klient-ID ${ours} Finnes ikke Forsvinner`)
    expect(said).toContain('1 oppføring forsvinner')
    expect(said).toContain(`${customers} ${customers === 1 ? 'kunde' : 'kunder'} bruker systemet.`)
    expect(said).toContain('Systembrukere som finnes, beholder det de har fått.')
    expect(said).toContain(`SmartCloud trenger dette selv: ${ours}.`)

    for (const typed of ['', 'smartcloud']) {
      const stopped = await administrator.submit(check, { typed }, { button: 'Ja' })
      expect(stopped.status).toBe(422)
      expect(wordsOf(stopped)).toContain(`Skriv ${OURS} for å bekrefte at noe forsvinner`)
    }
    expect(changing()).toBe(0)
    expect(system().clientId).toHaveLength(2)

    const [event, ...others] = await newEvents(() =>
      administrator.submit(check, { typed: OURS }, { button: 'Ja' }),
    )
    expect(system().clientId).toEqual(['another-client'])
    expect(others).toEqual([])
    expect(event).toMatchObject({
      event: 'system changed',
      details: {
        before: { clientIds: [ours, 'another-client'] },
        after: { clientIds: ['another-client'] },
      },
    })
  })

  test.each([
    ['rights', { rights: SALARY }],
    ['accessPackages', { accessPackages: 'lonn' }],
    ['returnAddresses', { returnAddresses: 'http://localhost:3000/receipt' }],
  ])('that takes away some of %s must be confirmed as well', async (section, fields) => {
    const check = await administrator.submit(await edit(section), fields)
    const stopped = await administrator.submit(check, {}, { button: 'Ja' })
    expect(stopped.status).toBe(422)
    expect(changing()).toBe(0)
    const done = await administrator.submit(stopped, { typed: ` ${OURS} ` }, { button: 'Ja' })
    expect(wordsOf(done)).toContain('Endringen er lagret i Altinn.')
  })

  test('of the rights alone leaves even unknown parts of the system alone', async () => {
    const check = await administrator.submit(await edit('rights'), {
      rights: `${system()
        .rights.map(({ resource }) => resource[0]!.value)
        .join('\n')}\napp_ttd_endring-av-navn-v2`,
    })
    await administrator.submit(check, {}, { button: 'Lagre' })
    const [call] = the()
      .sandbox.calls.list('altinn.register')
      .filter(({ method }) => method === 'PUT')
    expect(call?.path).toMatch(/\/rights$/)
  })

  test('by two people at once: the second one is told, and nothing is overwritten', async () => {
    const first = await administrator.submit(await edit('texts'), { 'description-en': 'First' })
    const second = await administrator.submit(await edit('accessPackages'), {
      accessPackages: 'lonn\nskattegrunnlag',
    })
    await administrator.submit(first, {}, { button: 'Lagre' })
    const wasSent = changing()

    const told = await administrator.submit(second, { typed: OURS }, { button: 'Ja' })

    expect(told.status).toBe(409)
    expect(wordsOf(told)).toContain('Noen andre har endret systemet imens')
    expect(wordsOf(told)).toContain('Beskrivelse (engelsk) er nå «First»')
    expect(changing()).toBe(wasSent)

    await administrator.submit(told, { typed: OURS }, { button: 'Ja' })
    expect(system().description['en']).toBe('First')
    expect(system().accessPackages.map(({ urn }) => urn)).toEqual([
      'urn:altinn:accesspackage:skattegrunnlag',
      'urn:altinn:accesspackage:lonn',
    ])
  })

  test('keeps what somebody else added after the form was opened', async () => {
    const form = await edit('clientIds')
    system().clientId.push('added-meanwhile')
    const { fields } = formsOn(form).find(({ action }) => action.endsWith('/edit'))!
    const check = await administrator.submit(form, {
      clientIds: `${fields['clientIds']}\nmine`,
    })
    await administrator.submit(check, {}, { button: 'Lagre' })
    expect(system().clientId.slice(1)).toEqual(['added-meanwhile', 'mine'])
  })

  test('that Altinn refuses is told field by field, with its codes and where to mend it', async () => {
    the().sandbox.state.systems.set('991825827_other', {
      ...structuredClone(system()),
      id: '991825827_other',
      clientId: ['taken'],
    })
    const check = await administrator.submit(await edit('clientIds'), {
      clientIds: `${system().clientId[0]}\ntaken`,
    })
    const refused = await administrator.submit(check, {}, { button: 'Lagre' })
    expect(refused.status).toBe(422)
    expect(wordsOf(refused)).toContain(
      'Klient-ID-er: En klient-ID er i bruk i et annet system. (AUTH.VLD-00004)',
    )
    expect(wordsOf(refused)).toContain('Ingenting er endret.')
    const form = await administrator.follow(refused, 'Endre klient-id-er')
    expect(pathOf(form)).toBe('/admin/system/edit')
  })

  test('never makes a return address of http, though Altinn would take it', async () => {
    const form = await edit('returnAddresses')
    const page = await administrator.submit(form, {
      returnAddresses: 'http://localhost:3000/receipt\nhttp://smartcloud.example/receipt',
    })
    expect(page.status).toBe(422)
    const check = await administrator.submit(await edit('texts'), { 'name-en': 'x' })
    const forged = JSON.parse(
      formsOn(check).find(({ fields }) => 'patch' in fields)!.fields['patch']!,
    ) as { returnAddresses: { add: string[] } }
    forged.returnAddresses.add.push('http://evil.example/')
    const refused = await administrator.submit(
      check,
      { patch: JSON.stringify(forged) },
      { button: 'Lagre' },
    )
    expect(refused.status).toBe(400)
    expect(changing()).toBe(0)
  })

  test('to nothing else is not sent', async () => {
    const check = await administrator.submit(await edit('texts'))
    expect(wordsOf(check)).toContain('Ingenting blir annerledes')
    expect(formsOn(check).some(({ action }) => action.endsWith('/check'))).toBe(false)
  })

  test('that would hide packages for clients in a visible system is stopped at the field', async () => {
    const page = await administrator.submit(await edit('isVisible'), { isVisible: 'yes' })
    expect(page.status).toBe(422)
    expect(wordsOf(page)).toContain('Synlig i Altinn: må være nei')
  })

  test('names what Altinn has and we do not know', async () => {
    the().sandbox.faults.add({
      target: 'altinn.register',
      kind: 'overlay',
      body: { tags: ['x'] },
      times: 2,
    })
    const check = await administrator.submit(await edit('texts'), { 'name-en': 'x' })
    expect(wordsOf(check)).toContain('opplysninger om systemet som vi ikke kjenner: tags.')
  })

  describe('without a clear answer', () => {
    /** The first call is the reading; the second is the change itself. */
    const lineUp = (
      ...faults: Parameters<ReturnType<typeof the>['sandbox']['faults']['add']>[0][]
    ) => {
      const { sandbox } = the()
      sandbox.faults.add({ target: 'altinn.register', kind: 'overlay', body: {} })
      for (const fault of faults) sandbox.faults.add(fault)
    }
    const check = async () => administrator.submit(await edit('texts'), { 'name-en': 'Unclear' })

    test('that was made all the same is told as made', async () => {
      const page = await check()
      lineUp({ target: 'altinn.register', kind: 'store-then-reset' })
      const [event, ...others] = await newEvents(async () => {
        const done = await administrator.submit(page, {}, { button: 'Lagre' })
        expect(wordsOf(done)).toContain('Endringen er lagret i Altinn.')
      })
      expect(others).toEqual([])
      expect(event).toMatchObject({
        outcome: 'ok',
        details: { unclearAnswer: { code: 'upstream_unreachable' } },
      })
    })

    test('that was not made is told as not made', async () => {
      const page = await check()
      lineUp({ target: 'altinn.register', kind: 'status', status: 500 })
      const [event, ...others] = await newEvents(async () => {
        const told = await administrator.submit(page, {}, { button: 'Lagre' })
        expect(told.status).toBe(503)
        expect(wordsOf(told)).toContain('Vi har sett etter: Ingenting er endret.')
      })
      expect(others).toEqual([])
      expect(event).toMatchObject({ event: 'system changed', outcome: 'failed' })
      expect(system().name['en']).not.toBe('Unclear')
    })

    test('and without a reading afterwards says that nobody knows', async () => {
      const page = await check()
      lineUp(
        { target: 'altinn.register', kind: 'store-then-reset' },
        { target: 'altinn.register', kind: 'html-200', times: 6 },
      )
      const told = await administrator.submit(page, {}, { button: 'Lagre' })
      expect(wordsOf(told)).toContain('Endringen kan være gjort.')
    })
  })
})

describe('Searching', () => {
  test('finds rights by name and owner, and puts them into the list', async () => {
    const found = await administrator.submit(
      await edit('rights'),
      { q: 'skatteetaten' },
      { button: 'Søk' },
    )
    expect(wordsOf(found)).toMatch(/\d+ treff/)
    expect(found.text).toContain('value="sandkasse-mva-melding"')
    const { buttons } = formsOn(found).find(({ action }) => action.endsWith('/edit'))!
    const add = buttons.find(({ field }) => field?.['add'])!.field!['add']!

    const added = await administrator.submit(found, { add, q: 'skatteetaten' })

    const { fields } = formsOn(added).find(({ action }) => action.endsWith('/edit'))!
    expect(fields['rights']!.split('\n')).toContain(add)
    const check = await administrator.submit(added)
    expect(wordsOf(check)).toContain('Legges til')
    expect(changing()).toBe(0)
  })

  test('finds packages, with what they may be used for, and none that no system can have', async () => {
    const found = await administrator.submit(
      await edit('accessPackages'),
      { q: 'revisor' },
      { button: 'Søk' },
    )
    expect(wordsOf(found)).toContain('Ansvarlig revisor')
    expect(wordsOf(found)).toContain('bare for klienter')
    const none = await administrator.submit(found, { q: 'eksplisitt' }, { button: 'Søk' })
    expect(wordsOf(none)).toContain('Ingen treff for «eksplisitt».')
  })

  test('is not possible while Altinn does not tell names, and ids do', async () => {
    const { newBrowser, sandbox } = await openSmartCloud()
    const browser = newBrowser()
    await signInAsStaff(browser, 'administrator')
    sandbox.faults.add({ target: 'altinn.metadata', kind: 'status', status: 503, times: 50 })

    const page = await browser.visit('/admin/system')
    expect(page.status).toBe(200)
    expect(wordsOf(page)).toContain('Altinn svarer ikke med navn nå')
    expect(wordsOf(page)).toContain(`${SALARY} Brukes av SmartCloud`)
    expect(wordsOf(page)).not.toContain('Skatteetaten')

    const form = await browser.visit('/admin/system/edit?section=accessPackages')
    expect(wordsOf(form)).toContain('Altinn svarer ikke på søk nå.')
    const { fields } = formsOn(form).find(({ action }) => action.endsWith('/edit'))!
    const check = await browser.submit(form, {
      accessPackages: `${fields['accessPackages']}\nmerverdiavgift`,
    })
    expect(wordsOf(check)).toContain('urn:altinn:accesspackage:merverdiavgift Legges til')
    const done = await browser.submit(check, {}, { button: 'Lagre' })
    expect(wordsOf(done)).toContain('Endringen er lagret i Altinn.')
  })
})

describe('Looking', () => {
  test('is for everybody of ours, and changing for administrators', async () => {
    const page = await viewer.visit('/admin/system')
    expect(page.status).toBe(200)
    expect(wordsOf(page)).toContain('Krav og betalinger (Skatteetaten) ske-krav-og-betalinger')
    expect(page.text).not.toMatch(/\/admin\/system\/(edit|register|delete)/)
    for (const path of ['edit?section=rights', 'register', 'delete', 'check'])
      expect((await viewer.visit(`/admin/system/${path}`)).status).toBe(403)
  })

  test('shows what changed, newest first, and the list of our systems', async () => {
    forget()
    const form = await administrator.visit('/admin/system/register')
    const check = await administrator.submit(form, FORM, { button: 'Se over' })
    await administrator.submit(check, {}, { button: 'Registrer' })
    await administrator.submit(
      await administrator.submit(await edit('rights'), { rights: SALARY }),
      { typed: OURS },
      { button: 'Ja' },
    )
    await administrator.submit(
      await administrator.submit(await edit('texts'), { 'name-nb': 'Skyen' }),
      {},
      { button: 'Lagre' },
    )

    const said = wordsOf(await viewer.visit('/admin/system'))

    const order = [
      'Systemet ble erstattet Navn (bokmål) er nå «Skyen»',
      'Ressursene ble erstattet Ressurs fjernet: Krav og betalinger (ske-krav-og-betalinger)',
      'Systemet ble registrert Navn (bokmål) er nå «Ny sky»',
    ].map(part => said.indexOf(part))
    expect(order).not.toContain(-1)
    expect(order).toEqual(order.toSorted((one, other) => one - other))
    expect(said).toContain('av 991 825 827 med klienten')
    expect(said).toMatch(/Systemene våre Skyen Skjult Vises nå/)
  })

  test('at a system that lacks what we need offers to mend it in one go', async () => {
    system().clientId = []
    system().allowedRedirectUrls.pop()
    system().accessPackages = []
    system().isVisible = true
    const page = await administrator.visit('/admin/system')
    expect(wordsOf(page)).toContain('Registreringen mangler noe SmartCloud trenger')
    const check = await administrator.submit(page, {}, { button: 'Legg til det som mangler' })
    expect(wordsOf(check)).toContain('Systemet blir skjult i Altinn')

    const done = await administrator.submit(check, {}, { button: 'Lagre' })

    expect(wordsOf(done)).not.toContain('mangler noe')
    expect(system().clientId).toEqual(asSeeded.clientId)
    expect(system().isVisible).toBe(false)
  })

  test('downloads JSON that can be pasted back without changing anything', async () => {
    const file = await viewer.visit('/admin/system.json')
    expect(file.headers['content-disposition']).toBe(`attachment; filename=${OURS}.json`)
    expect(JSON.parse(file.text)).toMatchObject({ id: OURS, vendor: { ID: '0192:991825827' } })
    const check = await administrator.submit(
      await administrator.visit('/admin/system/register'),
      { json: file.text },
      { button: 'Les JSON' },
    )
    expect(wordsOf(check)).toContain('Ingenting blir annerledes')
  })

  test('while Altinn is down says so, with a code and a reference', async () => {
    the().sandbox.faults.add({ target: 'altinn.register', kind: 'status', status: 503, times: 12 })
    const page = await viewer.visit('/admin/system')
    expect(page.status).toBe(503)
    expect(wordsOf(page)).toContain('Vi får ikke lest systemet')
    expect(wordsOf(page)).toMatch(/Kode upstream_refused, referanse [\w-]+/)
  })

  test('at somebody else’s system, or at none, leads nowhere', async () => {
    for (const id of ['310261629_x', '991825827/x', 'x', '991825827_%00'])
      expect((await viewer.visit(`/admin/system?system=${id}`)).status).toBe(404)
    for (const query of ['system=a&system=b', 'x=1', 'log=some'])
      expect((await viewer.visit(`/admin/system?${query}`)).status).toBe(400)
    const unknown = await viewer.visit('/admin/system?system=991825827_unknown')
    expect(wordsOf(unknown)).toContain('Altinn har ikke noe system med id 991825827_unknown')
  })

  const EVIL = `"><script>alert(1)</script>'<img src=x onerror=alert(1)>`
  test('shows text from Altinn as text, wherever it stands', async () => {
    const plain = [
      await administrator.visit('/admin/system'),
      await edit('texts'),
      await edit('clientIds'),
      await administrator.visit('/admin/system/delete'),
    ]
    const s = system()
    s.name = { nb: EVIL, nn: EVIL, en: EVIL }
    s.description = { nb: EVIL, nn: EVIL, en: EVIL }
    s.clientId = [`${s.clientId[0]}`]
    const evil = [
      await administrator.visit('/admin/system'),
      await edit('texts'),
      await edit('clientIds'),
      await administrator.visit('/admin/system/delete'),
    ]
    evil.forEach((page, at) => {
      expect(structureOf(page.text)).toEqual(structureOf(plain[at]!.text))
      expect(inlineCodeIn(page.text)).toEqual([])
    })
    const check = await administrator.submit(await edit('texts'), { 'name-en': `${EVIL}!` })
    expect(inlineCodeIn(check.text)).toEqual([])
    await administrator.submit(check, {}, { button: 'Lagre' })
    expect(system().name['en']).toBe(`${EVIL}!`)
  })

  test('speaks English', async () => {
    const english = the().newBrowser()
    await signInAsStaff(english, 'administrator')
    const page = await english.visit('/admin/system')
    await english.submit(page, { language: 'en' }, { action: '/language' })
    expect(wordsOf(await english.visit('/admin/system'))).toContain('System register')
  })
})

describe('Deleting', () => {
  test('asks for the id, says what is lost, and is written down once', async () => {
    const page = await administrator.follow(await administrator.visit('/admin/system'), 'Slett')
    expect(wordsOf(page)).toContain(`Vil du slette systemet ${OURS}?`)
    expect(wordsOf(page)).toContain('bruker systemet.')
    expect(wordsOf(page)).toContain('Du kan ikke angre.')
    const stopped = await administrator.submit(page, { typed: 'smartcloud' }, { button: 'Ja' })
    expect(stopped.status).toBe(422)
    expect(system().isDeleted).toBe(false)

    const [event, ...others] = await newEvents(async () => {
      const done = await administrator.submit(stopped, { typed: OURS }, { button: 'Ja' })
      expect(wordsOf(done)).toContain(`Systemet ${OURS} er slettet.`)
    })
    expect(system().isDeleted).toBe(true)
    expect(others).toEqual([])
    expect(event).toMatchObject({ event: 'system deleted', outcome: 'ok', objectId: OURS })

    const again = await administrator.submit(page, { typed: OURS }, { button: 'Ja' })
    expect(wordsOf(again)).toContain('Ingenting ble slettet.')
  })

  test('one without client ids succeeds, whatever Altinn answers', async () => {
    system().clientId = []
    const page = await administrator.visit('/admin/system/delete')
    const done = await administrator.submit(page, { typed: OURS }, { button: 'Ja' })
    expect(wordsOf(done)).toContain(`Systemet ${OURS} er slettet.`)
    expect(system().isDeleted).toBe(true)
  })
})

describe('A long form', () => {
  const post = async (path: string, fields: Fields) => {
    const page = await administrator.visit('/admin/system/register')
    const { _csrf = '' } = formsOn(page).find(({ action }) => action.includes('/system/'))!.fields
    return administrator.go('post', path, { _csrf, ...fields })
  }
  const json = (length: number) => JSON.stringify({ description: { nb: 'a'.repeat(length) } })

  test('may be one with a whole system in it', async () => {
    const page = await post('/admin/system/register', { from: 'file', json: json(60_000) })
    expect(page.status).toBe(422)
    expect(wordsOf(page)).toContain('Beskrivelse (bokmål): er for lang')
  })
  test('may not be longer than that, nor be sent to any other address', async () => {
    expect(
      (await post('/admin/system/register', { from: 'file', json: json(110_000) })).status,
    ).toBe(413)
    expect((await post('/admin/system/delete', { typed: 'a'.repeat(11_000) })).status).toBe(413)
    expect((await post('/staff/language', { language: 'a'.repeat(11_000) })).status).toBe(413)
  })

  test.each([
    ['/admin/system/register', { from: 'form', role: 'x' }],
    ['/admin/system/register', { from: 'elsewhere' }],
    ['/admin/system/edit', { section: 'rights' }],
    ['/admin/system/edit', { section: 'everything' }],
    ['/admin/system/edit', { section: 'texts', shown: '{"name":1}' }],
    ['/admin/system/check', { system: OURS, patch: '{}', seen: '' }],
    ['/admin/system/check', { system: OURS, patch: 'x', seen: '' }],
    ['/admin/system/delete', {}],
  ])('to %s with %o is none of ours', async (path, fields) => {
    expect((await post(path, fields as Fields)).status).toBe(400)
    expect(changing()).toBe(0)
  })
})
