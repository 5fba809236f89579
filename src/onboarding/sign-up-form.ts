import * as z from 'zod'
import {
  CONTACT_LIMITS,
  readEmail,
  readName,
  type EmailProblem,
  type NameProblem,
} from '../domain/contact.js'
import {
  readOrganisationNumber,
  type OrganisationNumber,
  type OrganisationNumberProblem,
  type World,
} from '../domain/organisation-number.js'

/** What a visitor typed, kept as typed so that the form can show it again. */
export interface SignUpValues {
  companyName: string
  organisationNumber: string
  email: string
  contactPerson: string
  terms: boolean
}

/** The most characters a field may have. */
export const SIGN_UP_LIMITS = {
  companyName: CONTACT_LIMITS.name,
  email: CONTACT_LIMITS.email,
  contactPerson: CONTACT_LIMITS.name,
} as const

/** What is left when everything is in order. */
export interface Registration {
  companyName: string
  organisationNumber: OrganisationNumber
  email: string
  contactPerson: string
}

export interface SignUpProblems {
  companyName?: NameProblem
  organisationNumber?: OrganisationNumberProblem
  email?: EmailProblem
  contactPerson?: NameProblem
  terms?: 'notAccepted'
}

/**
 * The shape a browser sends: every field once, and no other field. A field that is missing is a
 * field left empty; anything else is not a form of ours.
 */
export const SignUpBody = z.strictObject({
  _csrf: z.string(),
  companyName: z.string().default(''),
  organisationNumber: z.string().default(''),
  email: z.string().default(''),
  contactPerson: z.string().default(''),
  terms: z.literal('yes').optional(),
})

export const valuesOf = (body: z.infer<typeof SignUpBody>): SignUpValues => ({
  companyName: body.companyName,
  organisationNumber: body.organisationNumber,
  email: body.email,
  contactPerson: body.contactPerson,
  terms: body.terms === 'yes',
})

export const NO_VALUES: SignUpValues = {
  companyName: '',
  organisationNumber: '',
  email: '',
  contactPerson: '',
  terms: false,
}

export type ReadSignUp =
  { ok: true; registration: Registration } | { ok: false; problems: SignUpProblems }

export function readSignUp(values: SignUpValues, world: World): ReadSignUp {
  const companyName = readName(values.companyName, SIGN_UP_LIMITS.companyName)
  const contactPerson = readName(values.contactPerson, SIGN_UP_LIMITS.contactPerson)
  const email = readEmail(values.email)
  const number = readOrganisationNumber(values.organisationNumber, world)

  if (companyName.ok && contactPerson.ok && email.ok && number.ok && values.terms)
    return {
      ok: true,
      registration: {
        companyName: companyName.value,
        organisationNumber: number.value,
        email: email.value,
        contactPerson: contactPerson.value,
      },
    }
  return {
    ok: false,
    problems: {
      ...(companyName.ok ? {} : { companyName: companyName.problem }),
      ...(number.ok ? {} : { organisationNumber: number.problem }),
      ...(email.ok ? {} : { email: email.problem }),
      ...(contactPerson.ok ? {} : { contactPerson: contactPerson.problem }),
      ...(values.terms ? {} : { terms: 'notAccepted' as const }),
    },
  }
}
