import { randomUUID } from 'node:crypto'
import { startAction } from '../../src/action.js'
import type { Readiness } from '../../src/readiness/readiness.js'
import { headlineWords, wordsOf } from '../../src/readiness/words.js'
import type { OrganisationNumber } from '../../src/domain/organisation-number.js'
import { SANDBOX_SYSTEM_ID, SANDBOX_VENDOR } from '../../src/domain/system.js'
import { createRequest } from '../../src/sandbox/altinn/requests.js'
import type { Sandbox } from '../../src/sandbox/server.js'
import type { World } from '../../src/sandbox/world/world.js'
import { speechFor } from '../../src/web/speech.js'
import { decide, newOrganisation } from '../support/at-altinn.js'
import type { SmartCloud } from '../support/open-smartcloud.js'
import { signUp, type Organisation } from '../support/people.js'

/*
 * Customers of every kind, and what the detective says of them.
 */

/** Has been asked, and has not answered. */
export async function askedCustomer(
  { sandbox, newBrowser }: SmartCloud,
  packageId = 'smartstandard',
): Promise<Organisation> {
  const organisation = newOrganisation(sandbox)
  const browser = newBrowser()
  await browser.submit(await signUp(browser, organisation, packageId))
  return organisation
}

/** Has approved, and we have seen it. */
export async function approvedCustomer(
  smartcloud: SmartCloud,
  packageId = 'smartstandard',
): Promise<Organisation> {
  const { sandbox, newBrowser } = smartcloud
  const organisation = newOrganisation(sandbox)
  const browser = newBrowser()
  await browser.submit(await signUp(browser, organisation, packageId))
  decide(sandbox, organisation, 'approve')
  await browser.visit('/receipt')
  return organisation
}

/** What somebody approved at Altinn with this reference, without our knowing of it. */
export function approvedAtAltinn(
  sandbox: Sandbox,
  organisation: Organisation,
  externalRef?: string,
): string {
  const made = createRequest(sandbox as unknown as World, 'standard', SANDBOX_VENDOR, {
    systemId: SANDBOX_SYSTEM_ID,
    partyOrgNo: organisation.organisationNumber,
    externalRef,
    rights: [{ resource: [{ id: 'urn:altinn:resource', value: 'ske-krav-og-betalinger' }] }],
  })
  if (!('request' in made)) throw new Error(`Altinn says ${made.code}`)
  const before = [...sandbox.state.requests.values()].filter(
    ({ partyOrgNo, isDeleted }) => partyOrgNo === organisation.organisationNumber && !isDeleted,
  )
  // Whoever answers takes the only one there is.
  const others = before.filter(({ id }) => id !== made.request.id)
  for (const other of others) other.isDeleted = true
  decide(sandbox, organisation, 'approve')
  for (const other of others) other.isDeleted = false
  return made.request.id
}

/** Our row says that Altinn was asked with this reference, whatever Altinn has. */
export async function rowOfOurs(
  { database }: SmartCloud,
  { organisationNumber }: Organisation,
  externalReference: string | null,
  altinnRequestId: string | null,
): Promise<string> {
  const { request } = await database.requests.begin({
    environment: 'sandbox',
    systemId: SANDBOX_SYSTEM_ID,
    organisationNumber: organisationNumber as OrganisationNumber,
    externalReference,
    kind: 'standard',
    packageId: 'smartbasic',
    resources: ['ske-krav-og-betalinger'],
    accessPackages: [],
    pointerHash: randomUUID(),
    startedBy: randomUUID(),
    returnAddress: null,
  })
  if (altinnRequestId !== null)
    await database.requests.markSent(request.id, {
      altinnRequestId,
      confirmUrl: null,
      altinnStatus: 'New',
    })
  return request.id
}

export const ofCustomer = (
  { deps }: SmartCloud,
  { organisationNumber }: Organisation,
  more: { externalReference?: string | null; kind?: 'standard' | 'agent' } = {},
): Promise<Readiness> =>
  deps.readiness.ofCustomer(
    { organisationNumber: organisationNumber as OrganisationNumber, ...more },
    startAction(),
  )

/** What stands on top, and on which line it was found. */
export function headline(found: Readiness) {
  const { headline: top } = found
  return {
    kind: top.kind,
    id: 'check' in top ? found.checks[top.check]?.id : undefined,
    title: headlineWords(found, speechFor('nb')).title,
  }
}

/** `{ clock: 'ok', … }`; of the scopes, the worst. */
export const statesIn = ({ checks }: Readiness): Record<string, string> =>
  Object.fromEntries(
    checks
      .toSorted((one, other) => Number(other.state === 'ok') - Number(one.state === 'ok'))
      .map(({ id, state }) => [id, state]),
  )

export const lineOf = ({ checks }: Readiness, id: string) => checks.find(line => line.id === id)!

export const wordsOn = (found: Readiness, id: string) => wordsOf(lineOf(found, id), speechFor('nb'))
