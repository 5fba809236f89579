import * as z from 'zod'
import {
  readOrganisationNumber,
  type OrganisationNumber,
  type World,
} from '../domain/organisation-number.js'
import { SignInRefused } from './errors.js'

const RESOURCE_TYPE = 'ansattporten:altinn:resource'
/** The identifier scheme of Enhetsregisteret in ISO 6523. */
const ENHETSREGISTERET = '0192'

/** What we ask of Ansattporten: somebody who may act for an organisation in this Altinn resource. */
export const representationOrder = (resource: string): string =>
  JSON.stringify([
    {
      type: RESOURCE_TYPE,
      resource: `urn:altinn:resource:${resource}`,
      representation_is_required: true,
    },
  ])

const Details = z.array(
  z.looseObject({
    type: z.string(),
    resource: z.string().optional(),
    authorized_parties: z
      .array(
        z.looseObject({
          orgno: z.object({ authority: z.literal('iso6523-actorid-upis'), ID: z.string() }),
          name: z.string().optional(),
        }),
      )
      .optional(),
  }),
)

export interface Represented {
  organisationNumber: OrganisationNumber
  name: string
}

/**
 * The one organisation somebody acts for. With several there would be no telling whose figures to
 * show, so the provider must have asked.
 *
 * @see https://docs.digdir.no/docs/ansattporten/ansattporten_representasjon
 * @throws {SignInRefused}
 */
export function representedIn(
  details: unknown,
  { resource, world, user }: { resource: string; world: World; user: string },
): Represented {
  const parsed = Details.safeParse(details ?? [])
  if (!parsed.success) throw new SignInRefused('notTrusted', 'authorization_details', user)
  const parties = parsed.data
    .filter(
      detail =>
        detail.type === RESOURCE_TYPE && detail.resource === `urn:altinn:resource:${resource}`,
    )
    .flatMap(({ authorized_parties: own }) => own ?? [])

  const [first] = parties
  if (!first) throw new SignInRefused('noOrganisation', 'nobody is represented', user)
  if (new Set(parties.map(({ orgno }) => orgno.ID)).size > 1)
    throw new SignInRefused('severalOrganisations', 'more than one is represented', user)

  const [scheme, digits = '', ...more] = first.orgno.ID.split(':')
  const read = readOrganisationNumber(digits, world)
  if (scheme !== ENHETSREGISTERET || more.length > 0 || !read.ok || read.value !== digits)
    throw new SignInRefused('notTrusted', 'the organisation is none we know of', user)
  return { organisationNumber: read.value, name: first.name ?? digits }
}
