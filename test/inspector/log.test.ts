import { expect, test } from 'vitest'
import { logPage } from '../../src/inspector/log-page.js'
import { storyOf } from '../../src/inspector/story.js'
import { speechFor, type Language } from '../../src/web/speech.js'
import { sampleFlow } from './sample-pages.js'

const pageOf = (language: Language) => {
  const speech = speechFor(language)
  return logPage({ place: '/inspector', story: storyOf(sampleFlow(), speech) }, speech)
}

test('the log has one row for each step, with the time to the millisecond', () => {
  expect(pageOf('nb').rows[0]).toMatchObject({
    at: '09.00.12,345',
    from: 'SmartCloud',
    to: 'Maskinporten',
    call: 'POST /token',
    tag: { text: '200' },
    duration: '203 ms',
    href: '/inspector/flows/a-flow?step=1',
  })
  expect(pageOf('en').rows[0]!.at).toBe('09:00:12.345')
  expect(pageOf('nb').rows).toHaveLength(sampleFlow().steps.length)
})

test('what was not sent is told by its name, and has no duration', () => {
  expect(pageOf('nb').rows[1]).toMatchObject({ isCall: false, duration: '' })
})

test('the log as text has a line for each step, and as many cells in each', () => {
  const lines = pageOf('nb').text.split('\n')
  expect(lines[0]).toBe('Tid\tFra\tTil\tKall\tStatus\tVarighet')
  expect(lines[1]).toBe('09.00.12,345\tSmartCloud\tMaskinporten\tPOST /token\t200\t203 ms')
  for (const line of lines) expect(line.split('\t')).toHaveLength(6)
})
