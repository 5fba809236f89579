import { describe, expect, test } from 'vitest'
import type { Step } from '../../src/inspector/flow.js'
import { presentPage } from '../../src/inspector/present-page.js'
import { slidesOf } from '../../src/inspector/slides.js'
import { storyOf } from '../../src/inspector/story.js'
import { speechFor, type Language } from '../../src/web/speech.js'
import { jsonAnswer, jwt, sampleFlow, systemUsersPayload } from './sample-pages.js'

const nb = speechFor('nb')
const storyWith = (more: Partial<Step>, language: Language = 'nb') => {
  const flow = sampleFlow()
  return storyOf({ ...flow, steps: [{ ...flow.steps[0]!, ...more }] }, speechFor(language))
}
const slidesWith = (more: Partial<Step>) =>
  slidesOf(storyWith(more)).map(({ kind, path, value }) =>
    kind === 'claim' ? `${path}: ${value}` : kind,
  )

describe('A step', () => {
  test('is a sentence, one slide for each claim that matters, and what came of it', () => {
    expect(slidesWith({})).toEqual([
      'sentence',
      'authorization_details[0].type: urn:altinn:systemuser',
      'authorization_details[0].systemuser_org.ID: 0192:310261629',
      'authorization_details[0].systemuser_id[0]: 49469a5e-6b91-46e7-a45c-8f2d7e2d1302',
      'authorization_details[0].system_id: 991825827_smartcloud',
      'consumer.ID: 0192:991825827',
      'scope: altinn:systembruker.demo',
      'result',
    ])
  })

  test('in which Altinn spells its names in small letters is shown the same', () => {
    const payload = JSON.parse(
      JSON.stringify(systemUsersPayload()).replaceAll('"ID"', '"id"'),
    ) as unknown
    expect(slidesWith({ tokens: [jwt('response', payload)] })).toContain(
      'authorization_details[0].systemuser_org.id: 0192:310261629',
    )
  })

  test('without a token that came back shows the grant that was sent', () => {
    const grant = {
      scope: 'altinn:systembruker.demo',
      authorization_details: [{ type: 'urn:altinn:systemuser', externalRef: 'vår' }],
    }
    const { status: _status, ...step } = sampleFlow().steps[0]!
    const story = storyOf(
      { ...sampleFlow(), steps: [{ ...step, tokens: [jwt('request', grant)] }] },
      nb,
    )
    expect(slidesOf(story).map(({ path }) => path)).toEqual([
      undefined,
      'authorization_details[0].type',
      'authorization_details[0].externalRef',
      'scope',
      undefined,
    ])
  })

  test('with an answer of another kind shows its status', () => {
    const response = jsonAnswer({ id: '1', status: 'Accepted', confirmUrl: 'https://x' })
    expect(slidesWith({ tokens: [], response })).toEqual(['sentence', 'status: Accepted', 'result'])
  })

  test('that was refused shows the reasons given, each once', () => {
    const response = jsonAnswer({
      error: 'invalid_altinn_customer_configuration',
      error_description: 'MP-303',
      title: 'MP-303',
      trace: 'x',
    })
    expect(slidesWith({ status: 400, response })).toEqual([
      'sentence',
      'error: invalid_altinn_customer_configuration',
      'error_description: MP-303',
      'result',
    ])
  })

  test.each([
    ['text', 'Bad gateway'],
    ['a list', '[{"status":"x"}]'],
    ['nothing', 'null'],
    ['half an object', '{"status":'],
  ])('whose answer is %s has two slides', (_, text) => {
    const response = { headers: [], body: { kind: 'json' as const, text, bytes: text.length } }
    expect(slidesWith({ tokens: [], response })).toEqual(['sentence', 'result'])
  })

  test('has its slides numbered from 1', () => {
    const slides = slidesOf(storyOf(sampleFlow(), nb))
    expect(slides.filter(({ step }) => step === 3)).toMatchObject([
      { focus: 1, kind: 'sentence' },
      { focus: 2, kind: 'claim' },
      { focus: 3, kind: 'result' },
    ])
  })
})

describe('A slide', () => {
  const pageOf = (step: number, focus: number, language: Language = 'nb') => {
    const speech = speechFor(language)
    const story = storyOf(sampleFlow(), speech)
    return presentPage({ place: '/inspector', story, step, focus }, speech)
  }
  const HERE = '/inspector/flows/a-flow?view=present'

  test('leads to the next and the last one over the borders of steps', () => {
    expect(pageOf(1, 8)).toMatchObject({
      previous: `${HERE}&step=1&focus=7`,
      next: `${HERE}&step=2&focus=1`,
      first: `${HERE}&step=1&focus=1`,
      last: `${HERE}&step=7&focus=1`,
      leave: '/inspector/flows/a-flow?step=1',
    })
    expect(pageOf(1, 1)!.previous).toBeUndefined()
    expect(pageOf(7, 2)!.next).toBeUndefined()
  })

  test('shows one claim and what it means, and the names of the others', () => {
    expect(pageOf(1, 3)).toMatchObject({
      title: 'systemuser_org – steg 1 av 7: Hent systembrukertoken – Røntgen',
      counter: 'Steg 1 av 7',
      progress: ['now', 'ahead', 'ahead', 'ahead', 'ahead', 'ahead', 'ahead'],
      shown: {
        name: 'systemuser_org.ID',
        value: '0192:310261629',
        meaning: 'Kunden som har godkjent tilgangen',
      },
    })
    const { names } = pageOf(1, 3)!
    expect(names.map(({ name }) => name)).toEqual([
      'type',
      'systemuser_org',
      'systemuser_id',
      'system_id',
      'consumer',
      'scope',
      'Svar',
    ])
    expect(names.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
  })

  test.each([
    [1, 8, '200 OK', ['Svar fra Maskinporten etter 203 ms', 'Tokenet varer i 120 sekunder.']],
    [4, 2, 'Videre', ['Nettleseren går videre til altinn.example.']],
    [7, 2, 'Ikke svar', ['Ikke svar etter 10 s']],
  ])('with the result of step %i says what came of it', (step, focus, value, lines) => {
    expect(pageOf(step, focus)!.shown).toMatchObject({ kind: 'result', value, lines })
  })

  test('that is none has no page', () => {
    for (const [step, focus] of [
      [0, 1],
      [1, 0],
      [1, 9],
      [8, 1],
      [NaN, 1],
      [1, 1.5],
    ] as const)
      expect(pageOf(step, focus)).toBeUndefined()
  })

  test('cuts what no screen could take', () => {
    const story = storyWith({ tokens: [jwt('response', { scope: 'x'.repeat(900) })] })
    const page = presentPage({ place: '/inspector', story, step: 1, focus: 2 }, nb)!
    expect(page.shown).toMatchObject({ length: 'long', value: `${'x'.repeat(159)}…` })
  })
})
