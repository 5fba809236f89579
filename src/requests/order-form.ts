import * as z from 'zod'
import type { Order } from '../asking/requests.js'
import { contentsOf } from '../asking/requests.js'
import type { RequestKind } from '../database/tables.js'
import {
  CONTACT_LIMITS,
  readEmail,
  readName,
  type EmailProblem,
  type NameProblem,
} from '../domain/contact.js'
import {
  readOrganisationNumber,
  type OrganisationNumberProblem,
  type World,
} from '../domain/organisation-number.js'
import {
  accessPackageUrn,
  CLIENT_PACKAGE,
  kindOf,
  packageById,
  type AskedPackage,
} from '../domain/packages.js'
import type { Choice, Offer } from './offer.js'

/** Altinn's column is no longer. */
export const MOST_REFERENCE = 255
/** More ids than this is nothing anybody typed. */
const MOST_IDS = 200

const text = z.string().default('')
const several = z
  .union([z.string(), z.array(z.string()).max(MOST_IDS)])
  .default([])
  .transform(value => [...new Set([value].flat())])

/**
 * The shape a browser sends. What the button says decides: another search among the choices, the
 * page to check on, the form again, or Altinn.
 */
export const OrderBody = z.strictObject({
  _csrf: z.string(),
  do: z.enum(['find', 'check', 'edit', 'create']).default('check'),
  organisationNumber: text,
  companyName: text,
  email: text,
  contactPerson: text,
  what: z.enum(['package', 'chosen']).default('package'),
  package: text,
  find: text,
  right: several,
  accessPackage: several,
  typedRights: text,
  typedPackages: text,
  externalReference: text,
  returnAddress: text,
  again: z.literal('yes').optional(),
})

/** As it was typed, to be shown again. */
export type OrderValues = Omit<z.infer<typeof OrderBody>, '_csrf' | 'do' | 'again'>

/** What other pages fill in beforehand. */
export const OrderQuery = z.strictObject({
  organisationNumber: z.string().max(100).default(''),
  package: z.string().max(50).default(''),
})

export const EMPTY: OrderValues = {
  organisationNumber: '',
  companyName: '',
  email: '',
  contactPerson: '',
  what: 'package',
  package: '',
  find: '',
  right: [],
  accessPackage: [],
  typedRights: '',
  typedPackages: '',
  externalReference: '',
  returnAddress: '',
}

export interface OrderProblems {
  organisationNumber?: OrganisationNumberProblem
  companyName?: Exclude<NameProblem, 'empty'>
  email?: Exclude<EmailProblem, 'empty'>
  contactPerson?: Exclude<NameProblem, 'empty'>
  package?: 'empty' | ChoiceProblem
  chosen?: 'empty' | ChoiceProblem
  externalReference?: Exclude<NameProblem, 'empty'> | 'hasSlash'
  returnAddress?: 'notRegistered' | 'receiptNotRegistered'
  /** What the problem with the choice is about, by name or id. */
  culprits?: readonly string[]
}

/** `notOnSystem` and `systemNotRegistered` are mended in the system register. */
export type ChoiceProblem = 'notOnSystem' | 'systemNotRegistered' | 'notForThisKind' | 'notAnId'

export type ReadOrder = { ok: true; order: Order } | { ok: false; problems: OrderProblems }

/** Every rule of Altinn's that we can know beforehand, so that nothing is sent to be refused. */
export function readOrder(
  values: OrderValues,
  {
    kind,
    offer,
    world,
    receiptAddress,
  }: { kind: RequestKind; offer: Offer; world: World; receiptAddress: string },
): ReadOrder {
  const number = readOrganisationNumber(values.organisationNumber, world)
  const companyName = optional(values.companyName, typed => readName(typed, CONTACT_LIMITS.name))
  const contactPerson = optional(values.contactPerson, typed =>
    readName(typed, CONTACT_LIMITS.name),
  )
  const email = optional(values.email, readEmail)
  const reference = readReference(values.externalReference)
  const choice = readChoice(values, kind, offer)
  const returnAddress = readReturnAddress(values.returnAddress, offer, receiptAddress)

  if (
    number.ok &&
    companyName.ok &&
    contactPerson.ok &&
    email.ok &&
    reference.ok &&
    choice.ok &&
    returnAddress.ok
  )
    return {
      ok: true,
      order: {
        organisation: {
          organisationNumber: number.value,
          name: companyName.value,
          email: email.value,
          contactPerson: contactPerson.value,
          told: 'surely',
        },
        kind,
        ...choice.value,
        // The same as none: Altinn uses the organisation number itself.
        externalReference: reference.value === number.value ? null : reference.value,
        returnAddress: returnAddress.value,
      },
    }
  return {
    ok: false,
    problems: {
      ...(number.ok ? {} : { organisationNumber: number.problem }),
      ...(companyName.ok ? {} : { companyName: companyName.problem }),
      ...(email.ok ? {} : { email: email.problem }),
      ...(contactPerson.ok ? {} : { contactPerson: contactPerson.problem }),
      ...(choice.ok ? {} : choice.problems),
      ...(reference.ok ? {} : { externalReference: reference.problem }),
      ...(returnAddress.ok ? {} : { returnAddress: returnAddress.problem }),
    },
  }
}

type Optional<P> = { ok: true; value: string | null } | { ok: false; problem: P }

/** Nothing typed is nothing told. */
function optional<P extends string>(
  typed: string,
  read: (typed: string) => { ok: true; value: string } | { ok: false; problem: P },
): Optional<Exclude<P, 'empty'>> {
  const result = read(typed)
  if (result.ok) return result
  return result.problem === 'empty'
    ? { ok: true, value: null }
    : { ok: false, problem: result.problem as Exclude<P, 'empty'> }
}

/**
 * It becomes a part of the address that Altinn finds the request by, where a slash, even an encoded
 * one, begins the next part; and one of dots alone is a part that leads elsewhere.
 */
function readReference(typed: string): Optional<NonNullable<OrderProblems['externalReference']>> {
  const result = optional(typed, given => readName(given, MOST_REFERENCE))
  if (!result.ok || result.value === null) return result
  return /[/\\]/.test(result.value) || /^\.{1,2}$/.test(result.value)
    ? { ok: false, problem: 'hasSlash' }
    : result
}

type ReadChoice =
  | { ok: true; value: Pick<Order, 'packageId' | 'resources' | 'accessPackages'> }
  | { ok: false; problems: Pick<OrderProblems, 'package' | 'chosen' | 'culprits'> }

function readChoice(values: OrderValues, kind: RequestKind, offer: Offer): ReadChoice {
  const isPackage = values.what === 'package'
  const fail = (
    problem: 'empty' | ChoiceProblem,
    culprits: readonly string[] = [],
  ): ReadChoice => ({
    ok: false,
    problems: { [isPackage ? 'package' : 'chosen']: problem, culprits },
  })
  if (offer.state === 'notRegistered') return fail('systemNotRegistered')

  let packageId: AskedPackage = kind === 'agent' ? CLIENT_PACKAGE.id : 'chosen'
  let wanted = idsIn(values, kind)
  if (isPackage) {
    const chosen = packageById(values.package)
    if (!chosen || kindOf(chosen.id) !== kind) return fail('empty')
    packageId = chosen.id
    const { resources, accessPackages } = contentsOf(chosen.id)
    wanted = { resources, accessPackages }
  }
  const ids = [...wanted.resources, ...wanted.accessPackages]
  if (ids.length === 0) return fail('empty')

  const strange = ids.filter(id => !isId(id))
  if (strange.length > 0) return fail('notAnId', strange)
  if (offer.state === 'registered') {
    const known = [...offer.rights, ...offer.accessPackages]
    const missing = ids.filter(id => !known.some(choice => choice.id === id))
    const others = offer.notForThisKind.filter(({ id }) => missing.includes(id))
    if (others.length > 0)
      return fail(
        'notForThisKind',
        others.map(({ name }) => name),
      )
    if (missing.length > 0) return fail('notOnSystem', missing)
  }
  return { ok: true, value: { packageId, ...wanted } }
}

/** Boxes that were ticked, and ids that were typed where there were none. */
export function idsIn(
  { right, accessPackage, typedRights, typedPackages }: OrderValues,
  kind: RequestKind,
): { resources: string[]; accessPackages: string[] } {
  const typed = (field: string) => field.split(/[\s,;]+/).filter(Boolean)
  const asUrn = (name: string) => (name.includes(':') ? name : accessPackageUrn(name))
  return {
    resources: kind === 'agent' ? [] : [...new Set([...right, ...typed(typedRights)])],
    accessPackages: [...new Set([...accessPackage, ...typed(typedPackages).map(asUrn)])],
  }
}

const isId = (id: string): boolean => id.length <= 255 && /^[\w.:-]+$/.test(id)

/**
 * Altinn compares all but the query (`AUTH-00021`). Our own receipt is what an empty field means.
 */
function readReturnAddress(
  typed: string,
  offer: Offer,
  receiptAddress: string,
): Optional<NonNullable<OrderProblems['returnAddress']>> {
  const wanted = typed === '' || typed === receiptAddress ? null : typed
  if (offer.state !== 'registered')
    return wanted === null ? { ok: true, value: null } : { ok: false, problem: 'notRegistered' }
  if (wanted !== null)
    return offer.returnAddresses.includes(wanted)
      ? { ok: true, value: wanted }
      : { ok: false, problem: 'notRegistered' }
  return offer.returnAddresses.some(address => isSamePlace(address, receiptAddress))
    ? { ok: true, value: null }
    : { ok: false, problem: 'receiptNotRegistered' }
}

function isSamePlace(one: string, other: string): boolean {
  if (!URL.canParse(one) || !URL.canParse(other)) return false
  const [first, second] = [new URL(one), new URL(other)]
  return first.origin === second.origin && first.pathname === second.pathname
}

/** The choices that a search shows: what has been chosen stays in sight, whatever is looked for. */
export function shownOf(
  choices: readonly Choice[],
  find: string,
  chosen: readonly string[],
): Choice[] {
  const words = find.toLocaleLowerCase('nb').split(/\s+/).filter(Boolean)
  return choices.filter(({ id, name, owner = '' }) => {
    const all = `${name} ${owner} ${id}`.toLocaleLowerCase('nb')
    return chosen.includes(id) || words.every(word => all.includes(word))
  })
}
