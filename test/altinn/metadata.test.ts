import { expect, test } from 'vitest'
import { startAction } from '../../src/action.js'
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
