import { randomBytes } from 'node:crypto'
import { json, Router, type ErrorRequestHandler } from 'express'
import { readAltinnToken, type BearerToken } from '../altinn/bearer-token.js'
import type { SandboxState, SystemUser } from '../state/state.js'
import type { World } from '../world/world.js'

export interface Question {
  systemUserId: string | undefined
  resourceId: string | undefined
  /** The organisation whose data is wanted, nine digits. */
  party: string | undefined
  action: string | undefined
}

export interface Decision {
  decision: 'Permit' | 'Deny' | 'NotApplicable' | 'Indeterminate'
  status: 'ok' | 'processing-error' | 'missing-attribute'
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** May this system user do this with this organisation's data? Nothing is cached. */
export function decide(
  { state }: Pick<World, 'state'>,
  { systemUserId, resourceId, party, action }: Question,
): Decision {
  if (!systemUserId || !UUID.test(systemUserId)) return unanswerable('processing-error')
  const resource = state.resources.get(resourceId ?? '')
  if (!resource) return unanswerable('processing-error')
  if (!action) return unanswerable('missing-attribute')

  const systemUser = state.systemUsers.get(systemUserId.toLowerCase())
  if (action !== 'read' || !systemUser || systemUser.isDeleted) return NOT_APPLICABLE
  if (!party || !state.organisations.has(party)) return NOT_APPLICABLE
  if (state.deniedParties?.get(resource.identifier)?.has(party))
    return { decision: 'Deny', status: 'ok' }

  const hasPackage = systemUser.accessPackages.some(({ urn }) =>
    resource.accessPackages.includes(urn),
  )
  const permitted =
    systemUser.userType === 'agent'
      ? systemUser.clients.includes(party) && hasPackage
      : systemUser.ownerOrgNo === party && (hasPackage || hasRight(systemUser, resource.identifier))
  return permitted ? { decision: 'Permit', status: 'ok' } : NOT_APPLICABLE
}

const NOT_APPLICABLE: Decision = { decision: 'NotApplicable', status: 'ok' }

const unanswerable = (status: Decision['status']): Decision => ({
  decision: 'Indeterminate',
  status,
})

const hasRight = ({ rights }: SystemUser, resourceId: string) =>
  rights.some(({ resource }) =>
    resource.some(({ id, value }) => id === 'urn:altinn:resource' && value === resourceId),
  )

/**
 * What an API asks before it answers. A fault that is lined up for the PDP is played here too, and
 * makes it unreachable for the API, whatever kind it is.
 */
export function mayRead(
  world: World,
  { systemUser }: BearerToken,
  resourceId: string,
  party: string,
): 'yes' | 'no' | 'pdpUnreachable' {
  if (world.faults.take('pdp')) return 'pdpUnreachable'
  const question = { systemUserId: systemUser?.ids[0], resourceId, party, action: 'read' }
  return decide(world, question).decision === 'Permit' ? 'yes' : 'no'
}

/**
 * `POST /authorization/api/v1/authorize`, where the owner of an API asks.
 *
 * @see https://docs.altinn.studio/authorization/what-do-you-get/pdp/
 */
export function pdpRouter(world: World): Router {
  const router = Router()
  const path = '/authorization/api/v1/authorize'

  router.post(path, async (req, res, next) => {
    const key = req.get('ocp-apim-subscription-key')
    if (!key || !world.state.subscriptionKeys?.has(key)) {
      res.status(401).json({ statusCode: 401, message: gatewayMessage(key) })
      return
    }

    const bearer = await readAltinnToken(req, world)
    if (!bearer.ok) res.status(401).end()
    else if (!SCOPES.some(scope => bearer.token.scopes.includes(scope))) res.status(403).end()
    else next()
  })
  // Read only now, and as JSON whatever it is called: a caller without a token learns nothing.
  router.post(path, json({ type: () => true, strict: false, verify: notEmpty }), (req, res) => {
    const asked = readRequest(req.body, world.state)
    res.json({ response: [answerTo(decide(world, asked.question), asked.echo)] })
  })
  router.use(path, unreadable)
  return router
}

const SCOPES = ['altinn:authorization/authorize', 'altinn:authorization/authorize.admin']

const gatewayMessage = (key: string | undefined) =>
  key
    ? 'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.'
    : 'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.'

/** To the parser, nothing is an empty object. */
function notEmpty(_req: unknown, _res: unknown, body: Buffer): void {
  if (body.length === 0) throw new Error('no body')
}

const unreadable: ErrorRequestHandler = (_error, _req, res, _next) => {
  res.status(400).type('application/problem+json')
  res.send(
    JSON.stringify({
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
      title: 'One or more validation errors occurred.',
      status: 400,
      errors: { $: ['The body is not readable JSON.'] },
      traceId: `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`,
    }),
  )
}

interface Attribute {
  id: string
  value: string
  includeInResult: boolean
}

/** The attributes that shall come back, by category. */
type Echo = { categoryId: string; attributes: Attribute[] }[]

const CATEGORIES = [
  ['accessSubject', 'urn:oasis:names:tc:xacml:1.0:subject-category:access-subject'],
  ['action', 'urn:oasis:names:tc:xacml:3.0:attribute-category:action'],
  ['resource', 'urn:oasis:names:tc:xacml:3.0:attribute-category:resource'],
] as const

/** XACML's JSON profile. Names of members may be in PascalCase or camelCase. */
function readRequest(body: unknown, state: SandboxState): { question: Question; echo: Echo } {
  const request = member(body, 'request')
  const attributesOf = (category: string) => list(member(request, category)).flatMap(attributesIn)
  const valueOf = (category: string, id: string) =>
    attributesOf(category).find(attribute => attribute.id === id)?.value

  const subject = attributesOf('accessSubject')
  const onlySubject = subject.length === 1 ? subject[0] : undefined
  return {
    question: {
      systemUserId:
        onlySubject?.id === 'urn:altinn:systemuser:uuid' ? onlySubject.value : undefined,
      action: valueOf('action', 'urn:oasis:names:tc:xacml:1.0:action:action-id'),
      resourceId: valueOf('resource', 'urn:altinn:resource'),
      party: partyAmong(attributesOf('resource'), state),
    },
    echo: CATEGORIES.map(([category, categoryId]) => ({
      categoryId,
      attributes: attributesOf(category).filter(attribute => attribute.includeInResult),
    })).filter(({ attributes }) => attributes.length > 0),
  }
}

function partyAmong(attributes: Attribute[], { organisations }: SandboxState): string | undefined {
  for (const { id, value } of attributes) {
    if (id === 'urn:altinn:organization:identifier-no' || id === 'urn:altinn:organizationnumber')
      return value
    if (id !== 'urn:altinn:party:uuid' && id !== 'urn:altinn:partyid') continue
    return [...organisations.values()].find(
      ({ partyId, partyUuid }) => value === String(partyId) || value.toLowerCase() === partyUuid,
    )?.orgNo
  }
  return undefined
}

const attributesIn = (category: unknown): Attribute[] =>
  list(member(category, 'attribute')).map(attribute => ({
    id: String(member(attribute, 'attributeId') ?? ''),
    value: String(member(attribute, 'value') ?? ''),
    includeInResult: member(attribute, 'includeInResult') === true,
  }))

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

function member(object: unknown, name: string): unknown {
  if (object === null || typeof object !== 'object') return undefined
  const entry = Object.entries(object).find(([key]) => key.toLowerCase() === name.toLowerCase())
  return entry?.[1]
}

function answerTo({ decision, status }: Decision, echo: Echo) {
  const permitted = decision === 'Permit'
  return {
    decision,
    status: {
      statusMessage: null,
      statusDetails: null,
      statusCode: { value: `urn:oasis:names:tc:xacml:1.0:status:${status}`, statusCode: null },
    },
    obligations: permitted ? [AUTHENTICATION_LEVEL] : null,
    associateAdvice: null,
    category: permitted && echo.length > 0 ? echo.map(toCategory) : null,
    policyIdentifierList: null,
  }
}

/** Comes with every permit; a system user has no level, so whoever asks for one ignores it. */
const AUTHENTICATION_LEVEL = {
  id: 'urn:altinn:obligation:authenticationLevel1',
  attributeAssignment: [
    {
      attributeId: 'urn:altinn:obligation-assignment:1',
      value: '2',
      category: 'urn:altinn:minimum-authenticationlevel',
      dataType: 'http://www.w3.org/2001/XMLSchema#integer',
      issuer: null,
    },
  ],
}

const toCategory = ({ categoryId, attributes }: Echo[number]) => ({
  categoryId,
  id: null,
  content: null,
  attribute: attributes.map(({ id, value }) => ({
    attributeId: id,
    value,
    issuer: null,
    dataType: 'http://www.w3.org/2001/XMLSchema#string',
    includeInResult: false,
  })),
})
