import type { Speech } from './speech.js'

/** What happened. An event without words yet is called what it is called in the database. */
export function eventWords(event: string, { t }: Speech): string {
  const words: Readonly<Record<string, string>> = t.audit.events
  return Object.hasOwn(words, event) ? words[event]! : event
}
