import express, { type Request, type Router } from 'express'
import type { Database } from '../database/database.js'
import { companyName } from '../design/formats.js'
import { isOrganisationNumber } from '../domain/organisation-number.js'
import { TEST_ORGANISATIONS } from '../domain/test-organisations.js'
import type { Cookies } from '../web/cookies.js'
import type { Environment, Page } from '../web/frame.js'
import { renderPage, speechOf } from '../web/pages.js'
import { recordsCalls, stopsBeforeAltinn } from '../web/presenting.js'
import { RequestTurnedAway } from '../web/problems.js'
import type { Speech } from '../web/speech.js'
import { visitorOf } from '../web/visitor.js'
import { PLACES } from './addresses.js'
import { comparePage } from './compare-page.js'
import { mayCompare } from './compared.js'
import { createEventStreams } from './events.js'
import { listPage } from './list-page.js'
import { logPage } from './log-page.js'
import { presentPage } from './present-page.js'
import type { Recorder } from './recorder.js'
import { sequencePage } from './sequence-page.js'
import { stepPage } from './step-page.js'
import { storyOf, type ToldFlow } from './story.js'
import { listTools, mayBringInAt, takeAwayLinks } from './tools.js'
import { forOnlookers, onlookerOf, type InspectorAccess } from './watch.js'

export function inspectorRouter(deps: {
  recorder: Recorder
  cookies: Cookies
  environment: Environment
  database: Pick<Database, 'organisations'>
  systemId: string
  inspectorAccess: InspectorAccess
}): Router {
  const { recorder, cookies, environment, database, systemId, inspectorAccess } = deps
  const mayBringIn = mayBringInAt(environment)
  const router = express.Router()

  const handler = forOnlookers(inspectorAccess)
  const follow = createEventStreams({ recorder })

  /** Our own people see what everybody is called; others, what they know already. */
  async function namesFor(req: Request, isStaff: boolean, stories: readonly ToldFlow[]) {
    const numbers = new Set(stories.flatMap(({ flow }) => flow.organisationNumber ?? []))
    const { signedIn } = visitorOf(req)
    const known = new Map<string, string>(
      environment === 'sandbox'
        ? TEST_ORGANISATIONS.map(({ organisationNumber, name }) => [organisationNumber, name])
        : [],
    )
    if (signedIn?.audience === 'customer')
      known.set(signedIn.organisationNumber, signedIn.organisationName)
    if (isStaff)
      for (const number of numbers) {
        if (!isOrganisationNumber(number)) continue
        const row = await database.organisations.byNumber(environment, number)
        if (row?.name) known.set(number, row.name)
      }
    return (number: string) => {
      const name = known.get(number)
      return name && companyName(name)
    }
  }

  for (const place of PLACES) {
    router.get(
      place,
      handler(async (who, req, res) => {
        const speech = speechOf(res)
        const stories = recorder.flowsFor(who).map(flow => storyOf(flow, speech))
        const tools = listTools(
          place,
          {
            isRecording: recordsCalls(req, cookies),
            stopsBeforeAltinn: stopsBeforeAltinn(req, cookies),
            hasFlows: stories.length > 0,
            mayBringIn: mayBringIn(who),
          },
          speech,
        )
        const isStaff = who.staff !== undefined
        const nameOf = await namesFor(req, isStaff, stories)
        const page = { ...listPage({ place, stories, nameOf, isStaff }, speech), tools }
        renderPage(res, page)
      }),
    )

    router.get(`${place}/events`, async (req, res) => {
      // Not by `handler`: what a window asks by itself is no opening, and no other reader waits for
      // an answer that has no end.
      const who = await onlookerOf(req, res, inspectorAccess)
      const { flow, seen } = req.query
      const isKnown =
        who &&
        (flow === undefined ||
          (typeof flow === 'string' && recorder.flowFor(who, flow) !== undefined))
      const isEventSource = req.get('accept')?.includes('text/event-stream') === true
      if (!who || !isKnown || !isEventSource || req.method !== 'GET')
        throw new RequestTurnedAway('notFound')
      follow(who, { flowId: flow, seen: typeof seen === 'string' ? seen : undefined }, res)
    })

    router.get(
      `${place}/flows/:flow`,
      handler((who, req, res) => {
        const flow = recorder.flowFor(who, String(req.params['flow']))
        if (!flow) throw new RequestTurnedAway('notFound')
        const speech = speechOf(res)
        const story = storyOf(flow, speech)
        const show = (page: Page) => {
          const withFiles = { ...page, takeAway: takeAwayLinks(place, flow.id, speech) }
          renderPage(res, withFiles)
        }
        const { view } = req.query
        if (view !== undefined) return show(viewOf(place, story, req, speech))
        const { step = '1', compare } = req.query
        const told = /^\d{1,3}$/.test(String(step)) ? story.steps[Number(step) - 1] : undefined
        if (!told) throw new RequestTurnedAway('notFound')
        if (compare === undefined) return show(stepPage({ place, story, told, systemId }, speech))
        const comparison = mayCompare(told.step)
        if (comparison === undefined || compare !== comparison)
          throw new RequestTurnedAway('notFound')
        const otherFlows = recorder.flowsFor(who)
        renderPage(res, comparePage({ place, story, told, comparison, otherFlows }, speech))
      }),
    )
  }

  return router
}

/** @throws {RequestTurnedAway} there is no such view, or no such slide in it */
function viewOf(place: string, story: ToldFlow, { query }: Request, speech: Speech): Page {
  const { view, step = 1, focus = 1 } = query
  const page =
    view === 'sequence'
      ? sequencePage({ place, story }, speech)
      : view === 'log'
        ? logPage({ place, story }, speech)
        : view === 'present'
          ? presentPage({ place, story, step: Number(step), focus: Number(focus) }, speech)
          : undefined
  if (!page) throw new RequestTurnedAway('notFound')
  return page
}
