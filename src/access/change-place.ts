import { companyName } from '../design/formats.js'
import type { OrganisationNumber } from '../domain/organisation-number.js'
import {
  breadcrumbsUnder,
  consoleBreadcrumbs,
  consoleTitleOf,
  titleOf,
  type Breadcrumbs,
} from '../web/frame.js'
import type { Speech } from '../web/speech.js'

/** Whose pages the same steps are taken on: the organisation's own, or the vendor's about it. */
export interface ChangePlace {
  choose: string
  check: string
  /** Where somebody comes from, and goes back to. */
  home: string
  titleOf: (heading: string, hasProblems?: boolean) => string
  breadcrumbs: (heading: string, href: string) => Breadcrumbs
  submit: string
  who: string
  toHome: string
  /** Where a change that waits is shown. */
  changeHref: (id: string) => string
}

export const customersPlace = (company: string, speech: Speech): ChangePlace => {
  const { t, say } = speech
  return {
    choose: '/access/change',
    check: '/access/change/check',
    home: '/access',
    titleOf: (heading, hasProblems) => titleOf(heading, speech, hasProblems),
    breadcrumbs: (heading, href) =>
      breadcrumbsUnder(
        { name: t.access.heading, href: '/access' },
        { name: heading, href },
        speech,
      ),
    submit: t.access.change.check.submit,
    who: say(t.access.change.check.whoText, { company: companyName(company) }),
    toHome: t.access.change.check.toAccess,
    changeHref: id => `/access/change/receipt?change=${id}`,
  }
}

export const vendorsPlace = (
  { company, organisationNumber }: { company: string; organisationNumber: OrganisationNumber },
  speech: Speech,
): ChangePlace => {
  const { t, say } = speech
  const home = `/admin/customers/${organisationNumber}`
  return {
    choose: `${home}/change`,
    check: `${home}/change/check`,
    home,
    titleOf: (heading, hasProblems) => consoleTitleOf(heading, speech, hasProblems),
    breadcrumbs: (heading, href) =>
      consoleBreadcrumbs(
        [
          { name: t.customers.heading, href: '/admin/customers' },
          { name: companyName(company), href: home },
          { name: heading, href },
        ],
        speech,
      ),
    submit: t.access.change.byVendor.submit,
    who: say(t.access.change.byVendor.who, { company: companyName(company) }),
    toHome: t.access.change.byVendor.toHome,
    changeHref: id => `/admin/requests/${id}`,
  }
}
