import { randomUUID } from 'node:crypto'
import { Router, type RequestHandler, type Response } from 'express'
import { readMaskinportenToken } from '../altinn/bearer-token.js'
import type { World } from '../world/world.js'
import {
  claimsMadeIn,
  openItems,
  paymentsIn,
  payoutsIn,
  type Account,
  type Period,
} from './ledger.js'
import { mayRead } from './pdp.js'

/**
 * Skatteetaten's API Krav og betalinger, as the rights package `regnskapssystem` sees it.
 *
 * @see https://github.com/Skatteetaten/api-dokumentasjon (`docs/api/kravogbetalinger.md`)
 */
export function claimsRouter(world: World): Router {
  const router = Router()
  router.use('/v1', withCorrelation)
  for (const endpoint of ENDPOINTS)
    router.all(`/v1/regnskapssystem/:orgNo/${endpoint.name}`, getOnly, answerWith(world, endpoint))
  router.use('/v1', (_req, res) => refuse(res, 'KB-003', 'Ukjent adresse.'))
  return router
}

interface Endpoint {
  name: string
  /** What is said when there is nothing to tell. */
  nothing: string
  /** What the query asks for, or what is wrong with it. */
  read(query: Record<string, unknown>, today: string): Wanted | string
}

interface Wanted {
  periode?: Period
  /** The answer, but for what every answer begins with; undefined when there is nothing to tell. */
  of(account: Account): object | undefined
}

const listOf = (
  name: string,
  member: string,
  rowsIn: (account: Account, period: Period) => object[],
): Endpoint => ({
  name,
  nothing: `Fant ingen ${name} for oppgitt organisasjonsnummer og periode.`,
  read(query, today) {
    const periode = readPeriod(query, today)
    if (typeof periode === 'string') return periode
    const of = (account: Account) => {
      const rows = rowsIn(account, periode)
      return rows.length > 0 ? { [member]: rows } : undefined
    }
    return { periode, of }
  },
})

const ENDPOINTS: Endpoint[] = [
  {
    name: 'aapnekrav',
    nothing: 'Fant ingen åpne krav for oppgitt organisasjonsnummer.',
    read: (_query, today) => ({ of: account => openItems(account, today) }),
  },
  listOf('krav', 'krav', claimsMadeIn),
  listOf('innbetalinger', 'innbetaling', paymentsIn),
  listOf('utbetalinger', 'utbetaling', payoutsIn),
]

const STATUS = {
  'KB-002': 500,
  'KB-003': 404,
  'KB-004': 401,
  'KB-006': 400,
  'KB-007': 404,
  'KB-008': 406,
  'KB-009': 404,
  'DAS-008': 403,
} as const

function refuse(res: Response, kode: keyof typeof STATUS, melding: string): void {
  res.status(STATUS[kode]).json({ kode, melding, korrelasjonsid: res.get('Korrelasjonsid') })
}

const withCorrelation: RequestHandler = (req, res, next) => {
  res.set('Korrelasjonsid', req.get('Korrelasjonsid') || randomUUID())
  next()
}

const getOnly: RequestHandler<{ orgNo: string }> = (req, res, next) => {
  if (req.method === 'GET') return next()
  res.status(405).set('Allow', 'GET').end()
}

/** The order of the checks is the contract's. */
const answerWith =
  (world: World, endpoint: Endpoint): RequestHandler<{ orgNo: string }> =>
  async (req, res) => {
    if (!req.accepts('json')) return refuse(res, 'KB-008', 'Tjenesten svarer bare med JSON.')

    const bearer = await readMaskinportenToken(req, world)
    if (!bearer.ok) {
      res.set('WWW-Authenticate', 'Bearer')
      return refuse(res, 'KB-004', 'Tokenet mangler eller er ikke gyldig.')
    }

    const { orgNo } = req.params
    if (!isOrganisationNumber(orgNo))
      return refuse(res, 'KB-006', 'Organisasjonsnummeret er ikke gyldig.')
    const wanted = endpoint.read(req.query, todayIn(world))
    if (typeof wanted === 'string') return refuse(res, 'KB-006', wanted)

    if (!bearer.token.scopes.includes('skatteetaten:kravogbetalinger'))
      return refuse(res, 'DAS-008', 'Tokenet gir ikke tilgang til tjenesten.')
    const verdict = mayRead(world, bearer.token, 'ske-krav-og-betalinger', orgNo)
    if (verdict === 'pdpUnreachable')
      return refuse(res, 'KB-002', 'Uventet feil i et bakenforliggende system.')
    if (verdict === 'no')
      return refuse(res, 'DAS-008', 'Systembrukeren har ikke tilgang til virksomheten.')

    const account = accountOf(world, orgNo)
    if (!account) return refuse(res, 'KB-009', 'Fant ikke oppgitt organisasjonsnummer.')

    const head = { partIdentifikator: orgNo, periode: wanted.periode }
    if (world.state.withheld?.has(orgNo)) return void res.json({ ...head, skjermet: true })
    const answer = wanted.of(account)
    if (!answer) return refuse(res, 'KB-007', endpoint.nothing)
    res.json({ ...head, skjermet: false, ...answer })
  }

function accountOf({ state }: World, orgNo: string): Account | undefined {
  const ledger = state.ledgers.get(orgNo)
  const organisation = state.organisations.get(orgNo)
  if (!ledger || !organisation) return undefined
  const { name, bankAccount } = organisation
  return { orgNo, name, bankAccount, ledger, collectionAccount: state.collectionAccount }
}

const norwegianDate = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo' })

function todayIn({ state, ledgerDate = 'seed', now }: World): string {
  const clock = norwegianDate.format(now())
  return ledgerDate === 'seed' ? (state.ledgerDate ?? clock) : clock
}

/** The period, or what is wrong with it. */
function readPeriod(query: Record<string, unknown>, today: string): Period | string {
  const { fraOgMed, tilOgMed = today } = query
  if (fraOgMed === undefined) return 'fraOgMed mangler.'
  if (!isDate(fraOgMed)) return 'fraOgMed er ikke en dato på formen ÅÅÅÅ-MM-DD.'
  if (!isDate(tilOgMed)) return 'tilOgMed er ikke en dato på formen ÅÅÅÅ-MM-DD.'
  if (tilOgMed < fraOgMed) return 'tilOgMed er før fraOgMed.'
  if (tilOgMed > oneYearAfter(fraOgMed)) return 'Perioden kan ikke være lengre enn ett år.'
  return { fraOgMed, tilOgMed }
}

const isDate = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d{2}-\d{2}$/.test(value) &&
  new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value

/** A year after 29 February is 28 February. */
function oneYearAfter(date: string): string {
  const year = String(Number(date.slice(0, 4)) + 1).padStart(4, '0')
  const sameDay = year + date.slice(4)
  return isDate(sameDay) ? sameDay : `${year}-02-28`
}

/** Nine digits, the last one by modulus 11. */
function isOrganisationNumber(text: string): boolean {
  if (!/^\d{9}$/.test(text)) return false
  const weights = [3, 2, 7, 6, 5, 4, 3, 2, 1]
  return weights.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0) % 11 === 0
}
