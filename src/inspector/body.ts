import { printable } from '../redact.js'
import type { Speech } from '../web/speech.js'
import { MOST_OF_A_BODY } from './cut.js'
import type { Body, SeenJwt } from './flow.js'

export interface Pair {
  name: string
  value: string
}

/** A body as what it is. */
export interface ShownBody {
  /** Of a form; each value is shown beside its name. */
  pairs?: readonly Pair[]
  /** JSON is indented, and otherwise as it was received. */
  text?: string
  /** «Binært innhold, 1 204 byte» */
  binary?: string
  /** The first bytes of it: `89 50 4e 47`. */
  hex?: string
  /** «De første 64 kB av 1 MB» */
  cut?: string
}

const MOST_PAIRS = 100

export function shownBody(body: Body, tokens: readonly SeenJwt[], speech: Speech): ShownBody {
  const { t, say } = speech
  const words = t.inspector.stepView
  if (body.kind === 'binary')
    return {
      binary: say(words.binary, { size: sizeInWords(body.bytes, speech) }),
      hex: body.text.replace(/..(?=.)/g, '$& '),
    }
  return {
    ...(body.kind === 'form'
      ? { pairs: pairsOf(new URLSearchParams(body.text), tokens) }
      : { text: looksLikeJson(body.text) ? indented(body.text) : body.text }),
    ...(body.isCut && {
      cut: say(words.cut, {
        shown: sizeInWords(Math.min(MOST_OF_A_BODY, body.bytes), speech),
        size: sizeInWords(body.bytes, speech),
      }),
    }),
  }
}

/** What stands behind the question mark of an address. */
export function queryOf(url: string | undefined, tokens: readonly SeenJwt[]): Pair[] {
  const at = url?.indexOf('?') ?? -1
  return at < 0 ? [] : pairsOf(new URLSearchParams(url!.slice(at + 1).split('#')[0]), tokens)
}

const pairsOf = (form: URLSearchParams, tokens: readonly SeenJwt[]): Pair[] =>
  [...form].slice(0, MOST_PAIRS).map(([name, value]) => ({
    name: printable(name),
    value: beginningOf(value, tokens) ?? printable(value),
  }))

const MARK = /^‹jwt ([\da-f]{6})›$/
const SHOWN_OF_A_JWT = 60

/** A token is known by how it begins: `eyJraWQiOiJzbWFydGNsb3VkLTEi…`. */
function beginningOf(value: string, tokens: readonly SeenJwt[]): string | undefined {
  const fingerprint = MARK.exec(value)?.[1]
  const jwt = tokens.find(seen => seen.fingerprint === fingerprint)
  if (jwt?.header === undefined) return undefined
  const parts = [jwt.header, jwt.payload ?? ''].map(part => Buffer.from(part).toString('base64url'))
  return `${parts.join('.').slice(0, SHOWN_OF_A_JWT)}…`
}

/** `1 204 byte`, `64 kB`, `1,2 MB`: of a thousand bytes each. */
export function sizeInWords(bytes: number, speech: Speech): string {
  const { t, say, number, locale } = speech
  if (bytes < 10_000) return say(t.inspector.stepView.bytes, { count: number(bytes) })
  if (bytes < 1_000_000) return `${number(bytes / 1_000)} kB`
  const megabytes = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })
  return `${megabytes.format(bytes / 1_000_000)} MB`
}

const looksLikeJson = (text: string): boolean => /^\s*[[{]/.test(text)

const INDENT = '  '
/** Whoever nests deeper than this wants to make pages large. */
const DEEPEST_INDENT = 20

/**
 * JSON on lines of its own. Reads no values, so that numbers stay as they were written, what was
 * cut off or is not quite JSON is shown all the same, and escapes that hide something stay escaped.
 */
export function indented(json: string): string {
  let depth = 0
  let text = ''
  const line = () => `\n${INDENT.repeat(Math.min(Math.max(depth, 0), DEEPEST_INDENT))}`
  for (const [token] of json.matchAll(TOKENS)) {
    if (/^[[{]./s.test(token))
      text += token[0]! + token.at(-1)! // there is nothing in it
    else if (token === '{' || token === '[') {
      depth++
      text += token + line()
    } else if (token === '}' || token === ']') {
      depth--
      text += line() + token
    } else if (token === ',') text += token + line()
    else if (token === ':') text += ': '
    else if (token.startsWith('"')) text += withLetters(token)
    else if (token.trim() !== '') text += token
  }
  return text
}

/** A string, an empty list or object, what stands between values, and everything else. */
const TOKENS = /"[^"\\]*(?:\\[^][^"\\]*)*"?|\{\s*\}|\[\s*\]|[{}[\],:]|\s+|[^\s"{}[\],:]+/g

/** Some write `\u00e5` for å; a letter may be shown. */
const withLetters = (text: string): string =>
  text.replace(/\\(?:u([\da-f]{4})|[^])/gi, (found, code?: string) => {
    const letter = code === undefined ? '' : String.fromCharCode(parseInt(code, 16))
    return /^\p{L}$/u.test(letter) ? letter : found
  })
