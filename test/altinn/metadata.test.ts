import { expect, test } from 'vitest'
import { startAction } from '../../src/action.js'
import { mayBeOnSystem } from '../../src/altinn/metadata.js'
import { openAltinn } from './open-altinn.js'

const CLAIMS = 'ske-krav-og-betalinger'
const PAY = 'urn:altinn:accesspackage:regnskapsforer-lonn'

async function open() {
  let time = Date.parse('2026-11-20T08:00:00Z')
  const { altinn, sandbox } = await openAltinn({ now: () => time })
  const asked = () => sandbox.calls.count('altinn.metadata')
  return { ...altinn.metadata, sandbox, asked, pass: (ms: number) => (time += ms) }
}

test('a resource has a name and an owner, in the language that was asked for', async () => {
  const { resource } = await open()
  expect(await resource(CLAIMS, 'nb', startAction())).toMatchObject({ owner: 'Skatteetaten' })
  const english = await resource(CLAIMS, 'en', startAction())
  expect(english).toMatchObject({ owner: expect.stringContaining('Tax') as string })
})

test('an access package has a name', async () => {
  const { accessPackage } = await open()
  expect(await accessPackage(PAY, 'nb', startAction())).toMatchObject({
    name: 'Regnskapsfører lønn',
  })
})

test('a name is asked for once an hour, however many want it', async () => {
  const { resource, asked, pass } = await open()
  await Promise.all([1, 2, 3].map(() => resource(CLAIMS, 'nb', startAction())))
  await resource(CLAIMS, 'nb', startAction())
  expect(asked()).toBe(1)

  pass(60 * 60 * 1000 + 1)
  await resource(CLAIMS, 'nb', startAction())

  expect(asked()).toBe(2)
})

test('when Altinn does not say, there is no name, and it is asked again half a minute later', async () => {
  const { resource, sandbox, asked, pass } = await open()
  sandbox.faults.add({ target: 'altinn.metadata', kind: 'status', status: 503 })

  expect(await resource(CLAIMS, 'nb', startAction())).toBe('nothing')
  expect(await resource(CLAIMS, 'nb', startAction())).toBe('nothing')
  expect(asked()).toBe(1)

  pass(30_001)
  expect(await resource(CLAIMS, 'nb', startAction())).not.toBe('nothing')
})

test('what nobody knows, and what has no title, has no name', async () => {
  const { resource, sandbox } = await open()
  expect(await resource('no-such-resource', 'nb', startAction())).toBe('nothing')
  const body = { title: { nb: '' } }
  sandbox.faults.add({ target: 'altinn.metadata', kind: 'overlay', body })
  expect(await resource(CLAIMS, 'en', startAction())).toBe('nothing')
  sandbox.faults.add({ target: 'altinn.metadata', kind: 'wrong-shape', body: [] })
  expect(await resource('ttd_systembruker-salary', 'nb', startAction())).toBe('nothing')
})

test('no more names are kept than the limit', async () => {
  const { resource, asked } = await open()
  await resource(CLAIMS, 'nb', startAction())
  for (let i = 0; i < 500; i++) await resource(`no-such-${i}`, 'nb', startAction())
  const before = asked()

  await resource(CLAIMS, 'nb', startAction())

  expect(asked()).toBe(before + 1)
})

test('no token goes with the question', async () => {
  const { resource, sandbox } = await open()
  await resource(CLAIMS, 'nb', startAction())
  expect(sandbox.calls.count('maskinporten.token')).toBe(0)
})

test('all resources are listed by title, with what somebody who chooses needs', async () => {
  const { resources } = await open()
  const listed = await resources('nb', startAction())
  if (listed === 'unavailable') throw new Error('there is no list')

  const claims = listed.find(({ id }) => id === CLAIMS)
  expect(claims).toMatchObject({ owner: 'Skatteetaten', delegable: true })
  const titles = listed.map(({ title }) => title)
  expect(titles).toEqual([...titles].sort(new Intl.Collator('nb').compare))
  const schema = listed.find(({ type }) => type === 'MaskinportenSchema')
  expect(schema).toMatchObject({ delegable: false })
  expect(listed.filter(mayBeOnSystem)).toContain(claims)
  expect(listed.filter(mayBeOnSystem)).not.toContain(schema)
})

test('all access packages are listed by name, with what they may be used for', async () => {
  const { accessPackages } = await open()
  const listed = await accessPackages('nb', startAction())

  expect(listed).toContainEqual(
    expect.objectContaining({
      urn: PAY,
      name: 'Regnskapsfører lønn',
      isDelegable: true,
      isAssignable: false,
    }),
  )
  expect(listed).toContainEqual(
    expect.objectContaining({
      urn: 'urn:altinn:accesspackage:tilgangsstyrer',
      isDelegable: false,
      isAssignable: true,
    }),
  )
})

test('a list is asked for once an hour, and in each language', async () => {
  const { resources, accessPackages, asked, pass } = await open()
  await Promise.all([1, 2, 3].map(() => resources('nb', startAction())))
  expect(asked()).toBe(1)
  const english = await resources('en', startAction())
  expect(english).toContainEqual(
    expect.objectContaining({ id: CLAIMS, owner: expect.stringContaining('Tax') as string }),
  )
  await accessPackages('nb', startAction())
  expect(asked()).toBe(3)

  pass(60 * 60 * 1000 + 1)
  await resources('nb', startAction())

  expect(asked()).toBe(4)
})

test('a list that does not come is unavailable, and is asked for again half a minute later', async () => {
  const { resources, accessPackages, sandbox, asked, pass } = await open()
  sandbox.faults.add({ target: 'altinn.metadata', kind: 'status', status: 503, times: 2 })

  expect(await resources('nb', startAction())).toBe('unavailable')
  expect(await accessPackages('nb', startAction())).toBe('unavailable')
  expect(await resources('nb', startAction())).toBe('unavailable')
  expect(asked()).toBe(2)

  pass(30_001)
  expect(await resources('nb', startAction())).not.toBe('unavailable')
  expect(await accessPackages('nb', startAction())).not.toBe('unavailable')
})

test('a list we had is used while there is no newer one', async () => {
  const { resources, sandbox, asked, pass } = await open()
  const before = await resources('nb', startAction())
  pass(60 * 60 * 1000 + 1)
  sandbox.faults.add({ target: 'altinn.metadata', kind: 'status', status: 503 })

  expect(await resources('nb', startAction())).toBe(before)
  expect(asked()).toBe(2)

  pass(30_001)
  await resources('nb', startAction())
  expect(asked()).toBe(3)
})

test('what cannot be read in a list is left out, and a list that is none is unavailable', async () => {
  const { resources, accessPackages, sandbox } = await open()
  const wrong = (body: unknown) =>
    sandbox.faults.add({ target: 'altinn.metadata', kind: 'wrong-shape', body })

  wrong([null, { identifier: '' }, { identifier: 'a', title: 7 }, { identifier: 'a' }])
  expect(await resources('nb', startAction())).toEqual([
    { id: 'a', title: 'a', owner: undefined, type: '', delegable: true },
  ])
  wrong([{ areas: [{ packages: ['x', { urn: 'urn:a' }] }, { packages: null }] }, {}])
  expect(await accessPackages('nb', startAction())).toEqual([
    { urn: 'urn:a', name: 'urn:a', description: undefined, isDelegable: true, isAssignable: true },
  ])
  wrong({ data: [] })
  expect(await resources('en', startAction())).toBe('unavailable')
})
