import { nameOrNumber } from '../design/formats.js'
import express, { type Request, type Response, type Router } from 'express'
import * as z from 'zod'
import type { Action } from '../action.js'
import type { ClientRow } from '../database/clients.js'
import type { Environment } from '../database/tables.js'
import { HEALTHS } from '../domain/health.js'
import { isOrganisationNumber, type OrganisationNumber } from '../domain/organisation-number.js'
import type { StaffRole } from '../domain/staff.js'
import type { ExplainToStaff } from '../web/explain.js'
import { renderPage, speechOf } from '../web/pages.js'
import { RequestTurnedAway } from '../web/problems.js'
import { actionOf } from '../web/request-action.js'
import type { Speech } from '../web/speech.js'
import { visitorOf, type Visitor } from '../web/visitor.js'
import type { TestAccess } from './access-test.js'
import { caseFileMarkdown, caseFileOf, type DiagnosisLine, type Installation } from './case-file.js'
import { customerPage, unknownCustomerPage } from './customer-page.js'
import type { Customers, KnownCustomer } from './customers.js'
import { listPage } from './list-page.js'
import { testPage } from './test-page.js'

/** A filter that is not used is sent empty by the form. */
const ListQuery = z.strictObject({
  query: z.string().max(100).default(''),
  health: z.enum(['', ...HEALTHS]).default(''),
  package: z.string().max(50).default(''),
  sort: z.enum(['name', 'changed', 'used']).default('name'),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
})
const TestQuery = z.strictObject({ client: z.string().max(9).optional() })

export function customersRouter(deps: {
  customers: Customers
  /** Names of rights by Altinn's metadata, as far as it knows them. */
  namesOf: (
    ids: readonly string[],
    speech: Speech,
    action: Action,
  ) => Promise<ReadonlyMap<string, string>>
  /** Whom an accountant works for, as far as we know. */
  clientsOf: (environment: Environment, owner: OrganisationNumber) => Promise<ClientRow[]>
  testAccess: TestAccess
  /** What stands in the way of an access at this moment; undefined when nobody can tell. */
  diagnose: (
    customer: KnownCustomer,
    speech: Speech,
    action: Action,
  ) => Promise<readonly DiagnosisLine[] | undefined>
  installation: Installation
  /** Takes out of a line what must not leave the house. */
  redact: (line: string) => string
  explainToStaff: ExplainToStaff
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
  environment: Environment
  now: () => number
}): Router {
  const { customers, environment, now } = deps
  const router = express.Router()

  router.get('/admin/customers', async (req, res) => {
    const read = ListQuery.safeParse({ ...req.query })
    if (!read.success) throw new RequestTurnedAway('badRequest')
    const { query, health, package: packageId, sort, page } = read.data
    const filter = {
      query: query.trim(),
      health: health || undefined,
      package: packageId || undefined,
      sort,
    }
    const found = await customers.search({
      text: filter.query,
      health: filter.health,
      packageId: filter.package,
      sort,
      page,
    })
    renderPage(res, listPage({ ...found, filter, mayAsk: isOperator(req) }, speechOf(res)))
  })

  router.get('/admin/customers/:org', async (req, res) => {
    const known = await knownOr404(req, res)
    if (!known) return
    const rights = known.requests.flatMap(({ resources, accessPackages }) => [
      ...resources,
      ...accessPackages,
    ])
    const names = await deps.namesOf([...new Set(rights)], speechOf(res), actionOf(res))
    renderPage(res, customerPage({ ...known, names, isOperator: isOperator(req) }, speechOf(res)))
  })

  router.get('/admin/customers/:org/test', async (req, res) => {
    const read = TestQuery.safeParse({ ...req.query })
    if (!read.success) throw new RequestTurnedAway('badRequest')
    const known = await knownOr404(req, res)
    if (!known) return
    const { organisationNumber } = known.listed
    const isAgent = requestInForce(known)?.kind === 'agent'
    const clients = isAgent ? await deps.clientsOf(environment, organisationNumber) : undefined
    const chosen =
      clients?.find(client => client.organisationNumber === read.data.client) ?? clients?.[0]
    const party = isAgent ? chosen?.organisationNumber : organisationNumber
    const test = await deps.testAccess(
      {
        owner: {
          organisationNumber,
          externalRef: known.customer?.externalReference ?? undefined,
        },
        party,
      },
      actionOf(res),
    )
    renderPage(
      res,
      testPage(
        {
          company: nameOrNumber(known.listed),
          organisationNumber,
          clients: clients?.map(({ organisationNumber: number, name }) => ({
            number,
            name,
            isChosen: number === party,
          })),
          party,
          test,
          explain: deps.explainToStaff,
        },
        speechOf(res),
      ),
    )
  })

  router.get('/admin/customers/:org/case-file.json', async (req, res) => {
    const known = await knownOr404(req, res)
    if (!known) return
    sendFile(res, known, 'json', `${JSON.stringify(await caseFile(known, res), undefined, 2)}\n`)
  })

  router.get('/admin/customers/:org/case-file.md', async (req, res) => {
    const known = await knownOr404(req, res)
    if (!known) return
    sendFile(res, known, 'md', caseFileMarkdown(await caseFile(known, res), speechOf(res)))
  })

  async function caseFile(known: KnownCustomer, res: Response) {
    const diagnosis = await deps.diagnose(known, speechOf(res), actionOf(res))
    return caseFileOf(known, deps.installation, diagnosis, now())
  }

  function sendFile(res: Response, { listed }: KnownCustomer, kind: 'json' | 'md', text: string) {
    const day = new Date(now()).toISOString().slice(0, 10)
    res.setHeader(
      'Content-Disposition',
      `attachment; filename="smartcloud-${listed.organisationNumber}-${day}.${kind}"`,
    )
    const lines = text.split('\n').map(deps.redact)
    res.type(kind === 'md' ? 'text/markdown' : 'application/json').send(lines.join('\n'))
  }

  /** Somebody of ours may look for an organisation that we have never heard of. */
  async function knownOr404(req: Request, res: Response): Promise<KnownCustomer | undefined> {
    const { org } = req.params
    if (typeof org !== 'string' || !isOrganisationNumber(org))
      throw new RequestTurnedAway('notFound')
    const known = await customers.read(org)
    if (!known)
      renderPage(res.status(404), unknownCustomerPage({ organisationNumber: org }, speechOf(res)))
    return known
  }

  const isOperator = (req: Request): boolean => deps.rolesOf(visitorOf(req)).includes('operator')

  return router
}

/** The one that the access came from, or else the newest. */
const requestInForce = ({ requests, customer }: KnownCustomer) =>
  requests.find(({ altinnRequestId }) => altinnRequestId === customer?.systemUserId) ?? requests[0]
