import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LANGUAGES, speechFor } from '../../src/web/speech.js'

const SOURCES = join(import.meta.dirname, '../../src')
/** The imitation is another company's, and the words themselves are no events. */
const NOT_OURS = /^(sandbox|web[/\\]texts)[/\\]/

/** Where an event is named: `eventFor('…')`, `event: '…'`, and the table of those turned away. */
const PLACES = /\b(?:eventFor\(|eventOf\(|event:)[^,;{}]*|\bEVENTS: [^=]*Turned[^=]*= \{[^}]*/gs

const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts') && !NOT_OURS.test(file))
  .map(file => readFileSync(join(SOURCES, file), 'utf8'))

const named = sources
  .flatMap(source => source.match(PLACES) ?? [])
  .flatMap(place => [...place.matchAll(/'([a-z][a-z -]*)'/g)].map(([, name]) => name!))
/** By situation: `request ${situation}`. */
const answers = ['request approved', 'request rejected', 'request expired']

test.each(LANGUAGES)('every event that is written down has words in %s', language => {
  // One of each kind of place: a pattern that finds nothing would be content with everything.
  expect(named).toEqual(
    expect.arrayContaining(['signed in', 'request linked', 'batch done', 'limit hit', 'started']),
  )
  const words = speechFor(language).t.audit.events
  const without = [...named, ...answers].filter(name => !Object.hasOwn(words, name))
  expect([...new Set(without)]).toEqual([])
})
