import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { SystemUserRequest } from '../../src/sandbox/state/state.js'
import {
  ACCOUNTANT,
  accessPackage,
  AGENT,
  AGENT_REQUESTS,
  CHANGE_ID,
  CHANGES,
  CLAIMS,
  CLIENTS,
  CUSTOMER,
  DIRECTOR,
  LOGISTICS,
  MANAGER_WITHOUT_SALARY,
  openAltinn,
  OTHER_VENDOR,
  OWNER,
  OWNERS_SYSTEM_USER,
  PLATFORM,
  PORTAL,
  REGISTER,
  REQUESTS,
  right,
  SALARY,
  STRANGER,
  SYSTEM,
  UNKNOWN_ID,
  VENDOR,
  type Altinn,
  type Answer,
} from './open-altinn.js'

interface Case {
  code: string
  status: number
  title: string
  story: string
  provoke: (altinn: Altinn) => Promise<Answer>
}

const problem = (
  code: string,
  status: number,
  title: string,
  stories: Record<string, Case['provoke']>,
): Case[] =>
  Object.entries(stories).map(([story, provoke]) => ({ code, status, title, story, provoke }))

/** Somebody of the accountant's, with the scopes for clients. */
const administrator = async ({ idPortenToken, get }: Altinn) => ({
  token: (
    await get(`${PLATFORM}/exchange/id-porten`, {
      token: await idPortenToken({ pid: ACCOUNTANT.director }),
    })
  ).text,
})

const attach = async (altinn: Altinn, client: string, method: 'POST' | 'DELETE' = 'POST') =>
  altinn.call(
    method,
    `${CLIENTS}/clients?agent=${AGENT}&client=${client}`,
    await administrator(altinn),
  )

const partyUuid = ({ state }: Altinn, orgNo: string) => state.organisations.get(orgNo)!.partyUuid

const stored = ({ state }: Altinn, id: string) => state.requests.get(id) as SystemUserRequest

const PROBLEMS: Case[] = [
  ...problem(
    'AUTH-00000',
    400,
    "Can't resolve the Organisation Number from the logged in Reportee PartyId.",
    {
      'a request to an organisation nobody knows': ({ post, order }) =>
        post(REQUESTS, order({ partyOrgNo: '313999998' })),
      'a change for an organisation that is no more': ({ state, change }) => {
        state.organisations.delete(OWNER.orgNo)
        return change(CHANGE_ID, OWNERS_SYSTEM_USER, { requiredRights: [SALARY] })
      },
    },
  ),
  ...problem('AUTH-00001', 400, 'One or more Right not found or not delegable.', {
    'neither rights nor packages': ({ post, order }) =>
      post(REQUESTS, order({ rights: undefined })),
    'a right the system has not got': ({ post, order }) =>
      post(REQUESTS, order({ rights: [right('sandkasse-mva-melding')] })),
    'more rights than the system has': ({ post, order }) =>
      post(REQUESTS, order({ rights: [CLAIMS, CLAIMS, LOGISTICS, SALARY] })),
    'an approval after the system has lost the right': async ({ state, ask, answer }) => {
      const { id } = await ask()
      state.systems.get(SYSTEM)!.rights = [LOGISTICS]
      return answer(id, 'approve')
    },
    'a change to a right the system has not got': ({ change }) =>
      change(CHANGE_ID, OWNERS_SYSTEM_USER, { requiredRights: [right('sandkasse-mva-melding')] }),
    'a change by a person who cannot pass the right on': async ({ change, post }) => {
      await change(CHANGE_ID, OWNERS_SYSTEM_USER, { requiredRights: [SALARY] })
      return post(`${PORTAL}/changerequest/${OWNER.partyId}/${CHANGE_ID}/approve`, undefined, {
        person: MANAGER_WITHOUT_SALARY,
      })
    },
  }),
  ...problem(
    'AUTH-00004',
    400,
    'Failed to create new SystemUser, existing SystemUser tied to the given System-Id.',
    {
      'a request where a system user lives': ({ post, order }) =>
        post(REQUESTS, order({ partyOrgNo: OWNER.orgNo })),
      'a standard request where an agent lives': ({ post, order }) =>
        post(REQUESTS, order({ partyOrgNo: ACCOUNTANT.orgNo })),
      'an approval after the customer made one itself': async altinn => {
        const { id } = await altinn.ask()
        const { rights } = stored(altinn, id)
        const like = altinn.state.systemUsers.get(OWNERS_SYSTEM_USER)!
        const { orgNo } = CUSTOMER
        altinn.state.systemUsers.set(UNKNOWN_ID, {
          ...like,
          rights,
          id: UNKNOWN_ID,
          ownerOrgNo: orgNo,
          externalRef: orgNo,
        })
        return altinn.answer(id, 'approve')
      },
    },
  ),
  ...(
    [
      ['AUTH-00006', 'Accepted', 'an already Accepted SystemUser.'],
      ['AUTH-00007', 'New', 'a Pending Request, please reuse or delete.'],
      ['AUTH-00008', 'Denied', 'a Denied Request, please delete and renew the Request.'],
      ['AUTH-00009', 'Rejected', 'a Rejected Request, please delete and renew the Request.'],
    ] as const
  ).flatMap(([code, status, end]) =>
    problem(code, 400, `The combination of External Ids refer to ${end}`, {
      [`an agent request over a standard one that is ${status}`]: async altinn => {
        const { id } = await altinn.ask()
        stored(altinn, id).status = status
        return altinn.post(
          AGENT_REQUESTS,
          altinn.agentOrder({ partyOrgNo: CUSTOMER.orgNo, externalRef: undefined }),
        )
      },
    }),
  ),
  ...problem(
    'AUTH-00007',
    400,
    'The combination of External Ids refer to a Pending Request, please reuse or delete.',
    {
      "a change under the id of another vendor's, still open": async altinn => {
        await foreignChange(altinn)
        return altinn.change(CHANGE_ID, OWNERS_SYSTEM_USER, { requiredRights: [SALARY] })
      },
    },
  ),
  ...problem('AUTH-00010', 404, 'The Id does not refer to a Request in our system.', {
    'reading one that never was': ({ get }) => get(`${REQUESTS}/${UNKNOWN_ID}`),
    'reading one of the other kind': async ({ get, ask }) =>
      get(`${AGENT_REQUESTS}/${(await ask()).id}`),
    'deleting one twice': async ({ remove, ask }) => {
      const { id } = await ask()
      await remove(`${REQUESTS}/${id}`)
      return remove(`${REQUESTS}/${id}`)
    },
    "deleting another vendor's": async ({ remove, ask }) =>
      remove(`${REQUESTS}/${(await ask()).id}`, { as: OTHER_VENDOR }),
    'a reference nobody used': ({ get }) =>
      get(`${REQUESTS}/byexternalref/${SYSTEM}/${CUSTOMER.orgNo}/none`),
    'reading a change that never was': ({ get }) => get(`${CHANGES}/${UNKNOWN_ID}`),
    'approving one that never was': ({ answer }) => answer(UNKNOWN_ID, 'approve'),
  }),
  ...problem('AUTH-00011', 404, 'The Id does not refer to a Registered System.', {
    'a request for an unknown system': ({ post, order }) =>
      post(REQUESTS, order({ systemId: `${VENDOR}_nothing` })),
    "a request for another vendor's system": ({ post, order }) =>
      post(REQUESTS, order(), { as: OTHER_VENDOR }),
    "reading another vendor's request": async ({ get, ask }) =>
      get(`${REQUESTS}/${(await ask()).id}`, { as: OTHER_VENDOR }),
    "another vendor's list of requests": ({ get }) =>
      get(`${REQUESTS}/bysystem/${SYSTEM}`, { as: OTHER_VENDOR }),
    "another vendor's list of changes": ({ get }) =>
      get(`${CHANGES}/bysystem/${SYSTEM}`, { as: OTHER_VENDOR }),
    "another vendor's list of system users": ({ get }) =>
      get(`${PORTAL}/vendor/bysystem/${SYSTEM}`, { as: OTHER_VENDOR }),
    'approving what a vanished system asked for': async ({ state, ask, answer }) => {
      const { id } = await ask()
      state.systems.delete(SYSTEM)
      return answer(id, 'approve')
    },
  }),
  ...problem('AUTH-00012', 404, 'An error occured when storing the Request.', {
    'a reference longer than its column': ({ post, order }) =>
      post(REQUESTS, order({ externalRef: 'x'.repeat(256) })),
  }),
  ...problem('AUTH-00013', 409, 'The Status of the Request is not New.', {
    ...Object.fromEntries(
      ['approve', 'reject', 'escalate'].map(decision => [
        `${decision} after approval`,
        async ({ ask, answer }: Altinn) => {
          const { id } = await ask()
          await answer(id, 'approve')
          return answer(id, decision)
        },
      ]),
    ),
    'rejecting a change twice': async ({ change, post }) => {
      await change(CHANGE_ID, OWNERS_SYSTEM_USER, { requiredRights: [SALARY] })
      const reject = `${PORTAL}/changerequest/${OWNER.partyId}/${CHANGE_ID}/reject`
      await post(reject, undefined, { person: OWNER.director })
      return post(reject, undefined, { person: OWNER.director })
    },
  }),
  ...problem('AUTH-00015', 404, 'The SystemUser was not found.', {
    'a change to a system user that never was': ({ change }) => change(CHANGE_ID, UNKNOWN_ID, {}),
    'a change to none at all': ({ post }) => post(`${CHANGES}?correlation-id=${CHANGE_ID}`, {}),
    'a change to an agent': ({ change }) =>
      change(CHANGE_ID, AGENT, { unwantedAccessPackages: [accessPackage('regnskapsforer-lonn')] }),
    'approving a change to one that has been deleted': async ({ state, change, post }) => {
      await change(CHANGE_ID, OWNERS_SYSTEM_USER, { requiredRights: [SALARY] })
      state.systemUsers.get(OWNERS_SYSTEM_USER)!.isDeleted = true
      return post(`${PORTAL}/changerequest/${OWNER.partyId}/${CHANGE_ID}/approve`, undefined, {
        person: OWNER.director,
      })
    },
    'deleting an agent that never was': ({ remove }) =>
      remove(`${PORTAL}/agent/${OWNER.partyId}/${UNKNOWN_ID}`, { person: OWNER.director }),
  }),
  ...problem(
    'AUTH-00016',
    403,
    'DelegationCheck failed with error: Has not access by a delegation of role in ER or Altinn.',
    {
      'approval by a manager who lacks one of the rights': async ({ ask, answer }) =>
        answer((await ask({ rights: [CLAIMS, SALARY] })).id, 'approve', {
          person: MANAGER_WITHOUT_SALARY,
        }),
    },
  ),
  ...problem('AUTH-00017', 404, 'The SystemName was not found.', {
    'approving for a system without a Norwegian name': async ({ state, ask, answer }) => {
      const { id } = await ask()
      delete state.systems.get(SYSTEM)!.name.nb
      return answer(id, 'approve')
    },
  }),
  ...problem('AUTH-00021', 400, 'The RedirectUri was not found or not valid.', {
    'a way back that is not registered': ({ post, order }) =>
      post(REQUESTS, order({ redirectUrl: 'http://localhost:3000/elsewhere' })),
    'a way back that is no address': ({ post, order }) =>
      post(REQUESTS, order({ redirectUrl: '/receipt' })),
    'the same in a change': ({ change }) =>
      change(CHANGE_ID, OWNERS_SYSTEM_USER, {
        requiredRights: [SALARY],
        redirectUrl: 'https://evil.example/receipt',
      }),
  }),
  ...problem(
    'AUTH-00023',
    401,
    "Can't resolve the Organisation Number for the Vendor from the Token.",
    {
      'a request with a token without consumer': async ({ maskinportenToken, post, order }) =>
        post(REQUESTS, order(), { token: await maskinportenToken({ consumer: undefined }) }),
    },
  ),
  ...problem('AUTH-00024', 403, "you don't have rights to delete this systemuser", {
    "deleting another organisation's": ({ remove }) =>
      remove(`${PORTAL}/${CUSTOMER.partyId}/${OWNERS_SYSTEM_USER}`, { person: DIRECTOR }),
  }),
  ...problem('AUTH-00026', 400, 'No redirect uris are set for the system', {
    'a way back where the system has none': ({ state, post, order }) => {
      state.systems.get(SYSTEM)!.allowedRedirectUrls = []
      return post(REQUESTS, order({ redirectUrl: 'http://localhost:3000/receipt' }))
    },
  }),
  ...problem('AUTH-00031', 400, 'Party does not match delegation facilitator.', {
    'taking away a client that is none': altinn =>
      attach(altinn, partyUuid(altinn, CUSTOMER.orgNo), 'DELETE'),
  }),
  ...problem(
    'AUTH-00034',
    400,
    'The system user type of the provided system user GUID is not an agent.',
    {
      'deleting a standard one as an agent': ({ remove }) =>
        remove(`${PORTAL}/agent/${OWNER.partyId}/${OWNERS_SYSTEM_USER}`, {
          person: OWNER.director,
        }),
    },
  ),
  ...problem(
    'AUTH-00036',
    400,
    'The system user type of the provided system user GUID is not standard.',
    {
      'deleting an agent as a standard one': ({ remove }) =>
        remove(`${PORTAL}/${ACCOUNTANT.partyId}/${AGENT}`, { person: ACCOUNTANT.director }),
    },
  ),
  ...problem('AUTH-00041', 403, "Party does not match request's orgno", {
    "approving another organisation's request": async ({ ask, post }) =>
      post(`${PORTAL}/request/${OWNER.partyId}/${(await ask()).id}/approve`, undefined, {
        person: OWNER.director,
      }),
    "rejecting another organisation's change": async ({ change, post }) => {
      await change(CHANGE_ID, OWNERS_SYSTEM_USER, { requiredRights: [SALARY] })
      const address = `${PORTAL}/changerequest/${CUSTOMER.partyId}/${CHANGE_ID}/reject`
      return post(address, undefined, { person: DIRECTOR })
    },
  }),
  ...problem('AUTH-00042', 403, "Party does not match agent request's orgno", {
    "approving another organisation's agent request": async ({ askAgent, post }) =>
      post(
        `${PORTAL}/request/agent/${CUSTOMER.partyId}/${(await askAgent()).id}/approve`,
        undefined,
        {
          person: DIRECTOR,
        },
      ),
  }),
  ...problem(
    'AUTH-00053',
    400,
    'The user does not have enough access to delegate the requested access packages',
    {
      'approval by a manager who lacks a package': async ({ state, ask, answer }) => {
        const { id } = await ask({ rights: [], accessPackages: [accessPackage('lonn')] })
        lack(state, accessPackage('lonn').urn)
        return answer(id, 'approve')
      },
      'opening a change with such a package': async ({ state, change, get }) => {
        await change(CHANGE_ID, OWNERS_SYSTEM_USER, {
          requiredAccessPackages: [accessPackage('lonn')],
        })
        lack(state, accessPackage('lonn').urn)
        return get(`${PORTAL}/changerequest/${CHANGE_ID}`, { person: OWNER.director })
      },
    },
  ),
  ...problem(
    'AUTH-00058',
    400,
    'No AccessPackages found, an Agent SystemUser must have at least one',
    {
      'an agent request without packages': ({ post, agentOrder }) =>
        post(AGENT_REQUESTS, agentOrder({ accessPackages: [] })),
    },
  ),
  ...problem(
    'AUTH-00059',
    400,
    'No AccessPackages or Single Rights found, a SystemUser must have at least one',
    {
      'both lists empty': ({ post, order }) =>
        post(REQUESTS, order({ rights: [], accessPackages: [] })),
      'one list empty and the other missing': ({ post, order }) =>
        post(REQUESTS, order({ rights: [] })),
    },
  ),
  ...problem(
    'AUTH-00061',
    409,
    'The Status of the Request is not New. Please generate a new CorrellationId for a new Change Request',
    {
      "a change under the id of another vendor's, answered": async altinn => {
        const change = await foreignChange(altinn)
        change.status = 'Accepted'
        return altinn.change(CHANGE_ID, OWNERS_SYSTEM_USER, { requiredRights: [SALARY] })
      },
    },
  ),
  ...problem(
    'AUTH-00063',
    400,
    'One or more accesspackage is not found in the referenced system in the System Register.',
    {
      'a package the system has not got': ({ post, order }) =>
        post(REQUESTS, order({ accessPackages: [accessPackage('jordbruk')] })),
      'more packages than the system has': ({ post, order }) =>
        post(REQUESTS, order({ accessPackages: Array(6).fill(accessPackage('lonn')) })),
      'a client for an agent whose package the system has lost': altinn => {
        altinn.state.systems.get(SYSTEM)!.accessPackages = [accessPackage('lonn')]
        return attach(altinn, partyUuid(altinn, '314577760'))
      },
    },
  ),
  ...problem(
    'AUTH-00064',
    400,
    'One or more access packages cannot be delegated. Either they are intended for clients or they cannot be delegated further.',
    {
      "a standard request for an accountant's package": ({ post, order }) =>
        post(REQUESTS, order({ accessPackages: [accessPackage('regnskapsforer-lonn')] })),
    },
  ),
  ...problem(
    'AUTH-00065',
    400,
    'One or more access packages cannot be delegated because they are not intended for client relationships',
    {
      "an agent request for an administrator's package": ({ state, post, agentOrder }) => {
        state.systems.get(SYSTEM)!.accessPackages.push(accessPackage('tilgangsstyrer'))
        return post(
          AGENT_REQUESTS,
          agentOrder({ accessPackages: [accessPackage('tilgangsstyrer')] }),
        )
      },
    },
  ),
  ...problem(
    'AUTH-00066',
    403,
    'The request requires logged in user to have accessmanager write.',
    {
      'a stranger opens a request': async ({ ask, get }) =>
        get(`${PORTAL}/request/${(await ask()).id}`, { person: STRANGER }),
      'a stranger sends a request on': async ({ ask, answer }) =>
        answer((await ask()).id, 'escalate', { person: STRANGER }),
      'a stranger opens a change': async ({ change, get }) => {
        await change(CHANGE_ID, OWNERS_SYSTEM_USER, { requiredRights: [SALARY] })
        return get(`${PORTAL}/changerequest/${CHANGE_ID}`, { person: STRANGER })
      },
    },
  ),
  ...problem('AUTH-00079', 400, 'Client not found.', {
    'a client who is none of the accountant': altinn =>
      attach(altinn, partyUuid(altinn, CUSTOMER.orgNo)),
  }),
  ...problem(
    'AUTH-00080',
    400,
    'Client does not have the accesspackages the agent system user requires',
    {
      'a client who has not given all the packages': altinn => {
        altinn.state.systemUsers.get(AGENT)!.accessPackages.push(accessPackage('skattegrunnlag'))
        return attach(altinn, partyUuid(altinn, '314577760'))
      },
    },
  ),
]

/** Takes something away from all who could pass it on. */
function lack(state: Altinn['state'], what: string): void {
  for (const person of state.persons.values())
    for (const role of person.roles) role.lacks = [...(role.lacks ?? []), what]
}

/** A change request under the id we are going to use, on a system of another vendor's. */
async function foreignChange({ state, change }: Altinn) {
  await change(CHANGE_ID, OWNERS_SYSTEM_USER, { requiredRights: [SALARY] })
  const foreign = { ...state.systems.get(SYSTEM)!, id: 'other_system', vendorOrgNo: OTHER_VENDOR }
  state.systems.set(foreign.id, foreign)
  const theirs = state.changeRequests.get(CHANGE_ID)!
  theirs.systemId = foreign.id
  return theirs
}

describe('whoever breaks a rule is told its code', () => {
  test.each(PROBLEMS)('$code: $story', async ({ code, status, title, provoke }) => {
    const answer = await provoke(await openAltinn())

    expect(answer.body).toMatchObject({ type: `urn:altinn:error:${code}`, title, status, code })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.body.traceId).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
    expect(answer.body.detail).toBeUndefined()
  })

  test.each([
    ['AUTH-00001', 'Bad Request'],
    ['AUTH-00010', 'Not Found'],
    ['AUTH-00013', 'Conflict'],
    ['AUTH-00016', 'Forbidden'],
    ['AUTH-00023', 'Unauthorized'],
  ])('%s comes with its status in words', async (code, words) => {
    const { provoke } = PROBLEMS.find(candidate => candidate.code === code)!
    expect((await provoke(await openAltinn())).body.statusDescription).toBe(words)
  })

  test('and which packages it was', async () => {
    const { post, order } = await openAltinn()
    const packages = ['jordbruk', 'skogbruk'].map(accessPackage)

    const unknown = await post(REQUESTS, order({ accessPackages: packages }))
    expect(unknown.body.NotFoundPackages).toBe(packages.map(({ urn }) => urn).join(', '))

    const tooMany = await post(REQUESTS, order({ accessPackages: Array(6).fill(packages[0]) }))
    expect(tooMany.body).not.toHaveProperty('NotFoundPackages')

    const unfit = [accessPackage('regnskapsforer-lonn')]
    const answer = await post(REQUESTS, order({ accessPackages: unfit }))
    expect(answer.body.NotDelegablePackages).toBe(unfit[0]!.urn)
  })
})

const entry = (changes: object = {}) => ({
  id: `${VENDOR}_new`,
  vendor: { ID: `0192:${VENDOR}` },
  name: { nb: 'Ny', nn: 'Ny', en: 'New' },
  description: { nb: 'Ny', nn: 'Ny', en: 'New' },
  ...changes,
})

interface ValidationCase extends Omit<Case, 'status'> {
  path: string
  more?: Record<string, string>
}

const SYSTEM_ID = '/registersystemrequest/systemid'
const CLIENT_ID = '/registersystemrequest/clientid'
const RESOURCE = '/registersystemrequest/rights/resource'
const PACKAGES = '/registersystemrequest/accesspackages'

const VALIDATIONS: ValidationCase[] = [
  {
    code: 'AUTH.VLD-00000',
    title: 'the org number identifier is not valid ISO6523 identifier',
    story: 'a vendor without the prefix',
    path: '/registersystemrequest/vendor/id',
    provoke: ({ post }) => post(REGISTER, entry({ vendor: { ID: VENDOR } })),
  },
  {
    code: 'AUTH.VLD-00001',
    title: 'The system id does not match the format orgnumber_xxxx...',
    story: "an id that does not begin with the vendor's number",
    path: SYSTEM_ID,
    provoke: ({ post }) => post(REGISTER, entry({ id: 'smartcloud' })),
  },
  {
    code: 'AUTH.VLD-00002',
    title: 'The system id already exists',
    story: 'the id of a deleted system',
    path: SYSTEM_ID,
    provoke: async ({ post, remove }) => {
      await remove(`${REGISTER}/${SYSTEM}`)
      return post(REGISTER, entry({ id: SYSTEM }))
    },
  },
  {
    code: 'AUTH.VLD-00003',
    title:
      "One or more resources specified in rights were not found in Altinn's resource register.",
    story: 'rights to unknown resources',
    path: RESOURCE,
    more: { 'ResourceIds Not Found : ': 'no-such-resource | another-one' },
    provoke: ({ post }) =>
      post(REGISTER, entry({ rights: [right('no-such-resource'), right('another-one')] })),
  },
  {
    code: 'AUTH.VLD-00004',
    title: 'One of the client id is already tagged with an existing system',
    story: "another system's client id",
    path: CLIENT_ID,
    provoke: ({ state, post }) => {
      state.systems.get(SYSTEM)!.clientId = ['taken']
      return post(REGISTER, entry({ clientId: ['taken'] }))
    },
  },
  {
    code: 'AUTH.VLD-00005',
    title:
      'One or more of the redirect urls format is not valid. The valid format is https://xxx.xx',
    story: 'a way back over plain http',
    path: '/registersystemrequest/allowedredirecturls',
    provoke: ({ post }) =>
      post(REGISTER, entry({ allowedRedirectUrls: ['http://smartcloud.example/receipt'] })),
  },
  {
    code: 'AUTH.VLD-00006',
    title: 'One or more duplicate rights found',
    story: 'the same right twice',
    path: RESOURCE,
    provoke: ({ post }) => post(REGISTER, entry({ rights: [CLAIMS, CLAIMS] })),
  },
  {
    code: 'AUTH.VLD-00007',
    title: 'One or more duplicate access package(s) found',
    story: 'the same package twice',
    path: PACKAGES,
    provoke: ({ post }) =>
      post(REGISTER, entry({ accessPackages: [accessPackage('lonn'), accessPackage('lonn')] })),
  },
  {
    code: 'AUTH.VLD-00008',
    title:
      "One or all the accesspackage(s) is not found in altinn's access packages or is not delegable",
    story: 'packages that are misspelt, unknown and fixed',
    path: PACKAGES,
    more: {
      'Invalid Urn Details : ':
        'Invalid format: lonn, x:y | Not found: urn:altinn:accesspackage:kravogutlegg | Not possible to delegate: urn:altinn:accesspackage:eksplisitt',
    },
    provoke: ({ post }) =>
      post(
        REGISTER,
        entry({
          isVisible: false,
          accessPackages: [
            { urn: 'lonn' },
            { urn: 'x:y' },
            accessPackage('kravogutlegg'),
            accessPackage('eksplisitt'),
          ],
        }),
      ),
  },
  {
    code: 'AUTH.VLD-00009',
    title: 'One or more resource id is in wrong format. The valid format is urn:altinn:resource',
    story: 'a right to something that is no resource',
    path: RESOURCE,
    more: { 'Invalid Resource Id Details : ': 'endring-av-navn | other' },
    provoke: ({ post }) =>
      post(
        REGISTER,
        entry({
          rights: [
            { resource: [{ id: 'urn:altinn:app', value: 'endring-av-navn' }] },
            { resource: [{ id: 'URN:ALTINN:RESOURCE', value: 'other' }] },
          ],
        }),
      ),
  },
  {
    code: 'AUTH.VLD-00011',
    title: 'Request contains duplicate client ids',
    story: 'the same client id twice, differently spelt',
    path: CLIENT_ID,
    provoke: ({ put }) => put(`${REGISTER}/${SYSTEM}`, entry({ id: SYSTEM, clientId: ['a', 'A'] })),
  },
  {
    code: 'AUTH.VLD-00012',
    title: 'The system ID in the request body does not match the system ID in the URL',
    story: 'another id in the body than in the path',
    path: SYSTEM_ID,
    provoke: ({ put }) => put(`${REGISTER}/${SYSTEM}`, entry()),
  },
  {
    code: 'AUTH.VLD-00013',
    title: 'System ID cannot have spaces in id (leading, trailing or in between the id)',
    story: 'an id with a space in it',
    path: SYSTEM_ID,
    provoke: ({ post }) => post(REGISTER, entry({ id: `${VENDOR}_smart cloud` })),
  },
  {
    code: 'AUTH.VLD-00014',
    title: 'The agent query parameter is missing or invalid',
    story: 'clients of nobody',
    path: '?agent',
    provoke: async altinn => altinn.get(`${CLIENTS}/clients`, await administrator(altinn)),
  },
  {
    code: 'AUTH.VLD-00014',
    title: 'System user not found',
    story: 'clients of an agent that never was',
    path: '?agent',
    provoke: async altinn =>
      altinn.get(`${CLIENTS}/clients?agent=${UNKNOWN_ID}`, await administrator(altinn)),
  },
  {
    code: 'AUTH.VLD-00015',
    title: 'SystemUser is not a valid system user of type agent',
    story: 'clients of a standard system user',
    path: '?agent',
    provoke: async altinn =>
      altinn.get(
        `${CLIENTS}/clients/available?agent=${OWNERS_SYSTEM_USER}`,
        await administrator(altinn),
      ),
  },
  {
    code: 'AUTH.VLD-00016',
    title: 'The client query parameter is missing or invalid',
    story: 'attaching nobody',
    path: '?client',
    provoke: async altinn =>
      altinn.post(`${CLIENTS}/clients?agent=${AGENT}`, undefined, await administrator(altinn)),
  },
  {
    code: 'AUTH.VLD-00017',
    title: 'One or more resources specified in rights is of resource type which is not delegable.',
    story: 'a right to a Maskinporten schema',
    path: RESOURCE,
    more: { 'ResourceIds Not Delegable : ': 'sandkasse-maskinporten-skattegrunnlag' },
    provoke: ({ post }) =>
      post(REGISTER, entry({ rights: [right('sandkasse-maskinporten-skattegrunnlag')] })),
  },
  {
    code: 'AUTH.VLD-00018',
    title:
      "Access packages meant for system user for client relations can't be used in combination with the flag isVisible: true",
    story: "an accountant's package on a visible system",
    path: PACKAGES,
    provoke: ({ post }) =>
      post(REGISTER, entry({ accessPackages: [accessPackage('regnskapsforer-lonn')] })),
  },
]

describe('whoever registers something wrong is told which rule', () => {
  test.each(VALIDATIONS)('$code: $story', async ({ code, title, path, more, provoke }) => {
    const answer = await provoke(await openAltinn())

    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      type: 'urn:altinn:error:STD-00000',
      title: 'One or more validation errors occurred.',
      status: 400,
      code: 'STD-00000',
      statusDescription: 'Bad Request',
    })
    expect(answer.body.validationErrors).toEqual([{ code, title, paths: [path], ...more }])
  })
})

test('every code the imitation can give has a story that provokes it', () => {
  const folder = join(import.meta.dirname, '../../src/sandbox/altinn')
  const sources = readdirSync(folder).filter(file => file !== 'problems.ts')
  const given = sources.flatMap(
    file => readFileSync(join(folder, file), 'utf8').match(/AUTH(\.VLD)?-\d{5}/g) ?? [],
  )
  const provoked = [...PROBLEMS, ...VALIDATIONS].map(({ code }) => code)

  expect([...new Set(provoked)].sort()).toEqual([...new Set(given)].sort())
})
