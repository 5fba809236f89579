/*
 * What the members of a grant and of a token mean, in words. Shown wherever a token is decoded: by
 * the console client, and by the inspector.
 */

export type ClaimLanguage = 'nb' | 'en'

/**
 * By path, as `claimsOf` writes it, with index 0 for every element of a list. `exp` and `iat` have
 * places for `{time}` and `{duration}`.
 *
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_protocol_jwtgrant
 * @see https://docs.digdir.no/docs/Maskinporten/maskinporten_protocol_token
 */
export const CLAIM_WORDS: Readonly<Record<ClaimLanguage, Readonly<Record<string, string>>>> = {
  nb: {
    // The header
    alg: 'Algoritmen det er signert med',
    kid: 'Id-en til nøkkelen det er signert med',
    typ: 'Hva slags dokument dette er',
    x5c: 'Sertifikatet det er signert med',

    // Both in the grant and in the token
    iss: 'Utsteder',
    aud: 'Mottaker',
    scope: 'API-et tokenet kan brukes mot',
    exp: 'Utløper {time}, om {duration}',
    iat: 'Utstedt {time}',
    nbf: 'Gjelder fra {time}',
    jti: 'Unik id, hindrer gjenbruk',
    resource: 'Adressen til API-et tokenet er begrenset til',
    pid: 'Fødselsnummeret til en person',
    sub: 'Den tokenet handler om',
    'authorization_details[0].type': 'Sier at dette er et systembrukertoken',
    'authorization_details[0].systemuser_org.authority':
      'Hvilken ordning organisasjonsnummeret er skrevet etter',
    'authorization_details[0].systemuser_org.ID': 'Kunden som har godkjent tilgangen',

    // The grant alone
    'authorization_details[0].externalRef': 'Leverandørens egen referanse til systembrukeren',
    consumer_org: 'Kunden som har delegert API-et (ikke i bruk for systembrukere)',
    iss_onbehalfof: 'Utgått: hvem klienten handler for',

    // The token alone
    'authorization_details[0].systemuser_id[0]': 'Systembrukeren i Altinn',
    'authorization_details[0].system_id': 'Systemet som er registrert i systemregisteret',
    'consumer.authority': 'Hvilken ordning organisasjonsnummeret er skrevet etter',
    'consumer.ID': 'Leverandøren som har signert forespørselen',
    'supplier.authority': 'Hvilken ordning organisasjonsnummeret er skrevet etter',
    'supplier.ID': 'Leverandøren som bruker API-et på vegne av kunden',
    delegation_source: 'Hvor kunden har delegert API-et',
    client_id: 'Klienten i Maskinporten',
    client_amr: 'Hvordan den beviste hvem den er',
    token_type: 'Hvordan tokenet sendes til API-et',
    client_orgno: 'Utgått: organisasjonsnummeret til klienten',
    client_org: 'Utgått: virksomheten som har klienten',

    // What Altinn adds when it exchanges one, or makes one for tests
    'urn:altinn:org': 'Tjenesteeieren, med forkortelsen den har i Altinn',
    'urn:altinn:orgNumber': 'Organisasjonsnummeret til leverandøren',
    'urn:altinn:authenticatemethod': 'Hvordan innehaveren logget inn i Altinn',
    'urn:altinn:authlevel': 'Sikkerhetsnivået på innloggingen',
    'urn:altinn:userid': 'Brukeren i Altinn',
    'urn:altinn:partyid': 'Personen eller virksomheten i Altinn, som nummer',
    'urn:altinn:party:uuid': 'Personen eller virksomheten i Altinn, som UUID',
    nameid: 'Brukeren i Altinn',
    sid: 'Økten tokenet hører til',
    actual_iss: 'Hvem som egentlig lagde tokenet',

    // People who sign in
    acr: 'Sikkerhetsnivået på innloggingen',
    'amr[0]': 'Hvordan personen logget inn',
    auth_time: 'Logget inn {time}',
    nonce: 'Knytter svaret til nettleseren som spurte',
    azp: 'Klienten tokenet ble laget for',
    at_hash: 'Knytter innloggingen til tilgangstokenet',
  },
  en: {
    alg: 'The algorithm it is signed with',
    kid: 'The id of the key it is signed with',
    typ: 'What kind of document this is',
    x5c: 'The certificate it is signed with',

    iss: 'Issuer',
    aud: 'Audience',
    scope: 'The API the token is good for',
    exp: 'Expires {time}, in {duration}',
    iat: 'Issued {time}',
    nbf: 'Good from {time}',
    jti: 'Unique id, prevents replay',
    resource: 'The address of the API the token is restricted to',
    pid: "A person's national identity number",
    sub: 'Whom the token is about',
    'authorization_details[0].type': 'Says that this is a system user token',
    'authorization_details[0].systemuser_org.authority':
      'The scheme the organisation number is written in',
    'authorization_details[0].systemuser_org.ID': 'The customer who approved the access',

    'authorization_details[0].externalRef': "The vendor's own reference to the system user",
    consumer_org: 'The customer who delegated the API (not used for system users)',
    iss_onbehalfof: 'Retired: whom the client acts for',

    'authorization_details[0].systemuser_id[0]': 'The system user in Altinn',
    'authorization_details[0].system_id': 'The system in the system register',
    'consumer.authority': 'The scheme the organisation number is written in',
    'consumer.ID': 'The vendor that signed the request',
    'supplier.authority': 'The scheme the organisation number is written in',
    'supplier.ID': 'The vendor that uses the API on behalf of the customer',
    delegation_source: 'Where the customer delegated the API',
    client_id: 'The client in Maskinporten',
    client_amr: 'How it proved who it is',
    token_type: 'How the token is sent to the API',
    client_orgno: "Retired: the client's organisation number",
    client_org: 'Retired: the organisation that has the client',

    'urn:altinn:org': 'The service owner, by its short name in Altinn',
    'urn:altinn:orgNumber': "The vendor's organisation number",
    'urn:altinn:authenticatemethod': 'How the bearer logged in to Altinn',
    'urn:altinn:authlevel': 'The security level of the login',
    'urn:altinn:userid': 'The user in Altinn',
    'urn:altinn:partyid': 'The person or organisation in Altinn, as a number',
    'urn:altinn:party:uuid': 'The person or organisation in Altinn, as a UUID',
    nameid: 'The user in Altinn',
    sid: 'The session the token belongs to',
    actual_iss: 'Who really made the token',

    acr: 'The security level of the login',
    'amr[0]': 'How the person logged in',
    auth_time: 'Logged in {time}',
    nonce: 'Ties the answer to the browser that asked',
    azp: 'The client the token was made for',
    at_hash: 'Ties the login to the access token',
  },
}

/**
 * The meaning of the claim at a path, whatever its place in a list and however its last part is
 * spelled (Altinn's examples say `id`, real tokens `ID`); `undefined` for one nobody has described.
 */
export function claimWords(path: string, language: ClaimLanguage): string | undefined {
  const words = CLAIM_WORDS[language]
  const known = (key: string) => (Object.hasOwn(words, key) ? words[key] : undefined)
  const first = path.replace(/\[\d+\]/g, '[0]')
  return (
    known(first) ??
    known(first.replace(/\.id$/, '.ID')) ??
    known(first.replace(/\[0\]$/, '')) ?? // `aud` may be a list
    known(`${first}[0]`) // and what is always a list may be a single value
  )
}

/** One value in a payload. */
export interface Claim {
  /** As in `authorization_details[0].systemuser_org.ID`, with names as received. */
  path: string
  /** Text as it is, everything else as JSON. */
  value: string
}

const MAX_DEPTH = 6
const MAX_CLAIMS = 200
const MAX_NAME = 100
const MAX_VALUE = 1_000

/**
 * Every value in a header or payload with its path, in the order received. Bounded, because whoever
 * hands one in has written it: at most 6 levels and 200 values, names of 100 and values of 1,000
 * characters. What lies deeper is shown as JSON, what is longer ends in `…`.
 */
export function claimsOf(payload: unknown): Claim[] {
  const claims: Claim[] = []

  function collect(value: unknown, path: string, depth: number): void {
    if (claims.length >= MAX_CLAIMS) return
    const children = depth < MAX_DEPTH ? childrenOf(value) : []
    if (children.length === 0) {
      if (path !== '') claims.push({ path, value: shown(value) })
      return
    }
    for (const [name, child] of children) {
      if (claims.length >= MAX_CLAIMS) return
      collect(child, `${path}${stepTo(name, path)}`, depth + 1)
    }
  }

  collect(payload, '', 0)
  return claims
}

const stepTo = (name: string | number, path: string) => {
  if (typeof name === 'number') return `[${name}]`
  const short = cut(name, MAX_NAME)
  return path === '' ? short : `.${short}`
}

const childrenOf = (value: unknown): [string | number, unknown][] => {
  if (Array.isArray(value)) return value.slice(0, MAX_CLAIMS).map((item, index) => [index, item])
  if (typeof value === 'object' && value !== null) return Object.entries(value)
  return []
}

/** A value below the deepest level may be a whole tree, and may be too deep to be written as JSON. */
function shown(value: unknown): string {
  if (typeof value === 'string') return cut(value, MAX_VALUE)
  try {
    return cut(JSON.stringify(value) ?? String(value), MAX_VALUE)
  } catch {
    return '…'
  }
}

const cut = (text: string, length: number) =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`
