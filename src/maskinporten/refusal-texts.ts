import { UpstreamSurprise, UpstreamUnreachable } from '../upstream/errors.js'
import { MaskinportenRefused } from './refusals.js'

export type Language = 'nb' | 'en'

export interface Words {
  title: string
  text: string
}

export interface RefusalText {
  /** Who can do something about it: the organisation, or we who run the system. */
  audience: 'customer' | 'vendor'
  /** Whether a "try again" button makes sense. */
  mayRetry: boolean
  nb: Words
  en: Words
}

/** What stands in braces in the texts. `org` is the customer's number, `trace` Maskinporten's trace id. */
export type Placeholder = 'org' | 'scope' | 'kid' | 'clientId' | 'env' | 'trace'
export type PlaceholderValues = Readonly<Partial<Record<Placeholder, string | undefined>>>

/**
 * Every reason for not getting a token, or for not getting in with one, in plain words. The causes
 * behind `MP-303` follow it after a slash: Maskinporten gives one answer for all of them, and only
 * Altinn can tell which it is.
 */
export const REFUSAL_TEXTS = {
  'MP-303': {
    audience: 'customer',
    mayRetry: true,
    nb: {
      title: 'Vi fant ingen tilgang fra virksomheten {org}',
      text: 'Systemet har ikke en godkjent systembruker for denne virksomheten. Tilgangen kan mangle godkjenning, være fjernet, eller gjelde et annet miljø. Sjekk status på forespørselen, eller send en ny.',
    },
    en: {
      title: 'We found no access from organisation {org}',
      text: 'The system has no approved system user for this organisation. The access may be waiting for approval, may have been removed, or may belong to another environment. Check the request, or send a new one.',
    },
  },
  'MP-303/waiting': {
    audience: 'customer',
    mayRetry: true,
    nb: {
      title: 'Tilgangen venter på godkjenning',
      text: 'Noen med rett til å styre tilganger i virksomheten {org} må godkjenne forespørselen i Altinn. Åpne lenken på nytt, eller send den til rett person.',
    },
    en: {
      title: 'The access is waiting for approval',
      text: 'Someone who manages access for organisation {org} must approve the request in Altinn. Open the link again or send it to the right person.',
    },
  },
  'MP-303/rejected': {
    audience: 'customer',
    mayRetry: false,
    nb: {
      title: 'Forespørselen ble avvist',
      text: 'Virksomheten {org} har sagt nei til tilgangen. Ta kontakt med virksomheten hvis dette ikke var meningen, og send en ny forespørsel.',
    },
    en: {
      title: 'The request was rejected',
      text: 'Organisation {org} declined the access. Contact them if this was a mistake, then send a new request.',
    },
  },
  'MP-303/timedOut': {
    audience: 'customer',
    mayRetry: false,
    nb: {
      title: 'Forespørselen er utløpt',
      text: 'Den ble ikke besvart i tide. Send en ny forespørsel.',
    },
    en: {
      title: 'The request has expired',
      text: 'It was not answered in time. Send a new request.',
    },
  },
  'MP-303/removed': {
    audience: 'customer',
    mayRetry: false,
    nb: {
      title: 'Tilgangen er fjernet',
      text: 'Systembrukeren er slettet i Altinn. Send en ny forespørsel hvis systemet fortsatt skal ha tilgang.',
    },
    en: {
      title: 'The access has been removed',
      text: 'The system user was deleted in Altinn. Send a new request if the system should still have access.',
    },
  },
  'MP-303/otherReference': {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Feil referanse',
      text: 'Systembrukeren finnes, men er opprettet med en annen referanse (externalRef) enn den som ble sendt. Bruk samme referanse som i forespørselen.',
    },
    en: {
      title: 'Wrong reference',
      text: 'The system user exists but was created with another reference (externalRef) than the one sent. Use the same reference as in the request.',
    },
  },
  'MP-303/clientNotOnSystem': {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Klienten er ikke koblet til systemet',
      text: 'Klient-ID {clientId} står ikke på systemet i systemregisteret. Oppdater systemet i Altinn.',
    },
    en: {
      title: 'The client is not linked to the system',
      text: 'Client ID {clientId} is not on the system in the system register. Update the system in Altinn.',
    },
  },
  'MP-302': {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Ugyldig felt i forespørselen',
      text: 'Tilgangsdetaljene har et ukjent felt eller ulovlige tegn i referansen. Tillatt: bokstaver, tall, bindestrek og understrek.',
    },
    en: {
      title: 'Invalid field in the request',
      text: 'The authorization details hold an unknown field or illegal characters in the reference. Allowed: letters, digits, hyphen and underscore.',
    },
  },
  'MP-301': {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Ukjent type tilgang',
      text: 'Maskinporten støtter ikke typen som ble brukt. Den skal være urn:altinn:systemuser.',
    },
    en: {
      title: 'Unknown access type',
      text: 'Maskinporten does not support the type used. It must be urn:altinn:systemuser.',
    },
  },
  'MP-200': {
    audience: 'vendor',
    mayRetry: true,
    nb: {
      title: 'Scopet er ikke lagt til på klienten',
      text: 'Legg til {scope} på klienten i Samarbeidsportalen, og sjekk skrivemåten. Endringen virker etter et par minutter.',
    },
    en: {
      title: 'The scope is not on the client',
      text: 'Add {scope} to the client in the self-service portal and check the spelling. The change takes a couple of minutes.',
    },
  },
  'MP-201': {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Scopet kan ikke brukes i Maskinporten',
      text: '{scope} gjelder innlogging av personer, eller klienten har feil type. Bruk et Maskinporten-scope og en Maskinporten-klient.',
    },
    en: {
      title: 'The scope cannot be used with Maskinporten',
      text: '{scope} is for user login, or the client has the wrong type. Use a Maskinporten scope and client.',
    },
  },
  'MP-250': {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Virksomheten har ikke fått tilgang til scopet',
      text: 'API-eieren må gi dere tilgang til {scope}. Bestill tilgang hos API-eieren.',
    },
    en: {
      title: 'Your organisation has not been given the scope',
      text: 'The API owner must grant you {scope}. Order access from the API owner.',
    },
  },
  'MP-251': {
    audience: 'customer',
    mayRetry: true,
    nb: {
      title: 'Delegering mangler i Altinn',
      text: 'Virksomheten {org} må delegere API-tilgangen til leverandøren i Altinn. Delegering i produksjon gjelder ikke i testmiljøet.',
    },
    en: {
      title: 'Delegation is missing in Altinn',
      text: 'Organisation {org} must delegate the API access to the vendor in Altinn. A delegation in production does not count in the test environment.',
    },
  },
  'MP-100': {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Klienten er ukjent',
      text: 'Maskinporten kjenner ikke klient-ID {clientId} i miljøet {env}. Sjekk at ID og miljø hører sammen.',
    },
    en: {
      title: 'Unknown client',
      text: 'Maskinporten does not know client ID {clientId} in {env}. Check that ID and environment belong together.',
    },
  },
  'MP-110': {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Feil mottaker i forespørselen',
      text: 'aud må være adressen til Maskinporten i riktig miljø, med skråstrek til slutt.',
    },
    en: {
      title: 'Wrong audience',
      text: "aud must be Maskinporten's issuer address for the environment, ending with a slash.",
    },
  },
  'MP-120': {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Sertifikatet er ikke gyldig',
      text: 'Bruk et gyldig virksomhetssertifikat for riktig miljø.',
    },
    en: {
      title: 'The certificate is not valid',
      text: 'Use a valid business certificate for the right environment.',
    },
  },
  'MP-121': {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Nøkkelen er utløpt',
      text: 'Nøkler varer i ett år. Last opp en ny offentlig nøkkel på klienten, eller den samme på nytt.',
    },
    en: {
      title: 'The key has expired',
      text: 'Keys last one year. Upload a new public key to the client, or the same one again.',
    },
  },
  'MP-122': {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Sertifikatet tilhører en annen virksomhet',
      text: 'Organisasjonsnummeret i sertifikatet er ikke det samme som på klienten.',
    },
    en: {
      title: 'The certificate belongs to another organisation',
      text: "Its organisation number differs from the client's.",
    },
  },
  'MP-123': {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Sertifikatet ble sendt på feil form',
      text: 'x5c må være en liste med sertifikater.',
    },
    en: {
      title: 'The certificate was sent in the wrong form',
      text: 'x5c must be a list of certificates.',
    },
  },
  'MP-124': {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Signaturen stemmer ikke',
      text: 'Forespørselen er signert med en annen nøkkel enn den som er registrert for {kid}.',
    },
    en: {
      title: 'The signature does not match',
      text: 'The request was signed with another key than the one registered for {kid}.',
    },
  },
  UNKNOWN_KID: {
    audience: 'vendor',
    mayRetry: true,
    nb: {
      title: 'Nøkkelen er ikke registrert på klienten',
      text: 'Fant ikke {kid}. Er nøkkelen nettopp lastet opp, så vent et par minutter. Ellers må nøkkel-ID eller klient rettes.',
    },
    en: {
      title: 'The key is not registered on the client',
      text: '{kid} was not found. If it was just uploaded, wait a couple of minutes. Otherwise correct the key ID or the client.',
    },
  },
  MISSING_KID: {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Nøkkel-ID mangler',
      text: 'Klienten har registrert nøkkel, men forespørselen oppga ikke kid.',
    },
    en: {
      title: 'Key ID is missing',
      text: 'The client has a registered key, but the request gave no kid.',
    },
  },
  'MP-130': {
    audience: 'vendor',
    mayRetry: true,
    nb: {
      title: 'Forespørselen kom for sent',
      text: 'Den var utløpt da Maskinporten mottok den. Prøv igjen. Skjer det flere ganger, er klokken på serveren trolig feil.',
    },
    en: {
      title: 'The request came too late',
      text: 'It had expired when Maskinporten received it. Try again. If it keeps happening, the server clock is probably wrong.',
    },
  },
  CLOCK_AHEAD: {
    audience: 'vendor',
    mayRetry: true,
    nb: {
      title: 'Serverens klokke går for fort',
      text: 'Forespørselen ser ut til å være laget i framtiden. Synkroniser klokken.',
    },
    en: {
      title: 'The server clock is fast',
      text: 'The request appears to be made in the future. Synchronise the clock.',
    },
  },
  LIFETIME: {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Forespørselen har for lang varighet',
      text: 'Den kan vare i høyst 120 sekunder.',
    },
    en: {
      title: 'The request lasts too long',
      text: 'It may last 120 seconds at most.',
    },
  },
  'MP-012': {
    audience: 'vendor',
    mayRetry: true,
    nb: {
      title: 'Forespørselen er brukt før',
      text: 'Hver forespørsel kan bare sendes én gang. Prøv igjen.',
    },
    en: {
      title: 'The request was used before',
      text: 'Each request can be sent only once. Try again.',
    },
  },
  'MP-011': {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Forespørselen er ikke riktig bygd opp',
      text: 'Den inneholder et ugyldig felt eller linjeskift.',
    },
    en: {
      title: 'The request is malformed',
      text: 'It contains an invalid field or a line break.',
    },
  },
  CONSUMER_ORG_SELF: {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Kunden og leverandøren er samme virksomhet',
      text: 'Fjern consumer_org når dere henter token for egen virksomhet.',
    },
    en: {
      title: 'Customer and vendor are the same organisation',
      text: 'Leave out consumer_org when asking on your own behalf.',
    },
  },
  invalid_target: {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Ugyldig adresse for API-et',
      text: 'resource må være en full adresse uten #.',
    },
    en: {
      title: 'Invalid API address',
      text: 'resource must be a full address without #.',
    },
  },
  unsupported_grant_type: {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Feil type forespørsel',
      text: 'Maskinporten støtter bare jwt-bearer.',
    },
    en: {
      title: 'Wrong request type',
      text: 'Maskinporten supports only jwt-bearer.',
    },
  },
  invalid_grant: {
    audience: 'vendor',
    mayRetry: true,
    nb: {
      title: 'Maskinporten avviste forespørselen',
      text: 'Sjekk klient-ID, nøkkel, miljø og klokke.',
    },
    en: {
      title: 'Maskinporten refused the request',
      text: 'Check client ID, key, environment and clock.',
    },
  },
  invalid_scope: {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Scopet ble avvist',
      text: 'Sjekk at {scope} er riktig skrevet, lagt til på klienten og gitt til virksomheten.',
    },
    en: {
      title: 'The scope was refused',
      text: 'Check that {scope} is spelled right, added to the client, and granted to the organisation.',
    },
  },
  forbidden: {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Ingen tilgang',
      text: 'Virksomheten mangler tilgang eller delegering for {scope}.',
    },
    en: {
      title: 'No access',
      text: 'The organisation lacks access or delegation for {scope}.',
    },
  },
  unavailable: {
    audience: 'customer',
    mayRetry: true,
    nb: {
      title: 'Maskinporten svarer ikke akkurat nå',
      text: 'Vent noen minutter og prøv igjen. Ingenting er sendt.',
    },
    en: {
      title: 'Maskinporten is not answering right now',
      text: 'Wait a few minutes and try again. Nothing was sent.',
    },
  },
  connection_failed: {
    audience: 'customer',
    mayRetry: true,
    nb: {
      title: 'Vi fikk ikke kontakt med Maskinporten',
      text: 'Prøv igjen om litt.',
    },
    en: {
      title: 'We could not reach Maskinporten',
      text: 'Try again in a moment.',
    },
  },
  rate_limited: {
    audience: 'customer',
    mayRetry: true,
    nb: {
      title: 'For mange forespørsler',
      text: 'Vent litt før du prøver igjen.',
    },
    en: {
      title: 'Too many requests',
      text: 'Wait a little before trying again.',
    },
  },
  invalid_response: {
    audience: 'vendor',
    mayRetry: true,
    nb: {
      title: 'Uventet svar fra Maskinporten',
      text: 'Svaret kunne ikke leses.',
    },
    en: {
      title: 'Unexpected answer from Maskinporten',
      text: 'The answer could not be read.',
    },
  },
  not_configured: {
    audience: 'vendor',
    mayRetry: false,
    nb: {
      title: 'Integrasjonen er ikke satt opp',
      text: 'Klient-ID, nøkkel eller scope mangler i {env}.',
    },
    en: {
      title: 'The integration is not set up',
      text: 'Client ID, key or scope is missing in {env}.',
    },
  },
  api_401: {
    audience: 'vendor',
    mayRetry: true,
    nb: {
      title: 'API-et godtok ikke tokenet',
      text: 'Det er utløpt, eller hentet for feil miljø.',
    },
    en: {
      title: 'The API did not accept the token',
      text: 'It has expired or is for another environment.',
    },
  },
  api_403: {
    audience: 'customer',
    mayRetry: true,
    nb: {
      title: 'Tilgangen dekker ikke dette',
      text: 'Systembrukeren hos {org} finnes, men har ikke rettighet til denne handlingen. Be virksomheten om utvidet tilgang.',
    },
    en: {
      title: 'The access does not cover this',
      text: 'The system user of {org} exists but has no right to this action. Ask the organisation for wider access.',
    },
  },
} as const satisfies Record<string, RefusalText>

export type RefusalKey = keyof typeof REFUSAL_TEXTS

/** What a customer reads when the fault is ours: enough to tell us about it. */
const OUR_FAULT: Readonly<Record<Language, Words>> = {
  nb: {
    title: 'Noe er feil i oppsettet hos oss',
    text: 'Vi har fått beskjed. Referanse: {trace}',
  },
  en: {
    title: 'Something is wrong in our set-up',
    text: 'We have been notified. Reference: {trace}',
  },
}

/** For our own people, who can read and mend everything. */
export const vendorWords = (
  key: RefusalKey,
  language: Language,
  values: PlaceholderValues,
): Words => filled(REFUSAL_TEXTS[key][language], values)

/** For a customer, whom the details of our set-up do not help. */
export function customerWords(
  key: RefusalKey,
  language: Language,
  values: PlaceholderValues,
): Words {
  const { audience, [language]: words } = REFUSAL_TEXTS[key]
  return filled(audience === 'customer' ? words : OUR_FAULT[language], values)
}

/** What we do not know is shown as a dash, so that no brace ever reaches a page. */
function filled({ title, text }: Words, values: PlaceholderValues): Words {
  const fill = (words: string) =>
    words.replace(/\{(\w+)\}/g, (_, name: Placeholder) => values[name] || '–')
  return { title: fill(title), text: fill(text) }
}

export const placeholdersOf = (error: MaskinportenRefused): PlaceholderValues => ({
  org: error.organisationNumber,
  scope: error.scope,
  kid: error.kid,
  clientId: error.clientId,
  env: error.environment,
  trace: error.traceId,
})

const isKnown = (key: string | undefined): key is RefusalKey =>
  key !== undefined && Object.hasOwn(REFUSAL_TEXTS, key)

/** Which text tells about a failed attempt to get a token; `undefined` for errors of another kind. */
export function refusalKeyOf(error: unknown): RefusalKey | undefined {
  if (error instanceof MaskinportenRefused) {
    if (isKnown(error.key)) return error.key
    if (error.error === 'invalid_request') return 'MP-011'
    return isKnown(error.error) ? error.error : 'invalid_grant'
  }
  if (error instanceof UpstreamUnreachable) return 'connection_failed'
  if (error instanceof UpstreamSurprise) return 'invalid_response'
  return undefined
}
