import type { Step } from './flow.js'

/** Those that say what we want; the rest curl sends by itself. */
const HEADERS: ReadonlySet<string> = new Set(['accept', 'content-type'])

const MARK = /‹jwt [\da-f]{6}›/

export interface Curl {
  command: string
  /** What whoever runs it must set before: `$TOKEN`, `$ASSERTION`. */
  names: readonly string[]
}

/**
 * The call as a command for a shell such as bash, with names in the place of what is secret.
 * Undefined for what cannot be sent again: a redirect, a body that was cut, and whatever has an
 * address that is not one of the web.
 *
 * Every value is quoted, whoever wrote it: the command is pasted into a terminal.
 */
export function curlOf({ kind, method = 'GET', url, request, usedToken }: Step): Curl | undefined {
  if (kind !== 'call' || url === undefined || !isOfTheWeb(url)) return undefined
  const { headers = [], body } = request ?? {}
  if (body?.isCut || body?.kind === 'binary') return undefined

  const lines = [`curl --request ${quoted(method)} ${quoted(url)}`]
  if (/[[\]{}]/.test(url)) lines.push('--globoff') // or curl takes them for patterns
  for (const [name, value] of headers)
    if (HEADERS.has(name)) lines.push(`--header ${quoted(`${name}: ${value}`)}`)
  if (usedToken !== undefined) lines.push('--header "authorization: Bearer $TOKEN"')
  if (body?.kind === 'form')
    for (const [name, value] of new URLSearchParams(body.text))
      lines.push(
        `--data-urlencode ${quoted(`${encodeURIComponent(name)}=${value}`, nameFor(name))}`,
      )
  else if (body) lines.push(`--data-raw ${quoted(body.text)}`)

  const command = lines.join(' \\\n  ')
  const names = ['TOKEN', 'ASSERTION'].filter(name => command.includes(`$${name}"`))
  return { command, names: names.map(name => `$${name}`) }
}

const nameFor = (field: string) => (field === 'assertion' ? 'ASSERTION' : 'TOKEN')

const isOfTheWeb = (url: string): boolean =>
  URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol)

const NEEDS_NO_QUOTES = /^[\w@%+=:,./-]+$/

/**
 * One word for a shell, which reads nothing in it but the name that stands where a token was. What
 * a terminal would act upon is written with its number.
 */
export function quoted(text: string, name = 'TOKEN'): string {
  const [first = '', ...rest] = text.split(MARK)
  if (rest.length === 0 && NEEDS_NO_QUOTES.test(text) && !text.startsWith('-')) return text
  if (rest.length === 1 && rest[0] === '' && NEEDS_NO_QUOTES.test(first))
    return `"${first}$${name}"`
  const all = [first, ...rest].map(literal).join(`"$${name}"`)
  return all === '' ? "''" : all
}

function literal(text: string): string {
  if (text === '') return ''
  if (!CONTROL.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`
  const inside = text
    .replace(/[\\']/g, '\\$&')
    .replace(CONTROLS, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return `$'${inside}'`
}

/** What hides or acts; a quoted word may have more than one line. */
const CONTROL = /[^\n\P{Cc}]|[\u2028-\u202e\u2066-\u2069\ufeff]/u
const CONTROLS = new RegExp(CONTROL, 'gu')
