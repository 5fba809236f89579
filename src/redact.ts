import { SmartCloudError } from './errors.js'

/** What stands where a secret was. */
export const CUT = '[cut]'

export interface Redactor {
  /** The same text without secrets, on one line as far as terminals are concerned. */
  text(text: string): string
  /** A plain, bounded copy of anything: safe to write as JSON, to keep or to show. */
  value(value: unknown): unknown
}

export interface RedactorOptions {
  /** Values to look for everywhere, also URL-encoded and in base64. Shorter than 8 characters are ignored. */
  secrets?: readonly string[]
  /** The longest text that is kept, in characters. */
  maxText?: number
  /** Of longer texts the rest is not even searched, and left out: 20,000 unless given. */
  maxSearched?: number
}

const SHORTEST_SECRET = 8
const MAX_DEPTH = 6
const MAX_VALUES = 500
const MAX_STACK = 4_000

/** Looking through a megabyte would hold everybody up. */
const MAX_SEARCHED = 20_000

/**
 * Takes secrets out of whatever is about to be logged, kept or shown. It knows them by name
 * (`authorization`, `assertion`, `code` …), by shape (JWTs, private keys, national identity
 * numbers) and by value (`secrets`). Being wrong costs a word in a log line, so in doubt it cuts: a
 * field called `code` is taken for an authorisation code unless it looks like an error code.
 */
export function createRedactor({
  secrets = [],
  maxText = 2_000,
  maxSearched = MAX_SEARCHED,
}: RedactorOptions = {}): Redactor {
  const knownSecrets = patternOf(secrets)

  function text(original: string, limit = maxText): string {
    let cut = original.length > maxSearched ? original.slice(0, maxSearched) : original
    if (knownSecrets) cut = cut.replace(knownSecrets, CUT)
    if (isSuspicious(cut)) cut = withoutSuspects(cut)
    if (cut.length > limit) cut = `${cut.slice(0, limit)}… (${original.length} characters)`
    return UNPRINTABLE.test(cut) ? cut.replace(UNPRINTABLES, escaped) : cut
  }

  function value(root: unknown): unknown {
    let left = MAX_VALUES
    const ancestors = new Set<object>()

    function copy(original: unknown, depth: number): unknown {
      if (typeof original === 'string') return text(original)
      if (typeof original === 'number') return copyOfNumber(original)
      if (typeof original === 'bigint') return text(String(original))
      if (typeof original === 'function' || typeof original === 'symbol') return undefined
      if (typeof original !== 'object' || original === null) return original

      if (ancestors.has(original)) return '[circular]'
      if (depth > MAX_DEPTH || left <= 0) return '[…]'
      ancestors.add(original)
      try {
        return copyOfObject(original, depth)
      } catch {
        return '[unreadable]' // a getter or a proxy that throws must not take the log line with it
      } finally {
        ancestors.delete(original)
      }
    }

    function copyOfObject(original: object, depth: number): unknown {
      if (original instanceof Error) return copyOfError(original, depth)
      if (original instanceof Date) return Number.isNaN(+original) ? null : original.toISOString()
      if (original instanceof URL) return text(original.href)
      if (original instanceof URLSearchParams) return text(original.toString())
      if (ArrayBuffer.isView(original)) return `[${original.byteLength} bytes]`
      if (original instanceof Map || original instanceof Set) return copy([...original], depth)
      if (Array.isArray(original)) return copyOfList(original, depth)

      const result: Record<string, unknown> = {}
      const isKey = 'kty' in original
      for (const name of Object.keys(original)) {
        if (left-- <= 0) break
        const field = (original as Record<string, unknown>)[name]
        const secret = isSecretField(name, field) || (isKey && KEY_PARTS.has(name))
        if (name === '__proto__') continue // assigning to it would change the copy itself
        result[text(name, 100)] = secret ? CUT : copy(field, depth + 1)
      }
      return result
    }

    function copyOfList(original: readonly unknown[], depth: number): unknown[] {
      const result: unknown[] = []
      for (const item of original) {
        if (left-- <= 0) break
        result.push(copy(item, depth + 1))
      }
      if (result.length < original.length) result.push(`… (${original.length} in all)`)
      return result
    }

    /** Never the other fields: an HTTP client's error carries the whole request. */
    function copyOfError(error: Error, depth: number): unknown {
      const expected = error instanceof SmartCloudError
      const { code } = error as { code?: unknown }
      return {
        name: text(String(error.name), 100),
        ...((typeof code === 'string' || typeof code === 'number') && {
          code: text(String(code), 100),
        }),
        message: text(String(error.message)),
        ...(!expected && error.stack && { stack: text(String(error.stack), MAX_STACK) }),
        ...(!expected && error.cause !== undefined && { cause: copy(error.cause, depth + 1) }),
      }
    }

    return copy(root, 0)
  }

  return { text: original => text(original), value }
}

/** Compared without case, dashes and underscores. */
const SECRET_NAMES = new Set([
  'accesstoken',
  'apikey',
  'assertion',
  'authorization',
  'clientassertion',
  'clientsecret',
  'code',
  'codeverifier',
  'cookie',
  'cookies',
  'csrf',
  'csrftoken',
  'idtoken',
  'idtokenhint',
  'password',
  'privatekey',
  'proxyauthorization',
  'refreshtoken',
  's',
  'secret',
  'sessionid',
  'sessionsecret',
  'setcookie',
  'sid',
  'token',
])

/** The private members of a JSON Web Key. */
const KEY_PARTS = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'])

const plain = (name: string) => name.toLowerCase().replace(/[-_]/g, '')

/** `upstream_refused`, `AUTH-00004`, `ECONNREFUSED`: what nobody draws at random. */
const ERROR_CODE =
  /^(?:[a-z]{1,20}(?:_[a-z]{1,20}){1,5}|[A-Z]{2,10}[-_][A-Z0-9_-]{1,30}|E[A-Z]{3,20})$/

function isSecretField(name: string, field: unknown): boolean {
  if (field === undefined || !SECRET_NAMES.has(plain(name))) return false
  return !(name === 'code' && typeof field === 'string' && ERROR_CODE.test(field))
}

const NAMES =
  'access_token|assertion|client_assertion|client_secret|code|code_verifier|_?csrf|id_token|' +
  'id_token_hint|password|refresh_token|s|sid|token'

/**
 * Most texts have none of this, and need no closer look. Looking must be cheap: every log line is.
 * One pattern for all of it would take four times as long.
 */
function isSuspicious(text: string): boolean {
  return (
    WORDS.test(text) ||
    FIELDS.test(text) ||
    DIGITS.test(text) ||
    (text.includes('=') && PAIRS.test(text)) ||
    hasLongRun(text)
  )
}

const WORDS = /PRIVATE KEY|eyJ|bearer|basic|authorization|cookie/i
const FIELDS = new RegExp(`"(?:${NAMES}|d|p|q|dp|dq|qi|k)\\\\{0,4}"\\s*:`, 'i')
const DIGITS = /\d{6}[ -]?\d{5}/
const PAIRS = new RegExp(`(?<![A-Za-z0-9])(?:${NAMES})=`, 'i')

/** As long as a secret of 32 bytes in base64url. */
const LONG_RUN = 43

/** Whether so many letters, digits, `_` and `-` stand in a row: then one of every 43 is among them. */
function hasLongRun(text: string): boolean {
  for (let at = LONG_RUN - 1; at < text.length; at += LONG_RUN) {
    if (!isOfAWord(text.charCodeAt(at))) continue
    let first = at
    while (first > 0 && isOfAWord(text.charCodeAt(first - 1))) first--
    let end = at + 1
    while (end < text.length && isOfAWord(text.charCodeAt(end))) end++
    if (end - first >= LONG_RUN) return true
  }
  return false
}

/** `[\w-]` */
const isOfAWord = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 45

type Replace = (all: string, before: string, value: string) => string

const isErrorCode = (before: string, value: string): boolean =>
  before.includes('"code') && ERROR_CODE.test(value)

/** What secrets look like, each with what to put in its place. */
const SUSPECTS: readonly [pattern: RegExp, replacement: string | Replace][] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, CUT],
  // A JWT, or the beginning of one: `{"` in base64url
  [/eyJ[\w-]{10,}(?:\.[\w-]*){0,4}/g, CUT],
  [/(?<![\w-])[\w-]{10,}\.[\w-]{10,}\.[\w-]{43,}/g, CUT],
  [/\b(bearer|basic)\s+[^\s"',;]+/gi, `$1 ${CUT}`],
  [
    /\b((?:proxy-)?authorization|(?:set-)?cookie)(\\{0,4}["']?\s*[:=]\s*\\{0,4}["']?)[^"'\\\r\n]+/gi,
    `$1$2${CUT}`,
  ],
  // In a query, a form or a log of one
  [new RegExp(`(?<![A-Za-z0-9])(${NAMES})=[^&\\s"'<>]+`, 'gi'), `$1=${CUT}`],
  // In JSON, also inside a JSON string
  [
    new RegExp(
      `(\\\\{0,4}"(?:${NAMES}|d|p|q|dp|dq|qi|k)\\\\{0,4}"\\s*:\\s*\\\\{0,4}")([^"\\\\]+)`,
      'gi',
    ),
    (all, before, value) => (isErrorCode(before, value) ? all : before + CUT),
  ],
]

const withoutSuspects = (text: string): string =>
  SUSPECTS.reduce(
    (cut, [pattern, replacement]) => cut.replace(pattern, replacement as string),
    text,
  ).replace(NATIONAL_ID, id => (isNationalId(id) ? CUT : id))

// Trace ids and UUIDs come first, so that digits within them are not taken for a person's. In a URL
// the digits of an escaped character may stand in front.
const NATIONAL_ID =
  /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{16,}|(?:(?<!\d)|(?<=%[\da-f]{2}))\d{6}[ -]?\d{5}(?!\d)/gi
const FIRST_WEIGHTS = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]
const SECOND_WEIGHTS = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]

/** As a number it has lost a zero in front. */
function copyOfNumber(number: number): number | string {
  if (!Number.isFinite(number)) return String(number)
  return number >= 1e9 && isNationalId(String(number).padStart(11, '0')) ? CUT : number
}

/** Eleven digits whose last two are right, of a person born or made up. */
function isNationalId(text: string): boolean {
  const digits = text.replace(/[ -]/g, '')
  const sumOf = (weights: number[]) =>
    weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0)
  return (
    /^\d{11}$/.test(digits) && sumOf(FIRST_WEIGHTS) % 11 === 0 && sumOf(SECOND_WEIGHTS) % 11 === 0
  )
}

/** Line feeds and tabs are left to JSON; the rest could move a cursor or turn the reading direction. */
const UNPRINTABLE =
  /[^\t\n\u0020-\u007e\u00a0-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ufefe\uff00-\uffff]/
const UNPRINTABLES = new RegExp(UNPRINTABLE, 'g')

/** What a terminal or a reader could be fooled by is written out, as `\u202e`. */
export const printable = (text: string): string => text.replace(UNPRINTABLES, escaped)

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

function patternOf(secrets: readonly string[]): RegExp | undefined {
  const forms = secrets
    .flatMap(secret => [secret, ...secret.split(/\s+/)]) // a key in PEM is known by each line
    .filter(secret => secret.length >= SHORTEST_SECRET)
    .flatMap(formsOf)
  if (forms.length === 0) return undefined
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length)
  return new RegExp(
    longestFirst.map(form => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'),
    'g',
  )
}

/** A secret as it stands, in a URL, in a JSON string, and in base64 wherever that begins. */
function formsOf(secret: string): string[] {
  const forms = [
    secret,
    encodeURIComponent(secret.toWellFormed()),
    JSON.stringify(secret).slice(1, -1),
  ]
  for (const before of [0, 1, 2]) {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)])
    // The first and last characters also depend on the neighbours, so they are left out
    const first = Math.ceil((before * 8) / 6)
    const last = Math.floor((bytes.length * 8) / 6)
    for (const encoding of ['base64', 'base64url'] as const) {
      forms.push(bytes.toString(encoding).slice(first, last))
    }
  }
  return forms
}
