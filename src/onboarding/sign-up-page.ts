import { companyName, spacedOrganisationNumber } from '../design/formats.js'
import { permissionsOf, type Package, type PermissionKey } from '../domain/packages.js'
import type { TestOrganisation } from '../domain/test-organisations.js'
import { breadcrumbsOf, titleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { priceOf, signUpHref } from './landing-page.js'
import { SIGN_UP_LIMITS, type SignUpProblems, type SignUpValues } from './sign-up-form.js'

export interface SignUpPageInput {
  package: Package
  /** What was typed before, if anything. */
  values?: Partial<SignUpValues>
  problems?: SignUpProblems
  /** Only where the organisations are not real. */
  testOrganisations?: readonly TestOrganisation[]
}

export function signUpPage(input: SignUpPageInput, speech: Speech) {
  const { values = {}, problems = {}, testOrganisations = [] } = input
  const { t, say } = speech
  const words = t.signUp
  const told = problemTexts(problems, speech)
  const href = signUpHref(input.package)
  const field = (name: Exclude<keyof SignUpValues, 'terms'>, more: FieldExtras) => ({
    name,
    label: words[name],
    value: values[name] ?? '',
    problem: textAbout(name, told),
    ...more,
  })

  return {
    view: 'onboarding/sign-up',
    title: titleOf(words.heading, speech, told.length > 0),
    breadcrumbs: breadcrumbsOf(words.heading, href, speech),
    words,
    action: href,
    problemsTitle: t.problems.summary,
    problems: told,
    fields: [
      field('companyName', { autocomplete: 'organization' }),
      field('organisationNumber', {
        hint: words.organisationNumberHint,
        autocomplete: 'off',
        inputmode: 'numeric',
        width: 'w-9',
      }),
      // The keyboard for addresses, but none of the browser's own rules about them.
      field('email', { hint: words.emailHint, autocomplete: 'email', inputmode: 'email' }),
      field('contactPerson', { autocomplete: 'name' }),
    ],
    terms: { accepted: values.terms === true, problem: textAbout('terms', told) },
    chosen: {
      name: input.package.name,
      ...priceOf(input.package, speech),
      permissions: permissionsOf(input.package).map(key => permissionWithOwner(key, speech)),
    },
    testOrganisations: testOrganisations.map(({ name, organisationNumber, situation }) => ({
      name: say(words.testOrganisation, {
        company: companyName(name),
        number: spacedOrganisationNumber(organisationNumber),
      }),
      situation: words.situations[situation],
    })),
  } satisfies Page & Record<string, unknown>
}

interface FieldExtras {
  autocomplete: string
  hint?: string
  inputmode?: 'numeric' | 'email'
  /** A class that makes the field as wide as what belongs in it. */
  width?: string
}

const permissionWithOwner = (key: PermissionKey, { t, say }: Speech) =>
  say(t.permissionWithOwner, {
    permission: t.permissions[key].name,
    owner: t.permissions[key].owner,
  })

/** In the order of the fields, so that the summary reads like the page. */
function problemTexts(problems: SignUpProblems, { t, say }: Speech) {
  const words = t.problems
  const text = {
    companyName:
      problems.companyName &&
      say(words.companyName[problems.companyName], { limit: SIGN_UP_LIMITS.companyName }),
    organisationNumber:
      problems.organisationNumber && words.organisationNumber[problems.organisationNumber],
    email: problems.email && say(words.email[problems.email], { limit: SIGN_UP_LIMITS.email }),
    contactPerson:
      problems.contactPerson &&
      say(words.contactPerson[problems.contactPerson], { limit: SIGN_UP_LIMITS.contactPerson }),
    terms: problems.terms && words.terms[problems.terms],
  }
  return Object.entries(text).flatMap(([field, told]) => (told ? [{ field, text: told }] : []))
}

const textAbout = (name: string, told: readonly { field: string; text: string }[]) =>
  told.find(({ field }) => field === name)?.text
