import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import type { OrganisationNumberProblem } from '../domain/organisation-number.js'
import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { alertOf, detectiveHref, linesByGroup } from './lines.js'
import { READINESS } from './readiness-page.js'
import type { CustomerSubject, Readiness } from './readiness.js'
import { supportText } from './report.js'

/** Where a customer is typed. */
export function startPage(
  input: { typed: string; problem?: OrganisationNumberProblem | undefined },
  speech: Speech,
) {
  const { t } = speech
  const words = t.readiness.detective
  const { typed, problem } = input
  const text = problem && t.problems.organisationNumber[problem]
  return {
    view: 'readiness/start',
    title: consoleTitleOf(words.heading, speech, problem !== undefined),
    breadcrumbs: consoleBreadcrumbs(
      [
        { name: t.readiness.heading, href: READINESS },
        { name: words.heading, href: `${READINESS}/customer` },
      ],
      speech,
    ),
    words,
    action: `${READINESS}/customer`,
    cancel: { text: t.console.cancel, href: READINESS },
    problemsTitle: t.problems.summary,
    problems: text ? [{ field: 'organisationNumber', text }] : [],
    field: {
      name: 'organisationNumber',
      label: words.organisationNumber,
      hint: words.hint,
      value: typed,
      problem: text,
      inputmode: 'numeric',
      autocomplete: 'off',
      width: 'w-9',
    },
  } satisfies Page & Record<string, unknown>
}

export function detectivePage(readiness: Readiness & { subject: CustomerSubject }, speech: Speech) {
  const { t, say, dateTime } = speech
  const words = t.readiness
  const { organisationNumber, companyName: name, ...asked } = readiness.subject
  const number = say(t.console.organisationNumber, {
    number: spacedOrganisationNumber(organisationNumber),
  })
  const customer = name === null ? number : companyName(name)
  const heading = say(words.detective.headingFor, { customer })
  const { externalReference, requestKind } = asked
  const query = { reference: externalReference ?? '', kind: requestKind }
  const here = detectiveHref(organisationNumber, query)
  const alert = alertOf(readiness, here, speech)

  return {
    view: 'readiness/detective',
    organisationNumber,
    title: consoleTitleOf(heading, speech),
    breadcrumbs: consoleBreadcrumbs(
      [
        { name: t.console.menu.customers, href: '/admin/customers' },
        { name: customer, href: `/admin/customers/${organisationNumber}` },
        { name: words.detective.heading, href: here },
      ],
      speech,
    ),
    words,
    heading,
    number: name === null ? undefined : number,
    here,
    readAt: say(words.readAt, { time: dateTime(readiness.readAt) }),
    alert,
    groups: linesByGroup(readiness, speech),
    json: detectiveHref(organisationNumber, query, '.json'),
    leads: readiness.subject.leads
      .filter(lead => lead.externalReference !== externalReference || lead.kind !== requestKind)
      .map(lead => ({
        text: `${words.kinds[lead.kind]}, ${lead.externalReference ?? organisationNumber}`,
        href: detectiveHref(organisationNumber, {
          reference: lead.externalReference ?? '',
          kind: lead.kind,
        }),
      })),
    support: alert.tone === 'success' ? undefined : supportText(readiness, speech),
  } satisfies Page & Record<string, unknown>
}
