/*
 * What people, programs and attackers send (security.md 6, whose row numbers stand beside the
 * values). Values are as they come out of a form; what can only be sent in another way is made in
 * the stories themselves.
 */

export interface Typed {
  row: number
  name: string
  value: string
}

/** What a sign-up says at the field, or `accepted`. */
export interface Judged extends Typed {
  says: string
}

const ACCEPTED = 'accepted'
const NINE = 'Organisasjonsnummeret må ha ni siffer'
const WRONG = 'Organisasjonsnummeret stemmer ikke. Sjekk at sifrene er riktige'
const REAL = 'Bruk et testnummer fra Tenor. Det begynner på 2 eller 3'
const NO_NUMBER = 'Skriv inn organisasjonsnummeret'

const list =
  <T>(row: number, says: T) =>
  (...values: string[]): { row: number; name: string; value: string; says: T }[] =>
    values.map(value => ({ row, name: nameOf(value), value, says }))

/** For a site whose organisations are synthetic, as those of the sandbox and of TT02. */
export const ORGANISATION_NUMBERS: readonly Judged[] = [
  ...list(1, REAL)('991825827', '974760673'),
  ...list(1, ACCEPTED)('310261629', '212706515'),
  ...list(2, WRONG)('991825828', '310261628'),
  ...list(3, WRONG)('919825827', '991285827'),
  ...list(4, WRONG)('000000000'),
  ...list(5, WRONG)('123456785'),
  ...list(6, WRONG)('910000080', '910000110'),
  ...list(7, ACCEPTED)('312600757'),
  ...list(7, WRONG)('310460108'),
  ...list(8, NINE)('31026162', '3102616290', '9'),
  ...list(9, ACCEPTED)('310 261 629', ' 310261629 ', '310.261.629'),
  ...list(9, NINE)('310-261-629', '310/261/629', '310,261,629'),
  ...list(10, ACCEPTED)('NO310261629MVA', 'no 310 261 629 mva', '310261629MVA'),
  ...list(10, NINE)('0192:310261629', 'NO', 'MVA', 'SE310261629'),
  ...list(11, NINE)('３１０２６１６２９', '٣١٠٢٦١٦٢٩', '३१०२६१६२९', '𝟛𝟙𝟘𝟚𝟞𝟙𝟞𝟚𝟡'),
  ...list(12, NINE)('310261629\u200b', '310261629\ufeff', '310261629\u202e', '\u2066310261629'),
  ...list(12, ACCEPTED)('310\u00a0261\u00a0629', '310\u202f261\u202f629'), // as our own pages show it
  ...list(13, NINE)(
    '310261629\n',
    '\r\n310261629',
    '310261629\r\nX-Evil: 1',
    '310261629%0d%0aX: 1',
  ),
  ...list(14, NINE)('+310261629', '-31026162', '3.10261629e8', '0x127E4C9D', '310261629.0', 'NaN'),
  ...list(14, NINE)('310261629abc', 'Infinity', '1e9', '٣10261629'),
  ...list(18, NINE)('17058712345', '01010112345'),
  ...list(29, NINE)('310261629\0', '\0'),
  ...list(31, NINE)('3'.repeat(2_000)),
  ...list(27, NINE)("' OR 1=1--", "310261629'; DROP TABLE requests;--"),
  ...list(33, NO_NUMBER)('', ' ', '. .', '\u00a0'),
  ...list(19, REAL)('991825827'), // our own
]

/** Names that are strange and still names: stored as text, shown as text. */
export const STRANGE_NAMES: readonly Typed[] = [
  ...list(20, undefined)('<script>alert(1)</script>'),
  ...list(21, undefined)('"><img src=x onerror=alert(1)>'),
  ...list(22, undefined)("' onmouseover='alert(1)"),
  ...list(23, undefined)(
    '<svg/onload=alert(1)>',
    '</title><script>alert(1)</script>',
    '</textarea><b>',
    '<!--',
    ']]>',
    '<style>*{display:none}',
    '<base href=//evil.example>',
    '<iframe src=javascript:alert(1)>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '`onclick=alert(1)',
    '\\"><a href=x>',
  ),
  ...list(24, undefined)(
    '{{7*7}}',
    '<%= process.env %>',
    '<%- include("layout") %>',
    '${7*7}',
    '#{7*7}',
    '$&$1$$',
    '{company}',
  ),
  ...list(25, undefined)('javascript:alert(1)', 'data:text/html,<script>alert(1)</script>'),
  ...list(26, undefined)("=cmd|' /C calc'!A0", '+1', '@SUM(1)'),
  ...list(27, undefined)("Robert'); DROP TABLE customers;--", "' OR 1=1--"),
  ...list(28, undefined)('../../etc/passwd', '..%2f..%2f', '%2e%2e/'),
  ...list(34, undefined)('Аltinn', 'Smartсloud'),
  ...list(36, undefined)('Ærfugl & Søn AS', "O'Brien", '<3 AS', '🚀 Rakett AS', '株式会社'),
  ...list(36, undefined)('__proto__', 'constructor', 'toString', 'null', 'undefined'),
]

/** What no name has, each with what a form says of it; `empty` and so on as in our texts. */
export const NO_NAMES: readonly (Typed & { says: 'empty' | 'tooLong' | 'invalid' })[] = [
  ...list(29, 'invalid' as const)('a\0b', 'a\u0000'),
  ...list(30, 'invalid' as const)('a\ufffdb'), // what becomes of half a character on its way
  ...list(31, 'tooLong' as const)('a'.repeat(201), 'æ'.repeat(800)),
  ...list(32, 'tooLong' as const)(`e${'\u0301'.repeat(1_000)}`),
  ...list(33, 'empty' as const)('', ' ', '\t', '\u3164', '\u2800', '\u00a0\u2003', '\u115f\u1160'),
  ...list(35, 'invalid' as const)('Kari \u202eno.liveK', 'a\u2066b', 'a\u200bb', 'a\u2028b'),
  ...list(38, 'invalid' as const)('\u001b[2Jx', 'a\u0007', 'a\bb', 'a\r\nb', 'a\u009bb'),
]

export const NO_EMAIL: readonly Judged[] = [
  ...list(33, 'Skriv inn e-postadressen')('', ' '),
  ...list(33, 'E-postadressen mangler krøllalfa (@)')('kari', 'kari(at)example.no', '\u2800'),
  ...list(37, 'Skriv e-postadressen slik: navn@eksempel.no')(
    'admin@example.no\r\nBcc: x@y.no',
    'admin@example.no\nBcc: x@y.no',
    'kari@example',
    'kari@@example.no',
    '@example.no',
    'kari@',
    'kari@.no',
    'kari@example..no',
    'kari@example.no, ola@example.no',
    'Kari <kari@example.no>',
    '"><script>alert(1)</script>@example.no',
    'kari@exa mple.no',
    'kari@127.0.0.1',
    'kari@[::1]',
    'kari\0@example.no',
    'kari\u200b@example.no',
    'kari\u202e@example.no',
  ),
  ...list(31, 'E-postadressen kan ha høyst 254 tegn')(`${'a'.repeat(250)}@example.no`),
]

export const EMAILS: readonly Typed[] = [
  ...list(36, undefined)(
    'kari@example.no',
    "o'brien+tag@sub.example.no",
    ' KARI@EXAMPLE.NO ',
    'søren@ærfugl.no',
    'a@b.co',
  ),
]

/** Text that would do something if it were put into a page as it is. */
export const SCRIPTS: readonly string[] = STRANGE_NAMES.filter(
  ({ row }) => row >= 20 && row <= 25,
).map(({ value }) => value)

/** Where an attacker would like us to send somebody (rows 52–56). */
export const FOREIGN_ADDRESSES: readonly string[] = [
  '//evil.example',
  '///evil.example',
  '////evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '\\\\evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/%2e%2e//evil.example',
  '/%2e//evil.example',
  '/a/..//evil.example',
  '/a/../..//evil.example',
  '/./\\evil.example',
  'https://evil.example',
  'https:evil.example',
  'https:/evil.example',
  'http:/\\evil.example',
  'http:\\\\evil.example',
  'HTTPS://evil.example',
  'https://localhost:3000@evil.example',
  'https://localhost.evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'mailto:x@evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  ' https://evil.example',
  '/%09/evil.example',
  '/%5cevil.example',
  '/%2f%2fevil.example',
  '//evil.example/%2e%2e',
  '//evil%2eexample',
  '//evil.example:80',
  '//user:password@evil.example',
  '/\u2028/evil.example',
  '。。//evil.example',
  '?x=//evil.example',
  '#//evil.example',
  '',
  '.',
  '..',
  `/${'a'.repeat(600)}`,
]

/** For the last part of an address (rows 28, 50). Sent as they are. */
export const BAD_PATHS: readonly string[] = [
  '1',
  '-1',
  'NaN',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  'toString',
  'SMARTBASIC',
  'smartbasic%20',
  'smartbasic%00',
  '%00',
  '%ff',
  '%E0%A4%A',
  '%',
  '%2e%2e%2fetc%2fpasswd',
  '..%2f..%2f',
  '{smartbasic}',
  '00000000-0000-0000-0000-000000000000',
  '%3Cscript%3Ealert(1)%3C/script%3E',
  "' OR 1=1--".replaceAll(' ', '%20'),
  'a'.repeat(2_000),
]

function nameOf(value: string): string {
  const shown = value.replace(
    /[^\x20-\x7eæøåÆØÅ]/g,
    character => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  )
  return shown.length > 50 ? `${shown.slice(0, 50)}… (${value.length})` : shown || '(nothing)'
}
