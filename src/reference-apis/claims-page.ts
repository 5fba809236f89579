import { companyName } from '../design/formats.js'
import type { IconName } from '../design/icons.js'
import { paged } from '../design/paging.js'
import type { Client } from '../domain/clients.js'
import { clientName } from '../web/client-picker.js'
import { breadcrumbsUnder, titleOf, type Page } from '../web/frame.js'
import { paginationOf } from '../web/pagination.js'
import { capitalised, serviceName, type Speech } from '../web/speech.js'
import { amountOr, dayIn, dayOf } from './claims-words.js'
import { isDay, type AskedPeriod } from './claims-period.js'
import type { Sheet, SheetCell } from './claims-sheet.js'
import { sheetsOf, TABS, type Tab, type TabAnswer } from './claims-tabs.js'
import type { Module, Unavailable } from './overview-page.js'

export interface ClaimsPageInput {
  tab: Tab
  company: string
  /** When the answer came, in epoch milliseconds. */
  fetchedAt: number
  /** As sent to Skatteetaten. */
  correlationId: string
  period: AskedPeriod
  /** Whether the visitor chose the period; the links to the other tabs then keep it. */
  isChosen: boolean
  /** Left out when nothing was asked, because the period has problems. */
  result?: Module<TabAnswer> | { state: 'deleted'; newRequestHref: string } | undefined
  /** From 1. */
  page?: number
  /** For an accountant: whose figures these are. */
  client?: Client | undefined
  /** Where one asks for the missing permission. */
  askHref?: string
}

const PATHS: Readonly<Record<Tab, string>> = {
  open: '/claims',
  all: '/claims/all',
  'payments-in': '/claims/payments-in',
  'payments-out': '/claims/payments-out',
}

export function claimsPage(input: ClaimsPageInput, speech: Speech) {
  const { t, say } = speech
  const { tab, period, result } = input
  const words = t.claims
  const problems = tab === 'open' ? [] : problemsOf(period, speech)
  const name = words.tabs[tab]

  return {
    view: 'reference-apis/claims',
    title: titleOf(say(words.title, { tab: name }), speech, problems.length > 0),
    breadcrumbs: breadcrumbsUnder(
      { name: t.overview.heading, href: addressOf('/overview', input) },
      { name: words.heading, href: addressOf(PATHS[tab], input) },
      speech,
    ),
    words,
    name,
    about: input.client && say(t.access.picker.shows, { client: clientName(input.client) }),
    tabs: TABS.map(one => ({
      text: words.tabs[one],
      href: addressOf(PATHS[one], input, input.isChosen ? period.dates : undefined),
      isCurrent: one === tab,
    })),
    problemsTitle: t.problems.summary,
    problems,
    form: tab === 'open' ? undefined : formOf(input, problems, speech),
    fetched: isAnswered(result)
      ? say(words.fetched, { time: speech.dateTime(input.fetchedAt) })
      : undefined,
    correlationId: result && result.state !== 'deleted' ? input.correlationId : undefined,
    ...(result && shown(result, input, speech)),
  } satisfies Page & Record<string, unknown>
}

const isAnswered = (result: ClaimsPageInput['result']): boolean =>
  result !== undefined && ['answer', 'nothing', 'withheld'].includes(result.state)

function problemsOf({ problems }: AskedPeriod, { t }: Speech) {
  const words: Readonly<Record<'from' | 'to', Readonly<Record<string, string>>>> = t.problems.period
  return (['from', 'to'] as const).flatMap(field => {
    const problem = problems[field]
    return problem
      ? [{ field, text: words[field][problem] ?? t.problems.period[field].notADay }]
      : []
  })
}

function formOf(
  { tab, period: { typed }, client }: ClaimsPageInput,
  problems: readonly { field: string; text: string }[],
  { t }: Speech,
) {
  const words = t.claims
  const field = (name: 'from' | 'to', label: string) => ({
    name,
    label,
    width: 'w-9',
    autocomplete: 'off',
    // A date field would show nothing where something that is no day was typed.
    type: typed[name] === '' || isDay(typed[name]) ? 'date' : 'text',
    value: typed[name],
    problem: problems.find(problem => problem.field === name)?.text,
  })
  return {
    action: PATHS[tab],
    client: client?.organisationNumber,
    fields: [field('from', words.from), field('to', words.to)],
  }
}

interface Notice {
  tone: 'info' | 'warning' | 'danger'
  icon: IconName
  text: string
  reference?: string | undefined
  links: readonly { text: string; href: string; isBusy?: boolean }[]
}

interface Shown {
  notice?: Notice
  chart?: ReturnType<typeof sheetsOf>['chart']
  table?: ReturnType<typeof tableOf> & { pagination?: ReturnType<typeof paginationOf> }
  groups?: ReturnType<typeof tableOf>
  download?: string
}

function shown(
  result: NonNullable<ClaimsPageInput['result']>,
  input: ClaimsPageInput,
  speech: Speech,
): Shown {
  const { t, say } = speech
  const { tab, period } = input
  const words = t.claims
  const dates = tab === 'open' ? undefined : period.dates
  const here = addressOf(PATHS[tab], input, dates)
  const again = { text: words.tryAgain, href: here, isBusy: true }
  const nothing = say(words.empty[tab], {
    company: input.client ? clientName(input.client) : companyName(input.company),
  })

  switch (result.state) {
    case 'answer': {
      const answer = result.data
      if (answer.data.skjermet) return { notice: noticeOf(t.overview.claims.withheld) }
      const { main, groups, chart } = sheetsOf(answer, dayOf(input.fetchedAt), speech)
      if (main.rows.length === 0 && !groups?.rows.length) return { notice: noticeOf(nothing) }

      const { rows, ...place } = paged(main.rows, input.page)
      return {
        chart,
        ...(main.rows.length > 0
          ? {
              table: {
                ...tableOf({ ...main, rows }, words.tabs[tab], speech),
                pagination: paginationOf(
                  place,
                  t.paging.claims[tab],
                  page => `${addressOf(PATHS[tab], input, dates, page)}#table`,
                  speech,
                ),
              },
              download: addressOf(`/claims/${tab}.csv`, input, dates),
            }
          : { notice: noticeOf(nothing) }),
        ...(groups && { groups: tableOf(groups, words.groups, speech) }),
      }
    }
    case 'nothing':
      return { notice: noticeOf(nothing) }
    case 'withheld':
      return { notice: noticeOf(t.overview.claims.withheld) }
    case 'noPermission':
      return {
        notice: {
          tone: 'warning',
          icon: 'PadlockLocked',
          text: input.client
            ? say(t.access.picker.refused, { client: clientName(input.client) })
            : t.overview.claims.noPermission,
          links: [...(input.askHref ? [{ text: t.overview.ask, href: input.askHref }] : []), again],
        },
      }
    case 'deleted':
      return {
        notice: {
          tone: 'danger',
          icon: 'XMarkOctagon',
          text: `${t.overview.strip.deleted}. ${t.overview.strip.deletedText}`,
          links: [{ text: t.overview.strip.newRequest, href: result.newRequestHref }],
        },
      }
    case 'unavailable':
      return {
        notice: {
          tone: 'warning',
          icon: 'ExclamationmarkTriangle',
          text: sentenceOf(result, speech),
          reference: say(t.overview.reference, { reference: result.reference }),
          links: [again],
        },
      }
  }
}

const noticeOf = (text: string): Notice => ({
  tone: 'info',
  icon: 'InformationSquare',
  text,
  links: [],
})

function sentenceOf({ words, reason, service }: Unavailable, speech: Speech): string {
  if (words) return words.text
  const name = serviceName(service ?? 'claims', speech)
  return capitalised(speech.say(speech.t.claims[reason], { service: name }))
}

function addressOf(
  path: string,
  { client }: Pick<ClaimsPageInput, 'client'>,
  dates?: AskedPeriod['dates'],
  page?: number,
): string {
  const query = new URLSearchParams({
    ...(client && { client: client.organisationNumber }),
    ...(dates && { from: dates.from, to: dates.to }),
    ...(page !== undefined && { page: String(page) }),
  }).toString()
  return query === '' ? path : `${path}?${query}`
}

function tableOf({ columns, rows, total }: Sheet, name: string, speech: Speech) {
  const cellsOf = (cells: readonly SheetCell[]) => cells.map(cell => cellOf(cell, speech))
  return {
    name,
    region: speech.say(speech.t.claims.regionOf, { name }),
    columns: columns.map(({ heading, isNumber }) => ({ heading, isNumber: isNumber === true })),
    rows: rows.map(cellsOf),
    total: total && cellsOf(total),
  }
}

interface CellShown {
  text: string
  lang?: string | undefined
  note?: { text: string; lang?: string | undefined } | undefined
  tone?: string
}

function cellOf(cell: SheetCell, speech: Speech): CellShown {
  switch (cell.kind) {
    case 'text':
      return cell
    case 'status':
      return cell
    case 'amount':
      return { text: amountOr(cell.kroner, speech) }
    case 'day':
      return { text: dayIn(cell.day ?? '', speech) }
  }
}
