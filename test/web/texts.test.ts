import { describe, expect, test } from 'vitest'
import { capitalised, say, serviceName, speechFor } from '../../src/web/speech.js'
import { statusTag } from '../../src/web/status-tag.js'
import { en } from '../../src/web/texts/en.js'
import { nb } from '../../src/web/texts/nb.js'

/** Every text by its path: `check.rows.email`. */
const textsOf = (texts: object, path = ''): [string, string][] =>
  Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
    const here = path ? `${path}.${key}` : key
    return typeof value === 'string' ? [[here, value]] : textsOf(value as object, here)
  })

const placesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort()

const norwegian = textsOf(nb)
const english = new Map(textsOf(en))

test('every text exists in both languages', () => {
  expect([...english.keys()].sort()).toEqual(norwegian.map(([path]) => path).sort())
})

/** The texts that do not hold up, so that a failure names them all. */
const offenders = (texts: Iterable<[string, string]>, isFine: (text: string) => boolean) =>
  [...texts].filter(([, text]) => !isFine(text))

const all: [string, string][] = [...norwegian, ...english]

test('a text has the same places in both languages', () => {
  for (const [path, text] of norwegian)
    expect(placesOf(english.get(path)!), path).toEqual(placesOf(text))
})

test('no text is empty, shouts or begs', () => {
  const asWeWrite = (text: string) =>
    text !== '' && text === text.trim() && !/!|vennligst|obligatorisk|påkrevd|please/i.test(text)
  expect(offenders(all, asWeWrite)).toEqual([])
})

test('no text has a character the font lacks, or dots for an ellipsis', () => {
  expect(offenders(all, text => !/[←→]|\.\.\./.test(text))).toEqual([])
})

/** What our own people read: there, things have the names that Altinn's documents give them. */
const EXPERTS = new Set([
  'console',
  'customers',
  'requests',
  'readiness',
  'planner',
  'batches',
  'systemRegister',
  'reconciliation',
  'audit',
  'inspector',
  'inspectorSteps',
  'demoScripts',
])

test('no text expects a customer to have heard of tokens', () => {
  const isPlain = (text: string) =>
    !/token|OAuth|scope|ressurs|systembruker|system user/i.test(text)
  const isExperts = (path: string) =>
    EXPERTS.has(path.split('.')[0]!) || path.startsWith('access.change.byVendor.')
  expect(
    offenders(
      all.filter(([path]) => !isExperts(path)),
      isPlain,
    ),
  ).toEqual([])
})

test('no problem with a field ends with a full stop', () => {
  const problems = [...textsOf(nb.problems), ...textsOf(en.problems)]
  expect(offenders(problems, text => !text.endsWith('.'))).toEqual([])
})

describe('saying something', () => {
  test('fills every place, each time it occurs', () => {
    expect(say('{a} og {b}, {a}', { a: 'x', b: 2 })).toBe('x og 2, x')
  })

  test('puts values in as they are', () => {
    expect(say('Hei {name}', { name: '$& {other} <b>' })).toBe('Hei $& {other} <b>')
  })

  test('refuses to leave a place open', () => {
    expect(() => say('Hei {name}' as string, {})).toThrow('{name}')
  })

  test('begins a sentence with a capital', () => {
    expect(capitalised('the payroll service is down')).toBe('The payroll service is down')
    expect(capitalised('økonomi')).toBe('Økonomi')
  })
})

test('one permission is counted otherwise than two', () => {
  const { plural, t } = speechFor('nb')
  expect(t.overview.strip.permissions[plural(1)]).toContain('fullmakt.')
  expect(t.overview.strip.permissions[plural(2)]).toContain('fullmakter.')
})

test('a service nobody has heard of is still spoken of', () => {
  expect(serviceName('maskinporten', speechFor('nb'))).toBe('Maskinporten')
  expect(serviceName('toString', speechFor('nb'))).toBe('en tjeneste vi bruker')
  expect(serviceName(undefined, speechFor('en'))).toBe('a service we use')
})

test.each([
  ['waiting', 'Venter på godkjenning', 'Waiting for approval', 'warning'],
  ['forwarded', 'Sendt videre i virksomheten', 'Forwarded in the organisation', 'warning'],
  ['approved', 'Godkjent', 'Approved', 'success'],
  ['rejected', 'Avvist', 'Rejected', 'danger'],
  ['expired', 'Utløpt', 'Expired', 'neutral'],
  ['noChange', 'Ingen endring', 'No change', 'neutral'],
  ['deleted', 'Slettet', 'Deleted', 'neutral'],
  ['deletedInAltinn', 'Slettet i Altinn', 'Deleted in Altinn', 'danger'],
  ['unknown', 'Ukjent', 'Unknown', 'neutral'],
] as const)('the status %s reads «%s»', (status, norwegian, english, tone) => {
  expect(statusTag(status, speechFor('nb'))).toEqual({ text: norwegian, tone })
  expect(statusTag(status, speechFor('en'))).toEqual({ text: english, tone })
})
