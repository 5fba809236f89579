import { Router } from 'express'
import type { Request } from 'express'
import type { AccessPackage, RegistryResource, SandboxState, Translated } from '../state/state.js'
import type { World } from '../world/world.js'
import { bindGuid, pathValue, queryValue } from './binding.js'
import { sendFrameworkProblem } from './problems.js'

/** The resource registry: what a single right is called and whose it is. Open to everybody. */
export function resourceRegistryRouter({ state }: World): Router {
  const router = Router()

  router.get('/resourcelist', (req, res) => {
    const withApps = queryValue(req, 'includeApps')?.toLowerCase() !== 'false'
    const listed = [...state.resources.values()].filter(
      ({ resourceType }) => withApps || resourceType !== 'AltinnApp',
    )
    res.json(listed.map(resourceView))
  })

  router.get('/search', (req, res) => {
    const wanted = (name: string) => queryValue(req, name)?.toLowerCase() ?? ''
    const found = [...state.resources.values()].filter(
      ({ title, description, owner, resourceType }) =>
        says(title, wanted('Title')) &&
        (says(title, wanted('Keyword')) || says(description, wanted('Keyword'))) &&
        owner.orgCode.includes(wanted('OrgCode')) &&
        resourceType.toLowerCase().includes(wanted('ResourceType')),
    )
    res.json(found.map(resourceView))
  })

  router.get('/:id', (req, res) => {
    const resource = state.resources.get(pathValue(req, 'id'))
    if (!resource) return sendFrameworkProblem(res, 404)
    res.json(resourceView(resource))
  })

  router.get('/:id/policy/rights', (req, res) => {
    const resource = state.resources.get(pathValue(req, 'id'))
    if (!resource) return sendFrameworkProblem(res, 404)
    res.json(flatRights(resource))
  })

  return router
}

/** What access packages are called and what they may be used for. Open to everybody. */
export function packageMetadataRouter({ state }: World): Router {
  const router = Router()
  const packages = () => [...state.accessPackages.values()]

  router.get('/package/urn/:urn', (req, res) => {
    const urn = pathValue(req, 'urn').toLowerCase()
    const found = packages().find(it => it.urn === urn || it.urn.split(':').at(-1) === urn)
    if (!found) return sendFrameworkProblem(res, 404)
    res.json(packageView(state, found, languageOf(req)))
  })

  router.get('/package/:id/resources', (req, res) => {
    const id = bindGuid(req, 'id')
    const accessPackage = packages().find(it => it.id === id)
    if (!accessPackage) return sendFrameworkProblem(res, 404)
    const resources = resourcesIn(state, accessPackage, languageOf(req))
    if (resources.length > 0) res.json(resources)
    else res.status(204).end()
  })

  router.get('/package/:id', (req, res) => {
    const id = bindGuid(req, 'id')
    const found = packages().find(it => it.id === id)
    if (!found) return sendFrameworkProblem(res, 404)
    res.json(packageView(state, found, languageOf(req)))
  })

  router.get('/search', (req, res) => {
    const term = queryValue(req, 'term')?.toLowerCase() ?? ''
    const language = languageOf(req)
    const found = packages().filter(
      ({ urn, name, description }) =>
        urn.includes(term) || says(name, term) || says(description, term),
    )
    if (found.length === 0) return void res.status(204).end()
    res.json(found.map(it => ({ object: packageView(state, it, language), score: 1, fields: [] })))
  })

  router.get('/export', (req, res) => {
    const language = languageOf(req)
    const views = packages().map(it => packageView(state, it, language))
    res.json([{ ...GROUP, areas: [{ ...AREA, packages: views }] }])
  })
  router.get('/group', (_req, res) => void res.json([GROUP]))
  router.get('/group/:id', (req, res) => {
    if (bindGuid(req, 'id') === GROUP.id) res.json(GROUP)
    else sendFrameworkProblem(res, 404)
  })
  router.get('/group/:id/areas', (req, res) => {
    if (bindGuid(req, 'id') === GROUP.id) res.json([AREA])
    else sendFrameworkProblem(res, 404)
  })
  router.get('/area/:id', (req, res) => {
    if (bindGuid(req, 'id') === AREA.id) res.json(AREA)
    else sendFrameworkProblem(res, 404)
  })
  router.get('/area/:id/packages', (req, res) => {
    if (bindGuid(req, 'id') !== AREA.id) return sendFrameworkProblem(res, 404)
    const language = languageOf(req)
    res.json(packages().map(it => packageView(state, it, language)))
  })

  return router
}

/** Altinn sorts its packages into many areas of three groups; the sandbox has one of each. */
const GROUP = {
  id: 'a4f3c1de-5b1a-4d7e-9c7e-2f1f4c2b8d10',
  name: 'Sandkasse',
  urn: 'accesspackage:group:sandkasse',
  description: 'Alle tilgangspakkene i sandkassen',
}
const AREA = {
  id: '0d2b9a57-4f6e-4a38-8f0d-6c9f1b7e3a21',
  name: 'Sandkasse',
  urn: 'accesspackage:area:sandkasse',
  description: 'Alle tilgangspakkene i sandkassen',
  iconUrl: '',
}

const LANGUAGES = ['nb', 'nn', 'en'] as const

const languageOf = (req: Request) => req.acceptsLanguages([...LANGUAGES]) || 'nb'

const inLanguage = (words: Translated, language: string) =>
  [language, ...LANGUAGES].flatMap(candidate => words[candidate] ?? [])[0] ?? ''

const says = (words: Translated, part: string) =>
  Object.values(words).some(word => word.toLowerCase().includes(part))

function resourcesIn({ resources }: SandboxState, { urn }: AccessPackage, language: string) {
  const inIt = [...resources.values()].filter(({ accessPackages }) => accessPackages.includes(urn))
  return inIt.map(({ identifier, title, description, owner, resourceType }) => ({
    id: identifier,
    name: inLanguage(title, language),
    description: inLanguage(description, language),
    refId: identifier,
    provider: { name: inLanguage(owner.name, language), code: owner.orgCode },
    type: { name: resourceType },
  }))
}

const packageView = (state: SandboxState, accessPackage: AccessPackage, language: string) => ({
  id: accessPackage.id,
  name: inLanguage(accessPackage.name, language),
  urn: accessPackage.urn,
  description: inLanguage(accessPackage.description, language),
  isDelegable: accessPackage.isDelegable,
  isAssignable: accessPackage.isAssignable,
  isResourcePolicyAvailable: true,
  area: AREA,
  type: { id: '1d5c8a3f-7e21-4b0a-93c6-5a9d0e4f7b62', name: 'Organisasjon' },
  resources: resourcesIn(state, accessPackage, language),
})

const resourceView = ({
  identifier,
  title,
  description,
  rightDescription,
  ...rest
}: RegistryResource) => ({
  identifier,
  title,
  description,
  rightDescription,
  status: 'Completed',
  contactPoints: [],
  delegable: rest.resourceType !== 'MaskinportenSchema',
  visible: true,
  hasCompetentAuthority: {
    name: rest.owner.name,
    organization: rest.owner.orgNo,
    orgcode: rest.owner.orgCode,
  },
  accessListMode: 'Disabled',
  selfIdentifiedUserEnabled: false,
  enterpriseUserEnabled: false,
  resourceType: rest.resourceType,
  availableForType: [],
  isOneTimeConsent: false,
  versionId: 1,
})

/** One line for each subject that may read. */
const flatRights = ({ identifier, accessPackages }: RegistryResource) =>
  accessPackages.map(urn => ({
    action: { type: 'urn:oasis:names:tc:xacml:1.0:action:action-id', value: 'read' },
    subject: [{ type: 'urn:altinn:accesspackage', value: urn.split(':').at(-1) }],
    resource: [{ type: 'urn:altinn:resource', value: identifier }],
  }))
