import { companyName } from '../design/formats.js'
import { PACKAGES } from '../domain/packages.js'
import { breadcrumbsUnder, titleOf, type Page } from '../web/frame.js'
import { capitalised, type Speech } from '../web/speech.js'
import { RESOURCE_KEYS, type Preselected } from './change-form.js'
import { customersPlace, type ChangePlace } from './change-place.js'

export interface ChoosePageInput {
  company: string
  /** The customer's own pages when left out. */
  place?: ChangePlace
  packageNow: string
  chosen: Preselected
  /** Nothing was chosen. */
  hasProblem?: boolean
}

export function choosePage(input: ChoosePageInput, speech: Speech) {
  const { t, say, list } = speech
  const words = t.access.change
  const { chosen, hasProblem = false } = input
  const { place = customersPlace(input.company, speech) } = input

  return {
    view: 'access/choose',
    title: place.titleOf(words.heading, hasProblem),
    breadcrumbs: place.breadcrumbs(words.heading, place.choose),
    words,
    lead: say(words.lead, { company: companyName(input.company) }),
    action: place.check,
    home: place.home,
    problemsTitle: t.problems.summary,
    problems: hasProblem ? [{ field: RESOURCE_KEYS[0]!, text: words.nothingChosen }] : [],
    packages: PACKAGES.map(offer => ({
      id: offer.id,
      name:
        offer.id === input.packageNow ? say(words.packageNow, { package: offer.name }) : offer.name,
      contents: say(words.packageContents, {
        permissions: list(offer.resources.map(key => t.permissions[key].name)),
      }),
      isChosen: offer.id === chosen.packageId,
    })),
    rights: RESOURCE_KEYS.map(key => ({
      key,
      name: t.permissions[key].name,
      owner: t.permissions[key].owner,
      does: capitalised(t.permissions[key].does),
      isChosen: chosen.resources.includes(key),
    })),
  } satisfies Page & Record<string, unknown>
}

/** For the pages under «Systemtilgang». */
export const breadcrumbsOfChange = (heading: string, href: string, speech: Speech) =>
  breadcrumbsUnder(
    { name: speech.t.access.heading, href: '/access' },
    { name: heading, href },
    speech,
  )

/** A system user for clients stays as it is. */
export function cannotChangePage({ company }: { company: string }, speech: Speech) {
  const words = speech.t.access.change.forClients
  return {
    view: 'access/notice',
    title: titleOf(words.heading, speech),
    breadcrumbs: breadcrumbsOfChange(words.heading, '/access/change', speech),
    heading: words.heading,
    text: speech.say(words.text, { company: companyName(company) }),
    link: { text: words.back, href: '/access' },
  } satisfies Page & Record<string, unknown>
}
