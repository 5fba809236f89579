import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import { paged } from '../design/paging.js'
import { CLIENT_PACKAGE, packageById, PACKAGES, type PackageId } from '../domain/packages.js'
import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import { paginationOf } from '../web/pagination.js'
import type { Speech } from '../web/speech.js'
import { CAN_BE_DONE, VERDICTS, type PlannedCustomer, type Verdict } from './plan.js'

export const PLAN = '/admin/changes'

export interface PlanPageInput {
  packageId: PackageId
  more: readonly string[]
  addable: readonly string[]
  /** All that the package is to ask for. */
  wanted: readonly string[]
  /** By id, as far as Altinn's metadata knows them. */
  names: ReadonlyMap<string, string>
  planned: readonly PlannedCustomer[]
  verdict: Verdict | undefined
  page: number
  mayAct: boolean
  /** Nobody was chosen. */
  hasProblem?: boolean
}

const TONES = {
  change: 'warning',
  recreate: 'warning',
  refused: 'danger',
  waiting: 'info',
  nothing: 'success',
} as const satisfies Record<Verdict, string>

export function planPage(input: PlanPageInput, speech: Speech) {
  const { t, say, number, plural } = speech
  const words = t.planner
  const { packageId, more, names, planned, verdict, hasProblem = false } = input
  const offer = packageById(packageId)!
  const nameOf = (id: string) => names.get(id) ?? id
  const counts = new Map(
    VERDICTS.map(one => [one, planned.filter(customer => customer.verdict === one).length]),
  )
  const shown = verdict ? planned.filter(customer => customer.verdict === verdict) : planned
  const { rows, page, pages } = paged(shown, input.page)
  const doable = planned.filter(customer => CAN_BE_DONE.includes(customer.verdict)).length
  const queryOf = (changes: { verdict?: Verdict | undefined; page?: number }) => {
    const query = new URLSearchParams({ package: packageId })
    for (const id of more) query.append('right', id)
    const chosen = 'verdict' in changes ? changes.verdict : verdict
    if (chosen) query.set('verdict', chosen)
    if (changes.page) query.set('page', String(changes.page))
    return query.toString()
  }

  return {
    view: 'planner/plan',
    title: consoleTitleOf(words.heading, speech, hasProblem),
    breadcrumbs: consoleBreadcrumbs([{ name: words.heading, href: PLAN }], speech),
    words,
    shared: t.console,
    action: PLAN,
    problemsTitle: t.problems.summary,
    problems: hasProblem ? [{ field: 'all', text: words.nobodyChosen }] : [],
    packages: [...PACKAGES, CLIENT_PACKAGE].map(({ id, name }) => ({
      value: id,
      text: name,
      isChosen: id === packageId,
    })),
    addable: input.addable.map(id => ({
      id,
      name: nameOf(id),
      isChosen: more.includes(id),
    })),
    more,
    packageId,
    packageName: offer.name,
    asksFor: say(words.asksFor, {
      package: offer.name,
      permissions: speech.list(input.wanted.map(nameOf)),
    }),
    views: [
      {
        text: say(words.viewAll, { count: number(planned.length) }),
        href: `${PLAN}?${queryOf({ verdict: undefined })}`,
        isCurrent: verdict === undefined,
      },
      ...VERDICTS.filter(one => counts.get(one)! > 0 || one === verdict).map(one => ({
        text: say(words.view, {
          verdict: words.verdicts[one].name,
          count: number(counts.get(one)!),
        }),
        href: `${PLAN}?${queryOf({ verdict: one })}`,
        isCurrent: verdict === one,
      })),
    ],
    nothing: planned.length === 0 ? say(words.nobody, { package: offer.name }) : undefined,
    rows: rows.map(customer => {
      const canBeDone = CAN_BE_DONE.includes(customer.verdict)
      return {
        organisationNumber: customer.organisationNumber,
        href: `/admin/customers/${customer.organisationNumber}`,
        name: companyName(customer.companyName),
        number: say(t.console.organisationNumber, {
          number: spacedOrganisationNumber(customer.organisationNumber),
        }),
        choose: say(words.choose, { company: companyName(customer.companyName) }),
        canBeDone: canBeDone && input.mayAct,
        isChosen: canBeDone && customer.verdict !== 'refused',
        lacking:
          customer.lacking.length === 0
            ? words.lacksNothing
            : speech.list(customer.lacking.map(nameOf)),
        verdict: { text: words.verdicts[customer.verdict].name, tone: TONES[customer.verdict] },
        text:
          customer.verdict === 'recreate'
            ? say(words.recreateText[plural(customer.clients)], {
                count: number(customer.clients),
              })
            : words.verdicts[customer.verdict].text,
      }
    }),
    doable: doable > 0 && input.mayAct,
    all: say(words.all, { count: number(doable) }),
    button: words.makeList,
    pagination: paginationOf(
      { page, pages },
      words.paging,
      to => `${PLAN}?${queryOf({ page: to })}`,
      speech,
    ),
  } satisfies Page & Record<string, unknown>
}
