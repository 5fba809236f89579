import { describe, expect, test } from 'vitest'
import {
  applied,
  differencesBetween,
  fingerprintOf,
  keyToRight,
  NO_PATCH,
  NOTHING,
  patchBetween,
  rightToKey,
  type Content,
} from '../../src/system-register/content.js'
import { toldChanges } from '../../src/system-register/change-log.js'
import { readEntryFile, readLines } from '../../src/system-register/entry-file.js'
import { problemsOf } from '../../src/system-register/entry-rules.js'
import { mendingPatch, missingIn, needsOf } from '../../src/system-register/needs.js'

const known = { resources: 'unavailable', accessPackages: 'unavailable' } as const
const content: Content = {
  name: { nb: 'Sky', nn: 'Sky', en: 'Cloud' },
  description: { nb: 'a', nn: 'b', en: 'c' },
  clientIds: ['one', 'two'],
  returnAddresses: ['https://a.example/'],
  isVisible: true,
  rights: ['x'],
  accessPackages: ['urn:altinn:accesspackage:lonn'],
}

describe('A change', () => {
  test('touches only what it names, whatever has come meanwhile', () => {
    const wanted = { ...content, clientIds: ['two', 'three'], name: { ...content.name, en: 'New' } }
    const patch = patchBetween(content, wanted)
    const meanwhile: Content = {
      ...content,
      clientIds: [...content.clientIds, 'theirs'],
      name: { ...content.name, se: 'Balva' },
      rights: ['x', 'theirs'],
      isVisible: false,
    }

    expect(applied(meanwhile, patch)).toEqual({
      ...meanwhile,
      clientIds: ['two', 'theirs', 'three'],
      name: { nb: 'Sky', nn: 'Sky', en: 'New', se: 'Balva' },
    })
  })

  test('back and forth changes nothing', () => {
    for (const [from, to] of [
      [NOTHING, content],
      [content, NOTHING],
    ] as const)
      expect(
        differencesBetween(applied(from, patchBetween(from, to)), to).filter(
          difference => 'change' in difference,
        ),
      ).toEqual([])
    expect(applied(content, NO_PATCH)).toEqual(content)
  })

  test('is not seen in the order of things, nor in the letters of a client id', () => {
    const other = {
      ...content,
      clientIds: ['two', 'one'],
      name: { en: 'Cloud', nn: 'Sky', nb: 'Sky' },
    }
    expect(fingerprintOf(other)).toBe(fingerprintOf(content))
    expect(differencesBetween(content, { ...content, clientIds: ['ONE', 'two'] })).toEqual([])
    expect(fingerprintOf({ ...content, isVisible: false })).not.toBe(fingerprintOf(content))
  })
})

test.each([
  { resource: [{ id: 'urn:altinn:resource', value: 'x' }] },
  { action: 'read', resource: [{ id: 'urn:altinn:resource', value: 'x' }] },
  {
    resource: [
      { id: 'urn:altinn:resource', value: 'x' },
      { id: 'urn:altinn:task', value: 'y' },
    ],
  },
  { resource: [] },
  { resource: [{ id: 'urn:altinn:resource', value: '{"resource":1}' }] },
])('a right comes back as it was: %j', right => {
  expect(keyToRight(rightToKey(right))).toEqual(right)
})

test('an action of null is none', () => {
  expect(rightToKey({ action: null, resource: [{ id: 'urn:altinn:resource', value: 'x' }] })).toBe(
    'x',
  )
})

describe('A list that somebody typed', () => {
  test('has an entry per line, once each, in the form Altinn keeps it', () => {
    expect(readLines('clientIds', ' a \r\n\n A, b')).toEqual(['a', 'b'])
    expect(readLines('accessPackages', 'lonn\nurn:altinn:accesspackage:lonn')).toEqual([
      'urn:altinn:accesspackage:lonn',
    ])
    expect(readLines('returnAddresses', 'https://A.example\nhttps://a.example/')).toEqual([
      'https://a.example/',
    ])
  })

  test('may have thousands of lines, which are judged at once', () => {
    const began = performance.now()
    const rights = readLines('rights', Array.from({ length: 5_000 }, (_, i) => `r${i}`).join('\n'))
    const problems = problemsOf({ ...content, rights }, { isSandbox: false, known })
    expect(problems).toEqual([{ field: 'rights', why: 'tooMany' }])
    expect(performance.now() - began).toBeLessThan(3_000)
  })
})

test('a file is read whatever letters its members have; what it does not mention is not in it', () => {
  const { file, problems } = readEntryFile(
    '\ufeff{"ID":"991825827_x","allowedredirecturls":["https://a.example"],"CLIENTID":"one","Tags":1}',
  )
  expect(problems).toEqual([])
  expect(file).toEqual({
    id: '991825827_x',
    vendor: undefined,
    content: { returnAddresses: ['https://a.example/'], clientIds: ['one'] },
    ignored: ['Tags'],
  })
})

describe('A return address', () => {
  const judged = (address: string, isSandbox = false) =>
    problemsOf(
      { ...content, returnAddresses: [...content.returnAddresses, address] },
      { before: content, isSandbox, known },
    ).map(({ why }) => why)

  test.each([
    ['http://a.example/', ['notHttps']],
    ['http://localhost:3000/receipt', ['notHttps']],
    ['javascript:alert(1)', ['notHttps']],
    ['receipt', ['notAnAddress']],
    ['https://user:pass@a.example/', ['notAnAddress']],
    ['https://b.example/receipt', []],
    ['https://b.example/\u202e', ['strange']],
  ])('%s', (address, why) => {
    expect(judged(address)).toEqual(why)
  })

  test('may be of this machine where everything is', () => {
    expect(judged('http://localhost:3000/receipt', true)).toEqual([])
    expect(judged('http://a.example/', true)).toEqual(['notHttps'])
  })

  test('that was there before is let be', () => {
    const before = { ...content, returnAddresses: ['http://a.example/'] }
    expect(problemsOf(before, { before, isSandbox: false, known })).toEqual([])
  })
})

test('a system without what SmartCloud needs is mended by adding, and hidden if it must be', () => {
  const needs = needsOf('ONE', ['https://a.example/receipt'])
  expect(
    missingIn({ ...content, returnAddresses: ['https://a.example/receipt?x=1'] }, needs).map(
      ({ what }) => what,
    ),
  ).toEqual(['rights', 'rights', 'rights', 'accessPackages', 'accessPackages'])
  const patch = mendingPatch(content, needs)
  expect(patch.isVisible).toBe(false)
  expect(missingIn(applied(content, patch), needs)).toEqual([])
  expect(patch.rights.remove).toEqual([])
})

describe('The change log', () => {
  const sent = (changeType: string, changedData?: unknown) => ({ changeType, changedData })
  const whole = (more: object = {}) => ({
    Name: { nb: 'Sky' },
    Description: {},
    Rights: [{ Action: null, Resource: [{ id: 'urn:altinn:resource', value: 'x' }] }],
    ...more,
  })

  test('tells what each entry made different from the one before', () => {
    const told = toldChanges([
      sent('delete'),
      sent('accesspackageupdate', [{ Urn: 'urn:altinn:accesspackage:lonn' }]),
      sent('rightsupdate', []),
      sent('update', whole({ IsVisible: false })),
      sent('create', whole()),
    ])
    expect(told.map(({ differences }) => differences)).toEqual([
      [],
      [{ what: 'accessPackages', value: 'urn:altinn:accesspackage:lonn', change: 'comes' }],
      [{ what: 'rights', value: 'x', change: 'goes' }],
      [{ what: 'isVisible', before: true, after: false }],
      expect.arrayContaining([{ what: 'rights', value: 'x', change: 'comes' }]),
    ])
  })

  test('does not guess where it begins in the middle, or cannot be read', () => {
    const differences = (...log: ReturnType<typeof sent>[]) =>
      toldChanges(log).map(({ differences }) => differences)
    expect(differences(sent('rightsupdate', []))).toEqual(['unknown'])
    expect(differences(sent('update', whole()))).toEqual(['unknown'])
    expect(differences(sent('rightsupdate', 'x'), sent('create', whole()))[0]).toBe('unknown')
    expect(differences(sent('update', null), sent('create', whole()))[0]).toBe('unknown')
  })
})
