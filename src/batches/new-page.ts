import { CLIENT_PACKAGE, PACKAGES } from '../domain/packages.js'
import { consoleTitleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { BATCHES, breadcrumbsTo } from './batches-page.js'
import { LONGEST_NAME, type ListProblems, type ListValues } from './list-form.js'
import { MOST_LINES, type Column } from './read-list.js'

/** What a page shows again of a list that was pasted. */
const LONGEST_SHOWN = 100_000

export interface NewPageInput {
  values: ListValues
  problems: ListProblems
}

export function newPage({ values, problems }: NewPageInput, speech: Speech) {
  const { t, say, number, list } = speech
  const words = t.batches.create
  const lines = number(MOST_LINES)
  const nameProblem = problems.name && say(words.problems[problems.name], { limit: LONGEST_NAME })
  const rateProblem = problems.rate && words.problems[problems.rate]
  const listProblem = problems.list && listProblemIn(problems.list, speech)
  const field = problems.list?.what === 'nothing' || values.list === '' ? 'file' : 'list'
  const all = [
    ...(nameProblem ? [{ field: 'name', text: nameProblem }] : []),
    ...(listProblem ? [{ field, text: listProblem }] : []),
    ...(rateProblem ? [{ field: 'rate', text: rateProblem }] : []),
  ]

  return {
    view: 'batches/new',
    title: consoleTitleOf(words.heading, speech, all.length > 0),
    breadcrumbs: breadcrumbsTo([{ name: words.heading, href: `${BATCHES}/new` }], speech),
    words,
    shared: t.console,
    action: `${BATCHES}/new`,
    back: BATCHES,
    problemsTitle: t.problems.summary,
    problems: all,
    name: {
      name: 'name',
      label: words.name,
      hint: words.nameHint,
      autocomplete: 'off',
      value: values.name,
      problem: nameProblem,
    },
    rate: {
      name: 'rate',
      label: words.rate,
      hint: words.rateHint,
      autocomplete: 'off',
      inputmode: 'numeric',
      width: 'w-9',
      value: values.rate,
      problem: rateProblem,
    },
    fileHint: say(words.fileHint, { lines }),
    file: { problem: field === 'file' ? listProblem : undefined },
    list: {
      value: values.list.length > LONGEST_SHOWN ? '' : values.list,
      problem: field === 'list' ? listProblem : undefined,
    },
    packages: say(words.packages, {
      packages: list([...PACKAGES, CLIENT_PACKAGE].map(({ name }) => name)),
    }),
  } satisfies Page & Record<string, unknown>
}

function listProblemIn(problem: NonNullable<ListProblems['list']>, speech: Speech): string {
  const { t, say, number, list } = speech
  const words = t.batches.create
  const named = (column: Column) => words.columnNames[column]
  switch (problem.what) {
    case 'wrongColumns':
      return say(words.problems.wrongColumns, { columns: list(problem.missing.map(named)) })
    case 'columnTwice':
      return say(words.problems.columnTwice, { column: named(problem.column) })
    case 'tooManyLines':
      return say(words.problems.tooManyLines, { lines: number(MOST_LINES) })
    case 'unreadable':
      return say(words.problems.unreadable, { line: number(problem.line) })
    default:
      return words.problems[problem.what]
  }
}
