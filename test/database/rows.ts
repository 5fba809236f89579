import { createHash, randomUUID } from 'node:crypto'
import type { Approval } from '../../src/database/customers.js'
import type { NewOnboarding } from '../../src/database/onboardings.js'
import type { RequestIntent } from '../../src/database/requests.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'

export const BAKERY = '310460108' as OrganisationNumber
export const BUTCHER = '312600757' as OrganisationNumber

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

export const onboarding = (changes: Partial<NewOnboarding> = {}): NewOnboarding => ({
  environment: 'sandbox',
  packageId: 'smartbasic',
  companyName: 'Ærfugl & Søn AS',
  organisationNumber: BAKERY,
  email: 'post@aerfugl.example',
  contactPerson: 'Kari Nordmann',
  termsAcceptedAt: 1_000,
  language: 'nb',
  ...changes,
})

/** Every intent has a pointer of its own, as when several visitors ask. */
export const intent = (changes: Partial<RequestIntent> = {}): RequestIntent => ({
  environment: 'sandbox',
  systemId: '991825827_smartcloud',
  organisationNumber: BAKERY,
  externalReference: null,
  kind: 'standard',
  packageId: 'smartbasic',
  resources: ['ske-krav-og-betalinger'],
  accessPackages: [],
  pointerHash: hashOf(randomUUID()),
  startedBy: 'an-onboarding',
  ...changes,
})

export const approval = (changes: Partial<Approval> = {}): Approval => ({
  environment: 'sandbox',
  organisationNumber: BAKERY,
  companyName: 'Ærfugl & Søn AS',
  email: 'post@aerfugl.example',
  contactPerson: 'Kari Nordmann',
  packageId: 'smartbasic',
  systemUserId: 'system-user-1',
  externalReference: null,
  approvedAt: 5_000,
  ...changes,
})
