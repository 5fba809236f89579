import { expect, test } from 'vitest'
import { openAltinn } from './open-altinn.js'

const RESOURCE = '/resourceregistry/api/v1/resource'
const PACKAGES = '/accessmanagement/api/v1/meta/info/accesspackages'
const LONN = 'fb0aa257-e7dc-4b7b-9528-77dfb749461c'
const nobody = { token: null }

test('anybody reads what a resource is called and whose it is', async () => {
  const { get } = await openAltinn()
  expect((await get(`${RESOURCE}/ske-krav-og-betalinger`, nobody)).body).toMatchObject({
    identifier: 'ske-krav-og-betalinger',
    title: { nb: 'Krav og betalinger', en: 'Claims and payments' },
    delegable: true,
    hasCompetentAuthority: {
      name: { nb: 'Skatteetaten' },
      organization: '974761076',
      orgcode: 'skd',
    },
    resourceType: 'GenericAccessResource',
  })
  expect((await get(`${RESOURCE}/nothing`, nobody)).status).toBe(404)
})

test('anybody looks through the resources', async () => {
  const { get, state } = await openAltinn()
  const found = async (path: string) =>
    (await get(`${RESOURCE}/${path}`, nobody)).body.map(
      (it: { identifier: string }) => it.identifier,
    )
  expect(await found('resourcelist')).toHaveLength(state.resources.size)
  expect(await found('resourcelist?includeApps=false')).not.toContain('app_ttd_endring-av-navn-v2')
  expect(await found('Search?Title=claims%20and')).toEqual(['ske-krav-og-betalinger'])
  expect(await found('Search?OrgCode=ttd&ResourceType=AltinnApp')).toEqual([
    'app_ttd_endring-av-navn-v2',
  ])
  expect(await found('Search?Keyword=xyzzy')).toEqual([])
})

test('anybody sees which packages let one read a resource', async () => {
  const { get } = await openAltinn()
  const rights = (await get(`${RESOURCE}/ttd_systembruker-salary/policy/rights`, nobody)).body
  expect(rights.map((right: { subject: { value: string }[] }) => right.subject[0]!.value)).toEqual([
    'lonn',
    'regnskapsforer-lonn',
  ])
})

test('anybody reads what a package is called, in a language', async () => {
  const { get } = await openAltinn()
  const read = async (which: string, language?: string) =>
    get(`${PACKAGES}/package/${which}`, {
      ...nobody,
      ...(language && { headers: { 'accept-language': language } }),
    })
  const urn = `urn/${encodeURIComponent('urn:altinn:accesspackage:lonn')}`
  expect((await read(urn)).body).toMatchObject({
    id: LONN,
    name: 'Lønn',
    urn: 'urn:altinn:accesspackage:lonn',
    isDelegable: true,
    isAssignable: true,
    resources: [{ refId: 'ttd_systembruker-salary', name: 'Lønn' }],
  })
  expect((await read('urn/LONN')).body.id).toBe(LONN)
  expect((await read(LONN, 'en')).body).toMatchObject({
    name: 'Salary',
    resources: [{ name: 'Salary' }],
  })
  expect((await read(LONN, 'nn-NO,nn;q=0.9')).body.name).toBe('Løn')
  expect((await read(LONN, 'de')).body.name).toBe('Lønn')
  expect((await read('urn/nothing')).status).toBe(404)
  expect((await read('abc')).status).toBe(400)
})

test('anybody looks for packages, and for what is in them', async () => {
  const { get, state } = await openAltinn()
  const found = await get(`${PACKAGES}/search?term=revisor`, nobody)
  expect(found.body.map((hit: { object: { urn: string } }) => hit.object.urn)).toEqual([
    'urn:altinn:accesspackage:ansvarlig-revisor',
    'urn:altinn:accesspackage:revisormedarbeider',
  ])
  expect((await get(`${PACKAGES}/search?term=xyzzy`, nobody)).status).toBe(204)

  expect((await get(`${PACKAGES}/package/${LONN}/resources`, nobody)).body).toMatchObject([
    { refId: 'ttd_systembruker-salary' },
  ])
  const jordbruk = 'c5bbbc3f-605a-4dcb-a587-32124d7bb76d'
  expect((await get(`${PACKAGES}/package/${jordbruk}/resources`, nobody)).status).toBe(204)

  const [group] = (await get(`${PACKAGES}/export`, nobody)).body
  expect(group.areas[0].packages).toHaveLength(state.accessPackages.size)
  const [area] = (await get(`${PACKAGES}/group/${group.id}/areas`, nobody)).body
  const inArea = await get(`${PACKAGES}/area/${area.id}/packages`, nobody)
  expect(inArea.body).toHaveLength(state.accessPackages.size)
  for (const path of ['group/', `group/${group.id}`, `area/${area.id}`])
    expect((await get(`${PACKAGES}/${path}`, nobody)).status, path).toBe(200)
  for (const path of [
    `group/${LONN}`,
    `group/${LONN}/areas`,
    `area/${LONN}`,
    `area/${LONN}/packages`,
  ])
    expect((await get(`${PACKAGES}/${path}`, nobody)).status, path).toBe(404)
})
