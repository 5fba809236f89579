import { chapterPage, type ChapterPageInput } from '../../src/demo-scripts/chapter-page.js'
import { breakPage, contentsPage, resetPage } from '../../src/demo-scripts/contents-page.js'
import { scriptOf } from '../../src/demo-scripts/scripts.js'
import { SCRIPT_NAMES } from '../../src/domain/demo-scripts.js'
import type { Page } from '../../src/web/frame.js'
import type { Speech } from '../../src/web/speech.js'

/** What whoever presents reads: nothing in it was written by a visitor or an upstream. */
export function demoScriptsPages(): Record<string, (speech: Speech) => Page> {
  const chapter = (more: Partial<ChapterPageInput>) => (speech: Speech) =>
    chapterPage(
      {
        script: 'happy',
        number: 1,
        shown: { step: '/x', compare: '/x', present: '/x', sequence: '/x' },
        standing: { broken: undefined, others: 0 },
        origins: { ours: 'https://smartcloud.example', altinn: 'https://altinn.example' },
        ...more,
      },
      speech,
    )
  return {
    'demo scripts': speech => contentsPage({}, speech),
    ...Object.fromEntries(
      SCRIPT_NAMES.flatMap(script =>
        scriptOf(script).chapters.map(({ key }, i) => [
          `demo script ${script}, ${key}`,
          chapter({ script, number: i + 1 }),
        ]),
      ),
    ),
    'demo script, not seen': chapter({ number: 4, shown: undefined }),
    'demo script, tokens forgotten': chapter({ script: 'taken-back', number: 5, done: 'tokens' }),
    'demo script, begun again': chapter({ done: { resetMs: 12 } }),
    'demo script, no sandbox': chapter({ standing: undefined }),
    'demo script, broken elsewhere': chapter({ standing: { broken: undefined, others: 2 } }),
    'break it': speech => breakPage({ standing: { broken: 'clock', others: 1 } }, speech),
    'start over': speech => resetPage({ cancel: '/x' }, speech),
  }
}
