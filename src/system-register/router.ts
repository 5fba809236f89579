import express, { type Request, type Response, type Router } from 'express'
import { bodyOf } from '../altinn/system-register.js'
import type { StaffRole } from '../domain/staff.js'
import { SmartCloudError } from '../errors.js'
import { notAsked, type ExplainFailure } from '../web/explain.js'
import { renderPage, speechOf } from '../web/pages.js'
import { RequestTurnedAway } from '../web/problems.js'
import { addressOf } from '../web/request-action.js'
import { tellNext } from '../web/session.js'
import { staffActionOf, visitorOf, type Visitor } from '../web/visitor.js'
import { checkPage, type CheckPageInput } from './check-page.js'
import {
  applied,
  entryOf,
  NOTHING,
  patchBetween,
  type Content,
  type ListKey,
  type Patch,
} from './content.js'
import { deletePage } from './delete-page.js'
import { editPage } from './edit-page.js'
import { contentFrom, readEntryFile, readLines } from './entry-file.js'
import {
  problemsOf,
  systemIdProblem,
  vendorProblem,
  type Known,
  type Problem,
} from './entry-rules.js'
import { sentAlert, unreadableAlert, type Alert, type Told } from './failure-words.js'
import {
  CheckBody,
  DeleteBody,
  EditBody,
  EditQuery,
  PlaceQuery,
  RegisterBody,
  SECTIONS,
  SystemQuery,
  typedContent,
} from './forms.js'
import { mendingPatch } from './needs.js'
import { registerPage, type RegisterPageInput } from './register-page.js'
import type { Order, Registered, Registration, Sent } from './registration.js'
import { editAddress, placeOf, systemPage } from './system-page.js'

const NOT_LOOKED_UP: Known = { resources: 'unavailable', accessPackages: 'unavailable' }

/** Our systems in Altinn's register: everybody of ours may look, administrators change. */
export function systemRegisterRouter(deps: {
  registration: Registration
  rolesOf: (visitor: Visitor) => readonly StaffRole[]
  explainFailure: ExplainFailure
  now: () => number
}): Router {
  const { registration, explainFailure } = deps
  const { systemId: ours, vendor, needs } = registration
  const isSandbox = registration.environment === 'sandbox'
  const router = express.Router()

  router.get('/admin/system', async (req, res) => {
    const query = SystemQuery.safeParse({ ...req.query })
    if (!query.success) throw new RequestTurnedAway('badRequest')
    const id = idOf(query.data.system)
    const action = staffActionOf(req, res)
    const speech = speechOf(res)
    const [overview, known] = await Promise.all([
      registration.overview(id, action).catch((error: unknown) => {
        if (error instanceof SmartCloudError) return { error }
        throw error
      }),
      registration.known(speech.language, action),
    ])
    const failed = 'error' in overview ? overview.error : undefined
    if (failed) answerFor(failed, res)
    renderPage(
      res,
      systemPage(
        {
          id,
          ours,
          vendor,
          overview: 'error' in overview ? undefined : overview,
          failure:
            failed && unreadableAlert(failed, toldOf(failed, req, res), req.originalUrl, speech),
          known,
          needs,
          mayChange: deps.rolesOf(visitorOf(req)).includes('administrator'),
          readAt: deps.now(),
          wholeLog: query.data.log === 'all',
        },
        speech,
      ),
    )
  })

  router.get('/admin/system.json', async (req, res) => {
    const id = idIn(req)
    const system = await registration.read(id, staffActionOf(req, res))
    if (!system) throw new RequestTurnedAway('notFound')
    res.attachment(`${id.replace(/[^\w.-]/g, '_')}.json`)
    res.type('json').send(`${JSON.stringify(bodyOf(entryOf(id, system.content)), null, 2)}\n`)
  })

  router.get('/admin/system/register', async (req, res) => {
    const system = await registration.read(ours, staffActionOf(req, res))
    const exists = system !== undefined && !system.isDeleted
    showRegister(res, {
      exists,
      systemId: system?.isDeleted ? `${vendor}_` : ours,
      typed: suggested(),
      from: exists ? 'file' : 'form',
    })
  })

  router.post('/admin/system/register', async (req, res) => {
    const body = RegisterBody.safeParse(req.body)
    if (!body.success) throw new RequestTurnedAway('badRequest')
    const action = staffActionOf(req, res)
    const speech = speechOf(res)
    const known = await registration.known(speech.language, action)
    const { data } = body

    const read = data.from === 'file' ? readEntryFile(data.json) : undefined
    const id = read ? (read.file.id ?? ours) : (data as FormBody).systemId.trim()
    const idProblems = [
      ...(read?.problems ?? []),
      ...asList(vendorProblem(read?.file.vendor, vendor)),
      ...asList(systemIdProblem(id, vendor)),
    ]
    const system = idProblems.length === 0 ? await registration.read(id, action) : undefined
    const now = system && !system.isDeleted ? system.content : undefined
    const wanted = read
      ? contentFrom(read.file, now)
      : typedContent(data as FormBody, 'all', NOTHING)
    const patch = patchBetween(now ?? NOTHING, wanted)
    const problems: Problem[] = [
      ...idProblems,
      ...(system?.isDeleted
        ? [{ field: 'systemId' as const, why: 'idTaken' as const, value: id }]
        : []),
      ...(idProblems.length > 0 && read
        ? []
        : problemsOf(wanted, { ...(now && { before: now }), isSandbox, known })),
    ]
    if (problems.length > 0)
      return showRegister(res.status(422), {
        exists: data.from === 'file' && id === ours && now !== undefined,
        systemId: read ? ours : id,
        typed: read ? suggested() : wanted,
        ...(data.from === 'file' ? { json: data.json } : {}),
        from: data.from,
        problems,
      })
    return showCheck(res, {
      id,
      now,
      patch,
      unknownMembers: system?.unknownMembers ?? [],
      ignored: read?.file.ignored ?? [],
      customers: await registration.customers(),
      known,
      ...(data.from === 'form' && now ? { meanwhile: { seen: undefined } } : {}),
    })
  })

  router.get('/admin/system/edit', async (req, res) => {
    const query = EditQuery.safeParse({ ...req.query })
    if (!query.success) return res.redirect(303, '/admin/system')
    const id = idOf(query.data.system)
    const action = staffActionOf(req, res)
    const [system, known] = await Promise.all([
      registration.read(id, action),
      registration.known(speechOf(res).language, action),
    ])
    if (!system || system.isDeleted) return res.redirect(303, `/admin/system${placeOf(id, ours)}`)
    const { content } = system
    return renderPage(
      res,
      editPage(
        { id, ours, section: query.data.section, shown: content, typed: content, known },
        speechOf(res),
      ),
    )
  })

  router.post('/admin/system/edit', async (req, res) => {
    const body = EditBody.safeParse(req.body)
    if (!body.success) throw new RequestTurnedAway('badRequest')
    const { section, shown, add, q } = body.data
    const id = idOf(body.data.system)
    const action = staffActionOf(req, res)
    const speech = speechOf(res)
    const [system, known] = await Promise.all([
      registration.read(id, action),
      registration.known(speech.language, action),
    ])
    if (!system || system.isDeleted) return res.redirect(303, `/admin/system${placeOf(id, ours)}`)
    if (section === 'missing')
      return showChange(res, system, mendingPatch(system.content, needs), known)
    if (!shown) throw new RequestTurnedAway('badRequest')

    const typed = typedContent(body.data, section, shown)
    const showEdit = (content: Content, problems: Problem[] = []) =>
      renderPage(
        res,
        editPage(
          {
            id,
            ours,
            section,
            shown,
            typed: content,
            raw: problems.length > 0 ? rawIn(body.data) : {},
            problems,
            query: body.data.do === 'search' || add !== undefined ? q : undefined,
            known,
          },
          speech,
        ),
      )
    if (add !== undefined && (section === 'rights' || section === 'accessPackages'))
      return showEdit({ ...typed, [section]: added(section, typed[section], add) })
    if (body.data.do === 'search') return showEdit(typed)

    const patch = patchBetween(shown, typed)
    const after = applied(system.content, patch)
    const problems = problemsOf(after, { before: system.content, isSandbox, known })
    if (problems.length > 0) {
      res.status(422)
      return showEdit(typed, problems)
    }
    return showChange(res, system, patch, known)
  })

  /** What a POST has shown leads here when somebody chooses another language. */
  router.get('/admin/system/check', (_req, res) => res.redirect(303, '/admin/system'))

  router.post('/admin/system/check', async (req, res) => {
    const body = CheckBody.safeParse(req.body)
    if (!body.success) throw new RequestTurnedAway('badRequest')
    const { system, patch, seen, typed } = body.data
    const order: Order = { id: idOf(system), patch, seen, typed }
    // The hidden fields are nobody's but the visitor's: what no form of ours lets through is refused.
    const judged = {
      ...(seen && { before: seen }),
      isSandbox,
      known: NOT_LOOKED_UP,
    }
    if (problemsOf(applied(seen ?? NOTHING, patch), judged).length > 0)
      throw new RequestTurnedAway('badRequest')

    const action = staffActionOf(req, res)
    const sent = await registration.send(order, action, { address: addressOf(req) })
    return answerTo(sent, order, req, res)
  })

  router.get('/admin/system/delete', async (req, res) => {
    const id = idIn(req)
    const system = await registration.read(id, staffActionOf(req, res))
    if (!system || system.isDeleted) return res.redirect(303, `/admin/system${placeOf(id, ours)}`)
    return showDelete(res, id)
  })

  router.post('/admin/system/delete', async (req, res) => {
    const body = DeleteBody.safeParse(req.body)
    if (!body.success) throw new RequestTurnedAway('badRequest')
    const { typed } = body.data
    const id = idOf(body.data.system)
    const speech = speechOf(res)
    const words = speech.t.systemRegister
    const action = staffActionOf(req, res)
    const removed = await registration.remove(id, typed, action, { address: addressOf(req) })
    switch (removed.outcome) {
      case 'mustConfirm':
        return showDelete(res.status(422), id, { typed })
      case 'done':
        tellNext(req, { tone: 'success', text: speech.say(words.result.deleted, { id }) })
        return res.redirect(303, `/admin/system${placeOf(id, ours)}`)
      case 'notThere':
        tellNext(req, { tone: 'info', text: words.result.notThere })
        return res.redirect(303, `/admin/system${placeOf(id, ours)}`)
      default:
        answerFor(removed.error, res)
        return showDelete(res, id, { failure: failureAlert(removed, id, true, req, res) })
    }
  })

  /** What somebody sees after the button has been pressed. */
  async function answerTo(sent: Sent, order: Order, req: Request, res: Response): Promise<void> {
    const { id, patch, seen, typed } = order
    const speech = speechOf(res)
    const { result, failure } = speech.t.systemRegister
    const back = `/admin/system${placeOf(id, ours)}`
    switch (sent.outcome) {
      case 'done':
        tellNext(req, {
          tone: 'success',
          text: seen ? result.changed : speech.say(result.registered, { id }),
        })
        return res.redirect(303, back)
      case 'nothingToDo':
        tellNext(req, { tone: 'info', text: result.nothing })
        return res.redirect(303, back)
      case 'deleted':
        tellNext(req, { tone: 'danger', text: failure.deleted })
        return res.redirect(303, back)
    }

    const action = staffActionOf(req, res)
    const known = await registration.known(speech.language, action)
    const isFailure = sent.outcome !== 'changedMeanwhile' && sent.outcome !== 'mustConfirm'
    const now = sent.outcome === 'changedMeanwhile' ? sent.now : await readOrUndefined(id, req, res)
    if (isFailure) answerFor(sent.error, res)
    else res.status(sent.outcome === 'mustConfirm' ? 422 : 409)
    return showCheck(res, {
      id,
      now: now ? now.content : seen,
      patch,
      unknownMembers: now?.unknownMembers ?? [],
      customers: await registration.customers(),
      known,
      ...(sent.outcome === 'changedMeanwhile' ? { meanwhile: { seen } } : {}),
      ...(sent.outcome === 'mustConfirm' ? { typed } : {}),
      ...(isFailure ? { failure: failureAlert(sent, id, now !== undefined, req, res) } : {}),
    })
  }

  const readOrUndefined = (
    id: string,
    req: Request,
    res: Response,
  ): Promise<Registered | undefined> =>
    registration.read(id, staffActionOf(req, res)).catch((error: unknown) => {
      if (error instanceof SmartCloudError) return undefined
      throw error
    })

  function failureAlert(
    sent: Parameters<typeof sentAlert>[0],
    id: string,
    isThere: boolean,
    req: Request,
    res: Response,
  ): Alert {
    return sentAlert(
      sent,
      toldOf(sent.error, req, res),
      {
        systemHref: `/admin/system${placeOf(id, ours)}`,
        // A new system has no such page; its form is a step back.
        editHref: field =>
          isThere && (SECTIONS as readonly string[]).includes(field)
            ? editAddress(id, ours, field)
            : undefined,
      },
      speechOf(res),
    )
  }

  function toldOf(error: SmartCloudError, req: Request, res: Response): Told {
    const { reference } = staffActionOf(req, res)
    return {
      explained: explainFailure(error, speechOf(res).language, reference),
      reference,
    }
  }

  /** The status a failure gives its page; what Altinn found wrong with what was typed is a 422. */
  function answerFor(error: SmartCloudError, res: Response): void {
    if ('brokenRules' in error && (error.brokenRules as unknown[]).length > 0)
      return void res.status(422)
    const told = explainFailure(error, speechOf(res).language, '')
    const { status, retryAfterSeconds } = notAsked(error, told)
    if (status === 503) res.setHeader('Retry-After', String(retryAfterSeconds ?? 60))
    res.status(status)
  }

  const showChange = async (
    res: Response,
    { id, content, unknownMembers }: Registered,
    patch: Patch,
    known: Known,
  ): Promise<void> =>
    showCheck(res, {
      id,
      now: content,
      patch,
      unknownMembers,
      customers: await registration.customers(),
      known,
    })

  const showCheck = (res: Response, input: Omit<CheckPageInput, 'ours' | 'needs'>): void =>
    renderPage(res, checkPage({ ...input, ours, needs }, speechOf(res)))

  const showRegister = (res: Response, input: Omit<RegisterPageInput, 'ours'>): void =>
    renderPage(res, registerPage({ ...input, ours }, speechOf(res)))

  const showDelete = async (
    res: Response,
    id: string,
    more: { typed?: string; failure?: Alert } = {},
  ): Promise<void> =>
    renderPage(
      res,
      deletePage({ id, ours, customers: await registration.customers(), ...more }, speechOf(res)),
    )

  /** What a new form begins with: all that SmartCloud itself needs. */
  const suggested = (): Content => ({
    ...NOTHING,
    ...needs,
    name: { nb: 'SmartCloud', nn: 'SmartCloud', en: 'SmartCloud' },
  })

  function idIn(req: Request): string {
    const query = PlaceQuery.safeParse({ ...req.query })
    if (!query.success) throw new RequestTurnedAway('badRequest')
    return idOf(query.data.system)
  }

  /** Another system of ours than the one SmartCloud works as; nobody else's is asked for. */
  function idOf(system: string | undefined): string {
    if (system === undefined || system === ours) return ours
    if (systemIdProblem(system, vendor)) throw new RequestTurnedAway('notFound')
    return system
  }

  return router
}

type FormBody = Extract<RegisterBody, { from: 'form' }>

const asList = <T>(one: T | undefined): T[] => (one === undefined ? [] : [one])

const added = (section: ListKey, entries: readonly string[], one: string): string[] =>
  readLines(section, [...entries, one].join('\n'))

/** As it was typed, so that whoever has to mend it finds it again. */
const rawIn = ({ clientIds, returnAddresses, rights, accessPackages }: EditBody) => ({
  clientIds,
  returnAddresses,
  rights,
  accessPackages,
})
