import { expect, test } from 'vitest'
import { LANES, type Step } from '../../src/inspector/flow.js'
import { sequencePage } from '../../src/inspector/sequence-page.js'
import { storyOf } from '../../src/inspector/story.js'
import { speechFor } from '../../src/web/speech.js'
import { sampleFlow } from './sample-pages.js'

const nb = speechFor('nb')
const pageOf = (steps: Step[] = [...sampleFlow().steps]) =>
  sequencePage({ place: '/inspector', story: storyOf({ ...sampleFlow(), steps }, nb) }, nb)

test('every arrow leads to its step, and says in words what it shows', () => {
  const rows = pageOf().phases.flatMap(({ steps }) => steps)
  expect(rows.map(({ href }) => href)).toEqual(
    sampleFlow().steps.map((_, i) => `/inspector/flows/a-flow?step=${i + 1}`),
  )
  expect(rows[0]).toMatchObject({
    title: '1. Hent systembrukertoken',
    label: 'SmartCloud sender POST /token til Maskinporten, svar 200',
    first: 2,
    last: 3,
    direction: 'right',
  })
})

test('the numbers go on from one phase to the next', () => {
  const { phases } = pageOf()
  let next = 1
  for (const { start, steps } of phases) {
    expect(start).toBe(next)
    next += steps.length
  }
})

test('an arrow points from whoever speaks to whoever is spoken to, in all twenty ways', () => {
  const step = sampleFlow().steps[0]!
  for (const from of LANES)
    for (const to of LANES.filter(lane => lane !== from)) {
      const [row] = pageOf([{ ...step, from, to }]).phases[0]!.steps
      const [first, last] = [LANES.indexOf(from) + 1, LANES.indexOf(to) + 1].sort()
      expect(row).toMatchObject({
        first,
        last,
        direction: LANES.indexOf(from) < LANES.indexOf(to) ? 'right' : 'left',
      })
    }
})
