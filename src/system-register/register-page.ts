import { consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import type { Content, ListKey } from './content.js'
import { fieldsOf, registerBreadcrumbs, unique } from './edit-page.js'
import type { Problem } from './entry-rules.js'
import { problemWords } from './words.js'

export interface RegisterPageInput {
  ours: string
  /** Ours is registered already, so what comes is a change of it. */
  exists: boolean
  systemId: string
  typed: Content
  raw?: Partial<Record<ListKey, string>>
  json?: string
  /** Of the form, or of the JSON. */
  problems?: readonly Problem[]
  from?: 'form' | 'file'
}

/** A new system, from a form or from JSON. */
export function registerPage(input: RegisterPageInput, speech: Speech) {
  const { t, say } = speech
  const words = t.systemRegister
  const { heading } = words.registerPage
  const { ours, from = 'form' } = input
  const problems = (input.problems ?? []).map(problem => problemWords(problem, speech))
  const ofForm = from === 'form' ? problems : []
  // Whatever is wrong with a file is wrong with its one field.
  const ofFile = from === 'file' ? problems.map(({ text }) => ({ field: 'json', text })) : []
  const problemOf = (name: string) =>
    ofForm
      .filter(({ field }) => field === name)
      .map(({ text }) => text)
      .join('. ') || undefined

  return {
    view: 'system-register/register',
    title: consoleTitleOf(heading, speech, problems.length > 0),
    breadcrumbs: registerBreadcrumbs(heading, '/admin/system/register', ours, ours, speech),
    words,
    exists: input.exists ? say(words.registerPage.exists, { id: ours }) : undefined,
    problemsTitle: t.problems.summary,
    problems: unique([...ofForm, ...ofFile]),
    fields: [
      {
        kind: 'line' as const,
        name: 'systemId',
        label: words.fields.systemId,
        hint: words.hints.systemId,
        value: input.systemId,
        isCode: true,
        problem: problemOf('systemId'),
      },
      ...fieldsOf('all', input.typed, ofForm, input.raw ?? {}, speech),
    ],
    json: {
      kind: 'lines' as const,
      name: 'json',
      label: words.registerPage.json,
      hint: words.registerPage.jsonHint,
      value: input.json ?? '',
      rows: 16,
      isCode: true,
      problem: ofFile.length > 0 ? ofFile.map(({ text }) => text).join('. ') : undefined,
    },
    isFileFirst: from === 'file',
    next: words.registerPage.next,
    cancel: '/admin/system',
    cancelText: t.console.cancel,
  } satisfies Page & Record<string, unknown>
}
