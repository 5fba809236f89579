import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import { breadcrumbsUnder, titleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import type { ClientListing, ClientProblem } from './clients.js'

export interface ClientsPageInput {
  company: string
  listing: ClientListing
  readAt: number
  /** What was typed, and what is wrong with it. */
  typed?: { organisationNumber: string; name: string } | undefined
  problem?: ClientProblem | undefined
  altinnHref?: string | undefined
}

export function clientsPage(input: ClientsPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.access.clients
  const company = companyName(input.company)
  const { source, clients } = input.listing
  const problem = input.problem && problemText(input.problem, speech)

  return {
    view: 'access/clients',
    title: titleOf(words.heading, speech, problem !== undefined),
    breadcrumbs: breadcrumbsUnder(
      { name: t.frame.overview, href: '/overview' },
      { name: words.heading, href: '/clients' },
      speech,
    ),
    words,
    lead: say(words.lead, { company }),
    alert: alertOf(input, company, speech),
    fetched:
      source === 'altinn'
        ? say(words.fromAltinn, { time: speech.dateTime(input.readAt) })
        : undefined,
    problemsTitle: t.problems.summary,
    problems: problem === undefined ? [] : [{ field: 'organisationNumber', text: problem }],
    /** What Altinn tells of would be back with the next page. */
    canRemove: source !== 'altinn',
    rows: clients.map(client => ({
      name: client.name === null ? words.unnamed : companyName(client.name),
      number: spacedOrganisationNumber(client.organisationNumber),
      value: client.organisationNumber,
      source: say(words.sources[client.source], { date: speech.shortDate(client.notedAt) }),
      href: `/overview?client=${client.organisationNumber}`,
    })),
    /** Nothing to type when Altinn has told all there is. */
    fields:
      source === 'altinn'
        ? []
        : [
            {
              name: 'organisationNumber',
              label: words.number,
              value: input.typed?.organisationNumber ?? '',
              hint: words.numberHint,
              problem,
              autocomplete: 'off',
              inputmode: 'numeric' as const,
              width: 'w-9',
            },
            {
              name: 'name',
              label: words.name,
              value: input.typed?.name ?? '',
              problem: undefined,
              autocomplete: 'off',
            },
          ],
    adding: say(words.addingText, { company }),
    altinn: input.altinnHref && {
      href: input.altinnHref,
      text: say(words.addingLink, { host: new URL(input.altinnHref).host }),
    },
  } satisfies Page & Record<string, unknown>
}

function alertOf({ listing }: ClientsPageInput, company: string, { t, say }: Speech) {
  const words = t.access.clients
  switch (listing.source) {
    case 'altinn':
      return undefined
    case 'ours':
      return { tone: 'info', text: say(words.notFromAltinn, { company }) }
    case 'notAllowed':
      return { tone: 'warning', text: say(words.notAllowed, { company }) }
    case 'unavailable':
      return { tone: 'warning', text: words.unavailable }
  }
}

function problemText(problem: ClientProblem, { t }: Speech): string {
  return problem === 'itself' || problem === 'tooMany'
    ? t.access.clients[problem]
    : t.problems.organisationNumber[problem]
}

/** For a customer that works for itself alone. */
export function noClientsPage({ company }: { company: string }, speech: Speech) {
  const words = speech.t.access.clients.onlyAgents
  return {
    view: 'access/notice',
    title: titleOf(words.heading, speech),
    breadcrumbs: breadcrumbsUnder(
      { name: speech.t.frame.overview, href: '/overview' },
      { name: words.heading, href: '/clients' },
      speech,
    ),
    heading: words.heading,
    text: speech.say(words.text, { company: companyName(company) }),
    link: { text: words.link, href: '/access' },
  } satisfies Page & Record<string, unknown>
}
