import { frontPage } from '../../src/console/front-page.js'
import { HEALTHS, type Health } from '../../src/domain/health.js'
import type { Page } from '../../src/web/frame.js'
import type { Speech } from '../../src/web/speech.js'

/** The front page of the console: nothing on it was written by others. */
export function consolePages(): Record<string, (speech: Speech) => Page> {
  const all = (count: number) =>
    Object.fromEntries(HEALTHS.map(health => [health, count])) as Record<Health, number>
  return {
    'the console': speech => frontPage({ counts: all(1_234), mayReadLog: true }, speech),
    'the console, nobody yet': speech => frontPage({ counts: all(0), mayReadLog: false }, speech),
  }
}
