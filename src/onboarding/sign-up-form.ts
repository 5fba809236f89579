import * as z from 'zod'
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
export const SIGN_UP_LIMITS = { companyName: 200, email: 254, contactPerson: 200 } as const

/** What is left when everything is in order. */
export interface Registration {
  companyName: string
  organisationNumber: OrganisationNumber
  email: string
  contactPerson: string
}

export interface SignUpProblems {
  companyName?: 'empty' | 'tooLong' | 'invalid'
  organisationNumber?: OrganisationNumberProblem
  email?: 'empty' | 'missingAt' | 'invalid' | 'tooLong'
  contactPerson?: 'empty' | 'tooLong' | 'invalid'
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

/** Characters that no name has: controls, lone surrogates, and those that turn or hide text. */
const NOT_IN_TEXT = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/u
/** Letters and marks that look like nothing at all. */
const LOOKS_BLANK = /[\s\u115f\u1160\u2800\u3164\uffa0]/gu

type Read<P> = { ok: true; value: string } | { ok: false; problem: P }

function readName(typed: string, most: number): Read<'empty' | 'tooLong' | 'invalid'> {
  const value = typed.normalize('NFC').trim().replace(/ {2,}/g, ' ')
  if (value.replace(LOOKS_BLANK, '') === '') return { ok: false, problem: 'empty' }
  // Bytes too: a name of combining accents is short in letters and long in the database.
  if ([...value].length > most || Buffer.byteLength(value) > most * 4)
    return { ok: false, problem: 'tooLong' }
  if (NOT_IN_TEXT.test(value)) return { ok: false, problem: 'invalid' }
  return { ok: true, value }
}

function readEmail(typed: string): Read<'empty' | 'missingAt' | 'invalid' | 'tooLong'> {
  const value = typed.trim().toLowerCase()
  if (value === '') return { ok: false, problem: 'empty' }
  if (value.length > SIGN_UP_LIMITS.email) return { ok: false, problem: 'tooLong' }
  if (!value.includes('@')) return { ok: false, problem: 'missingAt' }
  if (NOT_IN_TEXT.test(value) || !looksLikeEmail(value)) return { ok: false, problem: 'invalid' }
  return { ok: true, value }
}

/** One @, no blanks, and a domain with a dot in it: enough to catch slips, and never slow. */
function looksLikeEmail(value: string): boolean {
  const [name = '', domain = '', ...more] = value.split('@')
  if (more.length > 0 || /[\s<>(),;:"\\[\]]/.test(value)) return false
  const labels = domain.split('.')
  return (
    name !== '' &&
    labels.length >= 2 &&
    labels.every(label => /^[\p{L}\p{N}-]{1,63}$/u.test(label)) &&
    /^[\p{L}]{2,}$/u.test(labels.at(-1) ?? '')
  )
}
