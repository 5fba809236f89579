/** The most characters a name or an address may have. */
export const CONTACT_LIMITS = { name: 200, email: 254 } as const

export type NameProblem = 'empty' | 'tooLong' | 'invalid'
export type EmailProblem = 'empty' | 'missingAt' | 'invalid' | 'tooLong'

/** Characters that no name has: controls, lone surrogates, and those that turn or hide text. */
const NOT_IN_TEXT = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffd]/u
/** Letters and marks that look like nothing at all. */
const LOOKS_BLANK = /[\s\u115f\u1160\u2800\u3164\uffa0]/gu

export type Read<P> = { ok: true; value: string } | { ok: false; problem: P }

/** @param most characters, and four times as many bytes */
export function readName(typed: string, most: number = CONTACT_LIMITS.name): Read<NameProblem> {
  const value = typed.normalize('NFC').trim().replace(/ {2,}/g, ' ')
  if (value.replace(LOOKS_BLANK, '') === '') return { ok: false, problem: 'empty' }
  // Bytes too: a name of combining accents is short in letters and long in the database.
  if ([...value].length > most || Buffer.byteLength(value) > most * 4)
    return { ok: false, problem: 'tooLong' }
  if (NOT_IN_TEXT.test(value)) return { ok: false, problem: 'invalid' }
  return { ok: true, value }
}

export function readEmail(typed: string): Read<EmailProblem> {
  const value = typed.trim().toLowerCase()
  if (value === '') return { ok: false, problem: 'empty' }
  if (value.length > CONTACT_LIMITS.email) return { ok: false, problem: 'tooLong' }
  if (!value.includes('@')) return { ok: false, problem: 'missingAt' }
  if (NOT_IN_TEXT.test(value) || !looksLikeEmail(value)) return { ok: false, problem: 'invalid' }
  return { ok: true, value }
}

/** One @, no blanks, and a domain with a dot in it: enough to catch slips, and never slow. */
function looksLikeEmail(value: string): boolean {
  const [name = '', domain = '', ...more] = value.split('@')
  if (more.length > 0 || /[\s<>(),;:"\\[\]]/.test(value)) return false
  const labels = domain.split('.')
  return (
    name !== '' &&
    labels.length >= 2 &&
    labels.every(label => /^[\p{L}\p{N}-]{1,63}$/u.test(label)) &&
    /^[\p{L}]{2,}$/u.test(labels.at(-1) ?? '')
  )
}
