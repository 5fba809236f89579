import { CONTACT_LIMITS } from '../domain/contact.js'
import { CLIENT_PACKAGE, PACKAGES, permissionsOf } from '../domain/packages.js'
import type { RequestKind } from '../database/tables.js'
import { consoleBreadcrumbs, consoleTitleOf, type Page } from '../web/frame.js'
import type { StaffExplanation } from '../web/explain.js'
import type { Speech } from '../web/speech.js'
import { LIST } from './list-page.js'
import type { Choice, Offer } from './offer.js'
import {
  idsIn,
  MOST_REFERENCE,
  shownOf,
  type OrderProblems,
  type OrderValues,
} from './order-form.js'

export const addressOfForm = (kind: RequestKind): string =>
  kind === 'agent' ? `${LIST}/new-for-clients` : `${LIST}/new`

/** Fewer are seen at a glance. */
const WORTH_SEARCHING = 8

export interface OrderPageInput {
  kind: RequestKind
  values: OrderValues
  offer: Offer
  problems?: OrderProblems
  /** Why the register cannot be read. */
  explained?: StaffExplanation | undefined
  reference: string
  /** Where Altinn sends the customer when nothing else is chosen. */
  receiptAddress: string
  /** Other registered addresses of ours that are no place for somebody who has answered this. */
  otherAddresses: readonly string[]
}

export function orderPage(input: OrderPageInput, speech: Speech) {
  const { kind, values, problems = {} } = input
  const { t, say, list } = speech
  const words = t.requests.form
  const isAgent = kind === 'agent'
  const heading = isAgent ? words.headingClients : words.heading
  const action = addressOfForm(kind)
  const told = problemTexts(problems, input, speech)
  const textOf = (field: string) => told.find(problem => problem.field === field)?.text
  const field = (
    name: 'organisationNumber' | 'companyName' | 'email' | 'contactPerson' | 'externalReference',
    more: { label: string; hint: string; inputmode?: string; width?: string },
  ) => ({
    name,
    value: values[name],
    problem: textOf(name),
    autocomplete: 'off',
    isOptional: name !== 'organisationNumber',
    ...more,
  })

  return {
    view: 'requests/order',
    title: consoleTitleOf(heading, speech, told.length > 0),
    breadcrumbs: consoleBreadcrumbs(
      [
        { name: t.requests.heading, href: LIST },
        { name: heading, href: action },
      ],
      speech,
    ),
    heading,
    lead: isAgent ? words.leadClients : words.lead,
    words,
    shared: t.console,
    action,
    problemsTitle: t.problems.summary,
    problems: told,
    remedy: REMEDIED.some(problem => problem === problems.package || problem === problems.chosen)
      ? { text: words.toRegister, href: REGISTER }
      : undefined,
    addressRemedy: problems.returnAddress ? { text: words.toRegister, href: REGISTER } : undefined,
    notice: noticeOf(input, speech),
    fields: [
      field('organisationNumber', {
        label: isAgent ? words.organisationNumberClients : words.organisationNumber,
        hint: words.organisationNumberHint,
        inputmode: 'numeric',
        width: 'w-9',
      }),
      field('companyName', { label: words.companyName, hint: words.companyNameHint }),
      field('email', { label: words.email, hint: words.emailHint, inputmode: 'email' }),
      field('contactPerson', { label: words.contactPerson, hint: words.contactPersonHint }),
    ],
    what: isAgent ? words.whatClients : words.what,
    byPackage: values.what === 'package',
    packageProblem: textOf('package'),
    packages: (isAgent ? [CLIENT_PACKAGE] : PACKAGES).map(offered => ({
      id: offered.id,
      text: say(words.packageContents, {
        package: offered.name,
        permissions: list(permissionsOf(offered).map(key => t.permissions[key].name)),
      }),
      isChosen: offered.id === values.package,
    })),
    choices: choicesOf(input, textOf('chosen'), speech),
    reference: {
      ...field('externalReference', { label: words.reference, hint: words.referenceHint }),
      warning: words.referenceWarning,
    },
    returnAddress: {
      problem: textOf('returnAddress'),
      options: addressesOf(input, speech),
    },
  } satisfies Page & Record<string, unknown>
}

const REGISTER = '/admin/system'

/** Problems whose remedy is in the system register. */
const REMEDIED = ['notOnSystem', 'systemNotRegistered'] as const

function noticeOf({ offer, explained, reference }: OrderPageInput, { t, say }: Speech) {
  const words = t.requests.form
  if (offer.state === 'registered') return undefined
  if (offer.state === 'notRegistered')
    return {
      tone: 'warning' as const,
      ...words.notRegistered,
      link: { text: words.toRegister, href: REGISTER },
    }
  return {
    tone: 'warning' as const,
    heading: words.registerUnreadable.heading,
    text: say(words.registerUnreadable.text, {
      code: explained?.code ?? offer.error.code,
      reference,
    }),
    link: undefined,
  }
}

function choicesOf(
  { kind, values, offer }: OrderPageInput,
  problem: string | undefined,
  speech: Speech,
) {
  const { t, say, list } = speech
  const words = t.requests.form
  if (offer.state !== 'registered')
    return {
      isTyped: true as const,
      problem,
      rights: kind === 'standard' ? { value: values.typedRights } : undefined,
      accessPackages: { value: values.typedPackages },
    }

  const chosen = idsIn(values, kind)
  const box = ({ id, name, owner, givenBy }: Choice, isChosen: boolean, elementId: string) => ({
    id,
    elementId,
    text: owner ? say(words.withOwner, { right: name, owner }) : name,
    // Without a name, the text is the id already.
    code: name === id ? undefined : id,
    hint: givenBy && words.givenBy[givenBy],
    isChosen,
  })
  const rights = shownOf(offer.rights, values.find, chosen.resources)
  const accessPackages = shownOf(offer.accessPackages, values.find, chosen.accessPackages)
  const shown = rights.length + accessPackages.length
  const count = offer.rights.length + offer.accessPackages.length
  return {
    isTyped: false as const,
    problem,
    find: {
      isShown: count >= WORTH_SEARCHING || values.find !== '',
      value: values.find,
      shown:
        shown === 0
          ? say(words.nothingFound, { query: values.find })
          : say(words.shown, { shown, count }),
    },
    rights:
      kind === 'standard'
        ? {
            boxes: rights.map((right, i) =>
              box(right, chosen.resources.includes(right.id), `right-${i}`),
            ),
            none: offer.rights.length === 0 ? words.rightsNone : undefined,
          }
        : undefined,
    accessPackages: {
      boxes: accessPackages.map((one, i) =>
        box(one, chosen.accessPackages.includes(one.id), `package-${i}`),
      ),
      none: offer.accessPackages.length === 0 ? words.packagesNone : undefined,
      others:
        offer.notForThisKind.length > 0
          ? say(kind === 'agent' ? words.notForClients : words.notForOwn, {
              names: list(offer.notForThisKind.map(({ name }) => name)),
            })
          : undefined,
    },
  }
}

function addressesOf(
  { offer, values, receiptAddress, otherAddresses }: OrderPageInput,
  { t }: Speech,
) {
  const others = offer.state === 'registered' ? offer.returnAddresses : []
  return [
    { value: '', text: t.requests.form.receipt, isChosen: values.returnAddress === '' },
    ...others
      .filter(address => address !== receiptAddress && !otherAddresses.includes(address))
      .map(address => ({
        value: address,
        text: address,
        isChosen: address === values.returnAddress,
      })),
  ]
}

/** In the order of the fields, so that the summary reads like the page. */
function problemTexts(
  problems: OrderProblems,
  { kind, offer, receiptAddress }: OrderPageInput,
  { t, say, list }: Speech,
) {
  const shared = t.problems
  const own = t.requests.problems
  const names = list(problems.culprits ?? [])
  const choice = (problem: OrderProblems['chosen']) =>
    problem && problem !== 'empty' ? say(own.package[problem] as string, { names }) : undefined
  const { organisationNumber, companyName, email, contactPerson } = problems
  const { externalReference, returnAddress } = problems

  const texts: [field: string, href: string, text: string | undefined][] = [
    [
      'organisationNumber',
      'organisationNumber',
      organisationNumber && shared.organisationNumber[organisationNumber],
    ],
    [
      'companyName',
      'companyName',
      companyName && say(shared.companyName[companyName], { limit: CONTACT_LIMITS.name }),
    ],
    ['email', 'email', email && say(shared.email[email], { limit: CONTACT_LIMITS.email })],
    [
      'contactPerson',
      'contactPerson',
      contactPerson && say(shared.contactPerson[contactPerson], { limit: CONTACT_LIMITS.name }),
    ],
    [
      'package',
      'package',
      problems.package === 'empty' ? own.package.empty : choice(problems.package),
    ],
    [
      'chosen',
      offer.state === 'registered' ? firstBox(kind, offer) : firstTyped(kind),
      problems.chosen === 'empty'
        ? kind === 'agent'
          ? own.chosen.emptyClients
          : own.chosen.empty
        : choice(problems.chosen),
    ],
    [
      'externalReference',
      'externalReference',
      externalReference &&
        say(own.reference[externalReference] as string, { limit: MOST_REFERENCE }),
    ],
    [
      'returnAddress',
      'returnAddress',
      returnAddress && say(own.returnAddress[returnAddress] as string, { address: receiptAddress }),
    ],
  ]
  return texts.flatMap(([field, target, text]) => (text ? [{ field, target, text }] : []))
}

const firstBox = (kind: RequestKind, { rights }: { rights: readonly Choice[] }): string =>
  kind === 'standard' && rights.length > 0 ? 'right-0' : 'what-chosen'
const firstTyped = (kind: RequestKind): string =>
  kind === 'standard' ? 'typedRights' : 'typedPackages'
