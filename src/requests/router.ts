import { nameOrNumber } from '../design/formats.js'
import express, { type Request, type Response, type Router } from 'express'
import * as z from 'zod'
import { isApprovalAddress } from '../altinn/approval-address.js'
import type { Action } from '../action.js'
import type { Altinn } from '../altinn/client.js'
import type { AccessChanges } from '../asking/changes.js'
import type { Answer, Asked, Order, RequestAsking, SentCall } from '../asking/requests.js'
import type { ChangeAnswer } from '../asking/changes.js'
import type { SystemAccesses } from '../asking/system-access.js'
import type { ChangeRow } from '../database/changes.js'
import type { Database } from '../database/database.js'
import type { EventRow } from '../database/events.js'
import type { ListedRequest } from '../database/request-list.js'
import type { RequestRow } from '../database/requests.js'
import type { Environment, RequestKind } from '../database/tables.js'
import type { OrganisationNumber, World } from '../domain/organisation-number.js'
import type { StaffRole } from '../domain/staff.js'
import { SmartCloudError } from '../errors.js'
import { ROWS_PER_PAGE } from '../design/paging.js'
import type { ExplainToStaff } from '../web/explain.js'
import type { Message } from '../web/frame.js'
import { renderPage, speechOf } from '../web/pages.js'
import { RequestTurnedAway } from '../web/problems.js'
import { actionOf } from '../web/request-action.js'
import { tellNext } from '../web/session.js'
import { LANGUAGES, speechFor } from '../web/speech.js'
import { staffActionOf, visitorOf, type Visitor } from '../web/visitor.js'
import { checkPage, type Obstacle } from './check-page.js'
import { deletePage } from './delete-page.js'
import { LIST, listPage, ListQuery } from './list-page.js'
import { readOffer, type Offer } from './offer.js'
import {
  EMPTY,
  OrderBody,
  OrderQuery,
  readOrder,
  type OrderProblems,
  type OrderValues,
} from './order-form.js'
import { addressOfForm, orderPage } from './order-page.js'
import { requestPage, type HistoryEntry, type RequestPageInput } from './request-page.js'
import { standingBefore } from './standing-before.js'

const NothingMore = z.strictObject({ _csrf: z.string() })
const OneQuery = z.strictObject({ draft: z.enum(LANGUAGES).optional() })
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Where our own people ask organisations for access, and follow what becomes of it. */
export function requestsRouter(deps: {
  altinn: Pick<Altinn, 'requests' | 'systemUsers' | 'systemRegister' | 'metadata'>
  requestAsking: RequestAsking
  accessChanges: AccessChanges
  systemAccesses: Pick<SystemAccesses, 'namesOf'>
  database: Database
  environment: Environment
  world: World
  systemId: string
  /** Where Altinn sends a customer who has answered a request, and who has answered a change. */
  receiptAddress: string
  changeReceiptAddress: string
  approvalOrigins: readonly string[]
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
  explainToStaff: ExplainToStaff
  /** By the register of legal entities; null when it does not know, or does not answer soon. */
  registeredNameOf: (number: OrganisationNumber, action: Action) => Promise<string | null>
}): Router {
  const { altinn, requestAsking, accessChanges, database, environment, explainToStaff } = deps
  const { requestList, requests, changes, organisations, onboardings, events } = database
  const router = express.Router()

  const mayAct = (req: Request): boolean => deps.rolesOf(visitorOf(req)).includes('operator')

  router.get(LIST, async (req, res) => {
    const query = ListQuery.safeParse({ ...req.query })
    if (!query.success) throw new RequestTurnedAway('badRequest')
    const { by, ...rest } = query.data
    const asked = { ...rest, sort: by ?? rest.sort }
    const found = await requestList.search({
      environment,
      text: asked.q,
      standing: asked.status || undefined,
      sort: asked.sort,
      page: asked.page,
      rowsPerPage: ROWS_PER_PAGE,
    })
    renderPage(res, listPage({ asked, found, mayAsk: mayAct(req) }, speechOf(res)))
  })

  for (const kind of ['standard', 'agent'] as const) {
    const address = addressOfForm(kind)

    router.get(address, async (req, res) => {
      const query = OrderQuery.safeParse({ ...req.query })
      if (!query.success) throw new RequestTurnedAway('badRequest')
      const offer = await offerFor(kind, res)
      const { organisationNumber, package: packageId } = query.data
      showForm(res, kind, offer, { ...EMPTY, organisationNumber, package: packageId })
    })

    router.post(address, async (req, res) => {
      const body = OrderBody.safeParse(req.body)
      if (!body.success) throw new RequestTurnedAway('badRequest')
      const { _csrf, do: step, again, ...values } = body.data
      const offer = await offerFor(kind, res)
      if (step === 'find' || step === 'edit') return showForm(res, kind, offer, values)

      const { world, receiptAddress } = deps
      const read = readOrder(values, { kind, offer, world, receiptAddress })
      if (!read.ok) return showForm(res.status(422), kind, offer, values, read.problems)
      if (step === 'create') return create(req, res, read.order, values, offer, again === 'yes')

      const before = await standingBefore(read.order, deps, actionOf(res))
      const obstacle: Obstacle =
        before.state === 'unreadable'
          ? { state: 'unreadable', explained: explainToStaff(before.error, speechOf(res)) }
          : before
      return showCheck(res, read.order, values, offer, obstacle)
    })
  }

  // Before the page itself, whose address would match it too.
  router.get(`${LIST}/:id.json`, async (req, res) => {
    const { listed, call } = await loaded(req)
    res.setHeader('Content-Disposition', `attachment; filename="${fileNameOf(listed)}"`)
    res.type('application/json').send(`${JSON.stringify(call.body, null, 2)}\n`)
  })

  router.get(`${LIST}/:id`, async (req, res) => {
    const query = OneQuery.safeParse({ ...req.query })
    if (!query.success) throw new RequestTurnedAway('badRequest')
    const { listed, row, call } = await loaded(req)
    const speech = speechOf(res)
    const action = actionOf(res)
    const seesNames = mayAct(req)

    const wanted = wantedIn(listed, row)
    const [named, history, contact, language] = await Promise.all([
      deps.systemAccesses.namesOf(
        wanted.map(({ id }) => id),
        speech.language,
        action,
      ),
      events.list({ objectId: listed.id, limit: 100 }),
      organisations.byNumber(environment, listed.organisationNumber),
      languageOf(row),
    ])
    const names = seesNames ? await namesIn(history) : new Map<string, string>()
    const made = history.findLast(({ event }) => event.endsWith(' intended'))

    renderPage(
      res,
      requestPage(
        {
          listed,
          row: factsIn(row),
          contact: {
            email: contact?.email ?? null,
            contactPerson: contact?.contactPerson ?? null,
          },
          createdBy: names.get(made?.actor ?? ''),
          isByCustomer: isRequest(row) ? row.startedBy !== row.id : !made?.actor,
          asked: named.map((right, i) => ({ ...right, ...wanted[i]?.fate })),
          history: history.reverse().map(({ at, event, actor }): HistoryEntry => ({
            at,
            event,
            actor: names.get(actor ?? ''),
          })),
          call,
          mayAct: mayAct(req),
          draftSpeech: speechFor(query.data.draft ?? language),
          isDraftOpen: query.data.draft !== undefined,
        },
        speech,
      ),
    )
  })

  router.post(`${LIST}/:id/check`, async (req, res) => {
    if (!NothingMore.safeParse(req.body).success) throw new RequestTurnedAway('badRequest')
    const { listed, row } = await loaded(req)
    const action = staffActionOf(req, res)
    const answer = isRequest(row)
      ? await requestAsking.answerFor({ request: row }, action)
      : await accessChanges.answerFor(row, await holderOf(row, listed), action)
    tellNext(req, toldOf(answer, res))
    res.redirect(303, `${LIST}/${listed.id}`)
  })

  router.get(`${LIST}/:id/delete`, async (req, res) => {
    const { listed, row } = await loaded(req)
    // Its page says why not.
    if (!row.active || listed.standing === 'approved')
      return res.redirect(303, `${LIST}/${listed.id}`)
    const { reference } = actionOf(res)
    return renderPage(res, deletePage({ listed, reference }, speechOf(res)))
  })

  router.post(`${LIST}/:id/delete`, async (req, res) => {
    if (!NothingMore.safeParse(req.body).success) throw new RequestTurnedAway('badRequest')
    const { listed, row } = await loaded(req)
    const speech = speechOf(res)
    const action = staffActionOf(req, res)
    let outcome: 'removed' | 'uncertain' | 'approved'
    try {
      outcome = isRequest(row)
        ? await requestAsking.remove(row, action)
        : await accessChanges.remove(row, action)
    } catch (error) {
      if (!(error instanceof SmartCloudError)) throw error
      const explained = explainToStaff(error, speech)
      const { reference } = action
      return renderPage(
        res.status(error.status),
        deletePage({ listed, explained, reference }, speech),
      )
    }
    const words = speech.t.requests.told
    if (outcome === 'removed') {
      const text = speech.say(words.deleted, { company: nameOrNumber(listed) })
      tellNext(req, { tone: 'success', text })
      return res.redirect(303, LIST)
    }
    tellNext(req, { tone: 'warning', text: words.notDeleted[outcome] })
    return res.redirect(303, `${LIST}/${listed.id}`)
  })

  const offerFor = (kind: RequestKind, res: Response): Promise<Offer> =>
    readOffer(altinn, kind, speechOf(res).language, actionOf(res))

  function showForm(
    res: Response,
    kind: RequestKind,
    offer: Offer,
    values: OrderValues,
    problems: OrderProblems = {},
  ): void {
    const speech = speechOf(res)
    const page = orderPage(
      {
        kind,
        values,
        offer,
        problems,
        explained: offer.state === 'unreadable' ? explainToStaff(offer.error, speech) : undefined,
        reference: actionOf(res).reference,
        receiptAddress: deps.receiptAddress,
        otherAddresses: [deps.changeReceiptAddress],
      },
      speech,
    )
    renderPage(res, page)
  }

  async function showCheck(
    res: Response,
    order: Order,
    values: OrderValues,
    offer: Offer,
    obstacle: Obstacle,
  ): Promise<void> {
    const { systemId } = deps
    const { reference } = actionOf(res)
    const knownName = await knownNameOf(order, actionOf(res))
    const input = { order, values, offer, obstacle, knownName, systemId, reference }
    renderPage(res, checkPage(input, speechOf(res)))
  }

  /** As we know the organisation, or else as it is registered. */
  async function knownNameOf({ organisation }: Order, action: Action): Promise<string | null> {
    const { organisationNumber } = organisation
    const known = await organisations.byNumber(environment, organisationNumber)
    return known?.name ?? deps.registeredNameOf(organisationNumber, action)
  }

  async function create(
    req: Request,
    res: Response,
    order: Order,
    values: OrderValues,
    offer: Offer,
    again: boolean,
  ): Promise<void> {
    const { t, say } = speechOf(res)
    const action = staffActionOf(req, res)
    const { organisation } = order
    const name = organisation.name ?? (await knownNameOf(order, action))
    const named = { ...order, organisation: { ...organisation, name } }
    const asked = await requestAsking.ask(named, again, action)
    if (asked.outcome === 'goToAltinn') {
      const { request } = asked
      const listed = await requestList.one(environment, request.id)
      const company = nameOrNumber(listed ?? { name: null, ...request })
      tellNext(
        req,
        asked.wasThere
          ? { tone: 'info', text: t.requests.told.wasThere }
          : { tone: 'success', text: say(t.requests.told.created, { company }) },
      )
      return res.redirect(303, `${LIST}/${request.id}`)
    }
    if (asked.outcome === 'uncertain') {
      tellNext(req, { tone: 'warning', text: t.requests.told.uncertain })
      return res.redirect(303, `${LIST}/${asked.request.id}`)
    }
    const { status, obstacle } = obstacleIn(asked, order.kind, res)
    return showCheck(res.status(status), order, values, offer, obstacle)
  }

  /** What the check page says of it, and with which status. */
  function obstacleIn(
    asked: Exclude<Asked, { request: unknown }>,
    kind: RequestKind,
    res: Response,
  ): { status: number; obstacle: Obstacle } {
    switch (asked.outcome) {
      case 'alreadyApproved':
        return { status: 409, obstacle: { state: 'hasAccess', kind } }
      case 'endedBefore':
        return { status: 409, obstacle: { state: 'endedBefore', situation: asked.situation } }
      case 'otherKindWaits': {
        const { waiting, confirmUrl } = asked
        return { status: 409, obstacle: { state: 'otherKindWaits', waiting, confirmUrl } }
      }
      case 'refused':
        return { status: 502, obstacle: { state: 'refused', ...asked } }
      case 'notSent': {
        const { error } = asked
        if (error.status === 503) res.setHeader('Retry-After', '60')
        const explained = explainToStaff(error, speechOf(res))
        return { status: error.status, obstacle: { state: 'notSent', explained } }
      }
    }
  }

  /** @throws {RequestTurnedAway} there is nothing of this id */
  async function loaded(
    req: Request,
  ): Promise<{ listed: ListedRequest; row: RequestRow | ChangeRow; call: SentCall }> {
    const id = String(req.params['id'])
    const listed = ID.test(id) ? await requestList.one(environment, id) : undefined
    if (listed?.type === 'change') {
      const row = await changes.byId(id)
      if (row) return { listed, row, call: accessChanges.asSent(row) }
    } else if (listed) {
      const row = await requests.byId(id)
      const { resources, accessPackages } = listed // as they were, before anything was changed
      if (row) {
        const call = requestAsking.asSent({ ...row, resources, accessPackages })
        return { listed, row, call }
      }
    }
    throw new RequestTurnedAway('notFound')
  }

  const factsIn = (row: RequestRow | ChangeRow): RequestPageInput['row'] => ({
    systemId: row.systemId,
    checkedAt: row.checkedAt,
    externalReference: isRequest(row) ? row.externalReference : null,
    returnAddress: isRequest(row) ? row.returnAddress : null,
    confirmUrl:
      row.active &&
      row.confirmUrl !== null &&
      isApprovalAddress(row.confirmUrl, deps.approvalOrigins)
        ? row.confirmUrl
        : null,
    altinnRequestId: isRequest(row) ? row.altinnRequestId : row.id,
    systemUserId: isRequest(row) ? null : row.systemUserId,
    altinnStatus: row.altinnStatus,
    failure: row.failure,
    active: row.active,
  })

  /** As the customer registered; whom we ask by ourselves gets bokmål. */
  async function languageOf(row: RequestRow | ChangeRow): Promise<(typeof LANGUAGES)[number]> {
    const started = isRequest(row) ? await onboardings.byId(row.startedBy) : undefined
    return LANGUAGES.find(language => language === started?.language) ?? LANGUAGES[0]
  }

  async function namesIn(history: readonly EventRow[]): Promise<Map<string, string>> {
    const actors = [...new Set(history.flatMap(({ actor }) => actor ?? []))]
    const known = await events.namesOf(actors)
    return new Map(
      known.flatMap(({ actor, details }) => {
        const { name } = (details ?? {}) as { name?: unknown }
        return typeof name === 'string' ? [[actor, name] as const] : []
      }),
    )
  }

  async function holderOf(change: ChangeRow, listed: ListedRequest) {
    const { organisationNumber } = change
    const customer = await database.customers.byOrganisation(environment, organisationNumber)
    return {
      organisationNumber,
      companyName: listed.name ?? organisationNumber,
      packageId: change.packageBefore,
      externalReference: customer?.externalReference ?? null,
      resources: change.resourcesBefore,
      isWithdrawn: false,
    }
  }

  function toldOf(answer: Answer | ChangeAnswer, res: Response): Message {
    const { t, say } = speechOf(res)
    const words = t.requests.told.checked
    switch (answer.outcome) {
      case 'found': {
        const tone = TONES[answer.situation]
        return answer.situation === 'unknown'
          ? { tone, text: say(words.unknown, { status: answer.status }) }
          : { tone, text: words[answer.situation] }
      }
      case 'unreadable': {
        const { reference } = actionOf(res)
        return { tone: 'warning', text: say(words.unreadable, { reference }) }
      }
      case 'noSuchRequest':
        return { tone: 'info', text: words.notSent }
      default:
        return { tone: 'info', text: words[answer.outcome] }
    }
  }

  return router
}

const TONES = {
  waiting: 'info',
  forwarded: 'info',
  approved: 'success',
  rejected: 'info',
  expired: 'info',
  noChange: 'info',
  unknown: 'warning',
} as const

const isRequest = (row: RequestRow | ChangeRow): row is RequestRow => 'kind' in row

/** Of a change: what it adds, what it takes away, and what stays. */
function wantedIn(
  { resources, accessPackages }: ListedRequest,
  row: RequestRow | ChangeRow,
): { id: string; fate?: { fate: 'added' | 'removed' | 'kept' } }[] {
  if (isRequest(row)) return [...resources, ...accessPackages].map(id => ({ id }))
  const { resourcesBefore: before, resourcesAfter: after } = row
  return [
    ...after.map(id => ({
      id,
      fate: { fate: before.includes(id) ? ('kept' as const) : ('added' as const) },
    })),
    ...before
      .filter(id => !after.includes(id))
      .map(id => ({ id, fate: { fate: 'removed' as const } })),
  ]
}

const fileNameOf = ({ type, organisationNumber, id }: ListedRequest): string =>
  `${type === 'change' ? 'change' : 'request'}-${organisationNumber}-${id.slice(0, 8)}.json`
