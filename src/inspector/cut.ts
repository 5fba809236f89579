import { isUtf8 } from 'node:buffer'
import { hash } from 'node:crypto'
import type { Redactor } from '../redact.js'
import type { Body, Message, SeenJwt } from './flow.js'

/** What is kept of one body, in bytes (requirement S59). */
export const MOST_OF_A_BODY = 64_000
const MOST_OF_A_PAYLOAD = 16_000
const MOST_JWTS = 10
const MOST_KNOWN = 200
const MOST_OF_A_CLEAN_TEXT = 150
const SHOWN_OF_BINARY = 64

const SHOWN_HEADERS = [
  'accept',
  'content-length',
  'content-type',
  'date',
  'retry-after',
  'server',
  'user-agent',
  'www-authenticate',
  'x-request-id',
]

/** Begins like a JSON object in base64url, and has at least one dot. */
const JWT = /(?<![\w-])(?:eyJ|eyA|ewo|ewk|ew0)[\w-]{6,}(?:\.[\w-]*)+/g

/** Looked for first: most texts have none, and every call is looked through. */
const MAYBE_JWT = /e(?:y[JA]|w[ok0])[\w-]{6,}\./
const MAYBE_ELEVEN = /\d{4}[ .]?\d{2}[ .]?\d{5}/

/** Persons and bank accounts: six digits say which one is meant, to whoever knows it. */
const ELEVEN_DIGITS =
  /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{12,}|(?<![\w.:-])(\d{4}[ .]?\d{2})[ .]?\d{5}(?![\w-])/gi

/** Stands nowhere in what is sent: no text has a lone half of a character. */
const TOKEN_WAS_HERE = '\ud800'

const fingerprintOf = (token: string): string => hash('sha256', token).slice(0, 6)

/** A message whose headers are one text, a line for each: most are never looked at. */
export interface CutMessage {
  headers: string
  body: Body | undefined
}

export const packed = (message: Message | undefined): CutMessage | undefined =>
  message && {
    headers: message.headers.map(([name, value]) => `${name}: ${oneLine(value)}\n`).join(''),
    body: message.body,
  }

export const unpacked = ({ headers, body }: CutMessage): Message => ({
  headers: headers
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const at = line.indexOf(':')
      return [line.slice(0, at), line.slice(at + 2)]
    }),
  ...(body && { body }),
})

const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ')

export type Cut = ReturnType<typeof createCut>

/** Takes out what must never be kept, before anything is kept (requirements S56, S57 and S59). */
export function createCut({ text: withoutSecrets }: Pick<Redactor, 'text'>) {
  /** Tokens are taken out first, and collected: what they say may be shown, and they may not. */
  function text(original: string, place: SeenJwt['place'], into: SeenJwt[]): string {
    if (!MAYBE_JWT.test(original)) return withoutSecrets(masked(original))
    const marks: string[] = []
    const withoutTokens = original.replace(JWT, token => {
      const seen = jwt(token, place)
      if (into.length < MOST_JWTS && !into.some(other => other.fingerprint === seen.fingerprint))
        into.push(seen)
      marks.push(`‹jwt ${seen.fingerprint}›`)
      return TOKEN_WAS_HERE
    })
    // One by one, or a mark would be taken for the value of `assertion` or `access_token`, and cut.
    const parts = withoutTokens.split(TOKEN_WAS_HERE).map(part => withoutSecrets(masked(part)))
    return parts.map((part, i) => part + (marks[i] ?? '')).join('')
  }

  /**
   * One token is seen many times while it lives. By the token itself, which the token cache has as
   * well: a digest for every look would cost more than all the rest.
   */
  const fingerprints = new Map<string, string>()

  function fingerprint(token: string): string {
    const known = fingerprints.get(token)
    if (known !== undefined) return known
    const made = fingerprintOf(token)
    remember(fingerprints, token, made)
    return made
  }

  /** What tokens say, by place and fingerprint. */
  const seenJwts = new Map<string, SeenJwt>()

  function jwt(token: string, place: SeenJwt['place']): SeenJwt {
    const key = `${place} ${fingerprint(token)}`
    const known = seenJwts.get(key)
    if (known) return known
    const seen = read(token, place)
    remember(seenJwts, key, seen)
    return seen
  }

  function read(token: string, place: SeenJwt['place']): SeenJwt {
    const [header, payload, ...rest] = token.split('.')
    const shown = {
      header: asJson(header),
      payload: asJson(payload),
    }
    return {
      place,
      fingerprint: fingerprint(token),
      parts: rest.length + (payload === undefined ? 1 : 2),
      ...(shown.header !== undefined && { header: shown.header }),
      ...(shown.payload !== undefined && { payload: shown.payload }),
    }
  }

  /** One part of a token as JSON, without secrets; undefined when it is none. */
  function asJson(part: string | undefined): string | undefined {
    if (!part || part.length > MOST_OF_A_PAYLOAD) return undefined
    const bytes = Buffer.from(part, 'base64url')
    if (!isUtf8(bytes)) return undefined
    const plain = bytes.toString()
    try {
      const value: unknown = JSON.parse(plain)
      if (typeof value !== 'object' || value === null) return undefined
    } catch {
      return undefined
    }
    return text(plain, 'kept', [])
  }

  function message(
    headers: Readonly<Record<string, string | undefined>>,
    body: Buffer | string | undefined,
    place: 'request' | 'response',
    into: SeenJwt[],
  ): CutMessage {
    let shown = ''
    for (const name of SHOWN_HEADERS) {
      const value = headers[name]
      if (value !== undefined) shown += `${name}: ${short(value, place, into)}\n`
    }
    const hasBody = body !== undefined && body.length > 0
    const type = headers['content-type'] ?? ''
    return { headers: shown, body: hasBody ? bodyOf(body, type, place, into) : undefined }
  }

  /** Most headers and addresses are the same in every call, and are looked through once. */
  const clean = new Set<string>()

  function short(value: string, place: SeenJwt['place'], into: SeenJwt[]): string {
    if (clean.has(value)) return value
    const shown = text(value, place, into)
    if (shown === value && value.length <= MOST_OF_A_CLEAN_TEXT) {
      if (clean.size >= MOST_KNOWN) clean.clear()
      clean.add(value)
    }
    return shown
  }

  function bodyOf(
    body: Buffer | string,
    type: string,
    place: 'request' | 'response',
    into: SeenJwt[],
  ): Body {
    const isCut = body.length > MOST_OF_A_BODY
    const kept = isCut ? body.slice(0, MOST_OF_A_BODY) : body
    const bytes = Buffer.byteLength(body)
    const more = { bytes, ...(isCut && { isCut }) }
    if (typeof kept !== 'string' && !isText(kept, isCut))
      return { kind: 'binary', text: kept.toString('hex', 0, SHOWN_OF_BINARY), ...more }
    return { kind: kindOf(type), text: text(kept.toString(), place, into), ...more }
  }

  return {
    message,
    jwt,
    fingerprint,
    url: (url: string, into: SeenJwt[]) => short(url, 'request', into),
    /** A body that is not ours, such as one from a file. */
    text: (original: string) => text(original, 'kept', []),
  }
}

const kindOf = (type: string): Body['kind'] =>
  /\bjson\b/i.test(type)
    ? 'json'
    : type.startsWith('application/x-www-form-urlencoded')
      ? 'form'
      : 'text'

/** The one that was made first goes first. */
function remember<V>(map: Map<string, V>, key: string, value: V): void {
  map.set(key, value)
  if (map.size > MOST_KNOWN) map.delete(map.keys().next().value!)
}

/** The last character may have been cut in two. */
const isText = (bytes: Buffer, isCut: boolean): boolean =>
  !bytes.includes(0) &&
  (isUtf8(bytes) || (isCut && [1, 2, 3].some(n => isUtf8(bytes.subarray(0, -n)))))

const masked = (text: string): string =>
  !MAYBE_ELEVEN.test(text)
    ? text
    : text.replace(ELEVEN_DIGITS, (found, first?: string) =>
        first === undefined ? found : `${first}*****`,
      )
