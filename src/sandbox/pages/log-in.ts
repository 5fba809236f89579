import { Router } from 'express'
import { APPROVAL_PAGES, findRequest } from '../altinn/answers.js'
import { isRelatedTo } from '../altinn/approval.js'
import { LOG_IN, logInAddress } from '../site/addresses.js'
import {
  LANGUAGE_COOKIE,
  LANGUAGES,
  localPath,
  textFrom,
  type Page,
  type Site,
} from '../site/site.js'
import { fill, type Texts } from '../site/texts.js'
import { organisationName, personName, roleIn, ROLES } from '../site/words.js'
import type { Person } from '../state/state.js'
import type { World } from '../world/world.js'

/** Who the visitor is, whom the visitor acts for, and in which language. */
export function logInRouter(world: World, site: Site): Router {
  const router = Router()
  const { sessions, cookie, form, visitor, show } = site

  router.get(LOG_IN, (req, res) => {
    const who = visitor(req, res)
    const goTo = localPath(textFrom(req.query['goto']))
    const choices = userChoices(world, orgNoAskedIn(world, goTo), who.texts)
    show(res, who, logInPage(choices, goTo, who.texts))
  })

  router.post(LOG_IN, ...form, (req, res) => {
    const goTo = localPath(textFrom(req.body['goto']))
    const person = world.state.persons.get(textFrom(req.body['person']))
    if (!person) return res.redirect(303, logInAddress(goTo))
    const asked = orgNoAskedIn(world, goTo)
    const actingFor = asked && isRelatedTo(asked, person) ? asked : person.roles[0]?.orgNo
    sessions.logIn(req, res, { pid: person.pid, ...(actingFor && { actingFor }) })
    res.redirect(303, goTo)
  })

  router.post('/acting-for', ...form, (req, res) => {
    const { session, person } = visitor(req, res)
    const orgNo = textFrom(req.body['organisation'])
    if (person && isRelatedTo(orgNo, person)) session.actingFor = orgNo
    res.redirect(303, withoutChoice(localPath(textFrom(req.body['back']))))
  })

  router.post('/language', ...form, (req, res) => {
    const chosen = LANGUAGES.find(({ code }) => code === req.body['language'])
    if (chosen) res.cookie(LANGUAGE_COOKIE, chosen.code, { ...cookie, maxAge: YEAR_MS })
    res.redirect(303, localPath(textFrom(req.body['back'])))
  })

  return router
}

const YEAR_MS = 365 * 24 * 60 * 60 * 1000

/** The organisation that the page is about, so that its own people can be offered. */
function orgNoAskedIn(world: World, path: string): string | undefined {
  const { pathname, searchParams } = new URL(path, world.origin)
  const kind = APPROVAL_PAGES.find(page => pathname.endsWith(`/${page}`))
  return kind && findRequest(world, kind, searchParams.get('id') ?? '')?.partyOrgNo
}

/** Without the flag by which a request's organisation is chosen for the person. */
function withoutChoice(path: string): string {
  const url = new URL(path, 'http://sandbox.invalid')
  url.searchParams.delete('DONTCHOOSEREPORTEE')
  return url.pathname + url.search
}

interface LogInPage extends Page {
  view: 'sandbox/log-in'
  action: string
  lead: string
  legend: string
  button: string
  /** Where to go afterwards. */
  goTo: string
  choices: UserChoice[]
}

const logInPage = (
  choices: UserChoice[],
  goTo: string,
  { logIn: { title, lead, legend, button } }: Texts,
): LogInPage => ({
  view: 'sandbox/log-in',
  action: LOG_IN,
  title,
  lead,
  legend,
  button,
  goTo,
  choices,
})

/** A test user to log in as. */
interface UserChoice {
  pid: string
  label: string
}

/**
 * Whom a visitor may log in as: those of the organisation, whoever may do most first, and one who
 * has nothing to do with it. Everybody, when it is not about one organisation.
 */
function userChoices(world: World, orgNo: string | undefined, texts: Texts): UserChoice[] {
  const persons = [...world.state.persons.values()]
  const rank = ({ roles }: Person) =>
    Math.min(
      ...roles
        .filter(held => orgNo === undefined || held.orgNo === orgNo)
        .map(({ role }) => ROLES.indexOf(role)),
    )
  const insiders = persons
    .filter(person => (orgNo ? isRelatedTo(orgNo, person) : person.roles.length > 0))
    .sort((one, other) => rank(one) - rank(other))
  const stranger = persons.find(({ roles }) => roles.length === 0)
  return [...insiders, ...(stranger ? [stranger] : [])].map(person => ({
    pid: person.pid,
    label: userLabel(world, person, orgNo, texts),
  }))
}

function userLabel(
  world: World,
  person: Person,
  orgNo: string | undefined,
  { logIn, roles }: Texts,
): string {
  const name = personName(person)
  const held = roleIn(orgNo ?? person.roles[0]?.orgNo ?? '', person)
  if (!held)
    return orgNo
      ? fill(logIn.stranger, { name, company: organisationName(world, orgNo) })
      : fill(logIn.strangerAnywhere, { name })
  const role = roles[held]
  const count = new Set(person.roles.map(other => other.orgNo)).size
  if (!orgNo && count > 1) return fill(logIn.choiceInSeveral, { name, role, count: String(count) })
  const company = organisationName(world, orgNo ?? person.roles[0]?.orgNo ?? '')
  return fill(logIn.choice, { name, role, company })
}
