import { isOrganisationNumber } from '../domain/organisation-number.js'
import { isObject, type DecodedJwt } from './decoded-jwt.js'

/** A grant is what we sign; a token is what Maskinporten or Altinn gives for one. */
export type JwtType = 'grant' | 'token'

/** What is wrong, or worth knowing. `values` fill the places in its text. */
export interface Finding {
  code: FindingCode
  values: Readonly<Record<string, string | number>>
}

export type FindingCode = (typeof WRONG)[number] | (typeof NOTES)[number]

/** With any of these it will be refused. */
export const WRONG = [
  'blanks',
  'notSigned',
  'algMissing',
  'algNone',
  'algSymmetric',
  'algOther',
  'kidMissing',
  'kidAndCertificate',
  'certificateNotList',
  'issMissing',
  'issIsOrganisation',
  'issNoSlash',
  'audMissing',
  'audNoSlash',
  'audTokenAddress',
  'audSeveral',
  'scopeMissing',
  'scopeNotText',
  'scopeComma',
  'iatMissing',
  'expMissing',
  'timesNotWhole',
  'timesInMilliseconds',
  'expired',
  'lastsTooLong',
  'clockAhead',
  'notYetValid',
  'unknownClaims',
  'resourceFragment',
  'detailsNotOne',
  'detailsType',
  'detailsUnknownMembers',
  'detailsLowerCaseId',
  'organisationMissing',
  'authority',
  'organisationNoPrefix',
  'organisationIsPerson',
  'organisationNumber',
  'realInTest',
  'syntheticInProduction',
  'externalRef',
  'systemUserIdMissing',
  'consumerMissing',
  'personalToken',
] as const

/** It may be meant like that. */
export const NOTES = ['noDetails', 'audUnknown', 'issUnknown', 'jtiMissing', 'lowerCaseId'] as const

export const isWrong = ({ code }: Finding): boolean =>
  (WRONG as readonly FindingCode[]).includes(code)

/** What is signed with a private key at Maskinporten or Altinn has who it was given to. */
export const typeOf = ({ payload }: DecodedJwt): JwtType =>
  ['client_id', 'consumer', 'token_type', 'client_amr', 'urn:altinn:authlevel', 'acr'].some(name =>
    Object.hasOwn(payload, name),
  )
    ? 'token'
    : 'grant'

/**
 * Everything that Maskinporten, or an API, will not like, in the order in which one reads.
 *
 * @param now epoch milliseconds
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_protocol_jwtgrant
 */
export function findingsIn(jwt: DecodedJwt, type: JwtType, now: number): Finding[] {
  const found: Finding[] = []
  const note: Note = (code, values = {}) => void found.push({ code, values })
  const { payload } = jwt

  if (jwt.hadBlanks) note('blanks')
  checkHeader(jwt, type, note)
  if (type === 'grant') checkGrant(payload, note)
  else checkToken(payload, note)
  checkScope(payload['scope'], note)
  checkTimes(payload, type, Math.floor(now / 1000), note)
  checkDetails(payload, type, note)
  return found
}

type Note = (code: FindingCode, values?: Finding['values']) => void
type Payload = DecodedJwt['payload']

const ALGORITHMS = ['RS256', 'RS384', 'RS512']

function checkHeader({ header, isSigned }: DecodedJwt, type: JwtType, note: Note): void {
  const { alg, kid, x5c } = header
  if (typeof alg !== 'string') note('algMissing')
  else if (alg.toLowerCase() === 'none') note('algNone')
  else if (/^HS\d/.test(alg)) note('algSymmetric', { alg })
  else if (!ALGORITHMS.includes(alg)) note('algOther', { alg: short(alg) })
  if (!isSigned && !(typeof alg === 'string' && alg.toLowerCase() === 'none')) note('notSigned')
  if (x5c !== undefined && !Array.isArray(x5c)) note('certificateNotList')
  if (kid !== undefined && x5c !== undefined && type === 'grant') note('kidAndCertificate')
  if ((typeof kid !== 'string' || kid === '') && x5c === undefined) note('kidMissing')
}

/** Maskinporten's own names, with the slash that belongs to them. */
const ISSUERS: Readonly<Record<string, 'test' | 'prod'>> = {
  'https://test.maskinporten.no/': 'test',
  'https://maskinporten.no/': 'prod',
  'https://platform.tt02.altinn.no/authentication/api/v1/openid/': 'test',
  'https://platform.altinn.no/authentication/api/v1/openid/': 'prod',
}

const GRANT_CLAIMS = [
  'aud',
  'iss',
  'scope',
  'iat',
  'exp',
  'nbf',
  'jti',
  'sub',
  'authorization_details',
  'resource',
  'consumer_org',
  'pid',
  'iss_onbehalfof',
]

function checkGrant(payload: Payload, note: Note): void {
  const { iss, jti, resource } = payload
  if (typeof iss !== 'string' || iss === '') note('issMissing')
  else if (/^(0192:)?\d{9}$/.test(iss)) note('issIsOrganisation')

  const aud = Array.isArray(payload['aud']) ? payload['aud'] : [payload['aud']]
  const [only] = aud as unknown[]
  if (aud.length > 1) note('audSeveral')
  else if (typeof only !== 'string' || only === '') note('audMissing')
  else if (Object.hasOwn(ISSUERS, `${only}/`)) note('audNoSlash', { right: `${only}/` })
  else if (/\/token\/?$/.test(only))
    note('audTokenAddress', { right: short(only.replace(/token\/?$/, '')) })
  else if (!only.endsWith('/')) note('audNoSlash', { right: short(`${only}/`) })
  else if (!Object.hasOwn(ISSUERS, only)) note('audUnknown')

  if (jti === undefined) note('jtiMissing')
  const targets: unknown[] = Array.isArray(resource) ? resource : [resource]
  if (targets.some(target => typeof target === 'string' && target.includes('#')))
    note('resourceFragment')
  const unknown = Object.keys(payload).filter(name => !GRANT_CLAIMS.includes(name))
  if (unknown.length > 0) note('unknownClaims', { names: short(unknown.join(', ')) })
}

function checkToken(payload: Payload, note: Note): void {
  const { iss, consumer } = payload
  if (typeof iss !== 'string' || iss === '') note('issMissing')
  else if (Object.hasOwn(ISSUERS, `${iss}/`)) note('issNoSlash', { right: `${iss}/` })
  else if (!Object.hasOwn(ISSUERS, iss)) note('issUnknown')

  if (isObject(consumer)) checkOrganisation(consumer, 'consumer', payload, note)
  else if (isAboutPerson(payload)) note('personalToken')
  else note('consumerMissing')
}

const isAboutPerson = (payload: Payload) =>
  ['pid', 'acr', 'amr', 'urn:altinn:userid', 'nameid'].some(name => Object.hasOwn(payload, name))

function checkScope(scope: unknown, note: Note): void {
  if (scope === undefined || scope === '') return note('scopeMissing')
  if (typeof scope !== 'string') return note('scopeNotText')
  if (scope.includes(',')) note('scopeComma')
}

/** Maskinporten's limits, in seconds. */
const LONGEST_LIFE = 120
const MOST_AHEAD = 10
/** No date in seconds is as large as this, and every date in milliseconds is larger. */
const MILLISECONDS = 100_000_000_000

function checkTimes(payload: Payload, type: JwtType, now: number, note: Note): void {
  const { iat, exp, nbf } = payload
  if (iat === undefined) note('iatMissing')
  if (exp === undefined) note('expMissing')
  const times = [iat, exp, nbf].filter(time => time !== undefined)
  if (times.some(time => typeof time === 'number' && time > MILLISECONDS))
    return note('timesInMilliseconds')
  if (times.some(time => !Number.isInteger(time))) return note('timesNotWhole')

  if (typeof exp === 'number' && exp <= now) note('expired', { seconds: now - exp })
  if (typeof exp === 'number' && typeof iat === 'number' && type === 'grant')
    if (exp - iat > LONGEST_LIFE) note('lastsTooLong', { seconds: exp - iat })
  if (typeof iat === 'number' && iat > now + MOST_AHEAD) note('clockAhead', { seconds: iat - now })
  else if (typeof nbf === 'number' && nbf > now + MOST_AHEAD)
    note('notYetValid', { seconds: nbf - now })
}

const SYSTEM_USER = 'urn:altinn:systemuser'
const GRANT_MEMBERS = ['type', 'systemuser_org', 'externalRef', 'id']

function checkDetails(payload: Payload, type: JwtType, note: Note): void {
  const { authorization_details: details } = payload
  if (details === undefined) return isAboutPerson(payload) ? undefined : note('noDetails')
  const list: unknown[] = Array.isArray(details) ? details : []
  const detail =
    type === 'token'
      ? (list.find(item => isObject(item) && item['type'] === SYSTEM_USER) ?? list[0])
      : list[0]
  if (!isObject(detail) || (type === 'grant' && list.length !== 1)) return note('detailsNotOne')

  if (detail['type'] !== SYSTEM_USER) note('detailsType')
  const { systemuser_org: organisation, externalRef, systemuser_id: ids } = detail
  if (isObject(organisation)) checkOrganisation(organisation, 'systemuser_org', payload, note, type)
  else note('organisationMissing')

  if (type === 'token') {
    const first: unknown = Array.isArray(ids) ? ids[0] : undefined
    if (typeof first !== 'string' || first === '') note('systemUserIdMissing')
    return
  }
  const unknown = Object.keys(detail).filter(name => !GRANT_MEMBERS.includes(name))
  if (unknown.length > 0) note('detailsUnknownMembers', { names: short(unknown.join(', ')) })
  if (externalRef !== undefined && !isReference(externalRef)) note('externalRef')
}

const isReference = (value: unknown) =>
  typeof value === 'string' && value.length <= 255 && /^[a-zA-Z0-9æøåÆØÅ_-]*$/.test(value.trim())

/** @param member which one is looked at: `systemuser_org` of a grant must be spelled right */
function checkOrganisation(
  organisation: Record<string, unknown>,
  member: 'systemuser_org' | 'consumer',
  payload: Payload,
  note: Note,
  type: JwtType = 'token',
): void {
  if (organisation['authority'] !== 'iso6523-actorid-upis') note('authority', { member })
  const hasLowerCase = organisation['ID'] === undefined && organisation['id'] !== undefined
  if (hasLowerCase) note(type === 'grant' ? 'detailsLowerCaseId' : 'lowerCaseId', { member })
  const ID = organisation['ID'] ?? organisation['id']
  if (typeof ID !== 'string') return note('organisationMissing')
  if (/^(0192:)?\d{11}$/.test(ID)) return note('organisationIsPerson', { member })
  if (/^\d{9}$/.test(ID)) return note('organisationNoPrefix', { member })
  const number = /^0192:(\d{9})$/.exec(ID)?.[1]
  if (!number || !isOrganisationNumber(number)) return note('organisationNumber', { member })

  const world = ISSUERS[String(type === 'grant' ? payload['aud'] : payload['iss'])]
  const isReal = /^[89]/.test(number)
  // A vendor may well be real in the test environment; its customers there are not.
  if (world === 'test' && isReal && member === 'systemuser_org') note('realInTest')
  if (world === 'prod' && !isReal) note('syntheticInProduction', { member })
}

/** What somebody else wrote is quoted, but not at any length. */
const short = (text: string) => (text.length <= 80 ? text : `${text.slice(0, 79)}…`)
