import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeList } from '../../src/batches/list-text.js'
import { MOST_LINES, readList, type ListLine } from '../../src/batches/read-list.js'

const HEADING = 'organisasjonsnummer;e-post;kontaktperson;pakke'
const GOOD = '312600757;kari@example.no;Kari Nordmann;SmartBasic'
const OURS = '991825827'

const read = (text: string, world: 'real' | 'synthetic' = 'synthetic') =>
  readList(text, { world, ours: OURS })

function linesOf(text: string, world?: 'real' | 'synthetic'): ListLine[] {
  const list = read(text, world)
  if (!list.ok) throw new Error(`Refused: ${JSON.stringify(list.problem)}`)
  return list.lines
}

const problemOf = (text: string) => {
  const list = read(text)
  return list.ok ? undefined : list.problem
}

const KARI = {
  organisationNumber: '312600757',
  email: 'kari@example.no',
  contactPerson: 'Kari Nordmann',
  packageId: 'smartbasic',
  problems: [],
}

/** The check digit for eight others; some have none. */
function organisation(first: number): string | undefined {
  const digits = String(first)
  const weights = [3, 2, 7, 6, 5, 4, 3, 2]
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  const control = (11 - (sum % 11)) % 11
  return control < 10 ? digits + control : undefined
}

const organisations = (count: number): string[] => {
  const numbers: string[] = []
  for (let first = 31_000_000; numbers.length < count; first++) {
    const number = organisation(first)
    if (number) numbers.push(number)
  }
  return numbers
}

describe('The text of a list', () => {
  const list = `${HEADING}\n312600757;kari@example.no;Bjørg Ærlig;SmartBasic\n`
  const windows1252 = Buffer.from(list, 'latin1')
  const cases: [string, Uint8Array][] = [
    ['UTF-8', Buffer.from(list)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${list}`)],
    ['UTF-16 with its mark, as «Unicode-tekst»', Buffer.from(`\ufeff${list}`, 'utf16le')],
    ['UTF-16 the other way round', Buffer.from(`\ufeff${list}`, 'utf16le').swap16()],
    ['Windows-1252, as Excel saves it', windows1252],
  ]

  test.each(cases)('is read from %s', (_, bytes) => {
    const decoded = decodeList(bytes)
    expect(decoded.ok && linesOf(decoded.text)).toMatchObject([
      { contactPerson: 'Bjørg Ærlig', problems: [] },
    ])
  })

  test.each([
    ['spreadsheet', Buffer.from('PK\u0003\u0004 and the rest of a workbook')],
    ['spreadsheet', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0)],
    ['notText', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13)],
    ['notText', Buffer.from(list, 'utf16le')],
    ['empty', new Uint8Array()],
    ['empty', Buffer.from('\ufeff \r\n\r\n')],
  ])('is none: %s', (problem, bytes) => expect(decodeList(bytes)).toEqual({ ok: false, problem }))
})

describe('The columns', () => {
  test.each([
    ['semicolons', `${HEADING}\n${GOOD}`],
    ['commas', `${HEADING}\n${GOOD}`.replaceAll(';', ',')],
    ['tabs', `${HEADING}\n${GOOD}`.replaceAll(';', '\t')],
    ['a hint for the spreadsheet', `sep=;\r\n${HEADING}\r\n${GOOD}\r\n`],
    ['quotes around all', `${HEADING}\n${GOOD}`.replace(/[^;\n]+/g, '"$&"')],
    ['old line ends', `${HEADING}\r${GOOD}\r`],
    ['other words and capitals', `Org.nr.;E-postadresse;KONTAKT;Pakke\n${GOOD}`],
    ['English', `Organisation number;Email;Contact person;Package\n${GOOD}`],
    ['English without blanks', `organisation_number;E-MAIL;contact;PACKAGE\n${GOOD}`],
    [
      'another order',
      'pakke;e-post;orgnr;kontaktperson\nSmartBasic;kari@example.no;312 600 757;Kari Nordmann',
    ],
    ['columns that are not ours', `kundenr;${HEADING};merknad\n17;${GOOD};ring først`],
    ['no heading', GOOD],
    ['no heading, and empty cells behind', `${GOOD};;`],
    ['blank lines', `\n\n${HEADING}\n\n${GOOD}\n;;;\n  \n`],
  ])('with %s', (_, text) => expect(linesOf(text)).toMatchObject([KARI]))

  test.each([
    ['one is missing', 'orgnr;e-post;kontaktperson\n312600757;a@b.no;Kari', ['package']],
    ['other things', 'varenummer;pris\n312600757;100', undefined],
    ['no heading and too few', '312600757;kari@example.no', undefined],
    ['no heading and too many', `${GOOD};and more`, undefined],
    ['no separators', '312600757', undefined],
    ['something else altogether', '<!doctype html>\n<h1>Log in</h1>', undefined],
  ])('are wrong: %s', (_, text, missing) =>
    expect(problemOf(text)).toEqual({
      what: 'wrongColumns',
      missing: missing ?? ['organisationNumber', 'email', 'contactPerson', 'package'],
    }),
  )

  test('are refused when one is there twice, as nobody knows which counts', () =>
    expect(problemOf(`${HEADING};E-mail\n${GOOD};x@example.no`)).toEqual({
      what: 'columnTwice',
      column: 'email',
    }))

  test('are not found behind a quote that never ends, and the line is named', () =>
    expect(problemOf(`${HEADING}\n${GOOD}\n312600757;a@b.no;"Kari;SmartBasic\n${GOOD}`)).toEqual({
      what: 'unreadable',
      line: 3,
    }))

  test('without a line under them are no list', () =>
    expect(problemOf(`${HEADING}\n`)).toEqual({ what: 'noLines' }))
})

describe('A line', () => {
  const withNumber = (number: string, world?: 'real' | 'synthetic') =>
    linesOf(`${HEADING}\n"${number}";kari@example.no;Kari;SmartBasic`, world)[0]!.problems

  test.each([
    ['312 600 757', []],
    ['312.600.757', []],
    ['312600757 ', []],
    ['310460107', ['number.wrongCheckDigit']],
    ['31260075', ['number.notNineDigits']],
    ['', ['number.empty']],
    ['312-600-757', ['number.notNineDigits']],
    ['974760673', ['number.realNumberInTest']],
    ['３１２６００７５７', ['number.lookAlike']],
    ['٣١٢٦٠٠٧٥٧', ['number.lookAlike']],
    ['3126OO757', ['number.lookAlike']],
    ['3l2600757', ['number.lookAlike']],
    ['312600757\u200b', ['number.hidden']],
    ['\u202e312600757', ['number.hidden']],
    ['3126\n00757', ['number.hidden']],
    ['3,126E+08', ['number.rounded']],
    ['01017012345', ['number.personNumber']],
    ['010170 12345', ['number.personNumber']],
    ['0x12A22D15', ['number.notNineDigits']],
    ['312600757.0', ['number.notNineDigits']],
    ['+312600757', ['number.notNineDigits']],
    ["' OR 1=1--", ['number.notNineDigits']],
  ])('with the number %j', (number, problems) => expect(withNumber(number)).toEqual(problems))

  test('with our own number is not one we ask', () =>
    expect(withNumber(OURS, 'real')).toEqual(['number.ours']))

  test('with a test number in production', () =>
    expect(withNumber('312600757', 'real')).toEqual(['number.testNumberInProduction']))

  test.each([
    ['kari(at)example.no', ['email.missingAt']],
    ['', ['email.empty']],
    ['kari@example', ['email.invalid']],
    ['"admin@example.no\r\nBcc: x@y.no"', ['email.invalid']],
    [`${'e'.repeat(300)}@example.no`, ['email.tooLong']],
    [' KARI@Example.NO ', []],
  ])('with the e-mail %j', (email, problems) =>
    expect(linesOf(`${HEADING}\n312600757;${email};Kari;SmartBasic`)[0]!.problems).toEqual(
      problems,
    ),
  )

  test.each([
    ['', ['contact.empty']],
    ['\u3164 \u2800', ['contact.empty']],
    ['Kari\u202e', ['contact.invalid']],
    ['Kari\ufffd', ['contact.invalid']],
    ['e'.repeat(201), ['contact.tooLong']],
    ['e' + '\u0301'.repeat(300), ['contact.tooLong']],
    ['Kari 01017012345', ['contact.personNumber']],
    ['<script>alert(1)</script>', []],
    ["Robert'); DROP TABLE customers", []],
    ["O'Brien 🎉 Ærfugl & Søn", []],
  ])('with the contact person %j', (contact, problems) =>
    expect(linesOf(`${HEADING}\n312600757;a@b.no;"${contact}";SmartBasic`)[0]!.problems).toEqual(
      problems,
    ),
  )

  test.each([
    ['smartpluss', 'smartpluss', []],
    ['Smart Klient', 'smartklient', []],
    ['', '', ['package.empty']],
    ['SmartUltra', 'SmartUltra', ['package.unknown']],
    ['chosen', 'chosen', ['package.unknown']],
    ['__proto__', '__proto__', ['package.unknown']],
  ])('with the package %j', (name, packageId, problems) =>
    expect(linesOf(`${HEADING}\n312600757;a@b.no;Kari;${name}`)).toMatchObject([
      { packageId, problems },
    ]),
  )

  test('tells all that is wrong with it at once, and keeps no other back', () => {
    const lines = linesOf(`${HEADING}\n1;x;;\n${GOOD}`)
    expect(lines.map(({ problems }) => problems)).toEqual([
      ['number.notNineDigits', 'email.missingAt', 'contact.empty', 'package.empty'],
      [],
    ])
  })

  test('with a cell too many has lost its quotes', () =>
    expect(linesOf(`${HEADING}\n312600757;a@b.no;Nordmann;Kari;SmartBasic`)[0]!.problems).toEqual([
      'package.unknown',
      'tooManyCells',
    ]))

  test('that stands there twice counts once, however it is written', () => {
    const lines = linesOf(
      `${HEADING}\n${GOOD}\n310261629;a@b.no;A;SmartBasic\n312 600 757;b@b.no;B;SmartPluss`,
    )
    expect(lines.map(({ number, problems }) => [number, ...problems])).toEqual([
      [2],
      [3],
      [4, 'duplicate:2'],
    ])
  })

  test('has the number it has in the file, also below a cell of two lines', () =>
    expect(
      linesOf(`\n${HEADING}\n312600757;a@b.no;"Kari\nNordmann";SmartBasic\n\n${GOOD}`).map(
        ({ number }) => number,
      ),
    ).toEqual([3, 6]))

  test('keeps no person number, and nothing that turns or hides text', () => {
    const [line] = linesOf(`${HEADING}\n01017012345;x 010170 12345;"\u202eKari\u0007";SmartBasic`)
    expect(JSON.stringify(line)).not.toMatch(/12345|\u202e|\\u0007/)
    expect(line).toMatchObject({ organisationNumber: '•••••• •••••' })
  })
})

describe('A long list', () => {
  const lineOf = (number: string) => `${number};kari@example.no;Kari;SmartBasic`

  test('of 10,000 lines is taken, and of 10,001 is not', () => {
    const numbers = organisations(MOST_LINES + 1)
    const all = numbers.map(lineOf)
    const lines = linesOf([HEADING, ...all.slice(0, MOST_LINES)].join('\n'))
    expect(lines).toHaveLength(MOST_LINES)
    expect(lines.every(({ problems }) => problems.length === 0)).toBe(true)
    expect(problemOf([HEADING, ...all].join('\n'))).toEqual({ what: 'tooManyLines' })
    expect(problemOf(all.join('\n'))).toEqual({ what: 'tooManyLines' })
  })

  test('is looked through quickly, whatever it is made of', () => {
    const awkward = ['\n', ';', '"', '"";', ';;;;\n', 'a', '1\n', '\t', ' \n', 'e\u0301', '0 1 ']
    for (const piece of awkward) {
      const began = performance.now()
      read(`${GOOD}\n${piece.repeat(Math.floor(2_000_000 / piece.length))}`)
      expect(performance.now() - began, JSON.stringify(piece)).toBeLessThan(2_500)
    }
  })

  test('of anything at all is read or refused, and never fails', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, withHeading) => {
        const decoded = decodeList(
          withHeading ? Buffer.concat([Buffer.from(`${HEADING}\n`), bytes]) : bytes,
        )
        const list = decoded.ok ? read(decoded.text) : undefined
        if (!list?.ok) return
        for (const { organisationNumber, problems } of list.lines)
          expect(problems.length > 0 || /^[23]\d{8}$/.test(organisationNumber)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
