import type { ScriptName } from '../domain/demo-scripts.js'
import type { Speech } from '../web/speech.js'

/** What a chapter says; what it does is in `scripts.ts`. */
export interface ChapterWords {
  title: string
  /** Of the link that leads to what is shown. */
  go: string
  /** What to press there, each with the names of what is pressed in quotation marks. */
  clicks: readonly string[]
  /** To be spoken. */
  say: string
  sees: string
  /** What to point at in Røntgen. */
  show?: string
}

/** @throws a chapter without words, which no compiler would have let through to here */
export function wordsFor(script: ScriptName, key: string, { t }: Speech): ChapterWords {
  const chapters: Readonly<Record<string, ChapterWords>> = t.demoScripts.scripts[script].chapters
  const words = chapters[key]
  if (!words) throw new Error(`The chapter ${key} of ${script} has no words`)
  return words
}

/** A sentence in parts; what stands in quotation marks is the name of something to press. */
export const partsOf = (sentence: string): { text: string; isName: boolean }[] =>
  sentence
    .split(/([«“][^»”]+[»”])/)
    .filter(part => part !== '')
    .map(part => ({ text: part, isName: /^[«“]/.test(part) }))
